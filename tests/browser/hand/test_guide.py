"""The page asks for one digit after the other, and keeps what is written."""

import re

from pad_page import LAPTOP
from playwright.sync_api import expect

SMALL_PHONE = {"width": 320, "height": 568}


def test_what_is_written_is_kept_and_goes_on_after_a_reload(hand):
    expect(hand.progress).to_have_text("0 of 30")
    digits = hand.write_on(4)
    assert len(set(digits)) == 4
    expect(hand.progress).to_have_text("4 of 30")
    asked = hand.asked()
    hand.page.reload()
    hand.sheet.wait_until_ready()
    expect(hand.progress).to_have_text("4 of 30")
    assert hand.asked() == asked
    assert [label for label, _ in hand.kept()] == digits
    hand.expect_state("learned")


def test_an_empty_pad_or_a_dot_does_not_go_on(hand):
    trouble = hand.page.locator("#guide-trouble")
    hand.next.click()
    expect(trouble).to_contain_text("The pad is empty")
    expect(hand.page.locator("#live")).to_contain_text("The pad is empty")
    hand.sheet.stroke([(0.5, 0.5)])
    expect(trouble).to_be_empty()
    hand.next.click()
    expect(trouble).to_contain_text("only a dot")
    expect(hand.progress).to_have_text("0 of 30")
    assert hand.kept() == []


def test_skip_asks_for_the_next_and_comes_back_at_the_end(hand):
    first = hand.asked()
    hand.page.locator("#skip").click()
    assert hand.asked() != first
    hand.page.reload()
    hand.sheet.wait_until_ready()
    assert hand.asked() == first, "nothing is kept of it"
    for _ in range(30):
        hand.page.locator("#skip").click()
    expect(hand.page.locator("#complete-text")).to_contain_text("what you skipped")
    hand.page.locator("#skipped").click()
    assert hand.asked() == first
    expect(hand.sheet.pad).to_be_focused()


def test_undo_takes_back_a_stroke_and_then_the_digit_before(hand):
    expect(hand.sheet.undo).to_have_attribute("aria-disabled", "true")
    [digit] = hand.write_on()
    following = hand.asked()
    hand.sheet.stroke([(0.2, 0.2), (0.8, 0.8)])
    hand.sheet.undo.click()
    assert hand.sheet.ink() == 0
    assert hand.asked() == following
    hand.sheet.undo.click()
    expect(hand.progress).to_have_text("0 of 30")
    assert hand.asked() == digit
    assert hand.sheet.ink() > 0
    hand.next.click()
    expect(hand.progress).to_have_text("1 of 30")
    assert [label for label, _ in hand.kept()] == [digit]


def test_by_the_keyboard_alone(hand):
    keyboard = hand.page.keyboard
    hand.sheet.pad.focus()
    keyboard.press("Enter")
    expect(hand.page.locator("#guide-trouble")).to_contain_text("The pad is empty")
    keyboard.press("Space")
    expect(hand.page.locator("#live")).to_contain_text("Pen down")
    for key in ("Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowRight"):
        keyboard.press(key)
    keyboard.press("Space")
    keyboard.press("Enter")
    expect(hand.progress).to_have_text("1 of 30")
    expect(hand.page.locator("#live")).to_contain_text(hand.prompt.inner_text())
    expect(hand.page.locator("#live")).to_contain_text("1 of 30")
    keyboard.press("Control+z")
    expect(hand.progress).to_have_text("0 of 30")
    keyboard.press("Escape")
    assert hand.sheet.ink() == 0


def test_pad_prompt_and_next_share_a_small_phones_screen_and_a_finger_writes(open_hand):
    hand = open_hand(viewport=SMALL_PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = hand.page
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]
    assert hand.sheet.pad.bounding_box()["width"] > 200
    top = hand.prompt.bounding_box()["y"]
    box = hand.next.bounding_box()
    assert box["y"] + box["height"] - top < SMALL_PHONE["height"]
    hand.prompt.evaluate("(prompt) => prompt.scrollIntoView()")
    hand.sheet.touch_stroke([(0.5, y / 10) for y in range(2, 9)])
    hand.next.tap()
    expect(hand.progress).to_have_text("1 of 30")
    for control in page.locator("button:visible, .file, .switch").all():
        assert control.bounding_box()["height"] >= 44, control.inner_text()


def test_it_asks_in_spanish(open_hand):
    hand = open_hand(locale="es-ES", viewport=LAPTOP)
    expect(hand.prompt).to_have_text(re.compile(r"^Escribe un \d \(1 de 3\)$"))
    hand.write_on()
    expect(hand.progress).to_have_text("1 de 30")
    expect(hand.state).to_contain_text("La red ha aprendido tus dibujos. Cuántos son: 1.")
