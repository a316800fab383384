"""A network learns a few people's drawings as the page does it: the last two layers, sixty steps.

The twin of static/js/network/learner.js, step for step and with the same chance in it, so that what
was learned in a browser can be learned again, and looked into, with numpy.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.networks.test_time_augmentation import Views
from trainer.studies.page_chance import random_from, some_of
from trainer.studies.warping import any_warp, warped
from webapp.explaining.network import WEIGHTS_FILE, Network, read_network
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

Array = npt.NDArray[np.float32]
Digits = npt.NDArray[np.uint8]
Weights = tuple[Array, Array, Array, Array]


@dataclass(frozen=True)
class Head:
    """The last two layers: kernel and bias of each, the first one with a ReLU behind it."""

    weights: Weights

    def hidden(self, inputs: Array) -> Array:
        """Return what the first layer makes of inputs (N, units)."""
        hidden: Array = np.maximum(inputs @ self.weights[0] + self.weights[1], 0)
        return hidden

    def logits(self, inputs: Array) -> Array:
        """Return the logits, float32 (N, 10)."""
        return self.hidden(inputs) @ self.weights[2] + self.weights[3]

    def gradients(self, inputs: Array, targets: Array, weight: float) -> Weights:
        """Return the gradient of the mean loss times a weight with respect to each array."""
        hidden = self.hidden(inputs)
        answers = with_none(hidden @ self.weights[2] + self.weights[3])
        of_logits: Array = (answers - targets)[:, :NO_DIGIT] * np.float32(weight / len(inputs))
        back: Array = (of_logits @ self.weights[2].T) * (hidden > 0)
        return inputs.T @ back, back.sum(0), hidden.T @ of_logits, of_logits.sum(0)


class PageNetwork:
    """A shipped network as the page has it: its body, its head, and what it learns beside."""

    def __init__(self, folder: Path) -> None:
        """Read a model's folder.

        Raises:
            OSError, KeyError, ValueError: there are no weights, or they are damaged.
        """
        card: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        weights = (folder / WEIGHTS_FILE).read_bytes()
        about, arrays = read_page_file(folder / PAGE_FILE, card["sha256"][WEIGHTS_FILE])
        if "activations" not in arrays:
            raise ValueError("it has nothing to learn beside")
        self._about = described(card)  # type: ignore[arg-type]
        network = read_network(weights)
        if about["dtype"] == FLOAT16:
            _round(network)
        first = [layer.name for layer in network.layers].index(about["layer"])
        self._body = Network(network.layers[:first])
        one, two = (layer.weights for layer in network.layers[first : first + 2])
        self.head = Head((one["kernel"], one["bias"], two["kernel"], two["bias"]))
        scale = np.float32(about["scale"])
        self.others = arrays["activations"] * scale
        self.test = arrays["test_activations"] * scale, arrays["test_labels"]

    def inputs(self, digits: Digits, warps: int = 0) -> Array:
        """Return what the head gets of digits uint8 (N, 28, 28): float32 (N, views, units)."""
        borders = self._about["views"]
        images = to_input(digits)
        views = np.asarray(Views(borders)(images)).reshape(1 + len(borders), *images.shape)
        chance = random_from(2)
        kinds = [any_warp(chance) for _ in range(warps)]
        turned = [[warped(image[..., 0], kind)[..., None] for image in images] for kind in kinds]
        asked = np.concatenate([views, np.array(turned, np.float32)]) if turned else views
        parts = [self._body.activations(each)[-1] for each in asked]
        return np.stack(parts, axis=1)

    def read(self, head: Head, inputs: Array) -> npt.NDArray[Any]:
        """Return as which digits a head reads what `inputs` returned: (N,)."""
        logits = np.stack([head.logits(each) for each in inputs])  # (N, views, 10)
        if self._about["averaged"] != "logits":
            logits = np.exp(logits - logits.max(-1, keepdims=True))
            logits /= logits.sum(-1, keepdims=True)
        return np.asarray(logits.mean(1).argmax(-1))

    def learned(self, digits: Digits, labels: npt.NDArray[Any]) -> Head:
        """Return the head that has learned these drawings, from the shipped one each time."""
        views = 1 + len(self._about["views"])
        warps = max(0, min(MOST_WARPED, ENOUGH // len(digits) - views))
        seen = self.inputs(digits, warps)
        own = seen.reshape(-1, seen.shape[-1])
        targets = np.eye(NO_DIGIT + 1, dtype=np.float32)[labels].repeat(views + warps, axis=0)
        kept = with_none(self.head.logits(self.others))
        return self._descended(own, targets, kept)

    def _descended(self, own: Array, targets: Array, kept: Array) -> Head:
        chance, adam = random_from(1), Adam(self.head.weights)
        for step in range(STEPS):
            head = Head(adam.weights)
            mine = some_of(len(own), OWN, chance)
            theirs = some_of(len(self.others), OTHERS, chance)
            one = head.gradients(own[mine], targets[mine], WEIGHT_OF_OWN)
            other = head.gradients(self.others[theirs], kept[theirs], 1)
            rate = RATE / 2 * (1 + np.cos(np.pi * step / STEPS))
            adam.descend([a + b for a, b in zip(one, other, strict=True)], rate)
        return Head(adam.weights)


class Adam:
    """The twin of static/js/network/adam.js."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._moments = [(np.zeros_like(each), np.zeros_like(each)) for each in weights]
        self._steps = 0

    def descend(self, gradients: list[Array], rate: float) -> None:
        """Take one step along the gradients."""
        self._steps += 1
        of_mean, of_square = 1 - MEAN**self._steps, 1 - SQUARE**self._steps
        moved = []
        for each, gradient, (mean, square) in zip(
            self.weights, gradients, self._moments, strict=True
        ):
            mean[:] = MEAN * mean + (1 - MEAN) * gradient
            square[:] = SQUARE * square + (1 - SQUARE) * gradient**2
            step = rate * (mean / of_mean) / (np.sqrt(square / of_square) + LEAST)
            moved.append((each - step).astype(np.float32))
        self.weights = (moved[0], moved[1], moved[2], moved[3])


def with_none(logits: Array) -> Array:
    """Return the softmax over ten logits and an eleventh that is always 0, "no digit"."""
    eleven = np.concatenate([logits, np.zeros((len(logits), 1), np.float32)], axis=1)
    powers = np.exp(eleven - eleven.max(1, keepdims=True))
    shares: Array = powers / powers.sum(1, keepdims=True)
    return shares


def _round(network: Network) -> None:
    """Have weights that travel to the page as float16 be what arrives there."""
    for layer in network.layers:
        for each in layer.weights.values():
            each[...] = each.astype(np.float16)
