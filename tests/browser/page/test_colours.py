"""Colours that the page does not choose: on paper, and where the system forces its own upon it."""

import io

import numpy as np
import pytest
from axe import AXE
from pad_page import PAINTED
from PIL import Image
from playwright.sync_api import expect

PAGES = ["/", "/?compare=1", "/inside", "/models", "/models/lenet", "/pictures", "/hand"]
PAGES += ["/nothing"]
THEMES = [None, "light", "dark"]
SCHEMES = ["light", "dark"]
# Every visible element that has text of its own, with the colour of it.
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Map();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest("script, noscript, option")) continue;
    if (!element.checkVisibility()) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const style = getComputedStyle(element);
    const isExact = element.closest("button[data-true], .matrix button, .segments span") !== null;
    if (!isExact) found.set(element.outerHTML.slice(0, 90), style.color);
  }
  return [...found];
}"""


def luminance(colour):
    """Return the relative luminance (WCAG 2.2) of three levels of 0..255."""
    levels = np.asarray(colour, float) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def levels(text):
    return [float(part) for part in text[text.index("(") + 1 : -1].split(",")[:3]]


def seen(locator):
    """Return what a person sees of an element: uint8 (H, W, 3)."""
    return np.asarray(Image.open(io.BytesIO(locator.screenshot())).convert("RGB"))


def most_contrast(pixels):
    """Return the contrast of an element's commonest colour, but for its border, and any other."""
    inner = pixels[4:-4, 4:-4] if min(pixels.shape[:2]) > 40 else pixels
    colours, counts = np.unique(inner.reshape(-1, 3), axis=0, return_counts=True)
    ground = colours[counts.argmax()]
    return max(contrast(ground, colour) for colour in colours[counts > 3])


@pytest.fixture
def open_in(browser, server_url):
    """Open a page with a theme chosen, in whichever colours."""
    contexts = []

    def open_one(path, theme=None, **options):
        defaults = {"locale": "en-GB", "base_url": server_url, "reduced_motion": "reduce"}
        context = browser.new_context(**(defaults | options))
        contexts.append(context)
        if theme:
            context.add_cookies([{"name": "theme", "value": theme, "url": server_url}])
        page = context.new_page()
        page.goto(path, wait_until="networkidle")
        return page

    yield open_one
    for context in contexts:
        context.close()


def draw_a_seven(page):
    page.keyboard.press("7")
    expect(page.locator("#answer")).to_have_attribute("data-verdict", "digit")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", PAGES)
def test_on_paper_every_text_is_dark(open_in, path, theme):
    page = open_in(path, theme, color_scheme="dark")
    page.emulate_media(media="print")
    pale = [
        (element, colour)
        for element, colour in page.evaluate(TEXTS)
        if contrast(levels(colour), (255, 255, 255)) < 4.5
    ]
    assert pale == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", ["/", "/inside"])
def test_on_paper_the_ink_is_dark_on_white(open_in, path, theme):
    page = open_in(path, theme, color_scheme="dark")
    draw_a_seven(page)
    page.emulate_media(media="print")
    page.wait_for_function("() => getComputedStyle(pad).color === 'rgb(28, 39, 80)'")
    ink = page.evaluate(INK)
    assert contrast(ink, (255, 255, 255)) > 7
    paper = seen(page.locator(".paper"))
    assert most_contrast(paper) > 7
    assert paper[paper.shape[0] // 2, 20].min() >= 250
    page.emulate_media(media="screen")
    page.wait_for_function(f"() => ({INK})()[0] {'<' if theme == 'light' else '>'} 128")


# The colour of the pad's ink: that of its first full pixel.
INK = """() => {
  const pad = document.getElementById("pad");
  const { data } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height);
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] === 255) return [...data.slice(at - 3, at)];
  }
  return [0, 0, 0];
}"""


def test_a_browser_that_prints_gets_dark_ink_and_gives_the_screen_its_own_back(open_in):
    """The event comes before the media changes; what is on a canvas then is what is printed."""
    page = open_in("/", "dark")
    draw_a_seven(page)
    assert page.evaluate(INK)[0] > 200
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.printed = ({INK})(); }})")
    page.pdf()
    assert contrast(page.evaluate("printed"), (255, 255, 255)) > 7
    page.wait_for_function(f"() => ({INK})()[0] > 200")


