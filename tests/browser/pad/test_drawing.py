"""Drawing with a mouse: what is drawn is read, and nothing odd that a pointer does is lost."""

import pytest
from playwright.sync_api import expect

BAR = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]
DASH = [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)]


@pytest.mark.parametrize("digit", range(10))
def test_each_digit_is_read(sheet, digit):
    sheet.write(digit)
    sheet.expect_digit(digit)
    expect(sheet.answer).to_have_attribute("data-verdict", "digit")
    expect(sheet.page.locator(".bar.is-top .bar-digit")).to_have_text(str(digit))
    expect(sheet.headline).to_contain_text(str(digit))


@pytest.mark.parametrize("digit", [2, 3, 5, 7])
def test_a_small_digit_in_a_corner_is_read(sheet, digit):
    sheet.write(digit, variant=1, scale=0.3, left=0.68, top=0.02)
    sheet.expect_digit(digit)


def test_the_answer_moves_while_the_pen_is_down(sheet):
    sheet.press(*BAR[0])
    for x, y in BAR[1:]:
        sheet.page.mouse.move(*sheet.place(x, y), steps=10)
    expect(sheet.answer).not_to_have_attribute("data-verdict", "empty")
    assert sheet.strokes() == []  # not yet lifted
    sheet.page.mouse.up()
    assert len(sheet.strokes()) == 1


def test_the_bars_sum_to_one(sheet):
    sheet.write(4)
    sheet.expect_digit(4)
    shares = sheet.page.locator(".bar-share").all_inner_texts()
    assert sum(float(share.rstrip("%")) for share in shares) == pytest.approx(100, abs=0.6)


def test_the_picture_that_the_network_sees_is_shown(sheet):
    sheet.write(8)
    sheet.expect_digit(8)
    inked = sheet.page.evaluate(
        """() => [...preview.getContext("2d").getImageData(0, 0, 28, 28).data]
            .filter((value, i) => i % 4 === 3 && value > 0).length"""
    )
    assert 60 < inked < 400
    expect(sheet.page.locator("#preview")).to_have_attribute("aria-label", "What the network sees: "
        "your drawing, cropped, centred and shrunk to 28 by 28 pixels.")  # fmt: skip


def test_undo_redo_and_clear_by_buttons(sheet):
    sheet.stroke(BAR)
    sheet.stroke(DASH)
    sheet.undo.click()
    assert len(sheet.strokes()) == 1
    sheet.undo.click()
    sheet.expect_empty()
    expect(sheet.undo).to_have_attribute("aria-disabled", "true")
    sheet.redo.click()
    sheet.redo.click()
    assert len(sheet.strokes()) == 2
    sheet.clear.click()
    sheet.expect_empty()
    sheet.undo.click()
    assert len(sheet.strokes()) == 2
    assert sheet.ink() > 0.05


@pytest.mark.parametrize("redo", ["Control+Shift+Z", "Control+Y", "Meta+Shift+Z"])
def test_undo_and_redo_by_keys(sheet, redo):
    sheet.write(1)
    sheet.expect_digit(1)
    sheet.page.keyboard.press("Control+Z")
    sheet.expect_empty()
    sheet.page.keyboard.press(redo)
    sheet.expect_digit(1)


@pytest.mark.parametrize("key", ["Delete", "Escape"])
def test_clear_by_keys(sheet, key):
    sheet.stroke(BAR)
    sheet.pad.press(key)
    sheet.expect_empty()


def test_a_new_stroke_ends_what_could_be_redone(sheet):
    sheet.stroke(BAR)
    sheet.undo.click()
    sheet.stroke(DASH)
    expect(sheet.redo).to_have_attribute("aria-disabled", "true")


def test_a_tap_is_a_dot(sheet):
    sheet.pad.click(position={"x": 100, "y": 100})
    (stroke,) = sheet.strokes()
    assert len(stroke["points"]) == 1
    assert sheet.ink() == pytest.approx(3.1416 * 0.03**2, rel=0.05)


