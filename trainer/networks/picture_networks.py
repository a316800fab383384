"""The networks for colour pictures of 32x32, layer by layer."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SHAPE = (32, 32, 3)


def cifar10_fnn() -> keras.Model:
    """Build the course's feed-forward network for pictures: 3072-32-16-10, 99,034 parameters.

    Returns:
        a model of float32 (N, 32, 32, 3) in 0..1 to probabilities float32 (N, 10).
    """
    return keras.Sequential(
        [
            keras.Input(SHAPE, name="image"),
            layers.Normalization(name="normalise"),
            layers.Flatten(name="flatten"),  # (3072,)
            layers.Dense(32, activation="relu", name="dense_1"),
            layers.Dense(16, activation="relu", name="dense_2"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="cifar10-fnn",
    )


def cifar10_cnn() -> keras.Model:
    """Build the course's convolutional network for pictures: 19,050 parameters.

    Returns:
        a model of float32 (N, 32, 32, 3) in 0..1 to probabilities float32 (N, 10).
    """
    convolution = {"kernel_size": 2, "strides": 2, "padding": "same", "activation": "relu"}
    return keras.Sequential(
        [
            keras.Input(SHAPE, name="image"),
            layers.Normalization(name="normalise"),
            layers.Conv2D(32, **convolution, name="conv_1"),  # (16, 16, 32)
            layers.MaxPooling2D(2, strides=1, padding="same", name="pool_1"),
            layers.Conv2D(16, **convolution, name="conv_2"),  # (8, 8, 16)
            layers.MaxPooling2D(2, strides=1, padding="same", name="pool_2"),
            layers.Flatten(name="flatten"),  # (1024,)
            layers.Dense(16, activation="relu", name="dense_1"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="cifar10-cnn",
    )


def cifar10_best() -> keras.Model:
    """Build a small residual network (He et al., 2016): eight convolutions, 15 M multiply-adds.

    It pools before each stage, so that most of its work is done on 16x16 and less, and answers
    from the maximum of each feature map.

    Returns:
        a model of float32 (N, 32, 32, 3) in 0..1 to probabilities float32 (N, 10).
    """
    image = keras.Input(SHAPE, name="image")
    features = layers.Normalization(name="normalise")(image)
    features = _convolved(features, 32, "stem")
    for stage, filters in enumerate((32, 64, 128), start=1):
        features = layers.MaxPooling2D(name=f"pool_{stage}")(features)
        features = _convolved(features, filters, f"{stage}a")
        if stage == 1:
            continue  # there a residue would cost as much as in the others and bring less
        residue = _convolved(features, filters, f"{stage}b")
        residue = _convolved(residue, filters, f"{stage}c")
        features = layers.Add(name=f"add_{stage}")([features, residue])
    features = layers.GlobalMaxPooling2D(name="maxima")(features)  # (128,)
    answer = layers.Dense(10, activation="softmax", name="probabilities")(features)
    return keras.Model(image, answer, name="cifar10-best")


def with_statistics(network: keras.Model, images: np.ndarray) -> keras.Model:
    """Return the network anew, normalising by the mean and variance of these images' channels.

    They become constants of the network: an exported file takes plain 0..1, and whatever split
    comes in is normalised by the statistics of the one that it learned from.

    Args:
        network: untrained; one without a Normalization layer is returned as it is.
        images: of the training split alone, uint8 (N, H, W, C).
    """
    if not any(isinstance(layer, layers.Normalization) for layer in network.layers):
        return network
    found = layers.Normalization()
    found.adapt(
        tf.data.Dataset.from_tensor_slices(images)
        .batch(1000)
        .map(lambda batch: tf.cast(batch, tf.float32) / 255)
    )
    mean, variance = (np.ravel(each).tolist() for each in (found.mean, found.variance))

    def copy(layer: layers.Layer) -> layers.Layer:
        if isinstance(layer, layers.Normalization):
            return layers.Normalization(mean=mean, variance=variance, name=layer.name)
        return type(layer).from_config(layer.get_config())

    return keras.models.clone_model(network, clone_function=copy)


def _convolved(features: keras.KerasTensor, filters: int, name: str) -> keras.KerasTensor:
    features = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"conv_{name}")(
        features
    )
    features = layers.BatchNormalization(momentum=0.98, name=f"batch_{name}")(features)
    return layers.ReLU(name=f"relu_{name}")(features)
