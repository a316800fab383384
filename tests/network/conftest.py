"""The drawings that page and server are compared on."""

import pytest
from pads import pads_of

from trainer.data.drawings import png, served


@pytest.fixture(scope="session")
def pads(given_data):
    """Greys uint8 (2000, 280, 280) as the pad sends them."""
    return pads_of(given_data)


@pytest.fixture(scope="session")
def digits(pads):
    """What the server's preprocessing makes of them: uint8 (2000, 28, 28)."""
    return served(png(255 - grey) for grey in pads)
