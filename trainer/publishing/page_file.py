"""What the page needs to run a network and to learn a hand beside others: model.page.npz.

It says whether the weights may travel as float16, and has activations of other people's digits
and of non-digits: the inputs of the last two layers, which are all that learns in the page. Those
of MNIST test digits are there to show what a hand costs everybody else; those of pen digits of
people who trained nothing, and of letters, to show what a class's network makes of them.
"""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from trainer.data import nondigits
from trainer.data.batches import as_input
from trainer.data.drawings import drawn, served
from trainer.data.mnist import Mnist
from trainer.data.pen_digits import PenDigits
from trainer.data.stroke_augmentation import augment_strokes
from trainer.measuring.test_sets import nondigit_set
from trainer.networks.test_time_augmentation import Views
from webapp.explaining.network import read_network
from webapp.reading.classifier import UNSURE
from webapp.reading.model_card import ModelCard
from webapp.reading.preprocessing import to_input

# Bytes that the activations and their labels may take, with room for what is said about them.
ROOM = 399_000
# Of the examples, the share that is no digit.
NO_DIGITS = 0.35
NO_DIGIT = 10
# Of each kind of non-digit, on which verdicts are compared.
COMPARED = 30
# How far float16 may move a probability.
TOLERANCE = 1e-3
# MNIST test digits, the first ones, for what a hand costs everybody else.
TEST_DIGITS = 1000
HIGHEST = 255

Images = npt.NDArray[np.uint8]


