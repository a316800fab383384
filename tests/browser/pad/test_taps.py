"""What a tap says: the dot is seen, and nobody is told that it is not."""

import pytest
from pad_page import PREDICT
from playwright.sync_api import expect

DOT, DOTS = "That is only a dot.", "Those are only dots."
PATHS = ["/", "/?compare=1", "/inside", "/inside?model=fnn-32-16"]
# A finger that taps slips by some pixels, down, around or aside.
SLIPS = {
    "down": [(0.5, 0.5), (0.5, 0.51), (0.5, 0.525)],
    "aside": [(0.5, 0.5), (0.515, 0.507)],
    "around": [(0.5, 0.49), (0.51, 0.5), (0.5, 0.51), (0.49, 0.5), (0.5, 0.49)],
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("place", [(0.5, 0.5), (0.02, 0.98)])
def test_a_tap_is_called_a_dot(open_sheet, path, place):
    sheet = open_sheet(path)
    sheet.stroke([place])
    expect(sheet.headline).to_have_text(DOT)
    expect(sheet.detail).to_have_text("Draw a digit, from 0 to 9.")
    expect(sheet.page.locator("#live")).to_contain_text(DOT)
    assert sheet.ink() > 0


@pytest.mark.parametrize(("locale", "said"), [("en-GB", DOT), ("es-ES", "Eso es solo un punto.")])
@pytest.mark.parametrize("path", ["/", "/inside"])
def test_a_dot_is_called_a_dot_in_both_languages(open_sheet, path, locale, said):
    sheet = open_sheet(path, locale=locale)
    sheet.stroke([(0.5, 0.5)])
    expect(sheet.headline).to_have_text(said)


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_tap_that_slips_is_a_dot(sheet, slip):
    sheet.stroke(slip)
    expect(sheet.headline).to_have_text(DOT)


def test_a_fingers_tap_is_a_dot(phone):
    phone.touch_stroke([(0.4, 0.4)])
    expect(phone.headline).to_have_text(DOT)


def test_a_tap_of_the_keyboards_pen_is_a_dot(sheet):
    sheet.pad.focus()
    sheet.page.keyboard.press("Space")
    sheet.page.keyboard.press("Space")
    expect(sheet.headline).to_have_text(DOT)


@pytest.mark.parametrize("width", ["2", "6", "12"])
def test_a_tap_with_any_pen_width_is_a_dot(sheet, width):
    sheet.page.locator("#pen-width").fill(width)
    sheet.stroke([(0.5, 0.5)])
    expect(sheet.headline).to_have_text(DOT)


def test_two_taps_at_one_place_are_a_dot_and_apart_are_dots(sheet):
    sheet.stroke([(0.5, 0.5)])
    sheet.stroke([(0.505, 0.5)])
    expect(sheet.headline).to_have_text(DOT)
    sheet.stroke([(0.5, 0.8)])
    expect(sheet.headline).to_have_text(DOTS)
    sheet.undo.click()
    expect(sheet.headline).to_have_text(DOT)
    sheet.redo.click()
    expect(sheet.headline).to_have_text(DOTS)
    sheet.clear.click()
    expect(sheet.headline).to_have_text("Draw a digit")


def test_a_dot_is_a_dot_after_a_reload_and_with_another_model(sheet):
    sheet.stroke([(0.5, 0.5)])
    sheet.page.reload()
    sheet.wait_until_ready()
    expect(sheet.headline).to_have_text(DOT)
    sheet.page.locator("#model").select_option(index=1)
    expect(sheet.headline).to_have_text(DOT)
    sheet.page.click("#compare")
    expect(sheet.headline).to_have_text(DOT)


def test_a_digit_begun_with_a_dot_is_read(sheet):
    sheet.stroke([(0.9, 0.9)])
    expect(sheet.headline).to_have_text(DOT)
    sheet.clear.click()
    sheet.write(3)
    sheet.expect_digit(3)
    sheet.stroke([(0.95, 0.95)])  # a decimal point, or dust
    sheet.expect_digit(3)


def test_a_dotted_digit_is_read(sheet):
    for step in range(12):
        sheet.stroke([(0.5, 0.2 + 0.05 * step)])
    sheet.expect_digit(1)


def test_a_small_digit_is_not_a_dot(sheet):
    sheet.stroke([(0.5, 0.45), (0.5, 0.5), (0.5, 0.55)])
    sheet.expect_digit(1)


def test_a_stroke_that_begins_says_nothing_of_dots(sheet):
    sheet.page.evaluate(
        """() => {
            globalThis.said = [];
            const headline = document.querySelector(".headline");
            new MutationObserver(() => said.push(headline.textContent))
                .observe(headline, { childList: true });
        }"""
    )
    sheet.write(1)
    sheet.expect_digit(1)
    said = sheet.page.evaluate("said")
    assert said
    assert DOT not in said


@pytest.mark.parametrize("path", ["/", "/inside"])
def test_ink_that_the_server_finds_too_little_is_not_denied(open_sheet, path):
    sheet = open_sheet(path)
    problem = {"title": "", "status": 422, "code": "blank-drawing"}
    for url in (PREDICT, "**/api/explain*"):
        sheet.page.route(url, lambda route: route.fulfill(status=422, json=problem))
    sheet.stroke([(0.5, 0.2), (0.5, 0.8)])
    expect(sheet.headline).to_have_text("That is too little ink for me.")
    assert sheet.ink() > 0
