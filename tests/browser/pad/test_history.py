"""Undo and redo go on where they were: after a reload, in another language, on another page."""

import pytest
from pad_page import sample
from playwright.sync_api import expect

BAR = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]
DASH = [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)]
SLANT = [(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)]
STROKES = (BAR, DASH, SLANT)


def reload(sheet):
    sheet.page.reload()
    sheet.wait_until_ready()


def switch_language(sheet):
    sheet.page.get_by_role("link", name="Español").click()
    expect(sheet.page.locator("html")).to_have_attribute("lang", "es")
    sheet.wait_until_ready()


def look_inside(sheet):
    sheet.page.goto("/inside")
    sheet.wait_until_ready()


def go_there_and_back(sheet):
    look_inside(sheet)
    sheet.page.go_back()
    sheet.wait_until_ready()


ELSEWHERE = [reload, switch_language, look_inside, go_there_and_back]


@pytest.fixture
def drawn(sheet):
    for stroke in STROKES:
        sheet.stroke(stroke)
    return sheet


@pytest.mark.parametrize("leave", ELSEWHERE)
def test_undo_takes_the_last_stroke_and_redo_brings_it_back(drawn, leave):
    kept = drawn.strokes()
    leave(drawn)
    for left in (2, 1, 0):
        drawn.undo.click()
        assert drawn.strokes() == kept[:left]
    expect(drawn.undo).to_have_attribute("aria-disabled", "true")
    for back in (1, 2, 3):
        drawn.redo.click()
        assert drawn.strokes() == kept[:back]


@pytest.mark.parametrize("leave", ELSEWHERE)
def test_what_was_undone_can_be_redone(drawn, leave):
    kept = drawn.strokes()
    drawn.undo.click()
    drawn.undo.click()
    leave(drawn)
    drawn.redo.click()
    drawn.redo.click()
    assert drawn.strokes() == kept
    expect(drawn.redo).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize("leave", ELSEWHERE)
def test_what_was_cleared_can_be_brought_back(drawn, leave):
    kept = drawn.strokes()
    drawn.clear.click()
    leave(drawn)
    assert drawn.strokes() == []
    drawn.undo.click()
    assert drawn.strokes() == kept
    assert drawn.ink() > 0.05
    drawn.undo.click()
    assert drawn.strokes() == kept[:2]


def test_a_stroke_after_the_reload_is_the_next_step(drawn):
    drawn.undo.click()
    reload(drawn)
    drawn.stroke(BAR)
    expect(drawn.redo).to_have_attribute("aria-disabled", "true")
    drawn.undo.click()
    assert len(drawn.strokes()) == 2
    reload(drawn)
    reload(drawn)
    drawn.undo.click()
    assert len(drawn.strokes()) == 1


def test_the_restored_drawing_is_read_and_what_undo_leaves_too(sheet):
    sheet.write(1)
    sheet.clear.click()
    sheet.write(7)
    sheet.expect_digit(7)
    reload(sheet)
    sheet.expect_digit(7)
    for _ in range(len(sample(7)["strokes"]) + 1):
        sheet.undo.click()
    sheet.expect_digit(1)


def test_a_drawing_without_a_history_has_its_strokes_as_steps(drawn):
    """As one that an older page has saved, or where the storage had no room for more."""
    kept = drawn.strokes()
    drawn.page.evaluate(
        """addEventListener("pagehide", () => sessionStorage.removeItem("trazo.history"))"""
    )
    reload(drawn)
    drawn.undo.click()
    assert drawn.strokes() == kept[:2]


DAMAGES = [
    "{",
    "null",
    "7",
    "[]",
    '{"of": 0}',
    '{"past": [[9]], "future": [], "others": []}',
    '{"past": 1, "future": [], "others": []}',
    '{"past": [], "future": [["x"]], "others": []}',
    '{"past": [], "future": [], "others": [{}]}',
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_history_loses_no_drawing(drawn, damage):
    kept = drawn.strokes()
    drawn.page.evaluate(
        """(text) => addEventListener("pagehide", () => {
            let damaged = text;
            try {
                const { of } = JSON.parse(sessionStorage.getItem("trazo.history"));
                damaged = JSON.stringify({ of, ...JSON.parse(text) });
            } catch {}
            sessionStorage.setItem("trazo.history", damaged);
        })""",
        damage,
    )
    reload(drawn)
    assert drawn.page.evaluate("pad.width > 1")
    drawn.undo.click()
    assert drawn.strokes() == kept[:2]


def test_the_history_of_another_drawing_is_not_taken(drawn):
    other = [{"width": 0.06, "points": [[0.5, 0.2, 0.5, 0], [0.5, 0.8, 0.5, 90]]}]
    drawn.page.evaluate(
        """(other) => addEventListener("pagehide",
            () => sessionStorage.setItem("trazo.drawing", JSON.stringify(other)))""",
        other,
    )
    reload(drawn)
    drawn.expect_digit(1)
    drawn.undo.click()
    drawn.expect_empty()


def test_a_stroke_under_way_is_kept_and_is_a_step(sheet):
    sheet.stroke(BAR)
    sheet.press(*DASH[0])
    sheet.page.mouse.move(*sheet.place(*DASH[1]))
    reload(sheet)
    sheet.page.mouse.up()
    assert len(sheet.strokes()) == 2
    sheet.undo.click()
    assert len(sheet.strokes()) == 1


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_shared_drawing_is_undone_stroke_by_stroke(open_sheet, motion):
    giver = open_sheet("/inside")
    for stroke in STROKES:
        giver.stroke(stroke)
    giver.page.click("#tab-share")
    link = giver.page.locator("#share-link").input_value()
    taker = open_sheet("/inside", reduced_motion=motion)
    taker.stroke(BAR)
    taker.page.goto("/")
    taker.page.goto(link)
    taker.wait_until_ready()
    taker.page.wait_for_function(
        """() => JSON.parse(sessionStorage.getItem("trazo.drawing")).length === 3"""
    )
    for left in (2, 1, 0):
        taker.undo.click()
        assert len(taker.strokes()) == left
    taker.undo.click()
    (own,) = taker.strokes()
    assert {round(x, 1) for x, *_ in own["points"]} == {0.5}


def test_a_sample_is_undone_stroke_by_stroke_however_it_came(open_sheet):
    sheet = open_sheet(reduced_motion="reduce")
    sheet.stroke(DASH)
    sheet.page.keyboard.press("4")
    sheet.expect_digit(4)
    count = len(sheet.strokes())
    for left in reversed(range(count)):
        sheet.undo.click()
        assert len(sheet.strokes()) == left
    sheet.undo.click()
    (own,) = sheet.strokes()
    assert {round(y, 1) for _, y, *_ in own["points"]} == {0.5}


def test_an_example_in_the_drawings_place_gives_it_back(open_sheet):
    sheet = open_sheet("/inside")
    sheet.stroke(BAR)
    kept = sheet.strokes()
    sheet.page.click("#tab-examples")
    sheet.page.locator("#prototypes .example").first.click()
    assert sheet.strokes() == []
    reload(sheet)
    sheet.undo.click()
    assert sheet.strokes() == kept
    sheet.expect_digit(1)


def test_a_long_history_is_kept(sheet):
    for step in range(40):
        sheet.stroke([(0.1 + 0.02 * step, 0.2), (0.1 + 0.02 * step, 0.8)])
    sheet.clear.click()
    reload(sheet)
    sheet.undo.click()
    assert len(sheet.strokes()) == 40
    for _ in range(40):
        sheet.page.keyboard.press("Control+Z")
    assert sheet.strokes() == []
