"""The page /hand: in both languages, as the interface promises it, where nothing can learn too."""

import json
import re

import pytest

from webapp.hand.messages import page_messages


def data(page, name):
    """Return the JSON of a data block of the page."""
    block = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    return json.loads(block[1])


def test_the_page_speaks_english(client):
    answer = client.get("/hand")
    assert answer.status_code == 200
    assert "<h1>Your hand</h1>" in answer.text
    assert "All of it stays in this browser" in answer.text
    assert data(answer.text, "messages")["guide.write"] == "Write a {digit} ({round} of {rounds})"


def test_the_page_speaks_spanish(client):
    answer = client.get("/hand?lang=es")
    assert "<h1>Tu letra</h1>" in answer.text
    assert "Todo se queda en este navegador" in answer.text
    assert (
        data(answer.text, "messages")["guide.write"] == "Escribe un {digit} ({round} de {rounds})"
    )


def test_it_leads_back_to_the_pad_and_is_not_in_the_navigation(client):
    page = client.get("/hand").text
    assert '<p class="back"><a class="tool" href="/">' in page
    assert 'href="/hand"' not in client.get("/models").text


def test_it_has_the_addresses_of_the_default_model(client, app):
    addresses = data(client.get("/hand").text, "addresses")
    assert addresses.keys() == {"network", "replay", "test", "people"}
    name = app.extensions["classifier"].default
    assert addresses["network"].endswith(f"/{name}.bin")
    assert client.get(addresses["replay"]).status_code == 200


@pytest.mark.parametrize("kept", [{}, {"networks": True}])
def test_where_the_model_cannot_learn_the_page_says_so(client, app, monkeypatch, kept):
    files = app.extensions["network_files"]
    monkeypatch.setattr(files, "replays", {})
    if "networks" not in kept:
        monkeypatch.setattr(files, "networks", {})
    page = client.get("/hand").text
    assert data(page, "addresses")["replay"] is None
    assert 'id="cannot-learn"' in page
    assert 'id="guide"' not in page
    assert 'id="measure"' not in page
    assert 'id="export"' in page, "what was written before can still be taken along"


def test_it_is_part_of_the_documented_interface(client):
    paths = client.get("/api/openapi.json").get_json()["paths"]
    assert "text/html" in paths["/hand"]["get"]["responses"]["200"]["content"]


def test_every_trouble_of_the_network_has_its_words(app):
    with app.test_request_context():
        messages = page_messages()
    codes = ("unavailable", "out-of-date", "cannot-learn", "blank-drawing", "failed")
    assert {f"trouble.{code}" for code in codes} <= messages.keys()
    states = ("empty", "off", "learning", "learned")
    assert {f"state.{state}" for state in states} <= messages.keys()
