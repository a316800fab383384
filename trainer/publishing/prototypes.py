"""The most 3-like 3: for each digit a picture that a network is surest of, by gradient ascent.

After Simonyan, Vedaldi and Zisserman (2014), with the usual restraints that keep such pictures
readable (Olah, Mordvintsev and Schubert, Distill 2017): blurred gradients, ink that fades, and a
picture that is moved about by a few pixels while it grows. All start from noise.
"""

import base64
import json
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.explaining.network import WEIGHTS_FILE, Network, read_network
from webapp.explaining.prototypes import PROTOTYPES_FILE
from webapp.reading.preprocessing import BOX, SIDE, to_input, to_mnist

STEPS = 256
RATE = 0.05
# Against a gradient whose mean square is 1: what matters less than this fades.
FADING = 0.35
BLURS = 3
JITTER = 3
ENLARGED = 4
# A pixel is so many of the pad's; so many pictures are drawn at most.
ON_PAD = 10
ATTEMPTS = 8

Picture = npt.NDArray[np.float32]


def draw_prototypes(network: Network, seed: int = 1) -> npt.NDArray[np.uint8]:
    """Draw one picture a class, uint8 (classes, 28, 28), 255 = ink."""
    classes = network.logits(np.zeros((1, SIDE, SIDE, 1), np.float32)).shape[1]
    return np.stack([_draw(network, chosen, seed) for chosen in range(classes)])


def write_prototypes(folder: Path, network: Network) -> None:
    """Write prototypes.json and prototypes.png, a row of them, into a report's folder."""
    pictures = draw_prototypes(network)
    shares = network.activations(to_input(pictures))[-1]
    digits = [
        {
            "digit": digit,
            "probability": round(float(shares[digit, digit]), 4),
            "pixels": base64.b64encode(picture.tobytes()).decode(),
        }
        for digit, picture in enumerate(pictures)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"steps": STEPS, "digits": digits}, indent=1) + "\n"
    (folder / PROTOTYPES_FILE).write_text(text, encoding="utf-8")
    row = np.hstack(list(255 - pictures)).repeat(ENLARGED, axis=0).repeat(ENLARGED, axis=1)
    Image.fromarray(row).save(folder / "prototypes.png", optimize=True)


def write_for_model(folder: Path) -> bool:
    """Write a model folder's prototypes, if it has the weights for them; tell whether it has."""
    path = folder / WEIGHTS_FILE
    if path.is_file():
        write_prototypes(folder / "report", read_network(path.read_bytes()))
    return path.is_file()


def _draw(network: Network, chosen: int, seed: int) -> npt.NDArray[np.uint8]:
    """Return the first of a few pictures that is still its digit as a drawing on the pad."""
    first = _ascend(network, chosen, seed)
    others = (_ascend(network, chosen, seed + attempt) for attempt in range(1, ATTEMPTS))
    found = (each for each in chain([first], others) if _is_read(network, each, chosen))
    return next(found, first)


def _is_read(network: Network, picture: npt.NDArray[np.uint8], chosen: int) -> bool:
    """Tell whether a picture is read as its class once it is cropped and centred like any other."""
    drawn = to_mnist(picture.repeat(ON_PAD, axis=0).repeat(ON_PAD, axis=1))
    return int(network.logits(to_input(drawn[None]))[0].argmax()) == chosen


def _ascend(network: Network, chosen: int, seed: int) -> npt.NDArray[np.uint8]:
    random = np.random.default_rng([seed, chosen])
    margin = (SIDE - BOX) // 2
    paper = np.zeros((SIDE, SIDE), np.float32)
    paper[margin : margin + BOX, margin : margin + BOX] = 1
    picture = _blurred(random.random((SIDE, SIDE), np.float32)) * paper * 0.2
    for step in range(STEPS):
        rate = RATE * (1 - step / STEPS)
        shift = tuple(random.integers(-JITTER, JITTER + 1, 2))
        moved = np.roll(picture, shift, (0, 1))
        slope = network.input_gradient(moved[None, :, :, None], chosen)[0, :, :, 0]
        slope = np.roll(slope, (-shift[0], -shift[1]), (0, 1))
        for _ in range(BLURS):
            slope = _blurred(slope)
        slope /= np.sqrt((slope**2).mean()) + 1e-9
        picture = np.clip(picture + rate * (slope - FADING), 0, 1) * paper
    pixels: npt.NDArray[np.uint8] = np.rint(picture * 255).astype(np.uint8)
    return pixels


def _blurred(picture: Picture) -> Picture:
    """Weigh each pixel with its neighbours, 1 2 1 both ways."""
    for axis in (0, 1):
        picture = (
            2 * picture + np.roll(picture, 1, axis) + np.roll(picture, -1, axis)
        ) / np.float32(4)
    return picture
