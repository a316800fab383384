"""What a picture costs, and when it is read: small ones at once, large ones one at a time."""

import math
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TypeVar

from flask import Flask, current_app

from webapp.reading.formats import picture_size
from webapp.reading.opening import check_size
from webapp.serving import limits
from webapp.serving.gate import Gate, breathe

T = TypeVar("T")

# A pad's picture has 78,400 pixels.
PIXELS_A_REQUEST = 100_000
# From here on a picture is large: it takes a hundredth of a second and more.
LARGE_PIXELS = 512 * 512
LARGE_BYTES = 256 * 1024
# Large pictures that may wait, their bytes held meanwhile, and requests for costly networks.
PICTURES, PICTURES_OF_ONE = 8, 2
NETWORKS, NETWORKS_OF_ONE = 64, 48


def read_in_turn(picture: bytes, read: Callable[[bytes], T]) -> T:
    """Read one picture; see `read_each`."""
    return read_each([picture], read)[0]


def read_each(pictures: Sequence[bytes], read: Callable[[bytes], T]) -> list[T]:
    """Charge the current client for pictures by their size, and read them one by one.

    Raises:
        NotAnImage, TooLarge, TooSmall: told from a header, before anything is charged.
        TooManyRequests: it has asked too much, or waits with others already.
        ServiceUnavailable: too many wait.
    """
    pixels = [_checked_pixels(picture) for picture in pictures]
    limits.charge(sum(map(_cost, pixels)) - 1)
    are_large = list(map(_is_large, pictures, pixels))
    gate: Gate = current_app.extensions["picture_gate"]
    with gate.place(limits.client()) if any(are_large) else nullcontext():
        results = []
        for picture, is_large in zip(pictures, are_large, strict=True):
            work = partial(read, picture)
            results.append(gate.in_turn(work) if is_large else work())
            if len(pictures) > 1:
                breathe()
        return results


def explain_in_turn(work: Callable[[], T], cost: int, is_costly: bool) -> T:
    """Charge for what a network is asked besides its answer, and do it, in its turn if costly.

    Raises:
        TooManyRequests, ServiceUnavailable: as `read_each`.
    """
    limits.charge(cost - 1)
    if not is_costly:
        return work()
    gate: Gate = current_app.extensions["network_gate"]
    with gate.place(limits.client()):
        return gate.in_turn(work)


def init_app(app: Flask) -> None:
    """Set the gates up: `app.extensions["picture_gate"]` and `["network_gate"]`."""
    app.extensions["picture_gate"] = Gate(PICTURES, PICTURES_OF_ONE)
    app.extensions["network_gate"] = Gate(NETWORKS, NETWORKS_OF_ONE)


def _checked_pixels(picture: bytes) -> int:
    width, height = picture_size(picture)
    check_size(width, height, current_app.config["MAX_PIXELS"])
    return width * height


def _cost(pixels: int) -> int:
    """Return how many requests a picture counts as."""
    return math.ceil(pixels / PIXELS_A_REQUEST)


def _is_large(picture: bytes, pixels: int) -> bool:
    return len(picture) > LARGE_BYTES or pixels > LARGE_PIXELS
