"""axe-core, which looks for what keeps people out: https://github.com/dequelabs/axe-core."""

from importlib.resources import files

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
