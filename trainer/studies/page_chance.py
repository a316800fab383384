"""The chance that the page has: the twin of static/js/network/random.js."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

WORD = 0xFFFFFFFF


def random_from(seed: int) -> Callable[[], float]:
    """Return what gives numbers from 0 to below 1, the same ones each time (mulberry32)."""
    state = seed & WORD

    def number() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & WORD
        mixed = ((state ^ (state >> 15)) * (state | 1)) & WORD
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61))) & WORD
        return float((mixed ^ (mixed >> 14)) / 2**32)

    return number


def some_of(count: int, most: int, chance: Callable[[], float]) -> npt.NDArray[np.intp]:
    """Return the first `most` of the whole numbers below `count` in a random order."""
    numbers = np.arange(count)
    kept = min(most, count)
    for at in range(kept):
        other = at + int(chance() * (count - at))
        numbers[at], numbers[other] = numbers[other], numbers[at]
    return numbers[:kept]
