"""Where the project is, and the Python that serves it: nothing but the serving requirements."""

import os
import platform
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Of the comparison alone: see benchmarks/requirements-gradio.txt.
GRADIO_PYTHON = ROOT / ".venv-gradio" / "bin" / "python"
SERVING_PYTHON = ROOT / ".venv" / "bin" / "python"


def machine() -> str:
    """Return what it is measured on, in words."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
