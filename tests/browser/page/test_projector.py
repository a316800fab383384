"""Before a class: what is on a large screen is read from the back of the room."""

import pytest
from playwright.sync_api import expect

FULL_HD = {"width": 1920, "height": 1080}
READABLE = 18
# Font sizes as they are seen, in pixels of the screen, of every element that has a text of its own.
SIZES = """() => {
    const found = {};
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!own || !element.checkVisibility()) continue;
        if (element.closest(".visually-hidden, noscript, .skip-link")) continue;
        const scale = element instanceof SVGElement ? element.getScreenCTM().a : 1;
        const size = parseFloat(getComputedStyle(element).fontSize) * scale;
        found[`${element.localName}.${element.getAttribute("class") ?? ""}`] = size;
    }
    return found;
}"""


def small(page):
    return {name: size for name, size in page.evaluate(SIZES).items() if size < READABLE - 0.1}


@pytest.mark.parametrize("path", ["/", "/?compare=1", "/models", "/models/lenet"])
def test_no_text_is_small_on_a_projector(open_sheet, path):
    sheet = open_sheet("/", viewport=FULL_HD)
    sheet.page.goto(path)
    sheet.wait_until_ready()
    assert small(sheet.page) == {}


@pytest.mark.parametrize("view", ["steps", "layers", "pixels", "play", "examples", "share"])
def test_no_text_is_small_on_a_projector_inside(open_sheet, view):
    sheet = open_sheet(f"/inside?view={view}", viewport=FULL_HD)
    sheet.write(4)
    sheet.expect_digit(4)
    assert small(sheet.page) == {}
    assert sheet.page.evaluate("document.documentElement.scrollWidth") == FULL_HD["width"]


@pytest.mark.parametrize("viewport", [FULL_HD, {"width": 1366, "height": 768}])
def test_every_page_begins_at_the_same_edge(open_sheet, viewport):
    sheet = open_sheet("/", viewport=viewport)
    edges = {"/": ".paper", "/inside": ".paper", "/models": "h1", "/models/lenet": "h1"}
    left = set()
    for path, first in edges.items():
        sheet.page.goto(path)
        sheet.wait_until_ready()
        left |= {
            round(sheet.page.locator(name).bounding_box()["x"]) for name in (first, ".wordmark")
        }
    assert len(left) == 1


def test_pad_and_answer_fill_a_projector(open_sheet):
    sheet = open_sheet("/", viewport=FULL_HD)
    box = sheet.pad.bounding_box()
    assert box["height"] > 0.65 * FULL_HD["height"]
    bars = sheet.page.locator(".bar").last.bounding_box()
    assert bars["y"] + bars["height"] <= FULL_HD["height"]
    assert bars["x"] + bars["width"] <= FULL_HD["width"]


def test_comparing_leaves_the_pad_where_it_is(open_sheet):
    sheet = open_sheet("/", viewport=FULL_HD)
    before = sheet.pad.bounding_box()
    sheet.page.click("#compare")
    expect(sheet.page.locator(".model-column").first).to_be_visible()
    assert sheet.pad.bounding_box() == before


def test_the_whole_screen_is_asked_for_and_given_back(open_sheet):
    asked = """window.asked = [];
        Element.prototype.requestFullscreen = async function () { asked.push(this.localName); };"""
    sheet = open_sheet(init_script=asked)
    button = sheet.page.get_by_role("button", name="Full screen")
    button.click()
    assert sheet.page.evaluate("asked") == ["html"]
    expect(button).to_have_attribute("aria-pressed", "false")  # until the browser says it is
