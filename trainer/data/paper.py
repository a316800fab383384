"""What a drawing on paper looks like once a photograph's ground is taken away."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Ink = npt.NDArray[np.uint8]
Random = np.random.Generator


@dataclass(frozen=True)
class Paper:
    """How far a line on paper may differ from one on the pad; drawn anew for every digit.

    Attributes:
        share: of the drawings that look as if they came from paper; the others stay as they are.
        softness: largest radius of the blur, as a share of the picture's side.
        fading: how much ink a patch may lack, 0..1; where it lacks most, the line breaks.
        grain: how much each pixel of the line may differ from the next, 0..1.
        ruled: probability that a line of the ruling is left over.
    """

    share: float = 0.0
    softness: float = 0.02
    fading: float = 0.9
    grain: float = 0.4
    ruled: float = 0.2

    def __call__(self, ink: Ink, random: Random) -> Ink:
        """Return ink uint8 (H, W) as it would come from paper."""
        if not self.share or random.random() >= self.share:
            return ink
        worn = ink.astype(np.float32) * self._patches(ink.shape, random)
        worn *= 1 - self.grain * random.random() * random.random(ink.shape)
        if random.random() < self.ruled:
            worn = np.maximum(worn, _ruling(ink, random))
        soft = Image.fromarray(np.clip(worn, 0, 255).astype(np.uint8)).filter(
            ImageFilter.GaussianBlur(random.random() * self.softness * ink.shape[0])
        )
        steep = random.uniform(1, 2.5)  # the contrast that is left after the ground is taken off
        return np.clip(np.asarray(soft) * steep, 0, 255).astype(np.uint8)

    def _patches(self, shape: tuple[int, int], random: Random) -> npt.NDArray[np.float32]:
        """Return what share of the ink each place keeps: less here, more there."""
        coarse = random.random((12, 12)).astype(np.float32)
        fine = Image.fromarray(coarse).resize(shape[::-1], Image.Resampling.BICUBIC)
        weakest = self.fading * random.random()
        return np.clip(1 - weakest * np.clip(2.5 - 4 * np.asarray(fine), 0, 1), 0, 1)


def _ruling(ink: Ink, random: Random) -> npt.NDArray[np.float32]:
    """Return one thin faint line, across or down, as long as the drawing or a little longer."""
    line = np.zeros(ink.shape, np.float32)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return line
    across = random.random() < 0.7
    along, beside = (columns, rows) if across else (rows, columns)
    first, last = np.clip(along[[0, -1]] + random.integers(-8, 9, 2), 0, len(line) - 1)
    place = int(random.integers(beside[0], beside[-1] + 1))
    values = np.where(random.random(max(last - first, 0)) < 0.85, random.uniform(40, 130), 0)
    if across:
        line[place, first:last] = values
    else:
        line[first:last, place] = values
    return line
