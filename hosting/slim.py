"""Throw out of a virtual environment what serving never reads: a third of it.

The Dockerfile's build runs it: python slim.py. A test runs it on a copy, and asks what is left.
"""

import shutil
import sys
from pathlib import Path

# The languages of the page (webapp.pages.languages), and what they are derived from.
LOCALES = ("root", "en", "es")
UNUSED = (
    "ai_edge_litert/libLiteRtWebGpuAccelerator*",  # there is no GPU, and no browser in here
    "ai_edge_litert/tools",
    "ai_edge_litert/vendors",
    "gevent/testing",
    "gevent/tests",
    "greenlet/tests",
    "numpy/**/tests",
    # What makes extensions, and what no drawing needs.
    *("numpy/_core/include", "numpy/_core/lib", "numpy/distutils", "numpy/f2py", "numpy/testing"),
    *("numpy/fft", "numpy/ma", "numpy/polynomial", "numpy/random"),
    # Pictures are PNG, JPEG or WebP, and nothing is written on them.
    *("PIL/_avif*", "PIL/_imagingft*", "PIL/_imagingtk*"),
    *("pillow.libs/libavif-*", "pillow.libs/libfreetype-*", "pillow.libs/libharfbuzz-*"),
    # The same modules in Python are beside them: a class's rows are few.
    "sqlalchemy/**/*_cy.*.so",
    "sqlalchemy/testing",
    *(f"sqlalchemy/dialects/{each}" for each in ("mssql", "mysql", "oracle")),
    "alembic/testing",
    "zope/interface/**/tests",
    "pip",
    "pip-*.dist-info",
    "setuptools",
    "setuptools-*.dist-info",
    "pkg_resources",
    "_distutils_hack",
    "distutils-precedence.pth",
    "**/__pycache__",
    *(f"**/*.{kind}" for kind in ("a", "c", "cpp", "h", "hpp", "pxd", "pyi", "pyx")),
)


def slim(packages: Path) -> int:
    """Remove what is unused from a site-packages folder; return how many bytes that were."""
    before = size(packages)
    for path in packages.glob("babel/locale-data/*.dat"):
        if path.stem.partition("_")[0] not in LOCALES:
            path.unlink()
    for pattern in UNUSED:
        for path in list(packages.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.exists():
                path.unlink()
    return before - size(packages)


def size(folder: Path) -> int:
    """Return the bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    site = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    print(f"{slim(site) / 1e6:.0f} MB thrown out, {size(site) / 1e6:.0f} MB left")
