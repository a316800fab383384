"""How far a training image may be distorted; what does it is loaded with TensorFlow, on use."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tensorflow as tf


@dataclass(frozen=True)
class Augmentation:
    """How far an image may be distorted; every value is drawn evenly up to its limit.

    Attributes:
        rotation: degrees either way.
        shear: degrees of slant either way.
        scale: share by which either side may grow or shrink, the two drawn apart.
        shift: pixels in each direction.
        thickness: 1 = as far as a pen one pixel wider or thinner all round.
        elastic: standard deviation, in pixels, of a smooth random displacement
            (Simard, Steinkraus and Platt, ICDAR 2003); how much of it an image gets is drawn.
    """

    rotation: float = 12
    shear: float = 12
    scale: float = 0.12
    shift: float = 1.5
    thickness: float = 0.6
    elastic: float = 0.0

    def __call__(
        self, images: "tf.Tensor", seed: "tf.Tensor", strength: "tf.Tensor | float" = 1.0
    ) -> "tf.Tensor":
        """Distort images as `trainer.data.distortion.distorted` does."""
        from trainer.data.distortion import distorted

        return distorted(images, self, seed, strength)


@dataclass(frozen=True)
class PictureAugmentation:
    """How far a colour picture may be changed.

    Attributes:
        flip: left and right are swapped in half of the pictures.
        shift: pixels in each direction, the rim filled with the picture mirrored.
        cutout: side of a square that is blotted out with the picture's mean colour, in pixels
            (DeVries and Taylor, 2017); 0: none.
    """

    flip: bool = True
    shift: int = 4
    cutout: int = 0

    def __call__(
        self, images: "tf.Tensor", seed: "tf.Tensor", strength: "tf.Tensor | float" = 1.0
    ) -> "tf.Tensor":
        """Change pictures as `trainer.data.picture_distortion.distorted` does."""
        from trainer.data.picture_distortion import distorted

        return distorted(images, self, seed, strength)
