"""A network's layers as boxes: what is drawn, how large, and what is written under it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.reading.model_card import LayerCard, ModelCard

# Layers that only pass on or reshape: drawn as part of the layer before them.
PASSING = {
    "Activation",
    "Average",
    "BatchNormalization",
    "Dropout",
    "Flatten",
    "ReLU",
    "Reshape",
    "Rescaling",
    "Softmax",
    "SpatialDropout2D",
    "Views",
}
NAMES = {
    "Conv2D": "Conv",
    "DepthwiseConv2D": "Depthwise conv",
    "SeparableConv2D": "Separable conv",
    "MaxPooling2D": "Max pool",
    "AveragePooling2D": "Mean pool",
    "GlobalAveragePooling2D": "Mean of all",
    "GlobalMaxPooling2D": "Max of all",
    "Normalization": "Normalise",
}

STEP = 94  # from one box to the next
MOST_A_ROW = 8
ROW = 190
MIDDLE, LARGEST, SMALLEST = 74, 104, 12
SHEET = 4  # by which each sheet of a stack lies behind the one before
MOST_SHEETS = 6
BAR = 14


@dataclass(frozen=True)
class Box:
    """One drawn layer; all lengths in units of the picture, `x` and `y` of the front sheet."""

    kind: str
    title: str
    shape: str
    parameters: int
    x: float
    y: float
    width: float
    height: float
    sheets: tuple[float, ...]  # how far behind the front one each lies, the last one first
    centre: float
    bottom: float
    entered: bool  # whether an arrow from the box before leads to it


@dataclass
class _Step:
    """One layer to draw, and what only passes on after it."""

    kind: str
    title: str
    output: list[int]
    parameters: int


@dataclass(frozen=True)
class Picture:
    """All boxes, and the size of the picture."""

    boxes: tuple[Box, ...]
    width: int
    height: int

    @property
    def description(self) -> str:
        """The same for those who do not see it."""
        return " → ".join(f"{box.title} {box.shape}" for box in self.boxes)


def draw(card: ModelCard, names: Mapping[str, str]) -> Picture:
    """Lay out the layers of a model.json.

    Args:
        card: of the model.
        names: what layers are called in the current language, by their English names.
    """
    shape = card["input"]["shape"]
    steps = [_Step("Input", names.get("Input", "Input"), shape, 0), *_steps(card["layers"], names)]
    largest = max([shape[0], *(step.output[0] for step in steps if len(step.output) == 3)])
    rows = math.ceil(len(steps) / MOST_A_ROW)
    a_row = math.ceil(len(steps) / rows)
    boxes = tuple(
        _box(divmod(number, a_row), step, largest, last=number == len(steps) - 1)
        for number, step in enumerate(steps)
    )
    return Picture(boxes, STEP * a_row, ROW * rows)


def _steps(layers: list[LayerCard], names: Mapping[str, str]) -> list[_Step]:
    """Return the layers to draw, what only passes on added to the one before it."""
    steps: list[_Step] = []
    for layer in layers:
        if layer["kind"] in PASSING:
            if steps:
                steps[-1].parameters += layer["parameters"]
            continue
        title = _title(layer, names)
        steps.append(_Step(layer["kind"], title, layer["output"], layer["parameters"]))
    return steps


def _title(layer: LayerCard, names: Mapping[str, str]) -> str:
    name = NAMES.get(layer["kind"], layer["kind"])
    title = names.get(name, name)
    # What a pooling layer takes together shows in the shapes.
    shown = "window" in layer and "pool" not in name
    return f"{title} {'×'.join(map(str, layer['window']))}" if shown else title


def _box(place: tuple[int, int], step: _Step, largest: int, last: bool) -> Box:
    """Lay out one layer in its place, a row and a column."""
    row, column = place
    centre, top = STEP * (column + 0.5), ROW * row
    output = step.output
    if len(output) == 3:
        width = height = SMALLEST + (LARGEST - SMALLEST) * 0.62 * math.sqrt(output[0] / largest)
        count = min(MOST_SHEETS, 1 + int(math.log2(max(1, output[2]))))
    else:
        units = max(1, math.prod(output))
        width, count = BAR, 1
        height = min(LARGEST, SMALLEST + 10 * math.log2(units))
    sheets = tuple(SHEET * (count - 1 - each) for each in range(count))
    depth = SHEET * (count - 1)
    return Box(
        kind="answer" if last else step.kind.lower(),
        title=step.title,
        shape="×".join(map(str, output)),
        parameters=step.parameters,
        x=round(centre - (width + depth) / 2, 1),
        y=round(top + MIDDLE - (height - depth) / 2, 1),
        width=round(width, 1),
        height=round(height, 1),
        sheets=sheets,
        centre=centre,
        bottom=top + MIDDLE + LARGEST / 2 + 8,
        entered=column > 0,
    )
