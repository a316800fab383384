"""The gallery: what its pages state is what the models' own files say."""

import html
import json
import re

import pytest
from babel.numbers import format_percent

from webapp.settings import ROOT

CARDS = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "saved_models").glob("[!.]*/model.json"))
}
PAGE = {"Accept": "text/html", "Accept-Language": "en"}


def text_of(page):
    """The page's words, without tags, spaces brought together."""
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", page.text))
    return " ".join(html.unescape(plain).split())


def percent(share):
    return format_percent(share, "#,##0.00%", locale="en")


def row(page, name):
    return re.search(rf'(?s)<tr data-model="{re.escape(name)}">.*?</tr>', page.text)[0]


def main_figures(card):
    return card["figures"]["mnist_test" if card["task"] == "digits" else "cifar_test"]


@pytest.mark.parametrize("name", CARDS)
def test_the_overviews_figures_are_those_of_model_json(client, name):
    card = CARDS[name]
    shown = row(client.get("/models", headers=PAGE), name)
    values = re.findall(r'data-value="([^"]*)"', shown)
    expected = [name, main_figures(card)["accuracy"]]
    if card["task"] == "digits":
        expected.append(card["figures"]["pen_test"]["accuracy"])
    expected += [card["parameters"], card["bytes"], card["microseconds"], card["training_seconds"]]
    assert values == [str(value) for value in expected]
    words = html.unescape(re.sub(r"<[^>]+>", " ", shown))
    assert f"{percent(main_figures(card)['accuracy'])}" in words
    assert f"{card['parameters']:,}" in words


@pytest.mark.parametrize("name", CARDS)
def test_a_models_page(client, name):
    card = CARDS[name]
    page = client.get(f"/models/{name}", headers=PAGE)
    assert page.status_code == 200
    words = text_of(page)
    main = main_figures(card)
    for part in (
        card["summary"],
        f"{percent(main['accuracy'])} n = {main['n']:,}",
        f"python -m trainer train {name} --seed {card['seed']}",
        f"Best: {card['labels'][main['best_class']]}",
        f"Worst: {card['labels'][main['worst_class']]}",
        *(f"{percent(recall)}" for recall in main["recall"]),
        "Recipe(",
    ):
        assert part in words
    for layer in card["layers"]:
        assert f"{layer['name']} {layer['kind']} {'×'.join(map(str, layer['output']))}" in words


@pytest.mark.parametrize("name", CARDS)
def test_the_confusion_matrix_and_the_errors_are_the_reports(client, name):
    report = client.get(f"/models/{name}/report/report.json").get_json()
    page = client.get(f"/models/{name}", headers=PAGE).text
    found = re.findall(r'data-true="(\d+)" data-predicted="(\d+)">(\d*)<', page)
    matrix = report["confusion_matrix"]
    assert {(int(t), int(p)): int(n or 0) for t, p, n in found} == {
        (t, p): n for t, counts in enumerate(matrix) for p, n in enumerate(counts)
    }
    assert page.count("data-index=") == len(report["misclassified"])
    assert sum(map(sum, matrix)) == report["figures"]["n"]


@pytest.mark.parametrize("name", CARDS)
def test_the_sprite_is_small_and_served(client, name):
    report = client.get(f"/models/{name}/report/report.json").get_json()
    answer = client.get(f"/models/{name}/report/{report['images']['file']}")
    assert answer.status_code == 200
    assert answer.mimetype in ("image/png", "image/webp")
    assert len(answer.data) <= 250_000


@pytest.mark.parametrize("path", ["/models/nothing", "/models/..%2flenet", "/models/.hidden"])
def test_an_unknown_model_is_a_page_that_says_so(client, path):
    answer = client.get(path, headers=PAGE)
    assert answer.status_code == 404
    assert "nothing on this sheet" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "lenet/report/model.keras",
        "lenet/report/..%2fmodel.json",
        "lenet/report/../model.json",
        "lenet/report/robustness.png",
        "nothing/report/report.json",
        "..%2f..%2fwebapp/report/report.json",
        "lenet/report/",
    ],
)
def test_nothing_else_leaves_a_models_folder(client, path):
    assert client.get(f"/models/{path}").status_code in (404, 308)


def test_a_model_without_a_report_still_has_a_page(tmp_path):
    import shutil

    from webapp import create_app

    shutil.copytree(ROOT / "saved_models" / "lenet", tmp_path / "lenet")
    shutil.rmtree(tmp_path / "lenet" / "report")
    card = json.loads((tmp_path / "lenet" / "model.json").read_text())
    for key in ("microseconds", "verdict"):
        card.pop(key, None)
    card["figures"] = {}
    (tmp_path / "lenet" / "model.json").write_text(json.dumps(card))
    client = create_app({"MODELS_DIR": tmp_path, "TESTING": True}).test_client()
    for path in ("/models", "/models/lenet", "/"):
        assert client.get(path, headers=PAGE).status_code == 200
    assert client.get("/models/lenet/report/report.json").status_code == 404


def test_the_gallery_speaks_spanish(client):
    assert "Leen cifras" in client.get("/models?lang=es").text
    page = client.get("/models/lenet?lang=es").text
    assert "Matriz de confusión" in page
    assert "responde: el mismo LeNet" in page or "El modelo que responde" in page


def test_the_layers_picture_has_a_box_for_each_step(client):
    page = client.get("/models/lenet", headers=PAGE).text
    picture = re.search(r'(?s)<svg class="network-picture".*?</svg>', page)[0]
    assert picture.count('<g class="layer') == 8  # input, 2 x (conv, pool), 3 dense
    assert "24×24×6" in picture
    assert "30,840 weights" in picture
    assert 'aria-label="Input 28×28×1 → Conv 5×5 24×24×6' in picture


def test_the_pad_offers_every_digit_model_and_selects_the_asked_one(client, app):
    page = client.get("/?model=lenet-tutorial").text
    offered = re.findall(r'<option value="([^"]+)"[^>]*?( selected)?>', page)
    assert [name for name, _ in offered] == list(app.extensions["classifier"].digit_models)
    assert [name for name, selected in offered if selected] == ["lenet-tutorial"]
    page = client.get("/?model=../nothing").text
    assert re.search(r'<option value="lenet"[^>]* selected>', page)


def test_the_language_switch_returns_to_the_page(client):
    page = client.get("/models/lenet", headers=PAGE).text
    assert "/language/es?back=/models/lenet" in page
    assert client.get("/language/es?back=/models/lenet").headers["Location"] == "/models/lenet"
    for back in ("//evil.example", "https://evil.example/", "/nothing", "/\\evil.example", ""):
        assert client.get("/language/es", query_string={"back": back}).headers["Location"] == "/"
