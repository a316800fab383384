"""What the page needs of each digit model: its weights, and examples to learn a hand beside."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from webapp.networks.packing import FLOAT32, WEIGHTS_FILE, packed, packed_network
from webapp.reading.classifier import UnknownModel
from webapp.reading.models import Model, ModelError

# Written beside the weights by `python -m trainer page`.
PAGE_FILE = "model.page.npz"
ABOUT = "about"

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class File:
    """Bytes, and the version that is part of their address."""

    content: bytes
    version: str


class NetworkFiles:
    """The packed files of every digit model that has its weights, by its name."""

    def __init__(self, models: Mapping[str, Model], folder: Path) -> None:
        """Read and pack them.

        Raises:
            ModelError: weights are damaged, or of another training than the served file.
        """
        self.networks: dict[str, File] = {}
        self.replays: dict[str, File] = {}
        self.tests: dict[str, File] = {}
        self.people: dict[str, File] = {}
        for name, model in models.items():
            if WEIGHTS_FILE in model.card["sha256"]:
                self._add(model, folder / name)

    def network(self, name: str) -> File:
        """Return a model's weights.

        Raises:
            UnknownModel: there are none of that name.
        """
        if name not in self.networks:
            raise UnknownModel(name, self.networks)
        return self.networks[name]

    def _add(self, model: Model, folder: Path) -> None:
        sha256 = model.card["sha256"][WEIGHTS_FILE]
        try:
            weights = (folder / WEIGHTS_FILE).read_bytes()
            if hashlib.sha256(weights).hexdigest() != sha256:
                raise ValueError("its files do not belong together")
            about, arrays = read_page_file(folder / PAGE_FILE, sha256)
            dtype = about.get("dtype", FLOAT32)
            self.networks[model.name] = _file(packed_network(model.card, weights, dtype))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The weights of the model {model.name!r} in {folder} are damaged: {error}. "
                f"Write them anew: python -m trainer weights {model.name}."
            ) from error
        if "activations" in arrays:
            self.replays[model.name] = _file(
                packed_examples(about, arrays["activations"], arrays["labels"])
            )
        if "test_activations" in arrays:
            self.tests[model.name] = _file(
                packed_examples(about, arrays["test_activations"], arrays["test_labels"])
            )
        if "people_activations" in arrays:
            told = about | {"scale": about["people_scale"]}
            self.people[model.name] = _file(
                packed_examples(told, arrays["people_activations"], arrays["people_labels"])
            )


def read_page_file(path: Path, sha256: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read model.page.npz, if it is there and belongs to the weights with that checksum.

    Returns:
        what it says, and its arrays; both empty where there is nothing that belongs to them.

    Raises:
        ValueError, KeyError, OSError: it is damaged.
    """
    if not path.is_file():
        return {}, {}
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
        about = json.loads(file[ABOUT].tobytes())
        arrays = {name: file[name] for name in file.files if name != ABOUT}
    return (about, arrays) if about["sha256"] == sha256 else ({}, {})


def packed_examples(about: dict[str, Any], activations: Bytes, labels: Bytes) -> bytes:
    """Pack activations uint8 (N, units), their scale, and labels uint8 (N,), 10 = no digit."""
    count, units = activations.shape
    told = {key: about[key] for key in ("sha256", "layer", "scale")}
    told |= {"count": count, "units": units}
    return packed(told, labels.tobytes() + activations.tobytes())


def _file(content: bytes) -> File:
    return File(content, hashlib.sha256(content).hexdigest()[:12])
