"""Which pixels mattered for one class: what hiding them does, and where its logit slopes."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from webapp.explaining.layers import Array
from webapp.explaining.network import Network
from webapp.reading.preprocessing import SIDE

# Multiply-adds of one image from which on a network is looked at more coarsely, to stay in time.
COSTLY = 1_000_000
# Side of the patches that are hidden, and the step from one to the next, in pixels.
FINE, COARSE = (4, 2), (5, 3)
# Pictures between blank and the drawing along which gradients are averaged.
FINE_STEPS, COARSE_STEPS = 8, 4
# Of them, so many go through the network at once: more take more memory, and no less time.
AT_ONCE = 2
FAINTEST_PROBABILITY = 1e-30

Probabilities = Callable[[Array], Array]


def occlusion(
    digit: npt.NDArray[np.uint8], chosen: int, costly: bool, probabilities: Probabilities
) -> Array:
    """Measure how a class's log-odds fall when a patch of the drawing is wiped.

    Patches without ink are left out: wiping them changes nothing. After Zeiler and Fergus (2014).

    Args:
        digit: uint8 (28, 28).
        chosen: the class.
        costly: whether the network is large: fewer and larger patches then.
        probabilities: runs the network on float32 (N, 28, 28, 1).

    Returns:
        float32 (28, 28), in nats, each pixel the mean of the patches over it, times its ink;
        positive where the ink speaks for the class.
    """
    side, step = COARSE if costly else FINE
    starts = range(0, SIDE - side + 1, step)
    places = [(i, j) for i in starts for j in starts if digit[i : i + side, j : j + side].any()]
    image = digit.astype(np.float32)[:, :, None] / np.float32(255)
    images = np.repeat(image[None], len(places) + 1, axis=0)
    for number, (i, j) in enumerate(places):
        images[number, i : i + side, j : j + side] = 0
    odds = _log_odds(probabilities(images), chosen)
    total, count = np.zeros((2, SIDE, SIDE), np.float32)
    for number, (i, j) in enumerate(places):
        total[i : i + side, j : j + side] += odds[-1] - odds[number]
        count[i : i + side, j : j + side] += 1
    return total / np.maximum(count, 1) * image[:, :, 0]


def integrated_gradients(
    digit: npt.NDArray[np.uint8], chosen: int, costly: bool, network: Network
) -> Array:
    """Share out a class's logit, against the mean of all, among the pixels of the drawing.

    The gradient is averaged on the way from blank paper to the drawing and multiplied by the ink
    (Sundararajan, Taly and Yan, ICML 2017), so that the shares add up to about what the drawing
    adds to the logit.

    Returns:
        float32 (28, 28); positive where the ink speaks for the class.
    """
    steps = COARSE_STEPS if costly else FINE_STEPS
    middles = (np.arange(steps, dtype=np.float32) + 0.5) / steps
    image = digit.astype(np.float32)[:, :, None] / np.float32(255)
    total = np.zeros_like(image)
    for some in np.split(middles, len(middles) // AT_ONCE):
        total += network.input_gradient(some[:, None, None, None] * image, chosen).sum(axis=0)
    return (total / np.float32(steps) * image)[:, :, 0]


def _log_odds(probabilities: Array, chosen: int) -> npt.NDArray[np.float64]:
    others = np.delete(probabilities, chosen, axis=1).sum(axis=1, dtype=np.float64)
    shares = probabilities[:, chosen].astype(np.float64)
    odds: npt.NDArray[np.float64] = np.log(np.maximum(shares, FAINTEST_PROBABILITY)) - np.log(
        np.maximum(others, FAINTEST_PROBABILITY)
    )
    return odds
