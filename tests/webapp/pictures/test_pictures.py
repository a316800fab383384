"""Colour pictures over HTTP: classified, or refused in words; the page in both its states."""

import base64
import io
import random
import re

import colour_model
import numpy as np
import pytest
from PIL import Image

from webapp import create_app
from webapp.pictures.decoding import decode_picture
from webapp.pictures.messages import SAMPLES
from webapp.reading.errors import NotAnImage, TooLarge, TooSmall
from webapp.settings import ROOT

BLUE = (0, 0, 255)
PIXELS = 2048 * 2048


@pytest.fixture(scope="module")
def picture_app(tmp_path_factory):
    models = colour_model.install(tmp_path_factory.mktemp("models"), worse=0.4, better=0.9)
    return create_app({"TESTING": True, "MODELS_DIR": models})


@pytest.fixture
def visitor(picture_app):
    return picture_app.test_client()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """No picture model is served."""
    models = colour_model.install(tmp_path_factory.mktemp("models"))
    return create_app({"TESTING": True, "MODELS_DIR": models}).test_client()


def encoded(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def plain(colour=BLUE, size=(60, 40), mode="RGB"):
    return Image.new("RGB", size, colour).convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_classified(visitor, kind):
    answer = visitor.post("/api/classify", data=encoded(plain(), kind)).get_json()
    assert (answer["model"], answer["label"], answer["verdict"]) == ("better", "ship", "sure")
    assert answer["labels"] == colour_model.LABELS
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    seen = np.frombuffer(base64.b64decode(answer["input"]), np.uint8).reshape(32, 32, 3)
    assert seen.mean(axis=(0, 1)) == pytest.approx(BLUE, abs=4)


def test_in_a_form_and_by_another_model(visitor):
    form = {"image": (io.BytesIO(encoded(plain((0, 255, 0)))), "frog.png")}
    answer = visitor.post("/api/classify?model=worse", data=form).get_json()
    assert (answer["model"], answer["label"]) == ("worse", "frog")


def test_what_is_grey_is_unsure(visitor):
    answer = visitor.post("/api/classify", data=encoded(plain((9, 9, 9)))).get_json()
    assert answer["verdict"] == "unsure"


@pytest.mark.parametrize(
    ("query", "body", "status", "code"),
    [
        ("?model=lenet", encoded(plain()), 404, "unknown-model"),
        ("?model=none", encoded(plain()), 404, "unknown-model"),
        ("", b"no picture", 415, "not-an-image"),
        ("", b"", 415, "not-an-image"),
        ("", b"GIF89a" + bytes(50), 415, "not-an-image"),
        ("", encoded(plain())[:60], 415, "not-an-image"),
        ("", encoded(plain(size=(7, 90))), 422, "too-small"),
        ("", encoded(plain(size=(4000, 2000)), "JPEG"), 413, "too-large"),
        ("", encoded(plain(size=(4000, 2000)), "WEBP"), 413, "too-large"),
        ("", encoded(plain(size=(4000, 2000))), 413, "too-large"),
        ("", bytes(5_000_000), 413, "too-large"),
    ],
)
def test_refusals(visitor, query, body, status, code):
    answer = visitor.post(f"/api/classify{query}", data=body)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.mimetype == "application/problem+json"


def test_without_a_picture_model(bare):
    answer = bare.post("/api/classify", data=encoded(plain()))
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown-model")
    assert "Served: none." in answer.get_json()["detail"]


def decoded(image, kind="PNG", **options):
    return decode_picture(encoded(image, kind, **options), PIXELS, 32)


def test_the_square_in_the_middle_is_taken():
    image = plain((255, 0, 0), (96, 32))
    image.paste(BLUE, (32, 0, 64, 32))
    assert (decoded(image) == BLUE).all()


def test_a_photo_is_turned_as_its_camera_says():
    image = plain((255, 0, 0), (64, 64))
    image.paste(BLUE, (0, 0, 64, 32))  # above; the camera was held so that this is right
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in ("JPEG", "WEBP"):
        seen = decoded(image, kind, exif=exif.tobytes()).astype(int)
        assert seen[:, 24:, 2].mean() > 200, kind
        assert seen[:, :8, 0].mean() > 200, kind


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16", "CMYK"])
def test_every_mode(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    if mode == "I;16":
        image = Image.fromarray(np.full((40, 40), 50 * 257, np.uint16))
    else:
        image = plain((50, 50, 50), (40, 40), mode)
    assert decoded(image, kind).mean() == pytest.approx(50, abs=6)


def test_what_is_transparent_is_white():
    assert (decoded(Image.new("RGBA", (40, 40), (255, 0, 0, 0))) == 255).all()


@pytest.mark.parametrize("lossless", [True, False])
def test_a_webps_size_is_read_before_it_is_opened(lossless, monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("opened"))
    for mode in ("RGB", "RGBA"):
        image = Image.new(mode, (300, 200))
        with pytest.raises(TooLarge, match="300 x 200"):
            decode_picture(encoded(image, "WEBP", lossless=lossless), 300 * 200 - 1, 32)


def test_a_jpeg_of_many_scans():
    picture = encoded(plain(), "JPEG", progressive=True)
    start = picture.index(b"\xff\xda")
    with pytest.raises(NotAnImage, match="scans"):
        decode_picture(picture[:start] + picture[start:-2] * 80 + b"\xff\xd9", PIXELS, 32)


def test_too_small():
    with pytest.raises(TooSmall):
        decode_picture(encoded(plain(size=(90, 5)), "WEBP"), PIXELS, 32)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_makes_a_500(visitor, kind):
    dice, exif = random.Random(4), Image.Exif()
    exif[0x0112] = 3
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (24, 24, 3)).astype(np.uint8))
    bodies = [encoded(noise, kind, exif=exif.tobytes()), encoded(noise.convert("L"), kind)]
    for number in range(150):
        body = bytearray(dice.choice(bodies))
        for _ in range(dice.randint(1, 6)):
            body[dice.randrange(len(body))] = dice.randrange(256)
        for sent in (bytes(body), bytes(body[: dice.randrange(len(body))])):
            answer = visitor.post("/api/classify", data=sent)
            assert answer.status_code == 200 or 400 <= answer.status_code < 500, number


