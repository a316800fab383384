"""How large the container's own layers are: .venv/bin/python -m hosting.layers."""

import re
import shutil
import sysconfig
import tempfile
from pathlib import Path

from hosting.slim import size, slim

ROOT = Path(__file__).resolve().parent.parent
COPY = re.compile(r"^COPY (?!--from)(\S+) \S+$", re.MULTILINE)


def packages(folder: Path) -> Path:
    """Copy the packages of the Python that runs this, slimmed as the Dockerfile does it."""
    target = folder / "site-packages"
    shutil.copytree(sysconfig.get_path("purelib"), target, symlinks=True)
    slim(target)
    return target


def copied() -> list[str]:
    """Return what the last stage of the Dockerfile copies from the project."""
    last = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    return COPY.findall(last)


def project_bytes() -> int:
    """Return the bytes of the project's own layers."""
    paths = [ROOT / name for name in copied()]
    return sum(size(path) if path.is_dir() else path.stat().st_size for path in paths)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        packed = size(packages(Path(folder)))
    own = project_bytes()
    print(f"packages {packed / 1e6:.0f} MB, project {own / 1e6:.1f} MB")
