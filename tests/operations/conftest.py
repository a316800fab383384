import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from real_server import serving


@pytest.fixture(scope="session")
def png():
    """A seven, black on white."""
    canvas = Image.new("L", (280, 280), 255)
    ImageDraw.Draw(canvas).line([(80, 70), (200, 70), (130, 225)], fill=0, width=20, joint="curve")
    file = io.BytesIO()
    canvas.save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="session")
def large_png():
    """A seven in four megapixels of noise: it takes the server a while."""
    noise = np.random.default_rng(0).integers(245, 256, (2000, 2000), np.uint8)
    canvas = Image.fromarray(noise)
    ImageDraw.Draw(canvas).line([(600, 500), (1400, 500), (900, 1600)], fill=0, width=140)
    file = io.BytesIO()
    canvas.save(file, "PNG", compress_level=1)
    return file.getvalue()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Two workers, as shipped."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running
