"""Back and forward: a page that the browser kept as it was takes the newest drawing."""

import pytest
from chromium import CHROMIUM_ARGS, whole_chromium_path
from given_pictures import digit_picture, saved
from pad_page import PATIENCE_MS, PadPage
from playwright.sync_api import expect

# Playwright switches the back/forward cache off.
SWITCHED_OFF = ["--disable-back-forward-cache"]
NOTE = "addEventListener('pageshow', (event) => { globalThis.persisted = event.persisted; })"


@pytest.fixture(scope="module")
def caching_browser(browser):
    """A browser that keeps the pages that were left; the other one's Playwright starts it."""
    caching = browser.browser_type.launch(
        executable_path=whole_chromium_path(),
        args=[*CHROMIUM_ARGS, "--enable-features=BackForwardCache"],
        ignore_default_args=SWITCHED_OFF,
    )
    yield caching
    caching.close()


@pytest.fixture
def open_cached(caching_browser, server_url):
    contexts, errors = [], []

    def open_one(path="/", **options):
        context = caching_browser.new_context(base_url=server_url, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path)
        return PadPage(page)

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


def go(sheet, where):
    """Go back or forward, and make sure that the page came from the cache."""
    sheet.page.evaluate(f"setTimeout(() => history.{where}())")
    sheet.page.wait_for_function("() => globalThis.persisted === true")


def visit(sheet, path):
    sheet.page.evaluate(NOTE)
    sheet.page.goto(path)
    sheet.wait_until_ready()
    sheet.page.evaluate(NOTE)


@pytest.mark.parametrize(("first", "second"), [("/", "/inside"), ("/inside", "/")])
def test_the_newest_drawing_is_everywhere(open_cached, first, second):
    sheet = open_cached(first)
    sheet.write(4)
    sheet.expect_digit(4)
    visit(sheet, second)
    sheet.expect_digit(4)
    sheet.clear.click()
    sheet.write(7)
    sheet.expect_digit(7)
    newest = sheet.strokes()
    go(sheet, "back")
    sheet.expect_digit(7)
    assert sheet.strokes() == newest
    visit(sheet, second)
    sheet.expect_digit(7)
    assert sheet.strokes() == newest


def test_forward_shows_the_newest_drawing(open_cached):
    sheet = open_cached()
    sheet.write(4)
    visit(sheet, "/inside")
    sheet.expect_digit(4)
    go(sheet, "back")
    sheet.clear.click()
    sheet.write(3)
    sheet.expect_digit(3)
    go(sheet, "forward")
    sheet.expect_digit(3)


def test_what_was_cleared_elsewhere_is_cleared_and_can_be_undone(open_cached):
    sheet = open_cached()
    sheet.write(4)
    kept = sheet.strokes()
    visit(sheet, "/inside")
    sheet.clear.click()
    go(sheet, "back")
    sheet.expect_empty()
    sheet.undo.click()
    assert sheet.strokes() == kept
    sheet.expect_digit(4)


def test_what_was_drawn_elsewhere_is_undone_stroke_by_stroke(open_cached):
    sheet = open_cached()
    sheet.stroke([(0.5, 0.2), (0.5, 0.8)])
    visit(sheet, "/inside")
    sheet.stroke([(0.2, 0.5), (0.8, 0.5)])
    sheet.stroke([(0.2, 0.2), (0.8, 0.8)])
    go(sheet, "back")
    for left in (2, 1, 0):
        sheet.undo.click()
        assert len(sheet.strokes()) == left


def test_a_page_between_that_has_no_pad_changes_nothing(open_cached):
    sheet = open_cached()
    sheet.write(4)
    sheet.expect_digit(4)
    kept = sheet.strokes()
    asked = []
    sheet.page.evaluate(NOTE)
    sheet.page.goto("/models")
    sheet.page.on("request", lambda sent: asked.append(sent) if "/api/" in sent.url else None)
    go(sheet, "back")
    sheet.expect_digit(4)
    assert sheet.strokes() == kept
    assert asked == []
    sheet.undo.click()
    assert sheet.strokes() == kept[:-1]


def test_an_example_in_the_drawings_place_gives_way_to_what_is_newer(open_cached):
    sheet = open_cached("/inside")
    sheet.page.click("#tab-examples")
    sheet.page.locator("#prototypes .example").first.click()
    expect(sheet.page.locator(".pad-image")).to_be_visible()
    visit(sheet, "/")
    sheet.write(7)
    sheet.expect_digit(7)
    go(sheet, "back")
    expect(sheet.page.locator(".pad-image")).to_be_hidden()
    sheet.expect_digit(7)


@pytest.mark.parametrize("path", ["/", "/inside", "/models", "/pictures", "/hand"])
def test_every_page_may_enter_the_back_forward_cache(open_cached, path):
    sheet_page = open_cached().page
    sheet_page.goto(path)
    sheet_page.evaluate(NOTE)
    sheet_page.goto("/" if path != "/" else "/models")
    sheet_page.evaluate("setTimeout(() => history.back())")
    sheet_page.wait_for_function("() => globalThis.persisted === true")


@pytest.mark.parametrize(("persisted", "digit"), [(True, 7), (False, 4)])
def test_only_a_page_that_was_kept_looks_for_what_is_newer(sheet, persisted, digit):
    """Told by hand: a browser without the cache tells it with every page."""
    sheet.write(7)
    newer = sheet.page.evaluate("sessionStorage.getItem('trazo.drawing')")
    sheet.clear.click()
    sheet.write(4)
    sheet.expect_digit(4)
    sheet.page.evaluate(
        """([newer, persisted]) => {
            sessionStorage.setItem("trazo.drawing", newer);
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
        }""",
        [newer, persisted],
    )
    sheet.expect_digit(digit)


def test_the_newest_picture_is_everywhere(open_cached, tmp_path):
    sheet = open_cached("/")
    picture = sheet.page.locator("#picture")
    picture.set_input_files(saved(digit_picture(4), tmp_path / "four.png"))
    sheet.expect_digit(4)
    visit(sheet, "/inside")
    sheet.expect_digit(4)
    picture.set_input_files(saved(digit_picture(7), tmp_path / "seven.png"))
    sheet.expect_digit(7)
    go(sheet, "back")
    sheet.expect_digit(7)
    sheet.undo.click()
    sheet.expect_digit(4)
