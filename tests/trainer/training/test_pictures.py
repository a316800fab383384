"""Picture models: their networks, their batches, and the whole way to a served file."""

import json
from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf
from click.testing import CliRunner

from trainer.commands.group import main
from trainer.data import cifar10
from trainer.data.augmentation import PictureAugmentation
from trainer.data.batches import Batches, Pool
from trainer.networks import picture_networks
from trainer.training import recipes


@pytest.fixture(scope="module")
def pictures():
    """A data set of our own: on noise, a square whose colour and place are the class."""
    random = np.random.default_rng(0)
    labels = np.tile(np.arange(10, dtype=np.uint8), 24)
    images = random.integers(90, 160, (240, 32, 32, 3)).astype(np.uint8)
    for image, label in zip(images, labels, strict=True):
        row, column = divmod(int(label), 4)
        image[row * 10 : row * 10 + 10, column * 8 : column * 8 + 8, label % 3] = 250
    return cifar10.Cifar10(images, labels, images[:100], labels[:100])


def trainable(network):
    return sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)


def test_the_feed_forward_network_has_the_courses_layers():
    network = picture_networks.cifar10_fnn()
    dense = [layer.units for layer in network.layers if isinstance(layer, keras.layers.Dense)]
    assert dense == [32, 16, 10]
    assert trainable(network) == (3072 + 1) * 32 + (32 + 1) * 16 + (16 + 1) * 10 == 99_034


def test_the_convolutional_network_has_the_courses_layers():
    network = picture_networks.cifar10_cnn()
    shapes = {layer.name: layer.output.shape[1:] for layer in network.layers}
    assert shapes["conv_1"] == shapes["pool_1"] == (16, 16, 32)
    assert shapes["conv_2"] == shapes["pool_2"] == (8, 8, 16)
    counts = {layer.name: layer.count_params() for layer in network.layers}
    assert counts["conv_1"] == (2 * 2 * 3 + 1) * 32
    assert counts["conv_2"] == (2 * 2 * 32 + 1) * 16
    assert trainable(network) == 416 + 2064 + (1024 + 1) * 16 + (16 + 1) * 10 == 19_050


def test_the_best_network_has_at_most_a_million_parameters():
    assert picture_networks.cifar10_best().count_params() <= 1_000_000


@pytest.mark.parametrize("name", ["cifar10-fnn", "cifar10-cnn", "cifar10-best"])
def test_a_network_normalises_by_its_training_splits_statistics(name, pictures):
    images = pictures.x_train
    network = picture_networks.with_statistics(recipes.find(name).build_network(), images)
    layer = network.get_layer("normalise")
    values = images.astype(np.float64) / 255
    np.testing.assert_allclose(np.ravel(layer.mean), values.mean(axis=(0, 1, 2)), rtol=1e-3)
    np.testing.assert_allclose(np.ravel(layer.variance), values.var(axis=(0, 1, 2)), rtol=1e-3)
    assert layer.count_params() == 0, "constants, not weights"
    normalised = keras.Model(network.inputs[0], layer.output)(values.astype(np.float32)).numpy()
    assert abs(normalised.mean(axis=(0, 1, 2))).max() < 1e-3
    np.testing.assert_allclose(normalised.std(axis=(0, 1, 2)), 1, rtol=1e-3)


def test_the_statistics_are_those_of_the_training_split_alone(pictures, tmp_path):
    """Validation pictures of another kind change nothing in the network."""
    from trainer.training.loop import train
    from trainer.training.training_data import Split, TrainingData

    recipe = replace(recipes.find("cifar10-fnn"), epochs=1)
    pools = [Pool(pictures.x_train, pictures.y_train)]
    white = Split(np.full((10, 32, 32, 3), 255, np.uint8), np.arange(10, dtype=np.uint8))
    network, _ = train(recipe, TrainingData(pools, white, {}), 1, tmp_path, verbose=0)
    mean = np.ravel(network.get_layer("normalise").mean)
    np.testing.assert_allclose(mean, (pictures.x_train / 255).mean(axis=(0, 1, 2)), rtol=1e-3)


@pytest.mark.parametrize(
    "only", [{"shift": 0, "cutout": 0}, {"flip": False}, {"flip": False, "shift": 0, "cutout": 10}]
)
def test_augmentation_is_seeded_and_in_range(only, pictures):
    images = tf.constant(pictures.x_train[:64], tf.float32) / 255
    augmentation = PictureAugmentation(**only)
    one, same, other = (augmentation(images, tf.constant([1, s])).numpy() for s in (2, 2, 3))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert not np.array_equal(one, images)
    assert one.shape == images.shape
    assert (one.min(), one.max()) >= (0, 0)
    assert one.max() <= 1
    still = augmentation(images, tf.constant([1, 2]), 0.0)
    np.testing.assert_array_equal(still, images)


