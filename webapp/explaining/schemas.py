"""What an explanation looks like, for the OpenAPI document."""

from typing import Any

from webapp.openapi import Schema
from webapp.openapi.schemas import record
from webapp.reading.routes import PREDICTION

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
SHAPE = {"type": "array", "items": {"type": "integer", "minimum": 1}}
BYTES = {
    "type": ["string", "null"],
    "contentEncoding": "base64",
    "description": "A byte a value, row by row: value = scale * (byte - zero).",
}


def quantised_record(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object with an array of values in it."""
    return record(
        **properties,
        shape=SHAPE,
        values=BYTES,
        scale={"type": "number", "exclusiveMinimum": 0},
        zero={"type": "integer", "minimum": 0, "maximum": 255},
    )


def nullable(schema: Any) -> dict[str, Any]:
    """Return a schema that null fits too."""
    return {"anyOf": [schema, {"type": "null"}]}


def pair(item: Any, description: str, length: int = 2) -> dict[str, Any]:
    """Return the schema of so many items in a fixed order."""
    return {
        "type": "array",
        "items": item,
        "minItems": length,
        "maxItems": length,
        "description": description,
    }


STEPS = Schema(
    "PreprocessingSteps",
    record(
        picture=pair(COUNT, "Width and height of the picture that was sent."),
        box=pair(COUNT, "Left, top, right and bottom of the ink in it.", 4),
        scaled=quantised_record(),
        mass=pair({"type": "number"}, "Row and column of the centre of mass, from the box's."),
        place=pair(COUNT, "Row and column of the box in the 28x28 image."),
    ),
)
LAYER = Schema(
    "LayerActivations",
    quantised_record(
        name=TEXT,
        kind={"enum": ["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Softmax"]},
        activation={"enum": ["linear", "relu", "softmax"]},
    )
    | {
        "description": "Shape is height, width, channels; or units. Values are null where they "
        "only move (Flatten), and in networks too large for an answer under 60 KB: there those of "
        "pooling layers are left out first, which are the maxima of the layer before."
    },
)
SALIENCY = Schema(
    "Saliency",
    quantised_record(
        way={"enum": ["occlusion", "gradient"]},
        rival=COUNT | {"description": "The class that it is compared with."},
        start=nullable({"type": "number", "description": "The lead on blank paper."}),
        **{"class": COUNT, "sum": nullable({"type": "number", "description": "Of all values."})},
    )
    | {
        "description": "Positive where the ink speaks for the class against its rival, negative "
        "where against it. With gradients, start and sum add up to ln(class / rival)."
    },
)
CLASS_SHARES = {
    "type": "array",
    "items": {"type": "number", "minimum": 0, "maximum": 1},
    "description": "One probability a class.",
}
BROKEN_READING = {
    "digit": COUNT | {"description": "The most probable class."},
    "probabilities": CLASS_SHARES,
    "verdict": {"enum": ["digit", "unsure"]},
}
BROKEN = Schema(
    "BrokenAnswer",
    record(
        off={"type": "array", "items": pair(COUNT, "A layer, and one of its units or maps.")},
        whole=record(**BROKEN_READING),
        **BROKEN_READING,
    )
    | {"description": "What the first look reads with units switched off, and with none."},
)
WEAKEST = Schema(
    "WeakestUnit",
    record(
        layer=COUNT,
        unit=COUNT,
        share={"type": "number", "minimum": 0, "maximum": 1, "description": "Of its layer's sum."},
        changes={"type": "boolean", "description": "Whether its loss changes the answer."},
        **BROKEN_READING,
    )
    | {
        "description": "The unit that says least and whose loss changes the answer; where no "
        "single loss does, the one that takes most from the answer's lead. With it off, the first "
        "look reads this."
    },
)
EXPLANATION = Schema(
    "Explanation",
    record(
        **PREDICTION.definition["properties"],
        preprocessing={"enum": ["mnist", "plain"]},
        steps=nullable(STEPS),
        layers={"type": "array", "items": LAYER},
        saliency=nullable(SALIENCY),
        broken=nullable(BROKEN),
        weakest=nullable(WEAKEST),
    ),
)
PREDICTED = {
    key: value for key, value in PREDICTION.definition["properties"].items() if key != "input"
}
SERIES = Schema(
    "Series", record(predictions={"type": "array", "items": nullable(record(**PREDICTED))})
)
EXACT = record(
    shape=SHAPE,
    float32={
        "type": "string",
        "contentEncoding": "base64",
        "description": "Little-endian float32, row by row.",
    },
)
WEIGHTS = Schema(
    "Weights",
    record(
        model=TEXT,
        layers={
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": TEXT,
                    "kind": TEXT,
                    "activation": TEXT,
                    "strides": SHAPE,
                    "padding": {"enum": ["valid", "same"]},
                    "pool_size": SHAPE,
                    "kernel": EXACT,
                    "bias": EXACT,
                },
                "required": ["name", "kind", "activation"],
                "additionalProperties": False,
            },
        },
    ),
)
PIXELS = {
    "type": "string",
    "contentEncoding": "base64",
    "description": "784 bytes, row by row, 255 = ink.",
}
DIGIT = {"type": "integer", "minimum": 0, "maximum": 9}
PROTOTYPES = Schema(
    "Prototypes",
    record(
        model=TEXT,
        digits={
            "type": "array",
            "items": record(
                digit=DIGIT,
                probability={"type": "number", "minimum": 0, "maximum": 1},
                pixels=PIXELS,
            ),
        },
    ),
)
TEST_DIGIT = record(index=COUNT, true=DIGIT, read=DIGIT, pixels=PIXELS)
TEST_DIGITS = Schema(
    "TestDigits",
    record(
        model=TEXT,
        wrong={"type": "array", "items": TEST_DIGIT},
        right={"type": "array", "items": TEST_DIGIT},
    ),
)
