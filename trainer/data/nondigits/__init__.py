"""What people draw that is no digit: made up here, by kind, as strokes.

What could pass for a digit is left out: an O for a 0, an l for a 1, half a zero for a c.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from trainer.data.nondigits.doodles import doodles
from trainer.data.nondigits.figures import shapes, symbols
from trainer.data.nondigits.glyphs import letters, signs, words
from trainer.data.nondigits.invented import runes
from trainer.data.nondigits.marks import crumbs, curves, dots, hatchings, lines, scribbles
from trainer.data.nondigits.of_digits import fragments, mixtures, overlays, pairs, spoiled
from trainer.data.nondigits.paths import Drawing, Random
from trainer.data.rendering import Strokes

KINDS: dict[str, Callable[[Sequence[Strokes], Random], Drawing]] = {
    kind.__name__: kind
    for kind in (
        *(letters, symbols, scribbles, lines, fragments, pairs),
        *(doodles, runes, hatchings, crumbs, mixtures, overlays),
        *(words, signs, shapes, curves, dots, spoiled),
    )
}
# No network learns from the others: what it makes of them tells what it makes of the unforeseen.
LEARNED = (
    *("letters", "symbols", "scribbles", "lines", "fragments", "pairs"),
    *("doodles", "runes", "hatchings", "crumbs", "mixtures", "overlays"),
)
UNSEEN = tuple(kind for kind in KINDS if kind not in LEARNED)

# Kinds that are made of digits' strokes.
OF_DIGITS = ("fragments", "pairs", "spoiled", "mixtures", "overlays")


def possible(kinds: Iterable[str], digits: Sequence[Strokes]) -> list[str]:
    """Return the kinds that can be drawn: without digits, none that are made of them."""
    return [kind for kind in kinds if digits or kind not in OF_DIGITS]


def draw(
    kinds: Sequence[str], digits: Sequence[Strokes], count: int, seed: int
) -> list[list[npt.NDArray[np.float64]]]:
    """Draw so many non-digits, the kinds in turn; some kinds are made of `digits`.

    Returns:
        strokes of each drawing, float64 (points, 2), in a unit of their own.

    Raises:
        KeyError: there is no such kind.
    """
    makers = [KINDS[kind] for kind in kinds]
    return [
        makers[number % len(makers)](digits, np.random.default_rng([seed, number]))
        for number in range(count)
    ]
