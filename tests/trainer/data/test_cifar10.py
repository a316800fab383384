"""CIFAR-10 from its archive: read, checked, and missed in one clear line."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from trainer.data import cifar10
from trainer.data.sources import DataError


@pytest.fixture
def few(monkeypatch):
    """An archive of 2 + 1 pictures a class will do."""
    monkeypatch.setattr(cifar10, "COUNTS", {"train": 2, "test": 1})


def jpeg(level, size=(32, 32)):
    data = io.BytesIO()
    Image.new("RGB", size, (level, 10, 255 - level)).save(data, "JPEG", quality=95)
    return data.getvalue()


def archive(folder, left_out=None, **options):
    with zipfile.ZipFile(folder / cifar10.FILE, "w") as file:
        for split, count in (("train", 2), ("test", 1)):
            for number, label in enumerate(cifar10.LABELS):
                for each in range(count):
                    name = f"cifar10/{split}/{label}/{each:04}.jpg"
                    if name != left_out:
                        file.writestr(name, jpeg(20 * number, **options))
        file.writestr("cifar10/LICENSE.txt", "what is no picture is passed over")
    return folder


def test_an_archive(tmp_path, few):
    pictures = cifar10.load(archive(tmp_path))
    assert pictures.x_train.shape == (20, 32, 32, 3)
    assert pictures.y_train.tolist() == [label for label in range(10) for _ in range(2)]
    assert pictures.y_test.tolist() == list(range(10))
    for label in range(10):
        red, green, blue = pictures.x_test[label].mean(axis=(0, 1))
        assert (red, green, blue) == pytest.approx((20 * label, 10, 255 - 20 * label), abs=4)
    assert len(pictures.checksums()) == 4


def test_a_picture_is_missing(tmp_path, few):
    with pytest.raises(DataError, match=r"x_train is uint8 \(19, 32, 32, 3\), not .*\(20, "):
        cifar10.load(archive(tmp_path, left_out="cifar10/train/frog/0001.jpg"))


def test_labels_that_do_not_add_up(few):
    images = np.zeros((20, 32, 32, 3), np.uint8), np.zeros((10, 32, 32, 3), np.uint8)
    wrong = np.repeat(np.arange(10, dtype=np.uint8), 2)
    wrong[0] = 9
    pictures = cifar10.Cifar10(images[0], wrong, images[1], np.arange(10, dtype=np.uint8))
    with pytest.raises(DataError, match="labels of y_train"):
        cifar10.check(pictures)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_archive(tmp_path, content):
    (tmp_path / cifar10.FILE).write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        cifar10.load(tmp_path)


def test_pictures_of_another_size(tmp_path, few):
    with pytest.raises(DataError, match="damaged"):
        cifar10.load(archive(tmp_path, size=(32, 30)))


def test_missing_and_not_to_be_had(tmp_path, monkeypatch):
    import keras

    def no_network(*_):
        raise Exception("URL fetch failure")  # what Keras raises

    monkeypatch.setattr(keras.datasets.cifar10, "load_data", no_network)
    with pytest.raises(DataError, match=r"cifar10-jpeg\.zip.*--data-dir or TRAZO_DATA_DIR"):
        cifar10.load(tmp_path)


def test_through_keras(monkeypatch, few):
    import keras

    def load_data():
        labels = np.repeat(np.arange(10), 2), np.arange(10)
        images = np.zeros((20, 32, 32, 3), np.uint8), np.zeros((10, 32, 32, 3), np.uint8)
        return (images[0], labels[0][:, None]), (images[1], labels[1][:, None])

    monkeypatch.setattr(keras.datasets.cifar10, "load_data", load_data)
    assert cifar10.load(None).y_train.shape == (20,)
