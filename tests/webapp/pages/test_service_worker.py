"""What the service worker is told to keep: all that the kept pages are made of, and no more."""

import json
import re

import pytest

from webapp.pages.assets import Assets
from webapp.pages.service_worker import modules


@pytest.fixture
def kept(client):
    script = client.get("/service-worker.js").text
    return json.loads(re.match(r"self\.KEPT = (.*);\n", script)[1])


def test_it_is_asked_for_anew_at_each_visit(client):
    answer = client.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_every_file_is_there_for_ever(client, kept):
    assert kept["files"]
    for address in kept["files"]:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert not address.startswith("/api/")


def test_all_that_a_page_names_is_kept_and_the_page_says_its_version(client, kept):
    for path in kept["shells"]:
        for language in kept["languages"]:
            page = client.get(f"{path}?lang={language}").text
            assert kept["mark"] in page
            named = re.findall(rf'="({kept["mark"]}[^"]+\.(?:js|css))"', page)
            assert named
            assert set(named) <= set(kept["files"])


def test_modules_are_found_by_what_they_import():
    files = {
        "js/a/main.js": b'import { x } from "../b/x.js"; new URL("./worker.js", import.meta.url);',
        "js/b/x.js": b"import './y.js';",
        "js/b/y.js": b'import { x } from "./x.js";',
        "js/a/worker.js": b"",
        "js/c/other.js": b"",
    }
    assert modules(Assets(files, "v"), "js/a/main.js") == set(files) - {"js/c/other.js"}


def test_a_page_says_its_language(client):
    assert client.get("/?lang=es").headers["Content-Language"] == "es"
    assert "Content-Language" not in client.get("/api/models").headers
