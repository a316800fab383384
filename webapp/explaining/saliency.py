"""Which pixels mattered for one class, against another: the answer, or the next best.

Both ways count in the logarithm of the ratio of the two classes' probabilities: what hiding a
patch costs, and what each pixel adds.
"""

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
    digit: npt.NDArray[np.uint8],
    chosen: int,
    rival: int,
    costly: bool,
    probabilities: Probabilities,
) -> Array:
    """Measure how a class falls behind another when a patch of the drawing is wiped.

    Patches without ink are left out: wiping them changes nothing. After Zeiler and Fergus (2014).

    Args:
        digit: uint8 (28, 28).
        chosen: the class.
        rival: the class that it is compared with.
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
    odds = _log_ratio(probabilities(images), chosen, rival)
    total, count = np.zeros((2, SIDE, SIDE), np.float32)
    for number, (i, j) in enumerate(places):
        total[i : i + side, j : j + side] += odds[-1] - odds[number]
        count[i : i + side, j : j + side] += 1
    return total / np.maximum(count, 1) * image[:, :, 0]


def integrated_gradients(
    digit: npt.NDArray[np.uint8], chosen: int, rival: int, costly: bool, network: Network
) -> tuple[Array, float]:
    """Share out a class's lead over another among the pixels of the drawing.

    The gradient is averaged on the way from blank paper to the drawing and multiplied by the ink
    (Sundararajan, Taly and Yan, ICML 2017). With ever more steps the shares add up to what the
    drawing changes; what these few leave over is shared out in proportion to the shares' sizes.

    Returns:
        float32 (28, 28), positive where the ink speaks for the class, and the lead on blank
        paper. Together they are the logarithm of the ratio of the two probabilities.
    """
    steps = COARSE_STEPS if costly else FINE_STEPS
    middles = (np.arange(steps, dtype=np.float32) + 0.5) / steps
    image = digit.astype(np.float32)[:, :, None] / np.float32(255)
    total = np.zeros_like(image)
    for some in np.split(middles, len(middles) // AT_ONCE):
        gradient = network.input_gradient(some[:, None, None, None] * image, chosen, rival)
        total += gradient.sum(axis=0)
    shares = (total / np.float32(steps) * image)[:, :, 0]
    logits = network.logits(np.stack([np.zeros_like(image), image]))
    start, end = (logits[:, chosen] - logits[:, rival]).tolist()
    sizes = np.abs(shares)
    left_over = np.float32(end - start) - shares.sum()
    return shares + left_over * sizes / np.maximum(sizes.sum(), np.float32(1e-9)), start


def _log_ratio(probabilities: Array, chosen: int, rival: int) -> npt.NDArray[np.float64]:
    both = np.maximum(probabilities[:, [chosen, rival]].astype(np.float64), FAINTEST_PROBABILITY)
    ratio: npt.NDArray[np.float64] = np.log(both[:, 0]) - np.log(both[:, 1])
    return ratio
