"""The site as an app: the manifest, its icons, the colours around the page."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from webapp.pages.manifest import DESK
from webapp.settings import ROOT

# A maskable icon may be cut to a circle of this share of its side, by the W3C's manifest.
SAFE = 0.8


def icons(client):
    return client.get("/manifest.webmanifest").get_json(force=True)["icons"]


def test_the_manifest_has_what_an_installed_app_needs(client):
    answer = client.get("/manifest.webmanifest?lang=en")
    assert answer.mimetype == "application/manifest+json"
    manifest = answer.get_json(force=True)
    assert manifest["name"].startswith("Trazo")
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        *("/", "/", "standalone"),
    )
    kinds = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= kinds


def test_it_speaks_the_persons_language(client):
    names = {
        client.get(f"/manifest.webmanifest?lang={code}").get_json(force=True)["name"]
        for code in ("en", "es")
    }
    assert len(names) == 2
    assert 'href="/manifest.webmanifest?lang=es"' in client.get("/?lang=es").text


def test_the_icons_are_what_the_manifest_says(client):
    for icon in icons(client):
        answer = client.get(icon["src"])
        assert answer.mimetype == icon["type"]
        side = int(icon["sizes"].partition("x")[0])
        assert Image.open(io.BytesIO(answer.data)).size == (side, side)


def test_the_maskable_icon_may_be_cut_to_a_circle(client):
    (maskable,) = [icon for icon in icons(client) if icon["purpose"] == "maskable"]
    image = Image.open(io.BytesIO(client.get(maskable["src"]).data)).convert("RGBA")
    pixels = np.asarray(image).astype(int)
    assert pixels[..., 3].min() == 255
    ground = pixels[0, 0]
    rows, columns = np.nonzero(np.abs(pixels - ground).sum(axis=2) > 30)
    middle = (len(pixels) - 1) / 2
    furthest = np.hypot(rows - middle, columns - middle).max()
    assert 0.2 * len(pixels) < furthest < SAFE * len(pixels) / 2


@pytest.mark.parametrize(("theme", "sheet"), [("light", "base"), ("dark", "dark")])
def test_the_colours_are_those_of_the_style_sheets(client, theme, sheet):
    css = (ROOT / "static" / "css" / "page" / f"{sheet}.css").read_text(encoding="utf-8")
    assert re.search(r"--desk: (#\w+);", css)[1] == DESK[theme]
    assert f'<meta name="theme-color" content="{DESK[theme]}"' in client.get("/").text
