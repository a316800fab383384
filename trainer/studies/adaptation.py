"""A network learns a few people's drawings as the page does it: the last two layers, sixty steps.

The twin of static/js/network/learner.js in Keras, step for step and with the same chance in it, so
that what was learned in a browser can be learned again, and looked into.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from keras import layers, ops

from trainer.networks.test_time_augmentation import Views
from trainer.publishing import catalogue
from trainer.studies.page_chance import random_from, some_of
from trainer.studies.warping import any_warp, warped
from webapp.explaining.network import WEIGHTS_FILE
from webapp.networks.files import PAGE_FILE, read_page_file
from webapp.networks.packing import FLOAT16, described
from webapp.reading.preprocessing import to_input

# As learner.js has them, with their reasons.
STEPS, RATE = 60, 0.003
OWN, WEIGHT_OF_OWN, OTHERS = 96, 4.0, 192
MOST_WARPED, ENOUGH = 8, 240
NO_DIGIT = 10
# As adam.js has them.
MEAN, SQUARE, LEAST = 0.9, 0.98, 1e-4

SKIPPED = (layers.InputLayer, Views)

Array = npt.NDArray[np.float32]
Digits = npt.NDArray[np.uint8]


class PageNetwork:
    """A shipped network as the page has it: its body, its head, and what it learns beside.

    The head is Keras's last two layers with weights, and answers with ten logits.
    """

    def __init__(self, folder: Path) -> None:
        """Read a model's folder.

        Raises:
            ModelFolderError, OSError, KeyError, ValueError: something is missing, or damaged.
        """
        card: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        about, arrays = read_page_file(folder / PAGE_FILE, card["sha256"][WEIGHTS_FILE])
        if "people_activations" not in arrays:
            raise ValueError("it has nothing to learn beside")
        self._about = described(card)  # type: ignore[arg-type]
        network, _ = catalogue.load(folder)
        if about["dtype"] == FLOAT16:
            _round(network)
        self._body, self.head = _parted(network)
        self.others = arrays["activations"] * np.float32(about["scale"])
        self.mnist = arrays["test_activations"] * np.float32(about["scale"]), arrays["test_labels"]
        people = arrays["people_activations"] * np.float32(about["people_scale"])
        is_digit = arrays["people_labels"] != NO_DIGIT
        self.people = people[is_digit], arrays["people_labels"][is_digit]
        self.letters = people[~is_digit], arrays["people_labels"][~is_digit]

    def inputs(self, digits: Digits, warps: int = 0) -> Array:
        """Return what the head gets of digits uint8 (N, 28, 28): float32 (N, views, units)."""
        borders = self._about["views"]
        images = to_input(digits)
        views = np.asarray(Views(borders)(images)).reshape(1 + len(borders), *images.shape)
        chance = random_from(2)
        kinds = [any_warp(chance) for _ in range(warps)]
        turned = [[warped(image[..., 0], kind)[..., None] for image in images] for kind in kinds]
        asked = np.concatenate([views, np.array(turned, np.float32)]) if turned else views
        return np.stack([np.asarray(self._body(each)) for each in asked], axis=1)

    def read(self, head: keras.Model, inputs: Array) -> npt.NDArray[Any]:
        """Return as which digits a head reads what `inputs` returned: (N,)."""
        logits = np.stack([logits_of(head, each) for each in inputs])  # (N, views, 10)
        if self._about["averaged"] != "logits":
            logits = np.exp(logits - logits.max(-1, keepdims=True))
            logits /= logits.sum(-1, keepdims=True)
        return np.asarray(logits.mean(1).argmax(-1))

    def refused(self, head: keras.Model, inputs: Array) -> npt.NDArray[Any]:
        """Return of inputs (N, units) of what is none the digit, or 10 for none: (N,)."""
        logits = logits_of(head, inputs)
        of_digit = 1 - with_none(logits)[:, NO_DIGIT]
        is_none = of_digit < self._about["threshold"]
        return np.where(is_none, NO_DIGIT, logits.argmax(1))

    def learned(self, digits: Digits, labels: npt.NDArray[Any]) -> keras.Model:
        """Return the head that has learned these drawings, from the shipped one each time."""
        views = 1 + len(self._about["views"])
        warps = max(0, min(MOST_WARPED, ENOUGH // len(digits) - views))
        seen = self.inputs(digits, warps)
        own = seen.reshape(-1, seen.shape[-1])
        targets = np.eye(NO_DIGIT + 1, dtype=np.float32)[labels].repeat(views + warps, axis=0)
        kept = with_none(logits_of(self.head, self.others))
        head = keras.models.clone_model(self.head)
        head.set_weights(self.head.get_weights())
        self._descend(head, (own, targets), (self.others, kept))
        return head

    def _descend(
        self, head: keras.Model, own: tuple[Array, Array], others: tuple[Array, Array]
    ) -> None:
        chance = random_from(1)
        adam = keras.optimizers.Adam(RATE, beta_1=MEAN, beta_2=SQUARE)
        for step in range(STEPS):
            mine = some_of(len(own[0]), OWN, chance)
            theirs = some_of(len(others[0]), OTHERS, chance)
            with tf.GradientTape() as tape:
                loss = WEIGHT_OF_OWN * loss_of(head, own[0][mine], own[1][mine])
                loss += loss_of(head, others[0][theirs], others[1][theirs])
            adam.learning_rate = RATE / 2 * (1 + np.cos(np.pi * step / STEPS))
            # Keras adds it before it makes the second moment larger, adam.js afterwards.
            adam.epsilon = LEAST * np.sqrt(1 - SQUARE ** (step + 1))
            adam.apply(tape.gradient(loss, head.trainable_variables), head.trainable_variables)


def loss_of(head: keras.Model, inputs: Array, targets: Array) -> Any:
    """Return the mean cross-entropy with targets (N, 11), the last of them "no digit"."""
    logits = head(inputs, training=True)
    eleven = ops.concatenate([logits, ops.zeros_like(logits[:, :1])], axis=1)
    return ops.mean(ops.categorical_crossentropy(targets, eleven, from_logits=True))


def logits_of(head: keras.Model, inputs: Array) -> Array:
    """Return a head's logits for inputs (N, units): float32 (N, 10)."""
    return np.asarray(head(inputs))


