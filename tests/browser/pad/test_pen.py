"""A pen, a palm and several fingers: what a hand rests on the pad does not draw for it."""

import time

import pytest
from pad_page import sample

BAR = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]
DASH = [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)]
PALM = (7, 0.85, 0.9)
SHIFTED = (7, 0.8, 0.85)
# CSS pixels from the middle to the edge of what touches.
PALM_RADIUS = 30


@pytest.fixture
def tablet(open_sheet):
    return open_sheet(has_touch=True)


def columns(stroke):
    return {round(x, 1) for x, *_ in stroke["points"]}


@pytest.mark.parametrize("radius", [1, PALM_RADIUS])
@pytest.mark.parametrize("moves", [0, 1, 3])
def test_a_pen_takes_over_from_a_palm(tablet, radius, moves):
    tablet.touch("touchStart", PALM, radius=radius)
    for _ in range(moves):
        tablet.touch("touchMove", SHIFTED, radius=radius)
    tablet.pen_stroke(BAR)
    tablet.touch("touchMove", PALM, radius=radius)
    tablet.touch("touchEnd")
    (stroke,) = tablet.strokes()
    assert columns(stroke) == {0.5}
    tablet.undo.click()
    tablet.expect_empty()


@pytest.mark.parametrize("digit", [1, 4, 7])
def test_a_digit_written_with_the_hand_on_the_pad_is_read(tablet, digit):
    tablet.touch("touchStart", PALM)
    for stroke in sample(digit)["strokes"]:
        tablet.pen_stroke([(x, y) for x, y, *_ in stroke["points"]][::2])
        tablet.touch("touchMove", SHIFTED)
    tablet.touch("touchEnd")
    tablet.expect_digit(digit)
    assert len(tablet.strokes()) == len(sample(digit)["strokes"])


def test_a_palm_beside_a_pen_draws_nothing(tablet):
    tablet.pen("mousePressed", *BAR[0])
    tablet.touch("touchStart", PALM)
    tablet.touch("touchMove", SHIFTED)
    tablet.pen("mouseMoved", *BAR[1])
    tablet.touch("touchEnd")
    tablet.pen("mouseMoved", *BAR[2])
    tablet.pen("mouseReleased", *BAR[2], force=0)
    (stroke,) = tablet.strokes()
    assert columns(stroke) == {0.5}
    assert stroke["points"][-1][1] == pytest.approx(0.8, abs=0.01)


def test_a_palm_of_two_touches_gives_way_too(tablet):
    tablet.touch("touchStart", PALM, (8, 0.9, 0.7))
    tablet.touch("touchMove", SHIFTED, (8, 0.8, 0.7))
    tablet.pen_stroke(BAR)
    tablet.touch("touchMove", PALM, (8, 0.9, 0.7))
    tablet.touch("touchEnd")
    (stroke,) = tablet.strokes()
    assert columns(stroke) == {0.5}


def test_what_was_drawn_before_the_palm_stays_and_can_be_undone(tablet):
    tablet.touch_stroke(DASH)
    tablet.touch("touchStart", PALM)
    tablet.pen_stroke(BAR)
    tablet.touch("touchEnd")
    assert len(tablet.strokes()) == 2
    tablet.undo.click()
    (stroke,) = tablet.strokes()
    assert len(columns(stroke)) > 1


@pytest.mark.parametrize(("later", "strokes"), [(0.2, 1), (60, 2)])
def test_a_palm_that_the_system_withdrew_before_the_pen_goes(tablet, later, strokes):
    """Systems cancel a palm's touch when a pen comes near; long after, it was no palm's."""
    now = time.time()
    tablet.touch("touchStart", PALM, timestamp=now)
    tablet.touch("touchMove", SHIFTED, timestamp=now)
    tablet.touch("touchCancel", timestamp=now)
    assert len(tablet.strokes()) == 1
    tablet.pen("mousePressed", *BAR[0], timestamp=now + later)
    tablet.pen("mouseMoved", *BAR[1], timestamp=now + later)
    tablet.pen("mouseReleased", *BAR[1], force=0, timestamp=now + later)
    assert len(tablet.strokes()) == strokes
    assert columns(tablet.strokes()[-1]) == {0.5}
    for _ in range(strokes):
        tablet.undo.click()
    tablet.expect_empty()


def test_once_a_pen_was_used_palms_do_not_draw_and_fingers_do(tablet):
    tablet.touch("touchStart", PALM, radius=PALM_RADIUS)
    tablet.touch("touchEnd")
    assert len(tablet.strokes()) == 1  # without a pen, a large thumb is a thumb
    tablet.pen_stroke(BAR)
    tablet.touch("touchStart", PALM, radius=PALM_RADIUS)
    tablet.touch("touchMove", SHIFTED, radius=PALM_RADIUS)
    tablet.touch("touchEnd")
    assert len(tablet.strokes()) == 2
    tablet.touch_stroke(DASH)
    assert len(tablet.strokes()) == 3


