"""A Jupyter notebook for each recipe: it trains the network and measures it, in plain steps."""

import inspect
import json
from pathlib import Path
from pkgutil import resolve_name
from types import FunctionType, ModuleType
from typing import Any

from babel.support import Translations

from trainer import ROOT
from trainer.publishing import notebook_code as code
from trainer.publishing.notebook_words import WORDS
from trainer.publishing.recipe_source import source_texts
from trainer.training.recipes import Recipe

# Of a model's report, by language.
FILES = {"en": "notebook.ipynb", "es": "cuaderno.ipynb"}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SEED = 1

Cell = dict[str, Any]


def write_notebooks(recipe: Recipe, folder: Path) -> list[Path]:
    """Write a recipe's notebook into a folder, in each language; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language, file in FILES.items():
        text = json.dumps(notebook(recipe, language), indent=1, ensure_ascii=False) + "\n"
        (folder / file).write_text(text, encoding="utf-8")
        paths.append(folder / file)
    return paths


def notebook(recipe: Recipe, language: str) -> dict[str, Any]:
    """Return a recipe's notebook, as version 4.5 of the format has it."""
    cells = [
        {"id": f"cell-{number}", "metadata": {}, **cell}
        for number, cell in enumerate(_cells(recipe, language))
    ]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cells(recipe: Recipe, language: str) -> list[Cell]:
    words = WORDS[language]
    texts = source_texts(recipe)
    about = {
        **words,
        "name": recipe.name,
        "seed": str(SEED),
        "network": recipe.network.partition(":")[2],
        "optimizer": recipe.optimizer.partition(":")[2],
        "teacher": recipe.teacher or "",
    }
    said = {"name": recipe.name, "summary": _translated(recipe.summary, language)} | {
        "batch_size": recipe.batch_size,
        "epochs": recipe.epochs,
        "validation": _share(recipe.validation),
    }
    reason = words["chosen" if recipe.validation else "last"]
    return [
        _text(words["title"], said),
        _code(code.PLACE, about),
        _text(words["data"], said),
        _code(code.DATA, about),
        _text(words["network"], said),
        _code(_with_imports(recipe.network, texts["network"]), {}),
        _code(code.SUMMARY, about),
        _text(words["optimizer"], said),
        _code(_with_imports(recipe.optimizer, texts["optimizer"]), {}),
        _text(words["training"], said),
        _code(_training(recipe), about),
        _text(f"{words['curves']}\n\n{reason}", said),
        _code(code.CURVES, about),
        _text(words["measures"], said),
        _code(code.MEASURES, about),
        _text(words["errors"], said),
        _code(code.ERRORS, about),
    ]


def _training(recipe: Recipe) -> str:
    if not recipe.teacher:
        return code.TRAINING.replace("<<teacher>>", "")
    return code.TEACHER + code.TRAINING.replace("<<teacher>>", ", teacher")


def _share(validation: float) -> str:
    return f"{validation:.0%}" if 0 < validation < 1 else f"{validation:.0f}"


def _text(text: str, said: dict[str, Any]) -> Cell:
    return {"cell_type": "markdown", "source": text.format(**said).splitlines(keepends=True)}


def _code(text: str, about: dict[str, str]) -> Cell:
    for name, value in about.items():
        text = text.replace(f"<<{name}>>", value)
    lines = text.splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "outputs": [], "source": lines}


def _with_imports(name: str, text: str) -> str:
    """Put in front of a function's code what it takes from its module."""
    used = inspect.getclosurevars(resolve_name(name)).globals
    module = name.partition(":")[0]
    lines = {_import(key, value, module) for key, value in used.items() if key != "keras"}
    return "\n".join(["import keras", *sorted(lines), "", "", text])


def _import(key: str, value: object, module: str) -> str:
    """Return the line that brings `value` in under the name `key`."""
    if isinstance(value, ModuleType):
        parent, _, last = value.__name__.rpartition(".")
        package = parent.removesuffix(".api")
        return f"from {package} import {last}" if package else f"import {last} as {key}"
    home = value.__module__ if isinstance(value, FunctionType | type) else module
    return f"from {home} import {key}"


def _translated(text: str, language: str) -> str:
    catalogue = Translations.load(ROOT / "webapp" / "translations", [language])
    return str(catalogue.gettext(text))
