"""Arrays, a tf.data pipeline and a folder of images: other ways to the same training."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from PIL import Image

from trainer.data import image_folder, mnist
from trainer.data.augmentation import Augmentation
from trainer.data.batches import Batches, Pool
from trainer.data.sources import DataError
from trainer.training import optimizers, recipes, tasks
from trainer.training.loop import InitialWeightsError, Options, train
from trainer.training.training_data import of_images

RECIPE = replace(
    recipes.find("fnn-32-16"), epochs=3, batch_size=64, augmentation=Augmentation(), validation=0.2
)


@pytest.fixture(scope="module")
def source(digits):
    order = np.argsort(digits.labels, kind="stable")
    images, labels = digits.images[order], digits.labels[order]
    return tasks.Source(mnist.Mnist(images, labels, images[:50], labels[:50]))


@pytest.fixture(scope="module")
def folder(source, tmp_path_factory):
    """The same digits as PNG files."""
    root = tmp_path_factory.mktemp("digits")
    for number, (image, label) in enumerate(
        zip(source.data.x_train, source.data.y_train, strict=True)
    ):
        place = root / "train" / str(label) / f"{number:04}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(place)
    return root


def trained(source, work, seed=1, options=None):
    data = of_images(source.data.x_train, source.data.y_train, RECIPE.validation, seed)
    return train(RECIPE, data, seed, work, verbose=0, options=options or Options())


def weights(network):
    return np.concatenate([array.ravel() for array in network.get_weights()])


def test_a_pipeline_gives_the_same_batches(digits):
    batches = Batches([Pool(digits.images, digits.labels)], 50, 1, Augmentation())
    pipeline = batches.as_pipeline()
    for epoch in (0, 3):
        batches.start_epoch(epoch)
        found = list(pipeline)
        assert len(found) == len(batches) == len(pipeline)
        for index, (images, targets) in enumerate(found):
            np.testing.assert_allclose(images, batches[index][0], atol=1e-5)
            np.testing.assert_array_equal(targets, batches[index][1])


def test_a_pipeline_gives_the_same_network_also_when_interrupted(source, tmp_path, monkeypatch):
    network, _ = trained(source, tmp_path / "arrays")
    start = Batches.start_epoch

    def interrupted(self, epoch):
        if epoch == 2:
            raise KeyboardInterrupt
        start(self, epoch)

    monkeypatch.setattr(Batches, "start_epoch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        trained(source, tmp_path / "pipeline", options=Options(pipeline=True))
    monkeypatch.setattr(Batches, "start_epoch", start)
    piped, record = trained(source, tmp_path / "pipeline", options=Options(pipeline=True))
    np.testing.assert_allclose(weights(network), weights(piped), atol=1e-5)
    assert len(record.history["loss"]) == 3


def test_a_folder_of_images_gives_the_same_arrays(source, folder):
    read = tasks.with_input_format(source, f"folder:{folder}", RECIPE)
    np.testing.assert_array_equal(read.data.x_train, source.data.x_train)
    np.testing.assert_array_equal(read.data.y_train, source.data.y_train)
    assert read.data.x_test is source.data.x_test
    assert tasks.with_input_format(source, "arrays", RECIPE) is source


def test_colour_and_other_sizes(tmp_path):
    for label in ("cat", "dog"):
        (tmp_path / label).mkdir()
        Image.new("RGB", (64, 48), (200, 100, 50)).save(
            tmp_path / label / "one.webp", lossless=True
        )
    images, labels = image_folder.load(tmp_path, ["dog", "cat"], (32, 32, 3))
    assert images.shape == (2, 32, 32, 3)
    assert images[0, 3, 3].tolist() == [200, 100, 50]
    assert labels.tolist() == [0, 1]


def test_what_is_wrong_with_a_folder_is_said(source, folder, tmp_path):
    with pytest.raises(DataError, match=r"There is no input 'stream'.*folder:PATH"):
        tasks.with_input_format(source, "stream", RECIPE)
    with pytest.raises(DataError, match="no folder of images"):
        tasks.with_input_format(source, f"folder:{tmp_path}", RECIPE)
    (tmp_path / "train" / "cat").mkdir(parents=True)
    with pytest.raises(DataError, match="are cat: they must be 0, 1, 2"):
        tasks.with_input_format(source, f"folder:{tmp_path}", RECIPE)
    with pytest.raises(DataError, match="no image"):
        image_folder.load(tmp_path / "train", ["cat"], (8, 8))
    (tmp_path / "train" / "cat" / "a.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"a\.png cannot be read"):
        image_folder.load(tmp_path / "train", ["cat"], (8, 8))


def test_initial_weights_are_kept_and_restored(source, tmp_path, monkeypatch):
    """Two seeds, one start: before the first step the two networks are the same."""
    monkeypatch.setattr(optimizers, "plain_sgd", lambda _: keras.optimizers.SGD(0.0))
    kept, still = tmp_path / "starts" / "fnn.npz", replace(RECIPE, epochs=1)
    networks = []
    for seed, initial in ((1, kept), (2, kept), (2, None)):
        data = of_images(source.data.x_train, source.data.y_train, 0.2, seed)
        work = tmp_path / f"{seed}-{initial is None}"
        network, _ = train(
            still, data, seed, work, verbose=0, options=Options(initial_weights=initial)
        )
        networks.append(weights(network))
    np.testing.assert_array_equal(networks[0], networks[1])
    assert not np.array_equal(networks[1], networks[2])


def test_initial_weights_of_another_network(source, tmp_path):
    np.savez(tmp_path / "other.npz", np.zeros((3, 3)))
    with pytest.raises(InitialWeightsError, match=r"other\.npz do not fit .*fnn-32-16"):
        trained(source, tmp_path, options=Options(initial_weights=tmp_path / "other.npz"))


def test_tensorboard_logs_on_request(source, tmp_path):
    trained(source, tmp_path / "work", options=Options(tensorboard=tmp_path / "logs"))
    logs = {path.parent.name for path in (tmp_path / "logs" / "fnn-32-16").rglob("events*")}
    assert logs == {"train", "validation"}
