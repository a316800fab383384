"""The masthead's list of pages."""

import re


def entries(page):
    nav = re.search(r'<nav class="pages".*?</nav>', page.text, re.DOTALL)[0]
    return re.findall(r'<a href="([^"]+)"( aria-current="\w+")?>([^<]+)</a>', nav)


def test_the_current_page_is_marked(client):
    assert ("/", ' aria-current="page"', "Pad") in entries(client.get("/"))


def test_every_entry_leads_to_a_page(client):
    for address, _, label in entries(client.get("/")):
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 200, label


def test_an_unknown_page_marks_none(client):
    missing = client.get("/nothing", headers={"Accept": "text/html"})
    assert not any(current for _, current, _ in entries(missing))


def test_the_entries_speak_spanish(client):
    assert "Hoja" in {label for *_, label in entries(client.get("/?lang=es"))}
