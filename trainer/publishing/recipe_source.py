"""The text of a recipe, as it stands in the code: for the report of the model that it makes."""

import ast
import inspect
import textwrap
from pkgutil import resolve_name
from typing import TypeGuard

from trainer import ROOT
from trainer.training.recipes import Recipe

FOLDER = ROOT / "trainer"


def source_texts(recipe: Recipe) -> dict[str, str]:
    """Return the code of `recipe`, of its `network` and of its `optimizer`.

    What is not found as text, in a recipe that was put together elsewhere, is left out.
    """
    texts = {
        "recipe": _recipe_text(recipe.name),
        "network": inspect.getsource(resolve_name(recipe.network)),
        "optimizer": inspect.getsource(resolve_name(recipe.optimizer)),
    }
    return {name: textwrap.dedent(text).strip() for name, text in texts.items() if text}


def _recipe_text(name: str) -> str | None:
    """Return the call `Recipe(name=NAME, ...)` in any module of the trainer."""
    for path in sorted(FOLDER.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if name not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if _makes(node, name):
                lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
                return "\n".join([*lines[:-1], lines[-1][: node.end_col_offset]])
    return None


def _makes(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Recipe"
        and any(
            argument.arg == "name"
            and isinstance(argument.value, ast.Constant)
            and argument.value.value == name
            for argument in node.keywords
        )
    )