def page_file(
    network: keras.Model,
    weights: bytes,
    card: ModelCard,
    data: Mnist,
    pens: Mapping[str, PenDigits] | None,
) -> bytes:
    """Return the content of model.page.npz.

    Args:
        network: the trained model, as it was exported.
        weights: the content of its model.weights.npz.
        card: of the model, with the checksum of the weights.
        data: whose test digits verdicts are compared on; others of it are replayed.
        pens: pen digits by split, if there are any: people who trained the network, and others.
    """
    about: dict[str, Any] = {"sha256": card["sha256"]["model.weights.npz"]}
    about["dtype"] = "float16" if fits_float16(network, card["threshold"], data) else "float32"
    arrays: dict[str, npt.NDArray[np.uint8]] = {}
    if len(network.outputs) > 1:  # it has learned to reject
        layer, units = _learning_layer(weights)
        train = pens["train"] if pens else None
        images, labels = examples(network, data, train, ROOM // (units + 1))
        activations = _inputs_of(weights, layer, _any_view(card["recipe"]["views"], images))
        test = _inputs_of(weights, layer, to_input(data.x_test[:TEST_DIGITS]))
        images, whose = people(pens["test"] if pens else None)
        others = _inputs_of(weights, layer, to_input(images))
        scale = float(max(activations.max(), test.max())) / HIGHEST
        people_scale = float(others.max()) / HIGHEST
        about |= {"layer": layer, "scale": scale, "people_scale": people_scale}
        arrays = {
            "activations": np.rint(activations / scale).astype(np.uint8),
            "labels": labels.astype(np.uint8),
            "test_activations": np.rint(test / scale).astype(np.uint8),
            "test_labels": data.y_test[:TEST_DIGITS].astype(np.uint8),
            "people_activations": np.rint(others / people_scale).astype(np.uint8),
            "people_labels": whose,
        }
    file = io.BytesIO()
    told = np.frombuffer(json.dumps(about).encode(), np.uint8)
    np.savez_compressed(file, allow_pickle=False, about=told, **arrays)
    return file.getvalue()


def fits_float16(network: keras.Model, threshold: float, data: Mnist) -> bool:
    """Tell whether float16 weights change no digit, no verdict, and no probability by 0.001.

    Compared are test digits and non-digits.
    """
    if any(isinstance(layer, keras.layers.BatchNormalization) for layer in network.layers):
        return False  # the page's weights have it folded in
    others = augment_strokes(_nondigits(None, COMPARED, seed=2000), 1, seed=2000)
    images = as_input(np.concatenate([data.x_test, others]))
    rounded = keras.models.clone_model(network)
    rounded.set_weights([np.float32(np.float16(array)) for array in network.get_weights()])
    outputs = [_outputs(each, images) for each in (network, rounded)]
    moved = max(np.abs(one - other).max() for one, other in zip(*outputs, strict=True))
    verdicts = [_verdicts(*each, threshold) for each in outputs]
    return bool(moved < TOLERANCE and (verdicts[0] == verdicts[1]).all())


def examples(
    network: keras.Model, data: Mnist, pens: PenDigits | None, count: int
) -> tuple[Images, npt.NDArray[Any]]:
    """Choose training examples: uint8 (count, 28, 28) and their labels, 10 = no digit.

    Half of MNIST's are those that the network is least sure of: they would be the first to go.
    """
    kinds = nondigits.possible(nondigits.KINDS, pens.strokes if pens else [])
    each = round(count * NO_DIGITS / len(kinds))
    others = augment_strokes(_nondigits(pens, each, seed=3000), 1, seed=3000)
    random = np.random.default_rng(0)
    of_pens = (count - len(others)) // 2 if pens else 0
    of_mnist = count - len(others) - of_pens
    answers = network.predict(as_input(data.x_train), batch_size=1000, verbose=0)
    order = np.argsort(answers[0].max(axis=1))
    least = order[: of_mnist // 2]
    chosen = np.concatenate(
        [least, random.permutation(order[len(least) :])[: of_mnist - len(least)]]
    )
    images, labels = [data.x_train[chosen], others], [data.y_train[chosen]]
    labels.append(np.full(len(others), NO_DIGIT))
    if pens:
        places = random.permutation(len(pens))[:of_pens]
        images.append(augment_strokes([pens.strokes[place] for place in places], 1, seed=3000))
        labels.append(np.array([pens.labels[place] for place in places]))
    return np.concatenate(images)[:count], np.concatenate(labels)[:count]


def people(pens: PenDigits | None) -> tuple[Images, Images]:
    """Return what a class's network is shown of others: uint8 (N, 28, 28), and labels uint8 (N,).

    Pen digits of people who trained nothing, as the page draws them, and letters (label 10).
    """
    letters = nondigit_set("letters")
    images, labels = [letters], np.full(len(letters), NO_DIGIT, np.uint8)
    if pens:
        images.insert(0, served(drawn(digit) for digit in pens.strokes))
        labels = np.concatenate([np.asarray(pens.labels, np.uint8), labels])
    return np.concatenate(images), labels


def _nondigits(pens: PenDigits | None, each: int, seed: int) -> list[Any]:
    digits = pens.strokes if pens else []
    kinds = nondigits.possible(nondigits.KINDS, digits)
    return list(nondigits.draw(kinds, digits, each * len(kinds), seed=seed))


def _outputs(
    network: keras.Model, images: np.ndarray
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the probabilities (N, 10) and P(digit) (N,); 1 where it has not learned to reject."""
    answer = network.predict(images, batch_size=1000, verbose=0)
    if isinstance(answer, list):
        return answer[0], answer[1][:, 0]
    return answer, np.ones(len(answer), np.float32)


def _verdicts(
    probabilities: npt.NDArray[np.float32], is_digit: npt.NDArray[np.float32], threshold: float
) -> npt.NDArray[Any]:
    """Return of each image its class, and 10 more for unsure and 20 more for no digit."""
    unsure = probabilities.max(axis=1) < UNSURE
    return np.asarray(probabilities.argmax(axis=1) + 10 * unsure + 20 * (is_digit < threshold))


def _learning_layer(weights: bytes) -> tuple[str, int]:
    """Return the name of the last layer but one that has weights, and how many inputs it has."""
    dense = [layer for layer in read_network(weights).layers if layer.kind == "Dense"]
    return dense[-2].name, int(dense[-2].weights["kernel"].shape[0])


def _any_view(borders: Sequence[int], images: Images) -> npt.NDArray[np.float32]:
    """Return float32 (N, 28, 28, 1): of each image one of the views that the network has of it."""
    views = np.asarray(Views(borders)(to_input(images)))
    chosen = np.random.default_rng(0).integers(0, 1 + len(borders), len(images))
    picked: npt.NDArray[np.float32] = views.reshape(-1, *to_input(images).shape)[
        chosen, np.arange(len(images))
    ]
    return picked


def _inputs_of(
    weights: bytes, layer: str, images: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    network = read_network(weights)
    names = [each.name for each in network.layers]
    at = names.index(layer) - 1
    starts = range(0, len(images), 500)
    parts = [network.activations(images[start : start + 500])[at] for start in starts]
    return np.concatenate(parts)
