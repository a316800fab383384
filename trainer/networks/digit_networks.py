"""The networks, layer by layer."""

import keras
from keras import layers


def lenet() -> keras.Model:
    """Build LeNet as the course draws it: ReLU, max-pooling, softmax; 44,426 parameters.

    It departs from LeCun et al. (1998) in its activations, its pooling, the full connection
    between the two convolutions and its softmax output.

    Returns:
        a model of float32 (N, 28, 28, 1) in 0..1 to probabilities float32 (N, 10).
    """
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Conv2D(6, 5, activation="relu", name="conv_1"),  # (24, 24, 6)
            layers.MaxPooling2D(name="pool_1"),  # (12, 12, 6)
            layers.Conv2D(16, 5, activation="relu", name="conv_2"),  # (8, 8, 16)
            layers.MaxPooling2D(name="pool_2"),  # (4, 4, 16)
            layers.Flatten(name="flatten"),  # (256,)
            layers.Dense(120, activation="relu", name="dense_1"),
            layers.Dense(84, activation="relu", name="dense_2"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="lenet",
    )


def lenet_functional() -> keras.Model:
    """Build the same LeNet through Keras' functional way: each layer called on the one before.

    Returns:
        a model of float32 (N, 28, 28, 1) in 0..1 to probabilities float32 (N, 10).
    """
    image = keras.Input((28, 28, 1), name="image")
    features = layers.Conv2D(6, 5, activation="relu", name="conv_1")(image)
    features = layers.MaxPooling2D(name="pool_1")(features)
    features = layers.Conv2D(16, 5, activation="relu", name="conv_2")(features)
    features = layers.MaxPooling2D(name="pool_2")(features)
    features = layers.Flatten(name="flatten")(features)
    features = layers.Dense(120, activation="relu", name="dense_1")(features)
    features = layers.Dense(84, activation="relu", name="dense_2")(features)
    answer = layers.Dense(10, activation="softmax", name="probabilities")(features)
    return keras.Model(image, answer, name="lenet")


def cnn_16_36() -> keras.Model:
    """Build the course's second CNN, whose input is a row of 784 pixels: 242,062 parameters.

    Returns:
        a model of float32 (N, 28, 28, 1) in 0..1 to probabilities float32 (N, 10).
    """
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Reshape((784,), name="row"),
            layers.Reshape((28, 28, 1), name="reshape"),
            layers.Conv2D(16, 5, padding="same", activation="relu", name="conv_1"),
            layers.MaxPooling2D(name="pool_1"),  # (14, 14, 16)
            layers.Conv2D(36, 5, padding="same", activation="relu", name="conv_2"),
            layers.MaxPooling2D(name="pool_2"),  # (7, 7, 36)
            layers.Flatten(name="flatten"),  # (1764,)
            layers.Dense(128, activation="relu", name="dense_1"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="cnn-16-36",
    )


def convnet_32_64_64() -> keras.Model:
    """Build the course's third CNN, of 3x3 convolutions: 93,322 parameters.

    Returns:
        a model of float32 (N, 28, 28, 1) in 0..1 to probabilities float32 (N, 10).
    """
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Conv2D(32, 3, activation="relu", name="conv_1"),  # (26, 26, 32)
            layers.MaxPooling2D(name="pool_1"),  # (13, 13, 32)
            layers.Conv2D(64, 3, activation="relu", name="conv_2"),  # (11, 11, 64)
            layers.MaxPooling2D(name="pool_2"),  # (5, 5, 64)
            layers.Conv2D(64, 3, activation="relu", name="conv_3"),  # (3, 3, 64)
            layers.Flatten(name="flatten"),  # (576,)
            layers.Dense(64, activation="relu", name="dense_1"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="convnet-32-64-64",
    )


def fnn_32_16() -> keras.Model:
    """Build the course's feed-forward network, the baseline: 25,818 parameters.

    Returns:
        a model of float32 (N, 28, 28, 1) in 0..1 to probabilities float32 (N, 10).
    """
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Flatten(name="flatten"),  # (784,)
            layers.Dense(32, activation="relu", name="dense_1"),
            layers.Dense(16, activation="relu", name="dense_2"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="fnn-32-16",
    )


def teacher() -> keras.Model:
    """Build the largest digit network: LeNet's shape with five times its maps; 317,066 parameters.

    Returns:
        a model of float32 (N, 28, 28, 1) in 0..1 to probabilities float32 (N, 10).
    """
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Conv2D(32, 5, activation="relu", name="conv_1"),  # (24, 24, 32)
            layers.MaxPooling2D(name="pool_1"),  # (12, 12, 32)
            layers.Conv2D(64, 5, activation="relu", name="conv_2"),  # (8, 8, 64)
            layers.MaxPooling2D(name="pool_2"),  # (4, 4, 64)
            layers.Flatten(name="flatten"),  # (1024,)
            layers.Dropout(0.3, name="dropout_1"),
            layers.Dense(256, activation="relu", name="dense_1"),
            layers.Dropout(0.3, name="dropout_2"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="teacher",
    )
