"""How much disk an installation takes: the packages asked for, and all that they need."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from benchmarks.environment import GRADIO_PYTHON, ROOT, SERVING_PYTHON

GRADIO = ("gradio", "ai-edge-litert")
TUTORIAL = ("flask", "pillow", "tensorflow-cpu", "tensorflow")


def tutorial_megabytes() -> float:
    """Return the size of what the tutorials' way installs, in MB."""
    return _megabytes(TUTORIAL)


def trazo_megabytes() -> float:
    """Return the size of what requirements.txt installs, in MB, in the serving environment."""
    command = [str(SERVING_PYTHON), "-m", "benchmarks.installed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def gradio_megabytes() -> float:
    """Return the size of what Gradio and the network's runtime install, in MB."""
    command = [str(GRADIO_PYTHON), "-m", "benchmarks.installed", *GRADIO]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _megabytes(names: tuple[str, ...]) -> float:
    seen: set[str] = set()
    wanted, total = list(names), 0
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform, or an extra
        total += sum(_size(Path(str(package.locate_file(file)))) for file in package.files or ())
        needs = [need for need in package.requires or () if "extra ==" not in need]
        wanted += map(_name, needs)
    return total / 1e6


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    if found is None:
        raise ValueError(f"{requirement!r} names no package.")
    return found[0]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _requirements() -> tuple[str, ...]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_name(line) for line in lines if line and line[0].isalnum())


if __name__ == "__main__":
    sys.stdout.write(f"{_megabytes(tuple(sys.argv[1:]) or _requirements()):.1f}")
