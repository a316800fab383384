"""Batch normalisation while a network trains, gone once it has: folded into its weights.

A small network learns faster and further with it (Ioffe and Szegedy, ICML 2015), and the network
that is kept has the layers and the number of parameters that its recipe names.
"""

import keras
import numpy as np
from keras import layers

WEIGHTED = (layers.Conv2D, layers.Dense)


def normalised(network: keras.Model) -> keras.Model:
    """Build the same chain of layers with batch normalisation before each activation.

    Args:
        network: an untrained chain (Sequential) of layers, whose last one is left as it is.

    Returns:
        a new model of the same input and output; the weighted layers keep their names.
    """
    chain = keras.Sequential([keras.Input(network.input_shape[1:], name="image")])
    for layer in network.layers:
        copy = type(layer).from_config(layer.get_config())
        chain.add(copy)
        if isinstance(layer, WEIGHTED) and layer is not network.layers[-1]:
            copy.activation = keras.activations.linear
            chain.add(layers.BatchNormalization(momentum=0.98, name=f"{layer.name}_normalised"))
            chain.add(layers.Activation(layer.activation, name=f"{layer.name}_activation"))
    return chain


def folded(trained: keras.Model, network: keras.Model) -> keras.Model:
    """Give a network the weights of its trained, normalised copy, and return it.

    Each kernel is multiplied, and each bias moved, by what the normalisation after it does to the
    layer's output; the two models then answer alike, but for rounding.
    """
    names = {layer.name for layer in trained.layers}
    for layer in network.layers:
        if not layer.weights:
            continue
        kernel, bias = trained.get_layer(layer.name).get_weights()
        if f"{layer.name}_normalised" in names:
            after = trained.get_layer(f"{layer.name}_normalised")
            gamma, beta, mean, variance = after.get_weights()
            factor = gamma / np.sqrt(variance + after.epsilon)
            kernel, bias = kernel * factor, (bias - mean) * factor + beta
        layer.set_weights([kernel, bias])
    return network