def test_a_flip_is_a_flip(pictures):
    images = pictures.x_train[:64].astype(np.float32) / 255
    changed = PictureAugmentation(shift=0)(tf.constant(images), tf.constant([1, 2])).numpy()
    kept = (changed == images).all(axis=(1, 2, 3))
    swapped = (changed == images[:, :, ::-1]).all(axis=(1, 2, 3))
    assert (swapped ^ kept).all()
    assert 16 < swapped.sum() < 48


def test_a_shift_moves_the_picture_by_whole_pixels(pictures):
    images = pictures.x_train[:32].astype(np.float32) / 255
    augmentation = PictureAugmentation(flip=False, shift=4)
    changed = augmentation(tf.constant(images), tf.constant([1, 2])).numpy()
    places = set()
    for before, after in zip(images, changed, strict=True):
        framed = np.pad(before, ((4, 4), (4, 4), (0, 0)), "reflect")
        found = [
            (row, column)
            for row in range(9)
            for column in range(9)
            if np.array_equal(framed[row : row + 32, column : column + 32], after)
        ]
        assert len(found) == 1
        places.add(found[0])
    assert len(places) > 16


def test_augmentation_is_for_the_training_split_only(pictures, tmp_path, monkeypatch):
    """What the network is validated on are the plain pictures."""
    from trainer.training.loop import train
    from trainer.training.training_data import of_images

    seen = []
    fit = keras.Model.fit

    def spied(self, batches, **options):
        seen.extend([batches, options["validation_data"][0]])
        return fit(self, batches, **options)

    monkeypatch.setattr(keras.Model, "fit", spied)
    recipe = replace(
        recipes.find("cifar10-cnn"), epochs=1, augmentation=PictureAugmentation(cutout=8)
    )
    data = of_images(pictures.x_train, pictures.y_train, recipe.validation, seed=1)
    assert len(data.validation) == 48, "a share of a fifth"
    train(recipe, data, 1, tmp_path, verbose=0)
    batches, validated = seen
    plain = {image.tobytes() for image in pictures.x_train.astype(np.float32) / np.float32(255)}
    assert {image.tobytes() for image in validated} <= plain
    assert not {image.tobytes() for image in batches[0][0].numpy()} <= plain


def test_batches_of_pictures_keep_their_colours(pictures):
    images, targets = Batches([Pool(pictures.x_train, pictures.y_train)], 240, seed=1)[0]
    assert images.shape == (240, 32, 32, 3)
    assert targets.shape == (240, 10)
    assert np.sort(images.numpy().sum(axis=(1, 2, 3))) == pytest.approx(
        np.sort((pictures.x_train / 255).sum(axis=(1, 2, 3))), rel=1e-5
    )


def test_train_evaluate_export_report(pictures, tmp_path, monkeypatch):
    monkeypatch.setattr(cifar10, "load", lambda _: pictures)
    small = replace(
        recipes.find("cifar10-best"),
        network="trainer.networks.picture_networks:cifar10_cnn",
        epochs=6,
        batch_size=24,
        validation=40,
    )
    monkeypatch.setitem(recipes.RECIPES, "cifar10-best", small)
    out, runs = str(tmp_path / "models"), str(tmp_path / "runs")

    def trazo(*arguments):
        return CliRunner().invoke(main, (*arguments, "--out", out))

    changes = ("--input", "tf-data", "--validation", "0.25", "--patience", "5")
    done = trazo("train", "cifar10-best", "--runs", runs, *changes)
    assert done.exit_code == 0, done.output
    folder = tmp_path / "models" / "cifar10-best"
    about = json.loads((folder / "model.json").read_text())
    assert about["task"] == "pictures"
    assert about["labels"] == cifar10.LABELS
    assert about["data"]["validation_examples"] == 60
    assert about["recipe"]["patience"] == 5
    assert about["input"]["shape"] == [32, 32, 3]
    assert about["parity_with_keras"] <= 1e-5
    assert set(about["figures"]) == {"cifar_test"}
    assert about["figures"]["cifar_test"]["n"] == 100
    report = json.loads((folder / "report" / "report.json").read_text())
    assert np.sum(report["confusion_matrix"]) == 100
    card = (folder / "README.md").read_text()
    for part in ("32x32x3", "CIFAR-10 test", "python -m trainer train cifar10-best", "cutout 8"):
        assert part in card
    said = trazo("evaluate", "cifar10-best").output
    assert "CIFAR-10 test" in said
    assert about["labels"][about["figures"]["cifar_test"]["worst_class"]] in said
    before = (folder / "model.tflite").read_bytes()
    assert trazo("export", "cifar10-best").exit_code == 0
    assert (folder / "model.tflite").read_bytes() == before
    (folder / "report" / "samples.png").unlink()
    assert trazo("report", "cifar10-best").exit_code == 0
    assert (folder / "report" / "samples.png").is_file()
