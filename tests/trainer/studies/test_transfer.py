"""Transfer learning, on small pictures of our own and local weights."""

import json

import keras
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from trainer.commands.group import main
from trainer.data.mnist import Mnist
from trainer.studies import transfer, transfer_digits


def trazo(*arguments):
    return CliRunner().invoke(main, arguments, prog_name="python -m trainer")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two classes that differ in their colour."""
    root, random = tmp_path_factory.mktemp("colours"), np.random.default_rng(0)
    for split, count in (("train", 12), ("test", 6)):
        for label, channel in (("red", 0), ("blue", 2)):
            place = root / split / label
            place.mkdir(parents=True)
            for number in range(count):
                image = random.integers(0, 100, (40, 40, 3)).astype(np.uint8)
                image[..., channel] += 120
                Image.fromarray(image).save(place / f"{number}.png")
    return root


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """Weights of a small network, kept in a file: random, but the file's own."""
    keras.utils.set_random_seed(7)
    base = keras.applications.MobileNetV2(
        input_shape=(32, 32, 3), alpha=0.35, include_top=False, weights=None, pooling="avg"
    )
    path = tmp_path_factory.mktemp("weights") / "small.weights.h5"
    base.save_weights(path)
    return path, base.get_weights()


def test_the_weights_of_the_file_are_loaded(weights):
    path, expected = weights
    source = transfer.pretrained("MobileNetV2", str(path), 32, 0.35)
    for one, other in zip(source.base.get_weights(), expected, strict=True):
        np.testing.assert_array_equal(one, other)
    pixels = next(iter(source.batches(np.full((3, 40, 40, 3), 255, np.uint8)))).numpy()
    assert pixels.shape == (3, 32, 32, 3)
    np.testing.assert_allclose(pixels, 1, atol=1e-6)  # as MobileNetV2 was trained: -1..1
    assert source.features(np.zeros((3, 40, 40, 3), np.uint8)).shape == (3, 1280)


@pytest.fixture
def tiny(monkeypatch):
    """An application of the same making as Keras' own, which trains in no time."""

    def build(include_top, pooling, input_shape, weights):
        assert (include_top, pooling, weights) == (False, "avg", None)
        image = keras.Input(input_shape)
        features = keras.layers.Conv2D(16, 3, strides=4)(image)
        features = keras.layers.BatchNormalization()(features)
        return keras.Model(image, keras.layers.GlobalAveragePooling2D()(features))

    prepare = keras.applications.mobilenet_v2.preprocess_input
    monkeypatch.setitem(transfer.APPLICATIONS, "Tiny", (build, prepare))


def test_all_three_ways_on_a_folder(folder, tiny):
    small = ("--application", "Tiny", "--weights", "none", "--size", "32", "--epochs", "40")
    done = trazo("transfer", *small, "--folder", str(folder), "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert list(found) == ["svm", "dense", "fine-tuned"]
    assert found["svm"]["trained_parameters"] == 16 + 1
    assert found["dense"]["trained_parameters"] == (16 + 1) * 2
    end_to_end = (3 * 3 * 3 + 1) * 16 + (16 + 1) * 2
    assert found["fine-tuned"]["trained_parameters"] == end_to_end
    assert min(each["accuracy"] for each in found.values()) >= 0.9


def test_frozen_features_stay_as_they_are_and_fine_tuning_moves_them(tiny):
    source = transfer.pretrained("Tiny", "none", 32)
    images = np.random.default_rng(0).integers(0, 255, (8, 32, 32, 3)).astype(np.uint8)
    labels = np.arange(8, dtype=np.uint8) % 2
    pictures = transfer.Pictures(images, labels, images, labels, ["a", "b"])
    before = source.base.get_weights()
    transfer.try_ways(source, pictures, ("svm", "dense"), 1, seed=1)
    assert all(map(np.array_equal, before, source.base.get_weights()))
    transfer.try_ways(source, pictures, ("fine-tuned",), 1, seed=1)
    moved = [
        not np.array_equal(a, b) for a, b in zip(before, source.base.get_weights(), strict=True)
    ]
    assert moved == [True, True, False, False, False, False], "all but the normalisation"


def test_so_many_examples_of_each_class():
    images = np.zeros((10, 4, 4, 3), np.uint8)
    labels = np.array([0] * 7 + [1] * 3, np.uint8)
    pictures = transfer.Pictures(images, labels, images, labels, ["a", "b"])
    assert pictures.first(2).y_train.tolist() == [0, 0, 1, 1]
    assert pictures.first(None) is pictures


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--weights", "/nowhere/resnet.h5"), "There is no file of weights /nowhere/resnet.h5"),
        (("--application", "LeNet"), "choose one of ResNet50, "),
    ],
)
def test_what_is_missing_is_said_in_one_line(arguments, says):
    done = trazo("transfer", *arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_weights_that_cannot_be_downloaded(monkeypatch):
    def no_network(**_):
        raise Exception("URL fetch failure on https://example.org: timed out\nand more")

    monkeypatch.setitem(transfer.APPLICATIONS, "ResNet50", (no_network, None))
    done = trazo("transfer")
    assert done.exit_code == 2
    assert "cannot be downloaded" in done.stderr
    assert "--weights PATH" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_weights_of_another_network(tmp_path):
    path = tmp_path / "other.weights.h5"
    keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]).save_weights(path)
    done = trazo("transfer", "--application", "MobileNetV2", "--size", "32", "--weights", str(path))
    assert done.exit_code == 2
    assert "of another network" in done.stderr


def test_between_digits(digits, tmp_path, monkeypatch):
    """All of the experiment, small: a table and a plot with every figure in it."""
    from trainer.commands import transfer as transfer_commands

    small = Mnist(digits.images, digits.labels, digits.images[:100], digits.labels[:100])
    monkeypatch.setattr(transfer_commands.mnist, "load", lambda _: small)
    small_numbers = {"EXAMPLES": (2, 8), "SEEDS": (1,), "STEPS": 4, "SOURCE_EPOCHS": 1}
    for name, value in small_numbers.items():
        monkeypatch.setattr(transfer_digits, name, value)
    done = trazo("transfer-digits", "--to", str(tmp_path))
    assert done.exit_code == 0, done.output
    results = json.loads((tmp_path / "digits.json").read_text())
    assert results["n_test"] == int((digits.labels[:100] > 4).sum())
    assert {way: list(found) for way, found in results["accuracy"].items()} == {
        "moved": ["2", "8"],
        "from nothing": ["2", "8"],
    }
    page = (tmp_path / "README.md").read_text()
    mean = 100 * np.mean(results["accuracy"]["moved"]["8"])
    assert f"| 8 | {mean:.2f} ±" in page
    assert (tmp_path / "digits.png").stat().st_size > 5000


def test_moved_convolutions_stay_frozen(digits, monkeypatch):
    monkeypatch.setattr(transfer_digits, "STEPS", 3)
    examples = transfer_digits._digits(digits.images, digits.labels, range(5, 10))
    source = transfer_digits.with_head_of_five()
    network = transfer_digits.target(source, transfer_digits.few(examples, 5, 1), 1)
    for name in ("conv_1", "conv_2"):
        for one, other in zip(
            source.get_layer(name).get_weights(), network.get_layer(name).get_weights(), strict=True
        ):
            np.testing.assert_array_equal(one, other)
    alone = transfer_digits.target(None, transfer_digits.few(examples, 5, 1), 1)
    assert len(alone.trainable_weights) == 10
    assert len(network.trainable_weights) == 6
