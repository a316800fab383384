"""The record of a training, beside the network that it made."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NETWORK_FILE, RUN_FILE = "model.keras", "run.json"


@dataclass(frozen=True)
class Run:
    """The record of a training: enough to repeat it and to know what it gave."""

    configuration: dict[str, Any]
    seed: int
    versions: dict[str, str]
    data: dict[str, Any]
    history: dict[str, list[float]]
    chosen_epoch: int
    seconds: float

    def save(self, folder: Path) -> None:
        """Write run.json into the folder."""
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / RUN_FILE).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Run":
        """Read run.json from the folder.

        Raises:
            OSError, ValueError, TypeError: it is missing or damaged.
        """
        return cls(**json.loads((folder / RUN_FILE).read_text(encoding="utf-8")))
