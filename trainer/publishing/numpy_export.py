"""From a trained Keras model to the chain of plain layers from which the server explains it.

What only matters in training is left out (dropout), and what is one step for a reader becomes one
layer: a convolution, its batch normalisation and its ReLU. The last two are always `logits` and
`probabilities`. Of a network that averages over views of its image (see
`trainer.networks.test_time_augmentation`), the chain is what it does with the image itself; its
probabilities are then not yet the averaged ones.
"""

import io
import json

import keras
import numpy as np
from keras import layers

from trainer.networks.test_time_augmentation import Average, Views
from webapp.explaining.layers import KINDS, LayerDescription
from webapp.explaining.network import CHAIN, read_network
from webapp.reading.preprocessing import to_input

TOLERANCE = 1e-4
SKIPPED = (layers.InputLayer, layers.Dropout, Views, Average)
SHAPED = (layers.Flatten, layers.Reshape)

Weights = dict[str, np.ndarray]


class ChainError(RuntimeError):
    """The network is no chain of layers that the server knows, or its chain answers otherwise."""


def chain(network: keras.Model) -> tuple[list[LayerDescription], Weights]:
    """Describe a network as a chain.

    Returns:
        the layers, each with the name in Keras of the layer whose output it has (`keras`), and
        the weights by `layer.kernel` and `layer.bias`.

    Raises:
        ChainError: there is a layer of another kind in it.
    """
    steps: list[LayerDescription] = []
    weights: Weights = {}
    of_the_image = True
    for layer in network.layers:
        of_the_image = of_the_image and not isinstance(layer, Average)
        if not isinstance(layer, SKIPPED):
            _append(steps, weights, layer)
        if steps and steps[-1]["kind"] == "Softmax":
            if not of_the_image:
                steps[-1]["keras"] = None
            return _named(steps, weights)
    raise ChainError(f"The network {network.name!r} does not end in a softmax.")


def chain_file(network: keras.Model, images: np.ndarray) -> bytes:
    """Return the content of model.weights.npz, checked on images uint8 (N, 28, 28).

    Raises:
        ChainError: there is no chain, or a layer's output differs from Keras's by over 1e-4.
    """
    steps, weights = chain(network)
    about = np.frombuffer(json.dumps(steps).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **{CHAIN: about}, **weights)
    differences = chain_differences(network, file.getvalue(), images)
    worst = max(differences, key=lambda name: differences[name])
    if not differences[worst] <= TOLERANCE:
        raise ChainError(f"The layer {worst!r} differs from Keras by {differences[worst]:.1e}.")
    return file.getvalue()


def chain_differences(network: keras.Model, file: bytes, images: np.ndarray) -> dict[str, float]:
    """Return each layer's largest difference from Keras on images uint8 (N, 28, 28)."""
    explained = read_network(file)
    steps, _ = chain(network)
    inputs = to_input(images)
    outputs = {step["keras"]: network.get_layer(step["keras"]).output for step in _in_keras(steps)}
    # In one batch: of a network with views, each batch begins with the images themselves.
    expected = keras.Model(network.inputs, outputs).predict(inputs, len(inputs), verbose=0)
    activations = dict(
        zip((step["name"] for step in steps), explained.activations(inputs), strict=True)
    )
    return {
        step["name"]: float(
            np.abs(activations[step["name"]] - expected[step["keras"]][: len(images)]).max()
        )
        for step in _in_keras(steps)
    }


def _in_keras(steps: list[LayerDescription]) -> list[LayerDescription]:
    return [step for step in steps if step["keras"]]