def test_what_carries_a_meaning_by_its_ground_is_printed_with_it(open_in):
    exact = "(element) => getComputedStyle(element).printColorAdjust"
    page = open_in("/")
    page.emulate_media(media="print")
    for name in ("#preview", ".bar-fill"):
        assert page.locator(name).first.evaluate(exact) == "exact"
    page = open_in("/models/lenet")
    page.wait_for_selector(".matrix button")
    page.emulate_media(media="print")
    for name in (".matrix button.is-dark", ".images canvas"):
        assert page.locator(name).first.evaluate(exact) == "exact"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_in_forced_colours_the_pad_and_its_answer_are_seen(open_in, scheme, theme):
    page = open_in("/", theme, color_scheme=scheme, forced_colors="active")
    draw_a_seven(page)
    for name in ("#preview", ".paper", ".digit", ".is-top .bar-track", ".width input", ".mark"):
        assert most_contrast(seen(page.locator(name))) > 3, name
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    page.evaluate(PAINTED, 2)  # the first has the new colours, the second the ink in them
    assert most_contrast(seen(page.locator(".paper"))) > 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_in_forced_colours_the_network_is_seen(open_in, scheme, theme):
    page = open_in("/inside", theme, color_scheme=scheme, forced_colors="active")
    draw_a_seven(page)
    for name in ("#step-drawing", "#step-crop", "#step-box", "#step-final"):
        assert most_contrast(seen(page.locator(name))) > 3, name
    page.click("#tab-layers")
    for canvas in page.locator(".strip canvas").all():
        assert most_contrast(seen(canvas)) > 2
    page.click("#tab-pixels")
    expect(page.locator("#saliency-title")).to_contain_text("7")  # it is asked for anew
    for name in ("#saliency", ".key-for", ".segments :checked + span >> nth=0"):
        assert most_contrast(seen(page.locator(name))) > 3, name
    background = "(element) => getComputedStyle(element, '::before').backgroundColor"
    keys = [page.locator(f".key-{way}").evaluate(background) for way in ("for", "against")]
    assert keys[0] != keys[1]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_forced_colours_charts_and_matrix_are_seen(open_in, scheme):
    page = open_in("/models/lenet", color_scheme=scheme, forced_colors="active")
    page.wait_for_selector(".matrix button")
    for name in (".chart", ".network-picture", ".matrix", ".images canvas", ".is-worst .missed"):
        assert most_contrast(seen(page.locator(name).first)) > 3, name
    ground = page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    for line in page.locator(".line polyline").all():
        stroke = line.evaluate("(line) => getComputedStyle(line).stroke")
        assert contrast(levels(stroke), levels(ground)) > 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["/", "/inside", "/models"])
def test_in_forced_colours_the_focus_is_seen(open_in, scheme, path):
    page = open_in(path, color_scheme=scheme, forced_colors="active")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => {
              const at = document.activeElement.matches("[type=radio], [type=file]")
                ? document.activeElement.parentElement : document.activeElement;
              const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
              const ground = getComputedStyle(document.body).backgroundColor;
              return [outlineStyle, parseFloat(outlineWidth), outlineColor, ground, at.outerHTML];
            }"""
        )
        assert style[0] != "none", style
        assert style[1] >= 2, style
        assert contrast(levels(style[2]), levels(style[3])) >= 3, style


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_one_palette_holds_at_a_time(open_in, scheme, theme):
    page = open_in("/", theme, color_scheme=scheme)
    dark = (theme or scheme) == "dark"
    shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (luminance(levels(shown)) < 0.1) == dark
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", str(dark).lower())
    page.locator("#theme").click()
    shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (luminance(levels(shown)) < 0.1) != dark


def test_without_scripts_the_chosen_palette_is_there(open_in):
    page = open_in("/nothing", "dark", java_script_enabled=False, color_scheme="light")
    assert luminance(seen(page.locator("body"))[-1, -1]) < 0.1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious_in_forced_colours(open_in, scheme):
    page = open_in("/", color_scheme=scheme, forced_colors="active")
    draw_a_seven(page)
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then((results) => results.violations)")
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