def test_the_page_offers_the_models_best_first(visitor):
    page = visitor.get("/pictures").text
    assert page.index('value="better" ') < page.index('value="worse" ')
    assert page.count('<li class="thing"') == 10
    assert "90.00% of 10,000 test photographs right" in page
    assert '<a href="/pictures" aria-current="page">Pictures</a>' in page


def test_the_page_without_a_model_says_so_and_is_not_in_the_navigation(bare):
    page = bare.get("/pictures")
    assert page.status_code == 200
    assert "python -m trainer train cifar10-best" in page.text
    assert 'href="/pictures"' not in page.text
    main = page.text[page.text.index("<main") :]
    assert "<button" not in main, "no script is there that would listen to it"
    assert re.findall(r'<button[^>]* id="(\w+)"', page.text) == ["theme"]
    assert "js/page/main.js" in page.text, "which listens to that one, on every page"


def test_the_page_speaks_spanish(visitor):
    page = visitor.get("/pictures?lang=es").text
    assert "Elige una imagen" in page
    assert "¿Qué hay en la imagen?" in page
    assert '<span class="thing-name">avión</span>' in page


def test_every_sample_is_a_small_drawing(visitor):
    page = visitor.get("/pictures").text
    for name in SAMPLES:
        path = ROOT / "static" / "samples" / "pictures" / f"{name}.png"
        assert f"samples/pictures/{name}.png" in page
        assert path.stat().st_size < 6000
        assert decode_picture(path.read_bytes(), PIXELS, 32).std() > 10