def _append(steps: list[LayerDescription], weights: Weights, layer: layers.Layer) -> None:
    """Add a layer to the chain, or to the layer before it where it belongs there."""
    before = steps[-1] if steps and steps[-1].get("activation") == "linear" else None
    if before and isinstance(layer, layers.BatchNormalization):
        _normalise(weights, before["name"], layer)
        before["keras"] = layer.name
    elif before and _is_relu(layer):
        before["keras"], before["activation"] = layer.name, "relu"
    elif isinstance(layer, (layers.Conv2D, layers.Dense)):
        _append_weighted(steps, weights, layer)
    elif isinstance(layer, SHAPED):
        steps.append({**_step(layer, "Flatten"), "output": list(layer.output.shape[1:])})
    elif isinstance(layer, layers.MaxPooling2D) and layer.strides == layer.pool_size:
        steps.append({**_step(layer, "MaxPooling2D"), "pool_size": list(layer.pool_size)})
    elif isinstance(layer, layers.Softmax) or _activation(layer) == "softmax":
        steps.append(_step(layer, "Softmax"))
    else:
        raise ChainError(f"The server cannot explain a layer like {layer.name!r} ({layer}).")


def _append_weighted(steps: list[LayerDescription], weights: Weights, layer: layers.Layer) -> None:
    activation = _activation(layer)
    if activation not in ("linear", "relu", "softmax"):
        raise ChainError(f"The server cannot explain {layer.name!r}: {activation}.")
    step: LayerDescription = {**_step(layer, type(layer).__name__), "activation": activation}
    if isinstance(layer, layers.Conv2D):
        if layer.dilation_rate != (1, 1) or layer.groups != 1 or type(layer) is not layers.Conv2D:
            raise ChainError(f"The server cannot explain a convolution like {layer.name!r}.")
        step["strides"], step["padding"] = list(layer.strides), layer.padding
    kernel = layer.weights[0].numpy()
    bias = layer.weights[1].numpy() if layer.use_bias else np.zeros(kernel.shape[-1], np.float32)
    weights |= {f"{layer.name}.kernel": kernel, f"{layer.name}.bias": bias}
    steps.append(step)
    if activation == "softmax":
        step["activation"], step["keras"] = "linear", None
        steps.append(_step(layer, "Softmax"))


def _step(layer: layers.Layer, kind: str) -> LayerDescription:
    if kind not in KINDS:
        raise ChainError(f"The server cannot explain a layer like {layer.name!r} ({kind}).")
    return {"name": layer.name, "kind": kind, "keras": layer.name}


def _activation(layer: layers.Layer) -> str | None:
    activation = getattr(layer, "activation", None)
    return getattr(activation, "__name__", None)


def _is_relu(layer: layers.Layer) -> bool:
    if isinstance(layer, layers.ReLU):
        return layer.max_value is None and not layer.negative_slope and not layer.threshold
    return isinstance(layer, layers.Activation) and _activation(layer) == "relu"


def _normalise(weights: Weights, name: str, layer: layers.BatchNormalization) -> None:
    """Fold what batch normalisation does to a layer's output into that layer's weights."""
    variance, mean = layer.moving_variance.numpy(), layer.moving_mean.numpy()
    factor = 1 / np.sqrt(variance + layer.epsilon)
    if layer.scale:
        factor = factor * layer.gamma.numpy()
    shift = layer.beta.numpy() if layer.center else 0.0
    weights[f"{name}.kernel"] = (weights[f"{name}.kernel"] * factor).astype(np.float32)
    bias = (weights[f"{name}.bias"] - mean) * factor + shift
    weights[f"{name}.bias"] = bias.astype(np.float32)


def _named(
    steps: list[LayerDescription], weights: Weights
) -> tuple[list[LayerDescription], Weights]:
    """Call the last two layers what they are in every network: `logits` and `probabilities`."""
    *_, dense, softmax = steps
    if dense["kind"] != "Dense" or dense["activation"] != "linear":
        raise ChainError("The softmax does not follow a layer of logits.")
    for key in ("kernel", "bias"):
        weights[f"logits.{key}"] = weights.pop(f"{dense['name']}.{key}")
    dense["name"], softmax["name"] = "logits", "probabilities"
    return steps, weights
