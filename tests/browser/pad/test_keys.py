"""Keys of every keyboard: the letter that a person sees on the key is the one that counts."""

import pytest
from playwright.sync_api import expect

BAR = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]
DASH = [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)]
UNDONE, NOTHING = 1, 2


def press(sheet, target="body", **event):
    """Press a key as a browser with that layout tells it."""
    sheet.page.evaluate(
        """([target, event]) => document.querySelector(target).dispatchEvent(
            new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...event }))""",
        [target, event],
    )


def watch_samples(sheet):
    """Note which samples are asked for; they are, as soon as a key asks for one to be drawn."""
    sheet.page.evaluate(
        """() => {
            const { fetch } = window;
            window.asked = [];
            window.fetch = (address, ...more) => {
                if (String(address).includes("samples")) asked.push(String(address));
                return fetch(address, ...more);
            };
        }"""
    )


@pytest.fixture
def drawn(sheet):
    """Two strokes on the pad."""
    sheet.stroke(BAR)
    sheet.stroke(DASH)
    return sheet


@pytest.mark.parametrize(
    ("key", "code", "left"),
    [
        ("я", "KeyZ", UNDONE),  # Russian
        ("Я", "KeyZ", UNDONE),  # with CapsLock
        ("ζ", "KeyZ", UNDONE),  # Greek
        ("ז", "KeyZ", UNDONE),  # Hebrew
        ("ئ", "KeyZ", UNDONE),  # Arabic
        ("ㅋ", "KeyZ", UNDONE),  # Korean
        ("ผ", "KeyZ", UNDONE),  # Thai
        ("ｚ", "KeyZ", UNDONE),  # full-width
        ("Z", "KeyZ", UNDONE),  # CapsLock
        ("z", "KeyW", UNDONE),  # French: Z is where W is elsewhere
        ("w", "KeyZ", NOTHING),  # ... and this closes the tab
        ("z", "KeyY", UNDONE),  # German
        ("z", "Slash", UNDONE),  # Dvorak
        (";", "KeyZ", NOTHING),  # ... and what is there instead
        ("н", "KeyY", NOTHING),  # Russian: redo, of nothing
        ("Process", "KeyZ", NOTHING),  # an input method's own
        ("Unidentified", "KeyZ", UNDONE),
        ("", "KeyZ", UNDONE),
    ],
)
@pytest.mark.parametrize("command", ["ctrlKey", "metaKey"])
def test_undo_on_every_layout(drawn, key, code, left, command):
    press(drawn, key=key, code=code, **{command: True})
    assert len(drawn.strokes()) == left


@pytest.mark.parametrize(
    ("key", "code", "shift"),
    [
        ("Я", "KeyZ", True),
        ("н", "KeyY", False),
        ("y", "KeyZ", False),  # German
        ("Z", "KeyW", True),  # French
        ("ז", "KeyZ", True),
    ],
)
def test_redo_on_every_layout(drawn, key, code, shift):
    drawn.undo.click()
    press(drawn, key=key, code=code, ctrlKey=True, shiftKey=shift)
    assert len(drawn.strokes()) == 2


@pytest.mark.parametrize(
    "event",
    [
        {"key": "z", "code": "KeyZ"},
        {"key": "я", "code": "KeyZ"},
        # AltGr writes another character; Windows tells it as Ctrl and Alt.
        {"key": "z", "code": "KeyZ", "ctrlKey": True, "altKey": True},
        {"key": "ż", "code": "KeyZ", "ctrlKey": True, "altKey": True},
        {"key": "z", "code": "KeyZ", "ctrlKey": True, "modifierAltGraph": True},
        {"key": "z", "code": "KeyZ", "ctrlKey": True, "isComposing": True},
        {"key": "7", "code": "Digit7", "isComposing": True},
        {"key": "7", "code": "Digit7", "ctrlKey": True},
        {"key": "7", "code": "Digit7", "altKey": True},
        {"key": "&", "code": "Digit7", "shiftKey": True},
        {"key": "Home", "code": "Numpad7"},
        {"key": "Escape", "isComposing": True},
    ],
)
def test_what_is_no_command_changes_nothing(drawn, event):
    before = drawn.strokes()
    watch_samples(drawn)
    press(drawn, "#pad", **event)
    assert drawn.strokes() == before
    assert drawn.page.evaluate("asked") == []


