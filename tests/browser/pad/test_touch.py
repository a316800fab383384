"""A phone in the hand: fingers draw, the page stays where it is."""

import pytest
from pad_page import PHONE, sample
from playwright.sync_api import expect

BAR = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]


@pytest.mark.parametrize("digit", [0, 4, 7])
def test_a_finger_draws_and_the_digit_is_read(phone, digit):
    for stroke in sample(digit)["strokes"]:
        phone.touch_stroke([(x, y) for x, y, *_ in stroke["points"]][::2])
    phone.expect_digit(digit)


def test_a_second_finger_is_ignored(phone):
    phone.touch("touchStart", (0, 0.3, 0.3))
    phone.touch("touchMove", (0, 0.3, 0.4))
    phone.touch("touchStart", (0, 0.3, 0.4), (1, 0.8, 0.8))
    phone.touch("touchMove", (0, 0.3, 0.6), (1, 0.8, 0.2))
    phone.touch("touchMove", (0, 0.3, 0.7))  # the second is lifted
    phone.touch("touchEnd")
    (stroke,) = phone.strokes()
    assert {round(x, 1) for x, *_ in stroke["points"]} == {0.3}
    assert stroke["points"][-1][1] == pytest.approx(0.7, abs=0.01)


def test_a_cancelled_finger_leaves_a_finished_stroke(phone):
    phone.touch("touchStart", (0, *BAR[0]))
    phone.touch("touchMove", (0, *BAR[1]))
    phone.touch("touchCancel")
    assert len(phone.strokes()) == 1
    phone.touch_stroke([(0.2, 0.5), (0.8, 0.5)])
    assert len(phone.strokes()) == 2


def test_the_page_does_not_scroll_while_a_finger_draws(phone):
    phone.page.set_viewport_size({"width": 390, "height": 500})  # so that it could
    phone.pad.scroll_into_view_if_needed()
    before = phone.page.evaluate("scrollY")
    assert phone.page.evaluate("document.documentElement.scrollHeight > innerHeight")
    phone.touch_stroke([(0.5, 0.8), (0.5, 0.6), (0.5, 0.4), (0.5, 0.2)])
    assert phone.page.evaluate("scrollY") == before
    assert len(phone.strokes()) == 1


def test_turning_the_phone_keeps_the_drawing(phone):
    phone.touch_stroke(BAR)
    before, kept = phone.ink(), phone.strokes()
    phone.page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    assert phone.ink() == pytest.approx(before, rel=0.05)
    phone.page.set_viewport_size(PHONE)
    assert phone.ink() == pytest.approx(before, rel=0.01)
    assert phone.strokes() == kept


def test_the_canvas_is_as_sharp_as_the_screen(phone):
    size = phone.page.evaluate("[pad.width, pad.clientWidth, devicePixelRatio]")
    assert size[2] == 3
    assert size[0] == round(size[1] * 3)


def test_buttons_answer_to_taps(phone):
    phone.touch_stroke(BAR)
    phone.clear.tap()
    phone.expect_empty()
    phone.undo.tap()
    expect(phone.page.locator("#hint")).to_be_hidden()
