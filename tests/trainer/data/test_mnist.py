"""A missing or damaged MNIST gets one clear line that says what to do."""

import hashlib

import numpy as np
import pytest

from trainer.data import mnist
from trainer.data.sources import DataError, data_folder

NAMES = tuple(mnist.CHECKSUMS)


@pytest.fixture
def arrays():
    """MNIST's shapes and label counts, with nothing in the images."""
    made = {name: np.zeros(shape, np.uint8) for name, shape in mnist.SHAPES.items()}
    for name, counts in mnist.LABEL_COUNTS.items():
        made[name] = np.repeat(np.arange(10, dtype=np.uint8), counts)
    return made


@pytest.fixture
def expected(arrays, monkeypatch):
    """Take the made arrays for the real ones."""
    sums = {name: hashlib.sha256(array).hexdigest() for name, array in arrays.items()}
    monkeypatch.setattr(mnist, "CHECKSUMS", sums)


def saved(folder, arrays):
    np.savez_compressed(folder / "mnist.npz", **arrays)
    return folder


def test_sound(tmp_path, arrays, expected):
    loaded = mnist.load(saved(tmp_path, arrays))
    assert loaded.x_train.shape == (60000, 28, 28)
    assert loaded.checksums() == mnist.CHECKSUMS


def test_changed_pixel(tmp_path, arrays, expected):
    arrays["x_test"][5, 5, 5] = 1
    with pytest.raises(DataError, match="checksum of x_test"):
        mnist.load(saved(tmp_path, arrays))


def test_changed_label(tmp_path, arrays, expected):
    arrays["y_train"][0] = 9
    with pytest.raises(DataError, match="labels of y_train"):
        mnist.load(saved(tmp_path, arrays))


@pytest.mark.parametrize(
    "change", [lambda a: a[:-1], lambda a: a.astype(np.float32), lambda a: a.reshape(-1, 784)]
)
def test_other_shape_or_dtype(tmp_path, arrays, expected, change):
    arrays["x_train"] = change(arrays["x_train"])
    with pytest.raises(DataError, match=r"x_train is .*not uint8 \(60000, 28, 28\)"):
        mnist.load(saved(tmp_path, arrays))


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_damaged_file(tmp_path, content):
    (tmp_path / "mnist.npz").write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        mnist.load(tmp_path)


def test_missing_array(tmp_path, arrays):
    del arrays["y_test"]
    with pytest.raises(DataError, match="damaged"):
        mnist.load(saved(tmp_path, arrays))


def test_missing_and_not_to_be_had(tmp_path, monkeypatch):
    import keras

    def no_network(*_):
        raise Exception("URL fetch failure")  # what Keras raises

    monkeypatch.setattr(keras.datasets.mnist, "load_data", no_network)
    with pytest.raises(DataError, match="--data-dir or TRAZO_DATA_DIR"):
        mnist.load(tmp_path)


def test_missing_folder(monkeypatch):
    with pytest.raises(DataError, match="/nowhere/at/all"):
        data_folder("/nowhere/at/all")
    monkeypatch.setenv("TRAZO_DATA_DIR", "/nowhere/else")
    with pytest.raises(DataError, match="/nowhere/else"):
        data_folder(None)