def test_the_other_mouse_buttons_do_not_draw(sheet):
    sheet.pad.click(button="right")
    sheet.pad.click(button="middle")
    assert sheet.strokes() == []


def test_a_pen_released_outside_the_pad_is_up(sheet):
    sheet.press(0.5, 0.5)
    sheet.page.mouse.move(*sheet.place(1.2, 0.5), steps=5)
    sheet.page.mouse.up()
    assert len(sheet.strokes()) == 1
    before = sheet.ink()
    sheet.page.mouse.move(*sheet.place(0.2, 0.2), steps=5)
    assert sheet.ink() == before


def test_the_pen_can_be_made_wider(sheet):
    sheet.stroke(BAR)
    thin = sheet.ink()
    sheet.undo.click()
    sheet.page.locator("#pen-width").fill("12")
    sheet.stroke(BAR)
    assert sheet.strokes()[0]["width"] == 0.12
    assert sheet.ink() > 1.8 * thin


def test_a_pen_presses_and_a_mouse_does_not(sheet):
    points = {"light": 0.1, "heavy": 1.0}
    inks = {}
    for name, pressure in points.items():
        sheet.page.evaluate(
            """([points, pressure]) => {
                const pad = document.getElementById("pad");
                pad.setPointerCapture = () => {};
                const kinds = ["pointerdown", "pointermove", "pointerup"];
                kinds.forEach((kind, i) => pad.dispatchEvent(new PointerEvent(kind, {
                    pointerId: 7, pointerType: "pen", pressure, button: 0, isPrimary: true,
                    clientX: points[i][0], clientY: points[i][1] })));
            }""",
            [[sheet.place(*point) for point in BAR], pressure],
        )
        inks[name] = sheet.ink()
        sheet.clear.click()
    assert inks["heavy"] > 1.8 * inks["light"]


def test_a_resize_keeps_the_drawing(sheet):
    sheet.write(5)
    sheet.expect_digit(5)
    before, kept = sheet.ink(), sheet.strokes()
    sheet.page.set_viewport_size({"width": 700, "height": 900})
    assert sheet.ink() == pytest.approx(before, rel=0.03)
    assert sheet.strokes() == kept
    sheet.expect_digit(5)


def test_a_reload_and_another_language_keep_the_drawing(sheet):
    sheet.write(6)
    sheet.expect_digit(6)
    before, kept = sheet.ink(), sheet.strokes()
    sheet.page.reload()
    sheet.expect_digit(6)
    sheet.page.get_by_role("link", name="Español").click()
    expect(sheet.headline).to_have_text("Es un 6.")
    assert sheet.ink() == pytest.approx(before, rel=0.01)
    assert sheet.strokes() == kept


def test_a_damaged_saved_drawing_is_forgotten(sheet):
    for damaged in ("{", '[{"width": 0.06, "points": []}]', '[{"points": [[0, "x"]]}]', "null"):
        sheet.page.evaluate(
            """(text) => addEventListener("pagehide",
                () => sessionStorage.setItem("trazo.drawing", text))""",
            damaged,
        )
        sheet.page.reload()
        sheet.wait_until_ready()
        sheet.expect_empty()


def test_a_sample_draws_itself_and_is_read(sheet):
    sheet.page.locator("#sample").click()
    expect(sheet.answer).not_to_have_attribute("data-verdict", "empty")
    sheet.page.keyboard.press("3")
    sheet.expect_digit(3)


def test_drawing_stops_a_sample_under_way(sheet):
    sheet.page.keyboard.press("8")
    expect(sheet.page.locator("#hint")).to_be_hidden()
    sheet.stroke(DASH)
    drawn = sheet.strokes()
    sheet.paint(20)  # in each of which a replay would go on
    assert sheet.strokes() == drawn


def test_with_reduced_motion_a_sample_is_there_at_once(open_sheet):
    sheet = open_sheet(reduced_motion="reduce")
    sheet.page.keyboard.press("2")
    sheet.expect_digit(2)
    sheet.page.keyboard.press("Control+Z")
    sheet.expect_empty()