def test_a_resting_thumb_gives_way_to_a_finger(tablet):
    now = time.time()
    later = now + 0.4
    tablet.touch("touchStart", PALM, timestamp=now)
    tablet.touch("touchStart", PALM, (1, 0.5, 0.2), timestamp=later)
    for y in (0.4, 0.6, 0.8):
        tablet.touch("touchMove", PALM, (1, 0.5, y), timestamp=later)
    tablet.touch("touchEnd", PALM, timestamp=later)
    tablet.touch("touchEnd", timestamp=later)
    (stroke,) = tablet.strokes()
    assert columns(stroke) == {0.5}


def test_a_pens_other_buttons_do_not_draw(tablet):
    for button, buttons in (("right", 2), ("middle", 4)):
        tablet.pen("mousePressed", *BAR[0], button=button, buttons=buttons)
        tablet.pen("mouseMoved", *BAR[1], button=button, buttons=buttons)
        tablet.pen("mouseReleased", *BAR[1], button=button, force=0)
    assert tablet.strokes() == []


def test_a_pens_eraser_draws_nothing(tablet):
    tablet.page.evaluate(
        """([x, y]) => ["pointerdown", "pointermove", "pointerup"].forEach((kind, i) =>
            pad.dispatchEvent(new PointerEvent(kind, { pointerId: 9, pointerType: "pen",
                button: i === 1 ? -1 : 5, buttons: i === 2 ? 0 : 32, clientX: x + 20 * i,
                clientY: y, bubbles: true })))""",
        tablet.place(*BAR[0]),
    )
    assert tablet.strokes() == []


def test_a_lifted_pen_keeps_the_pressure_that_it_had(tablet):
    tablet.pen("mousePressed", *BAR[0], force=0.9)
    tablet.pen("mouseMoved", *BAR[1], force=0.9)
    tablet.pen("mouseReleased", *BAR[2], force=0)
    (stroke,) = tablet.strokes()
    assert {round(pressure, 1) for _, _, pressure, _ in stroke["points"]} == {0.9}


def test_a_mouse_release_without_a_pointerup_ends_the_stroke(sheet):
    """As over a dialog, or while the other button is held: no pointerup is told."""
    sheet.press(*BAR[0])
    sheet.page.mouse.move(*sheet.place(*BAR[1]))
    sheet.page.mouse.down(button="right")
    sheet.page.mouse.up()
    sheet.page.mouse.move(*sheet.place(0.9, 0.9), steps=3)
    sheet.page.mouse.up(button="right")
    (stroke,) = sheet.strokes()
    assert columns(stroke) == {0.5}
    sheet.stroke(DASH)
    assert len(sheet.strokes()) == 2


def test_a_lost_pointer_does_not_keep_the_next_from_drawing(sheet):
    sheet.press(*BAR[0])
    sheet.page.mouse.move(*sheet.place(*BAR[1]))
    sheet.page.evaluate("pad.dispatchEvent(new PointerEvent('lostpointercapture',{pointerId: 1}))")
    sheet.page.mouse.move(*sheet.place(0.9, 0.9))
    sheet.page.mouse.up()
    sheet.stroke(DASH)
    assert columns(sheet.strokes()[0]) == {0.5}
    assert len(sheet.strokes()) == 2


def test_hiding_the_page_ends_the_stroke(sheet):
    sheet.press(*BAR[0])
    sheet.page.mouse.move(*sheet.place(*BAR[1]))
    sheet.page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    sheet.page.mouse.move(*sheet.place(0.9, 0.9))
    sheet.page.mouse.up()
    (stroke,) = sheet.strokes()
    assert columns(stroke) == {0.5}


def test_a_held_pointer_adds_nothing_to_a_sample(sheet):
    """What draws itself meanwhile is no part of the pointer's stroke."""
    sheet.press(0.05, 0.05)
    sheet.page.mouse.move(*sheet.place(0.05, 0.1))
    sheet.page.keyboard.press("1")
    for step in range(20):
        sheet.page.mouse.move(*sheet.place(0.05, 0.1 + 0.01 * step))
        sheet.paint(1)  # the sample's points come with the frames
    sheet.page.mouse.up()
    sheet.expect_digit(1)
    assert all(x > 0.1 for stroke in sheet.strokes() for x, *_ in stroke["points"])
