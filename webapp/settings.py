"""Every setting of the server: one table, each with its default and a help text.

The README's table is made from this one, and a test fails where the two differ.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class InvalidSetting(ValueError):
    """An environment variable holds what its setting cannot take."""


@dataclass(frozen=True)
class Setting:
    """One setting: its name in `app.config`, its environment variable, and what it does."""

    name: str
    variable: str
    default: Any
    parse: Callable[[str], Any]
    help: str


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("not at least 1")
    return number


SETTINGS = (
    Setting("MODELS_DIR", "TRAZO_MODELS_DIR", ROOT / "saved_models", Path, "Folder of the models."),
    Setting("DEFAULT_MODEL", "TRAZO_DEFAULT_MODEL", "lenet", str, "Model that answers by default."),
    Setting(
        "MAX_CONTENT_LENGTH",
        "TRAZO_MAX_BYTES",
        4 * 1024 * 1024,
        _at_least_one,
        "Largest request, in bytes; more is refused with 413.",
    ),
    Setting(
        "MAX_PIXELS",
        "TRAZO_MAX_PIXELS",
        2048 * 2048,
        _at_least_one,
        "Largest picture, in pixels (width x height); more is refused with 413.",
    ),
    Setting("SENTRY_DSN", "SENTRY_DSN", "", str, "Where errors are reported; empty: nowhere."),
)


def from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return every setting by its name, read from the environment where it is set there.

    Raises:
        InvalidSetting: a variable holds what its setting cannot take; the message names it.
    """
    values = {}
    for setting in SETTINGS:
        text = environment.get(setting.variable, "")
        try:
            values[setting.name] = setting.parse(text) if text else setting.default
        except ValueError as error:
            raise InvalidSetting(f"{setting.variable}={text!r}: {error}. {setting.help}") from error
    return values


def as_markdown() -> str:
    """Return the table of settings as the README shows it."""
    lines = ["| variable | default | what it does |", "|---|---|---|"]
    for setting in SETTINGS:
        default = setting.default
        if isinstance(default, Path):
            default = default.relative_to(ROOT)
        shown = f"`{default}`" if default != "" else ""
        lines.append(f"| `{setting.variable}` | {shown} | {setting.help} |")
    return "\n".join(lines)
