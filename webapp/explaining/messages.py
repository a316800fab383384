"""What the modules of the page /inside say, in the current language."""

from flask_babel import gettext as _


def inside_messages() -> dict[str, str]:
    """Return every text by its key; names in braces are filled in by the page."""
    return (
        layer_messages()
        | unit_messages()
        | breaking_messages()
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
        "unit.map": _("{layer}, map {map} (of 0–{last}), row {row}, column {column}: {value}"),
        "unit.unit": _("{layer}, unit {unit} (of 0–{last}): {value}"),
        "unit.class": _("{layer}, digit {unit}: {value}"),
        "unit.pixel": _("Row {row}, column {column}: {value}"),
        "unit.field": _("It looks at rows {top} to {bottom}, columns {left} to {right}."),
        "unit.field.one": _("This is pixel ({row}, {column})."),
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


def breaking_messages() -> dict[str, str]:
    """Return what is said of units that are switched off."""
    return {
        "break.map": _("{layer}, map {unit}"),
        "break.unit": _("{layer}, unit {unit}"),
        "break.off": _("{name}: off."),
        "break.on": _("{name}: on again."),
        "break.is-off": _("It is off."),
        "break.all.off": _("All off"),
        "break.all.on": _("All on"),
        "break.all-off": _("{name}: all off."),
        "break.all-on": _("{name}: all on again."),
        "break.repaired": _("All on again."),
        "break.fixed": _("This one is the picture or the answer itself: it stays on."),
        "break.nothing": _("Nothing is off."),
        "break.inventory": _("Off: {parts}."),
        "break.note": _("Broken: {count} units are off."),
        "break.note.one": _("Broken: 1 unit is off."),
        "break.changed": _(
            "The whole network reads {whole} ({wholeShare}). "
            "Without them: {broken} ({brokenShare})."
        ),
        "break.same": _(
            "It reads {whole} all the same: {brokenShare}, and as a whole {wholeShare}."
        ),
        "break.found": _(
            "{name}: it makes only {share} of what its layer says, and without it alone "
            "the answer is {digit}. It is off now."
        ),
        "break.found.none": _(
            "No single unit changes the answer. {name} takes most of its lead: it is off "
            "now. Search again to break the next one."
        ),
        "break.found.nothing": _("There is no unit left that says anything."),
    }


def step_messages() -> dict[str, str]:
    """Return what is said of the steps of preprocessing."""
    return {
        "steps.crop": _("The ink's box, {width} × {height} of {side} × {side} pixels."),
        "steps.box": _("Longer side 20 pixels: {width} × {height}. Centre of mass at the cross."),
        "steps.final": _("28 × 28. The centre of mass is on pixel 14, 14."),
        "steps.plain": _("28 × 28, the whole pad only shrunk."),
        "steps.same": _("With the steps: {digit} ({share}). Without: {plain} ({plainShare})."),
        "steps.ask": _("Turn on to see what they do. A small digit in a corner shows it best."),
    }


def saliency_messages() -> dict[str, str]:
    """Return what is said of the pixels that mattered."""
    return {
        "saliency.empty": _("Which pixels mattered"),
        "saliency.draw": _("Draw a digit, and choose one: why that one, or why not?"),
        "saliency.why": _("Why a {digit}, and not a {rival}?"),
        "saliency.why-not": _("Why not a {digit}, but a {rival}?"),
        "saliency.gradient.sums": _(
            "For the {digit}: {for} in all. Against it: {against}. Blank paper: {start}. "
            "Together {total}: the {likely} is {times} times as likely as the {other}."
        ),
        "saliency.occlusion.sums": _(
            "For the {digit}: up to {for}. Against it: up to {against}. "
            "Patches overlap, so these do not add up."
        ),
        "saliency.first-look": _("This is its first look; the bars are the mean of several."),
        "saliency.for": _("Row {row}, column {column}: {value} for the {digit}."),
        "saliency.against": _("Row {row}, column {column}: {value} against the {digit}."),
        "saliency.nothing": _("Row {row}, column {column}: it does not matter."),
        "saliency.occlusion": _(
            "Small patches of the ink are wiped in turn: "
            "how far does the {digit} fall behind the {rival} (log-odds)?"
        ),
        "saliency.gradient": _(
            "Integrated gradients: the lead of the {digit} over the {rival}, ln of the ratio of "
            "their probabilities, shared out among the pixels."
        ),
    }


def play_messages() -> dict[str, str]:
    """Return what is said of the curve along a slider."""
    return {
        "curve.empty": _("Move a slider: the curve shows the answer along it."),
        "curve.rotate": _("Confidence in {digit} as you turn it. Above: what it reads."),
        "curve.thickness": _(
            "Confidence in {digit} as its strokes get thicker. Above: what it reads."
        ),
        "curve.shift": _("Confidence in {digit} as you move it. Above: what it reads."),
        "curve.shrink": _("Confidence in {digit} as its size changes. Above: what it reads."),
        "curve.noise": _("Confidence in {digit} as noise is added. Above: what it reads."),
        "curve.share": _("Probability of {digit}"),
        "curve.read": _("Read as"),
    }


def example_messages() -> dict[str, str]:
    """Return what is said of the pictures that can be put on the pad."""
    return {
        "examples.loading": _("One moment…"),
        "examples.missing": _("Not all pictures of this network could be loaded."),
        "example.prototype": _("Ideal {digit}, read with {share}. Put it on the pad."),
        "example.wrong": _("Test digit {index}: a {true}, read as {read}. Put it on the pad."),
        "example.right": _("Test digit {index}: a {true}, read correctly. Put it on the pad."),
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
