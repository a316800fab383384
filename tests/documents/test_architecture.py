"""docs/architecture.md draws the rooms as the contracts have them."""

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def layers(package):
    """Return a contract's layers from the top down, each a list of rooms."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    text = contracts[f"importlinter:contract:{package}"]["layers"]
    return [line.split(" | ") for line in text.strip().splitlines()]


def drawn(package):
    """Return the layers of the package's picture, a Mermaid flowchart, from the top down."""
    picture = re.search(rf"```mermaid\nflowchart TB\n  %% {package}\n(.*?)```", PAGE, re.DOTALL)[1]
    return [re.findall(r"\[(\w+)\]", row) for row in picture.splitlines() if "[" in row]


@pytest.mark.parametrize("package", ["webapp", "trainer"])
def test_the_picture_is_the_contract(package):
    assert drawn(package) == layers(package)


@pytest.mark.parametrize("package", ["webapp", "trainer"])
def test_every_room_is_in_the_contract_and_the_other_way_round(package):
    rooms = {path.stem for path in (ROOT / package).iterdir() if is_room(path)}
    assert rooms == {room for layer in layers(package) for room in layer}


def is_room(path):
    is_package = (path / "__init__.py").is_file()
    return is_package or (path.suffix == ".py" and not path.stem.startswith("__"))


@pytest.mark.parametrize("package", ["webapp", "trainer"])
def test_the_page_tells_of_every_room(package):
    told = set(re.findall(r"`(\w+)(?:/|\.py)`", PAGE))
    folders = {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
    assert folders <= told


def test_every_path_on_the_page_exists():
    named = re.findall(r"`((?:webapp|trainer|static|tests|docs|saved_models)/[\w./-]*)`", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name.removesuffix("CODE")).exists()] == []
