"""Node's tools: the same ones everywhere, for development alone."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def package():
    return json.loads((ROOT / "package.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock():
    return json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))


def test_every_tool_has_one_version_and_none_is_for_the_page(package):
    assert package["private"] is True
    assert package["devDependencies"]
    assert not {"dependencies", "optionalDependencies", "peerDependencies"} & package.keys()
    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


def test_the_lock_holds_the_named_versions_with_checksums(package, lock):
    for name, version in package["devDependencies"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    for place, entry in lock["packages"].items():
        assert place == "" or entry["integrity"].startswith("sha512-"), place


def test_the_lock_holds_no_registry(lock):
    """It is the same wherever it is written, and the machine's own registry is asked."""
    assert [place for place, entry in lock["packages"].items() if "resolved" in entry] == []
    assert "registry" not in json.dumps(lock)


def test_a_platform_that_looks_for_a_language_finds_python_alone():
    """Heroku takes a package.json for a Node app, unless it is thrown out before."""
    ignored = (ROOT / ".slugignore").read_text(encoding="utf-8").split()
    assert {"package.json", "package-lock.json"} <= set(ignored)
