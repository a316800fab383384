"""Axe finds nothing on any page, whatever the screen, the colours and the language."""

import pytest
from axe import AXE
from pad_page import LAPTOP, PHONE

PROJECTOR = {"width": 1920, "height": 1080}
# Each size with each of the colours, in one of the languages; each language with all of both.
TRIED = {
    "en-GB": [(PHONE, "light"), (LAPTOP, "dark"), (PROJECTOR, "light")],
    "es-ES": [(PHONE, "dark"), (LAPTOP, "light"), (PROJECTOR, "dark")],
}
VIEWS = [
    f"/inside?view={each}" for each in ["steps", "layers", "pixels", "play", "examples", "share"]
]
DRAWN = ["/", "/?compare=1", *VIEWS, "/tour?stop=2"]
READ = ["/models", "/models/lenet", "/models/cifar10-best", "/pictures", "/hand"]
# Pages without a script of their own, which need not get ready; of the last there is none.
PLAIN = ["/glossary", "/none"]


def found(page, locale):
    """Return what axe finds, by width and colours, on one page resized and coloured anew."""
    page.evaluate(AXE)
    violations = {}
    for size, scheme in TRIED[locale]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for each in page.evaluate("axe.run().then((results) => results.violations)"):
            where = [node["target"] for node in each["nodes"]][:3]
            violations[size["width"], scheme, each["id"]] = where
    return violations


@pytest.mark.parametrize("path", DRAWN)
@pytest.mark.parametrize("locale", TRIED)
def test_axe_finds_nothing_once_a_digit_is_drawn(open_sheet, path, locale):
    sheet = open_sheet(path, locale=locale, reduced_motion="reduce")
    sheet.write(4)
    sheet.settle()
    assert found(sheet.page, locale) == {}


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("locale", TRIED)
def test_axe_finds_nothing_on_what_is_read(open_sheet, path, locale):
    sheet = open_sheet(path, locale=locale, reduced_motion="reduce")
    assert found(sheet.page, locale) == {}


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("locale", TRIED)
def test_axe_finds_nothing_on_plain_pages(open_page, path, locale):
    assert found(open_page(path, locale=locale, reduced_motion="reduce"), locale) == {}
