"""The tour: eight stops on one's own drawing, by keyboard alone, on a phone and a projector."""

import re

import pytest
from axe import AXE
from pad_page import LAPTOP, PHONE
from playwright.sync_api import expect

STOPS = 8
PICTURES = ("image", "filter", "maps", "pooling", "votes", "softmax", "confidence")
FULL_HD = {"width": 1920, "height": 1080}

# It runs on while the test looks.
PAST_THE_FIRST_ROWS = re.compile(r"Row ([3-9]|\d\d)")


def stop(sheet, number):
    return sheet.page.locator(f"#stop-{number}")


def colours(locator):
    """The number of different colours in a picture: a blank one has one."""
    return locator.evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )


def test_the_tour_is_walked_by_keyboard_alone(open_sheet):
    sheet = open_sheet("/tour")
    sheet.page.keyboard.press("Tab")
    sheet.page.keyboard.press("Enter")  # skip to the pad
    expect(sheet.pad).to_be_focused()
    sheet.page.keyboard.press("7")
    sheet.expect_digit(7)
    for number in range(1, STOPS + 1):
        expect(stop(sheet, number)).to_be_visible()
        if number <= len(PICTURES):
            picture = sheet.page.locator(f"#picture-{PICTURES[number - 1]}")
            expect(picture).not_to_have_attribute("aria-label", re.compile("Nothing yet"))
            assert colours(picture) > 2, PICTURES[number - 1]
        if number < STOPS:
            following = sheet.page.get_by_role("button", name="Next")
            for _ in range(40):
                if following.evaluate("button => button === document.activeElement"):
                    break
                sheet.page.keyboard.press("Tab")
            expect(following).to_be_focused()
            sheet.page.keyboard.press("Enter")
            expect(stop(sheet, number + 1).locator(".stop-title")).to_be_focused()
            expect(sheet.page.locator("#live")).to_contain_text(f"Stop {number + 1} of {STOPS}")
    expect(sheet.page.locator("#wrong-digits li").first).to_be_visible()
    expect(sheet.page.get_by_role("link", name="Look inside by yourself")).to_be_visible()


def test_a_filter_is_taken_step_by_step_and_run(open_sheet):
    sheet = open_sheet("/tour?stop=2", reduced_motion="reduce")
    sheet.write(4)
    sheet.expect_digit(4)
    said = sheet.page.locator("#filter-sum")
    step = sheet.page.get_by_role("button", name="One step")
    step.click()
    expect(said).to_contain_text("Row 0, column 0: the sum is")
    step.click()
    expect(said).to_contain_text("Row 0, column 1: the sum is")
    sheet.page.get_by_role("button", name="Let it run").click()
    expect(said).to_contain_text("Row 23, column 23: the sum is")
    sheet.page.get_by_role("button", name="Another filter").click()
    expect(sheet.page.locator("#filter-number")).to_have_text("Filter 1 of 6")
    expect(said).to_have_text("")


def test_a_filter_runs_by_itself_and_can_be_halted(open_sheet):
    sheet = open_sheet("/tour?stop=2")
    sheet.write(4)
    sheet.expect_digit(4)
    play = sheet.page.locator("#filter-play")
    play.click()
    expect(play).to_have_text("Pause")
    expect(sheet.page.locator("#filter-sum")).to_contain_text(PAST_THE_FIRST_ROWS)
    play.click()
    expect(play).to_have_text("Let it run")
    halted = sheet.page.locator("#filter-sum").text_content()
    sheet.paint(10)
    expect(sheet.page.locator("#filter-sum")).to_have_text(halted)


def test_the_stop_is_in_the_address(open_sheet):
    sheet = open_sheet("/tour")
    sheet.page.get_by_role("button", name="Next").click()
    expect(stop(sheet, 2)).to_be_visible()
    sheet.page.reload()
    expect(stop(sheet, 2)).to_be_visible()
    sheet.page.get_by_role("link", name="Español").click()
    expect(sheet.page.get_by_role("heading", name="Un filtro lo recorre")).to_be_visible()


@pytest.mark.parametrize("number", range(1, STOPS + 1))
@pytest.mark.parametrize(
    ("viewport", "scheme", "locale"),
    [(LAPTOP, "light", "en-GB"), (PHONE, "dark", "es-ES"), (FULL_HD, "light", "es-ES")],
    ids=["laptop", "phone", "projector"],
)
def test_axe_finds_nothing_at_any_stop(open_sheet, number, viewport, scheme, locale):
    sheet = open_sheet(
        f"/tour?stop={number}", viewport=viewport, color_scheme=scheme, locale=locale
    )
    sheet.write(4)
    sheet.expect_digit(4)
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    sheet.page.evaluate(AXE)
    found = sheet.page.evaluate("axe.run().then((results) => results.violations)")
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
