"""The field's words that the pages use, each in two plain sentences, in the current language."""

from dataclasses import dataclass
from functools import lru_cache

from flask_babel import get_locale
from flask_babel import gettext as _


@dataclass(frozen=True)
class Term:
    """A word, and what it means."""

    name: str
    meaning: str


def terms() -> dict[str, Term]:
    """Return every term by its key, in the order in which one builds upon the other."""
    return _terms(str(get_locale()))


@lru_cache(maxsize=8)
def _terms(language: str) -> dict[str, Term]:
    """Look them up once a language, which is the current one: a page asks for each that it uses."""
    found = images() | layers() | answers() | training() | figures()
    return {key: Term(*entry) for key, entry in found.items()}


Entries = dict[str, tuple[str, str]]


def images() -> Entries:
    """Return the words for what a network gets."""
    return {
        "mnist": (
            _("MNIST"),
            _(
                "70,000 small pictures of handwritten digits, collected in the 1990s. "
                "Nearly every course on neural networks begins with them."
            ),
        ),
        "cifar": (
            _("CIFAR-10"),
            _(
                "60,000 colour photographs of ten kinds of things, 32 by 32 pixels each. "
                "They are much harder to tell apart than digits."
            ),
        ),
        "centre-of-mass": (
            _("Centre of mass"),
            _(
                "The point on which the ink would balance if it had weight. "
                "Every drawing is moved so that this point lies in the middle, as in MNIST."
            ),
        ),
    }


def layers() -> Entries:
    """Return the words for what a network is made of."""
    return {
        "network": (
            _("Neural network"),
            _(
                "A long chain of multiplications and sums that turns pixels into an answer. "
                "Its numbers are not written by anybody: they are learned from examples."
            ),
        ),
        "layer": (
            _("Layer"),
            _(
                "One step of the chain: it takes the numbers of the layer before and makes "
                "new ones. The first layers see strokes, the last ones whole digits."
            ),
        ),
        "weight": (
            _("Weight"),
            _(
                "A number by which an input is multiplied: how much it counts, and whether for "
                "or against. Learning means to change the weights a little, again and again."
            ),
        ),
        "bias": (
            _("Bias"),
            _(
                "A number that a unit adds to its sum, whatever it sees. "
                "It decides how easily the unit lights up."
            ),
        ),
        "parameter": (
            _("Parameter"),
            _(
                "Any number that is learned: all weights and all biases together. "
                "More of them can store more, but take longer and may learn by heart."
            ),
        ),
        "unit": (
            _("Unit"),
            _(
                "One cell of a layer: it multiplies what it looks at by its weights and adds up. "
                "The result is one number."
            ),
        ),
        "filter": (
            _("Filter"),
            _(
                "A small grid of weights that slides over the whole picture. "
                "It looks for one pattern, an edge or a bend, wherever that may be."
            ),
        ),
        "convolution": (
            _("Convolution"),
            _(
                "A layer of filters that slide over the picture, each of which makes one map. "
                "So a stroke is found in the same way at every place."
            ),
        ),
        "map": (
            _("Map"),
            _(
                "What one filter found, as a picture: bright where its pattern is. "
                "A convolution with six filters makes six maps."
            ),
        ),
        "pooling": (
            _("Pooling"),
            _(
                "Of every few neighbouring values only the largest is kept, so the map shrinks. "
                "What was found stays, its exact place no longer matters."
            ),
        ),
        "dense": (
            _("Dense layer"),
            _(
                "Every unit looks at all values of the layer before. "
                "Here the strokes that were found vote for digits."
            ),
        ),
        "relu": (
            _("ReLU"),
            _(
                "Whatever is below 0 becomes 0, the rest stays. "
                "Without such a bend many layers could do no more than one."
            ),
        ),
        "batch-normalisation": (
            _("Batch normalisation"),
            _(
                "Values are brought to a common scale between two layers. "
                "Deep networks learn faster and more steadily with it."
            ),
        ),
        "residual": (
            _("Residual connection"),
            _(
                "A shortcut that adds a layer's input to its output. "
                "The layers between only have to learn what is missing."
            ),
        ),
    }


def answers() -> Entries:
    """Return the words for what a network says, and why."""
    return {
        "logit": (
            _("Logit"),
            _(
                "The points that a digit has before they become a percentage. "
                "They may be negative, and only the differences between digits count."
            ),
        ),
        "softmax": (
            _("Softmax"),
            _(
                "It turns the ten logits into ten percentages that add up to 100. "
                "A lead of 1 makes a digit 2.7 times as likely, one of 5 already 148 times."
            ),
        ),
        "probability": (
            _("Probability"),
            _(
                "The share of 100 percent that the network gives to a digit. "
                "The ten always add up to 100, even where the drawing is no digit at all."
            ),
        ),
        "confidence": (
            _("Confidence"),
            _(
                "The probability of the digit that the network reads. "
                "A confident network can be wrong: see calibration."
            ),
        ),
        "log-odds": (
            _("Log-odds"),
            _(
                "The logarithm of how many times as likely one answer is as another. "
                "0 means as likely, and what speaks for or against can simply be added."
            ),
        ),
        "gradient": (
            _("Gradient"),
            _(
                "How much the result changes if a number is changed a little. "
                "It shows in which direction to go: for weights while learning, for pixels here."
            ),
        ),
    }


def training() -> Entries:
    """Return the words for how a network learns."""
    return {
        "loss": (
            _("Loss"),
            _(
                "A number for how wrong the answers are: 0 would be perfect. "
                "Training turns all weights a little so that it falls."
            ),
        ),
        "epoch": (
            _("Epoch"),
            _(
                "One round through all training examples. "
                "After each, the network is tried on examples that it does not learn from."
            ),
        ),
        "validation": (
            _("Validation"),
            _(
                "Examples that are kept back to see whether the network has understood "
                "or only learned by heart. The epoch that does best on them is kept."
            ),
        ),
        "test-set": (
            _("Test set"),
            _(
                "Examples that the network never saw, neither to learn nor to choose. "
                "Its figures on them are the ones to trust; n is how many there are."
            ),
        ),
    }


def figures() -> Entries:
    """Return the words for how well a network does."""
    return {
        "accuracy": (
            _("Accuracy"),
            _(
                "The share of all answers that are right. "
                "It says nothing about which digits go wrong: see the confusion matrix."
            ),
        ),
        "confusion-matrix": (
            _("Confusion matrix"),
            _(
                "A table of what it was against what the network read. "
                "Right answers are on the diagonal, every other cell is a mistake."
            ),
        ),
        "precision": (
            _("Precision"),
            _(
                "Of all images that were read as a 4, the share that really were one. "
                "It falls when other digits are taken for a 4."
            ),
        ),
        "recall": (
            _("Recall"),
            _("Of all real 4s, the share that was found. It falls when 4s are overlooked."),
        ),
        "f1": (
            _("F1"),
            _(
                "Precision and recall in one figure, their harmonic mean. "
                "It is high only if both are."
            ),
        ),
        "calibration": (
            _("Calibration"),
            _(
                "Whether its percentages can be believed: of all answers with 90 percent "
                "confidence, nine in ten should be right. Many networks are more confident than "
                "right."
            ),
        ),
    }
