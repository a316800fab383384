"""Every setting of the server: one table, each with its default and a help text.

The README's table is made from this one, and a test fails where the two differ.
"""

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
# Of origins: every one.
ANY = "*"
DATABASES = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}
DEFAULT_PORT = {"http": 80, "https": 443}


class InvalidSetting(RuntimeError):
    """An environment variable holds what its setting cannot take.

    A RuntimeError, of which gunicorn prints the message alone.
    """


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


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < math.inf:
        raise ValueError("no time")
    return seconds


def _not_negative(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("negative")
    return number


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("0", "1", "no", "yes", "false", "true"):
        raise ValueError("neither 0 nor 1")
    return text.lower() in ("1", "yes", "true")


def _host_names(text: str) -> tuple[str, ...]:
    from werkzeug.sansio.utils import host_is_trusted

    names = tuple(name.strip().lower() for name in text.split(","))
    if not all(host_is_trusted(name.removeprefix(".").replace("_", "-")) for name in names):
        raise ValueError("no host names with commas between them")
    return names


def _rate_limit(text: str) -> str | None:
    from limits import parse_many

    if text == "off":
        return None
    parse_many(text)
    return text


def _database_url(text: str) -> str:
    """Read a database's address as platforms write it, and name the driver that is installed."""
    scheme, _, rest = text.partition("://")
    if not rest or scheme not in DATABASES:
        raise ValueError(f"it begins with none of {', '.join(DATABASES)}")
    return f"{DATABASES[scheme]}://{rest}"


def parse_origins(text: str) -> tuple[str, ...]:
    """Read origins between commas or spaces, as browsers write them: `https://school.example`.

    Raises:
        ValueError: something is no origin; `*`, which is every origin, goes with no other.
    """
    found = tuple(_origin(each) for each in text.replace(",", " ").split())
    if ANY in found and len(found) > 1:
        raise ValueError("'*' is every origin: leave the others out")
    return found


def _origin(text: str) -> str:
    if text == ANY:
        return text
    parts = urlsplit(text)
    scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    is_more = parts.path not in ("", "/") or parts.query or parts.fragment or parts.username
    if scheme not in DEFAULT_PORT or not host or ANY in host or is_more:
        raise ValueError(f"{text!r} is no origin such as https://school.example")
    host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    return f"{scheme}://{host}" + (f":{port}" if port and port != DEFAULT_PORT[scheme] else "")


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
    Setting(
        "HELD_BYTES",
        "TRAZO_HELD_BYTES",
        24 * 1024 * 1024,
        _at_least_one,
        "Bytes of requests and answers under way in a worker; beyond, the slowest client goes.",
    ),
    Setting(
        "HEAD_SECONDS",
        "TRAZO_HEAD_SECONDS",
        10,
        _seconds,
        "How long a client is waited for until a request's head is there; then 408.",
    ),
    Setting(
        "BODY_SECONDS",
        "TRAZO_BODY_SECONDS",
        30,
        _seconds,
        "The same for its body; 4 MB at 140 kB a second.",
    ),
    Setting(
        "ANSWER_SECONDS",
        "TRAZO_ANSWER_SECONDS",
        30,
        _seconds,
        "How long a client is waited for until it has taken its answer; then it is dropped.",
    ),
    Setting(
        "METRICS_TOKEN",
        "TRAZO_METRICS_TOKEN",
        "",
        str,
        "Whoever brings it (`Authorization: Bearer`) may read /metrics; empty: nobody.",
    ),
    Setting("SENTRY_DSN", "SENTRY_DSN", "", str, "Where errors are reported; empty: nowhere."),
    Setting(
        "HTTPS",
        "TRAZO_HTTPS",
        False,
        _yes_or_no,
        "1 sends browsers to HTTPS and keeps them there (HSTS); probes are left alone.",
    ),
    Setting(
        "TRUSTED_PROXIES",
        "TRAZO_TRUSTED_PROXIES",
        0,
        _not_negative,
        "Proxies in front whose X-Forwarded-For and -Proto are believed; 1 on most platforms.",
    ),
    Setting(
        "HOSTS",
        "TRAZO_HOSTS",
        (),
        _host_names,
        "Host names that are answered, commas between; `.a.example`: all below; empty: any.",
    ),
    Setting(
        "RATE_LIMIT",
        "TRAZO_RATE_LIMIT",
        "800 per second",
        _rate_limit,
        "What one address may ask, beyond it 429; room for a class of 40 behind one; or `off`. "
        "What is costly counts more: see docs/operations.md.",
    ),
    Setting(
        "REDIS_URL",
        "REDIS_URL",
        "",
        str,
        "Where replicas count together, redis://...; empty: each worker counts by itself.",
    ),
    Setting(
        "DATABASE_URL",
        "DATABASE_URL",
        "",
        _database_url,
        "Where classes are kept, postgresql://...; empty: a SQLite file in `instance/`.",
    ),
    Setting(
        "ALLOWED_ORIGINS",
        "TRAZO_ALLOWED_ORIGINS",
        (),
        parse_origins,
        "Other sites whose scripts may ask /api/ (CORS), between commas; `*`: all; empty: none.",
    ),
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
        default = int(setting.default) if setting.default in (True, False) else setting.default
        if isinstance(default, Path):
            default = default.relative_to(ROOT)
        shown = "" if default in ("", ()) else f"`{default}`"
        lines.append(f"| `{setting.variable}` | {shown} | {setting.help} |")
    return "\n".join(lines)
