"""Where the project is, and the Python that serves it: nothing but the serving requirements."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVING_PYTHON = ROOT / ".venv" / "bin" / "python"
