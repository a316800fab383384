"""What the modules of the page /inside say, in the current language."""

from flask_babel import gettext as _


def inside_messages() -> dict[str, str]:
    """Return every text by its key; names in braces are filled in by the page."""
    return (
        layer_messages()
        | unit_messages()
        | step_messages()
        | saliency_messages()
        | play_messages()
        | example_messages()
        | share_messages()
    )


def layer_messages() -> dict[str, str]:
    """Return the names of layers and what is said of each as a whole."""
    return {
        "layer.Input": _("Input"),
        "layer.Conv2D": _("Convolution {number}"),
        "layer.MaxPooling2D": _("Pooling {number}"),
        "layer.Dense": _("Dense {number}"),
        "layer.logits": _("Logits"),
        "layer.Softmax": _("Probabilities"),
        "layer.maps": _("{count} maps of {height} × {width}"),
        "layer.map": _("{height} × {width} pixels"),
        "layer.units": _("{count} units"),
        "layer.strongest": _("strongest {value}"),
        "layer.empty": _("Nothing yet: draw a digit."),
        "layer.missing": _("Too large to be sent live."),
        "layer.filters": _("each map with its filter"),
        "layer.filters.mean": _("each map with the mean of its filter's {count} parts"),
        "layer.filters.inputs": _("each unit with its weights for the 28 × 28 pixels"),
    }


def unit_messages() -> dict[str, str]:
    """Return what is said of one unit: where it is, what it looks at, what it computes."""
    return {
        "unit.map": _("{layer}, map {map} of {maps}, row {row}, column {column}: {value}"),
        "unit.unit": _("{layer}, unit {unit} of {units}: {value}"),
        "unit.class": _("{layer}, digit {unit}: {value}"),
        "unit.pixel": _("Row {row}, column {column}: {value}"),
        "unit.field": _("It looks at rows {top} to {bottom}, columns {left} to {right}."),
        "unit.field.all": _("It looks at the whole picture."),
        "unit.relu": _("Below 0 becomes 0 (ReLU)."),
        "unit.pool": _("The largest of {count} values of the layer before."),
        "unit.softmax": _("e^{logit} divided by the sum of e^logit over all ten digits."),
        "unit.from.unit": _("unit {unit}"),
        "unit.from.cell": _("map {map}, row {row}, column {column}"),
        "unit.bias": _("bias"),
        "unit.others": _("the {count} others"),
        "unit.products": _("the {count} products"),
        "unit.sum": _("sum"),
        "unit.terms": _("value × weight = product"),
        "path.sentence": _("Strongest path to {digit}: {path}."),
    }


def step_messages() -> dict[str, str]:
    """Return what is said of the steps of preprocessing."""
    return {
        "steps.crop": _("The ink's box, {width} × {height} of {side} × {side} pixels."),
        "steps.box": _("Longer side 20 pixels: {width} × {height}. Centre of mass at the cross."),
        "steps.final": _("28 × 28. The centre of mass is on pixel 14, 14."),
        "steps.plain": _("28 × 28, the whole pad only shrunk."),
        "steps.same": _("With the steps: {digit} ({share}). Without: {plain} ({plainShare})."),
        "steps.ask": _("Switch it on to see what they are good for."),
    }


def saliency_messages() -> dict[str, str]:
    """Return what is said of the pixels that mattered."""
    return {
        "saliency.empty": _("Which pixels mattered"),
        "saliency.draw": _("Draw a digit, and choose one: why that one, or why not?"),
        "saliency.why": _("Why a {digit}?"),
        "saliency.why-not": _("Why not a {digit}?"),
        "saliency.gradient.sums": _("For the {digit}: {for} in all. Against it: {against}."),
        "saliency.occlusion.sums": _("For the {digit}: up to {for}. Against it: up to {against}."),
        "saliency.for": _("Row {row}, column {column}: {value} for the {digit}."),
        "saliency.against": _("Row {row}, column {column}: {value} against the {digit}."),
        "saliency.nothing": _("Row {row}, column {column}: it does not matter."),
        "saliency.occlusion": _(
            "Small patches of the ink are wiped in turn: how far do the digit's log-odds fall?"
        ),
        "saliency.gradient": _(
            "Integrated gradients: the digit's logit, against the mean of all ten, shared out "
            "among the pixels."
        ),
    }


def play_messages() -> dict[str, str]:
    """Return what is said of the curve along a slider."""
    return {
        "curve.empty": _("Move a slider: the curve shows the answer along it."),
        "curve.title": _("How sure it is of the {digit}, along “{slider}”. On top: what it reads."),
        "curve.share": _("Probability of {digit}"),
        "curve.read": _("Read as"),
    }


def example_messages() -> dict[str, str]:
    """Return what is said of the pictures that can be put on the pad."""
    return {
        "examples.loading": _("One moment…"),
        "examples.missing": _("Not all pictures of this network could be had."),
        "example.prototype": _("Ideal {digit}, read with {share}. Put it on the pad."),
        "example.wrong": _("Test digit {index}: a {true}, read as {read}. Put it on the pad."),
        "example.right": _("Test digit {index}: a {true}, read right. Put it on the pad."),
    }


def share_messages() -> dict[str, str]:
    """Return what is said when a link is copied or a file saved."""
    return {
        "share.copied": _("Copied."),
        "share.by-hand": _("The link is selected: copy it with Ctrl+C."),
        "share.too-long": _("There is too much on the pad for a link: save it as a file."),
        "share.saved": _("Saved."),
        "share.empty": _("There is nothing on the pad yet: draw a digit."),
        "share.no-strokes": _("A picture has pixels, but no strokes for an SVG."),
    }