def with_none(logits: Array) -> Array:
    """Return the softmax over ten logits and an eleventh that is always 0, "no digit"."""
    eleven = np.concatenate([logits, np.zeros((len(logits), 1), np.float32)], axis=1)
    powers = np.exp(eleven - eleven.max(1, keepdims=True))
    shares: Array = powers / powers.sum(1, keepdims=True)
    return shares


def _parted(network: keras.Model) -> tuple[keras.Model, keras.Model]:
    """Return the body, without views, and the last two layers that have weights."""
    first, last = [each for each in network.layers if isinstance(each, layers.Dense)][-2:]
    at = network.layers.index(first)
    seen = [each for each in network.layers[:at] if not isinstance(each, SKIPPED)]
    return _chain(network.input_shape[1:], seen), _chain(first.input.shape[1:], [first, last])


def _chain(shape: Sequence[int], parts: Sequence[layers.Layer]) -> keras.Model:
    """Put copies of layers one after the other."""
    chain = keras.Sequential([keras.Input(shape), *(_copied(each) for each in parts)])
    chain.set_weights([array for each in parts for array in each.get_weights()])
    return chain


def _copied(layer: layers.Layer) -> layers.Layer:
    """Return a layer of the same kind with weights of its own."""
    return type(layer).from_config(layer.get_config())


def _round(network: keras.Model) -> None:
    """Have weights that travel to the page as float16 be what arrives there."""
    network.set_weights([np.float32(np.float16(array)) for array in network.get_weights()])
