"""Each command that the documents name exists and parses."""

import importlib.util
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import click
import pytest

from trainer.commands.group import main
from webapp import create_app

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^ *```(?:sh|bat)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|\.venv\S*/bin/python|python) [^`]+)`")
# A word in capitals stands for what a person puts there.
EXAMPLES = dict.fromkeys(("MODEL", "NAME", "RECIPE", "ID"), "lenet")
EXAMPLES["FILE.npz"] = str(ROOT / "pyproject.toml")  # one that is there


def commands():
    """Return each command line of the documents, as (document, line)."""
    found = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        lines = [line for block in FENCED.findall(text) for line in joined(block).splitlines()]
        lines += INLINE.findall(text)
        found += [(document.name, line.partition(" #")[0].strip()) for line in lines]
    return list(dict.fromkeys(line for line in found if line[1] and not line[1].startswith("#")))


def joined(block):
    return re.sub(r"\\\n\s*", "", block)


def of(pattern):
    return [line for _, line in commands() if re.search(pattern, line)]


@pytest.mark.parametrize("line", of(r"^make\b"))
def test_make(line):
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    words = [word for word in shlex.split(line)[1:] if "=" not in word and word[0] != "-"]
    for target in words[0].split("|") if words else []:
        assert target in targets


@pytest.mark.parametrize("line", of(r"python -m trainer\b"))
def test_trainer(line):
    words = shlex.split(line.partition("-m trainer")[2].replace("[", "").replace("]", ""))
    if not words:
        return
    for name in words[0].split("|"):  # train|evaluate|export
        arguments = [EXAMPLES.get(word, word) for word in words[1:]]
        parse([name, *arguments])


def parse(arguments):
    """Parse a command line to the end without running it; one that asks for help ends there."""
    try:
        with click.Context(main) as context:
            if arguments[0].startswith("-"):
                main.make_context("trainer", arguments)
            name, command, rest = main.resolve_command(context, arguments)
            command.make_context(name, rest, parent=context)
    except click.exceptions.Exit as ended:
        assert ended.exit_code == 0
    except click.MissingParameter:
        assert len(arguments) == 1, "named with options, but not with what it must have"


@pytest.mark.parametrize("line", of(r"python -m (?!trainer\b)"))
def test_other_modules(line):
    module = re.search(r"-m ([\w.]+)", line)[1]
    assert importlib.util.find_spec(module), line


@pytest.mark.parametrize("line", of(r"^curl\b.*127\.0\.0\.1"))
def test_curl(line):
    words = shlex.split(line)
    path = next(word for word in words if "127.0.0.1" in word).partition(":8000")[2]
    method = "POST" if "-F" in words or "--data-binary" in words else "GET"
    rules = create_app({"TESTING": True, "RATE_LIMIT": None}).url_map.bind("localhost")
    assert rules.test(path.partition("?")[0], method), path


@pytest.mark.parametrize("line", of(r"\b(pip install|-r) .*requirements"))
def test_requirements(line):
    for name in re.findall(r"\S*requirements\S*\.txt", line):
        assert (ROOT / name).is_file()


@pytest.mark.parametrize("line", of("waitress-serve"))
def test_waitress_serves_it(line):
    """The way to serve on Windows runs here too."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    arguments = [
        word.replace(":8000", f":{port}") for word in line.partition("waitress-serve")[2].split()
    ]
    process = subprocess.Popen([sys.executable, "-m", "waitress", *arguments], cwd=ROOT)
    try:
        assert answer(process, f"http://127.0.0.1:{port}/healthz") == 200
    finally:
        process.terminate()
        process.wait()


def answer(process, url):
    """Ask until the server answers; one that has ended never will."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=60) as found:
                return found.status
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    pytest.fail(f"it ended with {process.returncode}")


def test_the_documents_do_name_commands():
    assert len(of(r"^make\b")) > 5
    assert len(of(r"-m trainer\b")) > 5
    assert of("waitress-serve")
    assert of("^curl")
