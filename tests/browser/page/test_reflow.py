"""Reflow (WCAG 2.2, 1.4.10 and 1.4.12): nobody has to scroll a page sideways to read it."""

import pytest
from pad_page import PHONE
from playwright.sync_api import expect

ZOOMED = {"width": 320, "height": 256}  # a desk of 1280x1024 at 400 %
SIZES = [ZOOMED, PHONE, {"width": 320, "height": 640}, {"width": 400, "height": 300}]
SIZES += [
    {"width": 559, "height": 320},
    {"width": 568, "height": 320},
    {"width": 899, "height": 500},
]
TABS = ["steps", "layers", "pixels", "play", "examples", "share"]
PAGES = ["/", "/?compare=1", "/inside", "/models", "/pictures", "/hand", "/class", "/nothing"]
MODELS = ["/models/lenet", "/models/convnet-32-64-64", "/models/cifar10-best"]
SPACING = """* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""
# What sticks out to the right, but for what lies in a box that scrolls or hides by itself.
STICKING_OUT = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.right <= innerWidth + 0.5) return false;
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== "visible") return false;
  }
  return getComputedStyle(element).clipPath === "none";
}).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.fixture
def narrow(open_page):
    def open_one(path, locale="en-GB", viewport=ZOOMED, **options):
        options = {"wait_until": "networkidle", "reduced_motion": "reduce"} | options
        return open_page(path, viewport=viewport, locale=locale, **options)

    return open_one


def expect_no_sideways_scroll(page):
    assert page.evaluate(STICKING_OUT) == []
    page.evaluate("scrollTo(1000, scrollY)")
    assert page.evaluate("scrollX") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def draw_a_seven(page):
    page.keyboard.press("7")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "digit")


@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
@pytest.mark.parametrize("path", [*PAGES, *MODELS])
def test_pages_reflow_at_400_percent(narrow, path, locale):
    page = narrow(path, locale)
    expect_no_sideways_scroll(page)
    if path in ("/", "/?compare=1"):
        draw_a_seven(page)
        expect_no_sideways_scroll(page)


@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
def test_inside_reflows_at_400_percent(narrow, locale):
    page = narrow("/inside", locale)
    draw_a_seven(page)
    for tab in TABS:
        page.click(f"#tab-{tab}")
        page.wait_for_load_state("networkidle")
        expect_no_sideways_scroll(page)


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
@pytest.mark.parametrize("path", PAGES)
def test_pages_reflow_at_every_width(narrow, path, viewport):
    page = narrow(path, "es-ES", viewport)
    expect_no_sideways_scroll(page)
    for tool in page.locator(".tools > :visible").all():
        box = tool.bounding_box()
        assert box["x"] >= 0
        assert box["width"] >= 44


@pytest.mark.parametrize("viewport", [ZOOMED, {"width": 1280, "height": 1024}])
@pytest.mark.parametrize("path", [*PAGES, "/models/lenet"])
def test_no_text_is_cut_with_wider_spacing(narrow, path, viewport):
    page = narrow(path, "es-ES", viewport, bypass_csp=True)
    if path in ("/", "/?compare=1", "/inside"):
        draw_a_seven(page)
    page.add_style_tag(content=SPACING)
    expect_no_sideways_scroll(page)


@pytest.mark.parametrize("path", [*PAGES, "/models/lenet"])
def test_no_text_is_cut_at_twice_the_font_size(narrow, path):
    page = narrow(path, "es-ES", {"width": 1280, "height": 1024}, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    expect_no_sideways_scroll(page)