@pytest.mark.parametrize("target", ["body", "#pad", "#pen-width", "#model"])
@pytest.mark.parametrize("kind", ["keydown", "keyup"])
def test_an_event_without_a_key_is_no_error(drawn, target, kind):
    """A browser that fills in a form sends such; the sheet's fixture fails on errors."""
    drawn.page.evaluate(
        """([target, kind]) => {
            const at = document.querySelector(target);
            at.dispatchEvent(new Event(kind, { bubbles: true }));
            const bare = new KeyboardEvent(kind, { bubbles: true, ctrlKey: true });
            Object.defineProperty(bare, "key", { value: undefined });
            Object.defineProperty(bare, "code", { value: undefined });
            at.dispatchEvent(bare);
        }""",
        [target, kind],
    )
    assert len(drawn.strokes()) == 2


@pytest.mark.parametrize("target", ["#pad", ".tab", ".strip .cells", "#step-final", "#saliency"])
def test_an_event_without_a_key_is_no_error_inside(open_sheet, target):
    sheet = open_sheet("/inside")
    sheet.stroke(BAR)
    sheet.expect_digit(1)
    sheet.page.click("#tab-layers")
    expect(sheet.page.locator(".strip .cells").first).to_be_visible()
    for found in sheet.page.locator(target).all():
        found.evaluate(
            """(at) => at.dispatchEvent(new Event("keydown", { bubbles: true }))""",
        )


@pytest.mark.parametrize(
    "event",
    [
        {"key": "7", "code": "Digit7"},
        {"key": "7", "code": "Numpad7"},
        {"key": "7", "code": "Digit7", "shiftKey": True},  # French: digits need Shift
        {"key": "è", "code": "Digit7"},  # ... and this is what is there without
        {"key": "٧", "code": "Digit7"},  # Arabic
        {"key": "७", "code": "Digit7"},  # Devanagari
        {"key": "７", "code": "Digit7"},  # full-width
    ],
)
def test_a_digit_of_every_keyboard_draws_a_sample(open_sheet, event):
    sheet = open_sheet(reduced_motion="reduce")
    press(sheet, **event)
    sheet.expect_digit(7)


def test_keys_in_a_text_field_do_not_change_the_drawing(open_sheet):
    sheet = open_sheet(reduced_motion="reduce")
    watch_samples(sheet)
    sheet.stroke(BAR)
    before = sheet.strokes()
    sheet.page.evaluate("document.body.append(document.createElement('input'))")
    sheet.page.locator("body > input").focus()
    sheet.page.keyboard.type("3")
    sheet.page.keyboard.press("Control+Z")
    assert sheet.strokes() == before
    assert sheet.page.evaluate("asked") == []
    press(sheet, key="3", code="Digit3")
    assert len(sheet.page.evaluate("asked")) == 1, "elsewhere it asks for one"


def test_alt_with_arrows_is_left_to_the_browser(open_sheet):
    """Alt+Left goes back, also from a tab."""
    sheet = open_sheet("/inside")
    press(sheet, "#tab-steps", key="ArrowRight", altKey=True)
    expect(sheet.page.locator("#tab-steps")).to_have_attribute("aria-selected", "true")
    press(sheet, "#tab-steps", key="ArrowRight")
    expect(sheet.page.locator("#tab-steps")).to_have_attribute("aria-selected", "false")


def test_a_full_width_space_puts_the_keyboards_pen_down(sheet):
    for key in ("\u3000", "ArrowLeft", "\u3000"):
        press(sheet, "#pad", key=key)
    assert len(sheet.strokes()) == 1
