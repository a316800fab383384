"""The page moves under the pen: ink is where the pointer is, whatever became of the pad's place."""

import pytest
from pad_page import PHONE

LOW = {"width": 700, "height": 420}  # so that the page scrolls

MOVES = {
    "scrolled": "scrollBy(0, 60)",
    "a banner": """() => {
        const banner = document.createElement("div");
        banner.style.height = "70px";
        document.body.prepend(banner);
    }""",
    "pushed aside": "document.body.style.paddingLeft = '80px'",
    "zoomed": "document.documentElement.style.zoom = '1.4'",
    "larger text": "document.documentElement.style.fontSize = '24px'",
    "a smaller pad": "document.querySelector('.drawing').style.width = '250px'",
    "transformed": "document.querySelector('.paper').style.transform = 'translate(30px, 20px)'",
}


@pytest.fixture
def low(open_sheet):
    return open_sheet(viewport=LOW)


def aim(sheet, x, y):
    """Move the mouse to a place on the pad, as the pad lies now."""
    sheet.page.mouse.move(*sheet.place(x, y))


def ends(sheet):
    (stroke,) = sheet.strokes()
    return [point[:2] for point in (stroke["points"][0], stroke["points"][-1])]


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_ink_stays_under_the_pointer(low, move):
    low.press(0.3, 0.1)
    aim(low, 0.3, 0.3)
    low.page.evaluate(move)
    low.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    aim(low, 0.6, 0.45)
    aim(low, 0.7, 0.4)
    low.page.mouse.up()
    start, end = ends(low)
    assert start == pytest.approx([0.3, 0.1], abs=0.01)
    assert end == pytest.approx([0.7, 0.4], abs=0.01)


def test_ink_stays_under_the_pointer_while_the_wheel_turns(low):
    low.press(0.3, 0.2)
    for notch in range(1, 5):
        before = low.page.evaluate("scrollY")
        low.page.mouse.wheel(0, 20)
        low.page.wait_for_function("(before) => scrollY > before", arg=before)
        aim(low, 0.3 + 0.1 * notch, 0.5)
    low.page.mouse.up()
    start, end = ends(low)
    assert start == pytest.approx([0.3, 0.2], abs=0.01)
    assert end == pytest.approx([0.7, 0.5], abs=0.01)
    (stroke,) = low.strokes()
    # A line to 0.4, 0.5, then level: nothing was drawn beside it.
    assert max(y for _, y, *_ in stroke["points"]) == pytest.approx(0.5, abs=0.01)


def test_ink_is_painted_where_the_pointer_is(low):
    low.press(0.3, 0.1)
    low.page.evaluate("scrollBy(0, 60)")
    aim(low, 0.3, 0.3)
    aim(low, 0.6, 0.3)
    low.page.mouse.up()
    level = low.page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
            const at = (y) => pad.getContext("2d")
                .getImageData(0.5 * pad.width, y * pad.height, 1, 1).data[3];
            done([at(0.3), at(0.45)]);
        })))"""
    )
    assert level == [255, 0]


@pytest.mark.parametrize("factor", [1.5, 3])
def test_a_finger_draws_under_itself_on_a_pinched_page(open_sheet, factor):
    """Zoomed by two fingers, the page is larger than what is seen of it."""
    phone = open_sheet(viewport=PHONE, has_touch=True, is_mobile=True)
    devtools = phone.page.context.new_cdp_session(phone.page)
    devtools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": factor})
    phone.page.wait_for_function("() => visualViewport.scale > 1.2")
    offset = phone.page.evaluate("[visualViewport.offsetLeft, visualViewport.offsetTop]")
    for kind, *place in [
        ("touchStart", 0.2, 0.1),
        ("touchMove", 0.25, 0.15),
        ("touchMove", 0.3, 0.2),
    ]:
        box = phone.pad.evaluate("(pad) => pad.getBoundingClientRect().toJSON()")
        x, y = (box[edge] + at * box["width"] for edge, at in zip(("x", "y"), place, strict=True))
        points = [{"x": x - offset[0], "y": y - offset[1], "id": 0}]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    start, end = ends(phone)
    assert start == pytest.approx([0.2, 0.1], abs=0.02)
    assert end == pytest.approx([0.3, 0.2], abs=0.02)


def test_turning_the_phone_within_a_stroke_keeps_ink_under_the_finger(phone):
    phone.touch("touchStart", (0, 0.3, 0.3))
    phone.touch("touchMove", (0, 0.3, 0.4))
    phone.page.set_viewport_size({"width": 500, "height": 700})
    phone.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    phone.touch("touchMove", (0, 0.3, 0.7))
    phone.touch("touchEnd")
    start, end = ends(phone)
    assert start == pytest.approx([0.3, 0.3], abs=0.01)
    assert end == pytest.approx([0.3, 0.7], abs=0.01)
