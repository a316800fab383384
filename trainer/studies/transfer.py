"""Transfer learning: what a network learned on many pictures, put to use on a few others.

Three ways: its features as they are, classified by a support vector machine or by one dense
layer; and the whole network trained on, end to end, with that dense layer on top.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from keras import applications, layers
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from trainer.data.sources import Arrays
from trainer.errors import TrainerError

# How each was trained to be given its pixels, and the smallest picture that it takes.
APPLICATIONS = {
    "ResNet50": (applications.ResNet50, applications.resnet50.preprocess_input),
    "MobileNetV2": (applications.MobileNetV2, applications.mobilenet_v2.preprocess_input),
    "EfficientNetB0": (applications.EfficientNetB0, applications.efficientnet.preprocess_input),
    "VGG16": (applications.VGG16, applications.vgg16.preprocess_input),
}
BATCH = 64


class TransferError(TrainerError):
    """The pretrained network is not to be had; the message is one line that says what to do."""


@dataclass(frozen=True)
class Pictures(Arrays):
    """What is learned and measured: uint8 (N, H, W, 3), labels (N,), and the classes' names."""

    labels: list[str]

    def first(self, count: int | None) -> "Pictures":
        """Return the same with at most so many training pictures of each class."""
        if not count:
            return self
        places = [np.flatnonzero(self.y_train == each)[:count] for each in range(len(self.labels))]
        chosen = np.concatenate(places)
        train = self.x_train[chosen], self.y_train[chosen]
        return Pictures(*train, self.x_test, self.y_test, self.labels)


@dataclass(frozen=True)
class Pretrained:
    """A network without its head: `base` of pixels as `prepare` gives them to features (N, F)."""

    base: keras.Model
    prepare: Callable[[tf.Tensor], tf.Tensor]
    size: int

    def batches(self, images: npt.NDArray[np.uint8]) -> tf.data.Dataset:
        """Return the pictures scaled to the network's size and prepared, in batches."""
        return tf.data.Dataset.from_tensor_slices(images).batch(BATCH).map(self._scaled)

    def features(self, images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return what the frozen network makes of pictures uint8 (N, H, W, 3): (N, F)."""
        features: npt.NDArray[np.float32] = self.base.predict(self.batches(images), verbose=0)
        return features

    def _scaled(self, images: tf.Tensor) -> tf.Tensor:
        images = tf.image.resize(tf.cast(images, tf.float32), (self.size, self.size))
        return self.prepare(images)


def pretrained(name: str, weights: str, size: int, alpha: float | None = None) -> Pretrained:
    """Build an application of Keras without its head, and load its weights.

    Args:
        name: of APPLICATIONS.
        weights: `imagenet` (downloaded), `none` (untrained), or the path of a file of weights
            without the head, as `model.save_weights` or Keras' own download page gives it.
        size: side of the pictures that it is given, in pixels.
        alpha: width of a MobileNetV2.

    Raises:
        TransferError: the weights are not there, cannot be downloaded or are of another network.
    """
    if name not in APPLICATIONS:
        raise TransferError(
            f"There is no application {name!r}: choose one of {', '.join(APPLICATIONS)}."
        )
    build, prepare = APPLICATIONS[name]
    options: dict[str, Any] = {"alpha": alpha} if alpha else {}
    file = None if weights in ("none", "imagenet") else _existing(Path(weights).expanduser())
    try:
        base = build(
            include_top=False,
            pooling="avg",
            input_shape=(size, size, 3),
            weights="imagenet" if weights == "imagenet" else None,
            **options,
        )
        if file:
            base.load_weights(file)
    except Exception as error:  # the downloader raises bare Exception, h5py kinds of its own
        raise TransferError(_trouble(name, weights, error)) from error
    return Pretrained(base, prepare, size)


def try_ways(
    source: Pretrained, pictures: Pictures, ways: tuple[str, ...], epochs: int, seed: int
) -> dict[str, Any]:
    """Learn the pictures in each of the ways, and measure each on the test split.

    Returns:
        for each way its accuracy on the test split, and how many parameters it trained.
    """
    keras.utils.set_random_seed(seed)
    train, test = source.features(pictures.x_train), source.features(pictures.x_test)
    found: dict[str, Any] = {}
    if "svm" in ways:
        machine = svm(train, pictures.y_train, seed)
        right = machine.predict(test) == pictures.y_test
        trained = sum(each.size for each in (machine[-1].coef_, machine[-1].intercept_))
        found["svm"] = {"accuracy": float(right.mean()), "trained_parameters": int(trained)}
    head = dense_head(train, pictures, epochs)
    if "dense" in ways:
        answer = head.predict(test, verbose=0).argmax(axis=1)
        found["dense"] = _outcome(answer, pictures, head)
    if "fine-tuned" in ways:
        network = fine_tuned(source, head, pictures, epochs)
        answer = network.predict(source.batches(pictures.x_test), verbose=0).argmax(axis=1)
        found["fine-tuned"] = _outcome(answer, pictures, network)
    return found


def svm(features: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8], seed: int) -> Any:
    """Fit a linear support vector machine on standardised features (N, F)."""
    return make_pipeline(StandardScaler(), LinearSVC(random_state=seed)).fit(features, labels)


def dense_head(
    features: npt.NDArray[np.float32], pictures: Pictures, epochs: int
) -> keras.Sequential:
    """Train one dense layer with softmax on features (N, F), standardised."""
    head = keras.Sequential(
        [
            keras.Input(features.shape[1:], name="features"),
            layers.Normalization(mean=features.mean(axis=0), variance=features.var(axis=0) + 1e-6),
            layers.Dense(len(pictures.labels), activation="softmax", name="probabilities"),
        ]
    )
    head.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    head.fit(features, pictures.y_train, batch_size=BATCH, epochs=epochs, verbose=0)
    return head


def fine_tuned(
    source: Pretrained, head: keras.Sequential, pictures: Pictures, epochs: int
) -> keras.Model:
    """Train the network and its head on, end to end, in small steps, and return the whole.

    Batch normalisation stays as it is: the statistics of a few pictures are worse.
    """
    for layer in source.base.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    image = keras.Input(source.base.input_shape[1:], name="image")
    network = keras.Model(image, head(source.base(image)))
    network.compile(
        keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy", jit_compile=False
    )
    order = np.random.default_rng(0).permutation(len(pictures.y_train))
    labels = tf.data.Dataset.from_tensor_slices(pictures.y_train[order]).batch(BATCH)
    batches = tf.data.Dataset.zip((source.batches(pictures.x_train[order]), labels))
    network.fit(batches, epochs=epochs, shuffle=False, verbose=0)
    return network


def _outcome(answer: np.ndarray, pictures: Pictures, model: keras.Model) -> dict[str, Any]:
    trained = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    accuracy = float((answer == pictures.y_test).mean())
    return {"accuracy": accuracy, "trained_parameters": trained}


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise TransferError(
            f"There is no file of weights {path}: name one, or imagenet, or none (untrained)."
        )
    return path


def _trouble(name: str, weights: str, error: Exception) -> str:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    if weights == "imagenet":
        return (
            f"The ImageNet weights of {name} cannot be downloaded ({reason}): "
            "name a file that you have with --weights PATH, or none (untrained)."
        )
    return f"{name} cannot be made with these weights ({reason}): they are of another network?"
