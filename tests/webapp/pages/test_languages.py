"""Every text of the page exists in Spanish, and the compiled file is that of the source."""

import ast
import gettext
import io
import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

ROOT = Path(__file__).parents[3]
SPANISH = ROOT / "webapp" / "translations" / "es" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def texts_of_the_page() -> set[str]:
    sources = (("webapp", "**.py", "python"), ("templates", "**.html", "jinja2"))
    return {
        message
        for folder, pattern, method in sources
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, [(pattern, method)])
    } | summaries()


def summaries() -> set[str]:
    """What the recipes say of their models, read from the code: TensorFlow is not at hand here."""
    tree = ast.parse((ROOT / "trainer" / "training" / "recipes.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        ast.literal_eval(argument.value)
        for call in calls
        for argument in call.keywords
        if argument.arg == "summary"
    }


def test_every_models_card_says_what_its_recipe_says() -> None:
    cards = (ROOT / "saved_models").glob("*/model.json")
    told = {json.loads(card.read_text(encoding="utf-8"))["summary"] for card in cards}
    assert told <= summaries(), "python -m trainer report NAME brings a card up to date"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_po(io.BytesIO((SPANISH / "messages.po").read_bytes()), locale="es")


def test_every_text_has_a_spanish_translation(catalog: Catalog) -> None:
    translated = {message.id for message in catalog if message.string and not message.fuzzy}
    assert texts_of_the_page() - translated == set()


def test_no_translation_is_left_over(catalog: Catalog) -> None:
    assert {message.id for message in catalog if message.id} - texts_of_the_page() == set()


def test_translations_keep_the_placeholders(catalog: Catalog) -> None:
    for message in catalog:
        names = set(PLACEHOLDER.findall(message.id))
        assert set(PLACEHOLDER.findall(message.string)) == names, message.id


def test_the_compiled_file_holds_what_the_source_says(catalog: Catalog) -> None:
    """`pybabel compile -d webapp/translations` mends this."""
    with (SPANISH / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalog:
        if message.id:
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("es-MX,es;q=0.9", "es"), ("en-GB", "en"), ("fr,es;q=0.5", "es"), ("fr", "en"), ("", "en")],
)
def test_the_browser_chooses_the_language(client: FlaskClient, accepts: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": accepts})
    assert f'<html lang="{language}">' in page.text


def test_the_cookie_beats_the_browser_and_the_address_beats_the_cookie(
    client: FlaskClient,
) -> None:
    client.set_cookie("lang", "es")
    browser = {"Accept-Language": "en"}
    assert '<html lang="es">' in client.get("/", headers=browser).text
    assert '<html lang="en">' in client.get("/?lang=en", headers=browser).text


def test_an_unknown_language_is_passed_over(client: FlaskClient) -> None:
    client.set_cookie("lang", "xx")
    assert '<html lang="es">' in client.get("/?lang=../..", headers={"Accept-Language": "es"}).text


def test_the_switch_remembers_and_returns_to_the_pad(client: FlaskClient) -> None:
    answer = client.get("/language/es")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert '<html lang="es">' in client.get("/").text
    assert client.get("/language/xx").status_code == 404


def test_caches_are_told_what_the_page_depends_on(client: FlaskClient) -> None:
    assert {"Accept-Language", "Cookie"} <= set(client.get("/").vary)


@pytest.mark.parametrize("text", ["mira cómo la lee una red", "Herramientas", "Es un {digit}."])
def test_the_spanish_page_speaks_spanish(client: FlaskClient, text: str) -> None:
    assert text in client.get("/?lang=es").text


def test_the_theme_of_the_cookie_is_rendered(client: FlaskClient) -> None:
    client.set_cookie("theme", "dark")
    assert 'data-theme="dark"' in client.get("/").text
    client.set_cookie("theme", '"><script>')
    assert "data-theme" not in client.get("/").text


@pytest.mark.parametrize(
    ("theme", "media"),
    [
        ("dark", "screen"),
        ("light", "not all"),
        ("pink", "screen and (prefers-color-scheme: dark)"),
    ],
)
def test_the_dark_palette_is_linked_for_whom_it_is(client, theme, media):
    client.set_cookie("theme", theme)
    assert f'id="dark" media="{media}"' in client.get("/").text
    client.delete_cookie("theme")
