"""What everyone must be able to see, read and reach."""

import re

import pytest
from axe import AXE
from pad_page import LAPTOP, PHONE, WITHOUT_WORKERS
from playwright.sync_api import expect

SMALL = {"width": 360, "height": 640}


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE, SMALL], ids=["laptop", "phone", "small"])
@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
def test_the_essentials_are_seen_without_scrolling(open_sheet, viewport, locale):
    sheet = open_sheet(viewport=viewport, locale=locale)
    sheet.write(7)
    sheet.expect_digit(7)
    essentials = ["#pad", ".tools", ".digit", ".headline", ".detail", "#preview"]
    boxes = [sheet.page.locator(name).bounding_box() for name in essentials]
    boxes += [bar.bounding_box() for bar in sheet.page.locator(".bar").all()]
    for box in boxes:
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
        assert box["y"] + box["height"] <= viewport["height"]
    width = sheet.page.evaluate("document.documentElement.scrollWidth")
    assert width == viewport["width"]
    assert boxes[0]["width"] == pytest.approx(boxes[0]["height"])


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE, SMALL], ids=["laptop", "phone", "small"])
def test_no_text_is_cut_and_nothing_moves_in_trouble(open_sheet, viewport):
    sheet = open_sheet(init_script=WITHOUT_WORKERS, viewport=viewport, locale="es-ES")
    sheet.write(7)
    sheet.expect_digit(7)
    cut = """() => [...document.querySelectorAll(".bar-share, .tool, .tools, .words")]
        .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.outerHTML)"""
    assert sheet.page.evaluate(cut) == []
    bars = sheet.page.locator(".bars").bounding_box()
    sheet.page.context.set_offline(True)
    sheet.stroke([(0.3, 0.5), (0.6, 0.5)])
    expect(sheet.answer).to_have_attribute("data-state", "offline")
    assert sheet.page.locator(".bars").bounding_box() == bars


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE, SMALL], ids=["laptop", "phone", "small"])
def test_targets_are_large_enough_for_a_finger(open_sheet, viewport):
    sheet = open_sheet(viewport=viewport)
    for target in sheet.page.locator("button:visible, a:visible, input:visible").all():
        box = target.bounding_box()
        assert box["width"] >= 44, target
        assert box["height"] >= 44, target


def test_asked_which_digit_it_is_the_bars_are_as_large(phone):
    phone.write(7)
    phone.expect_digit(7)
    phone.page.get_by_role("button", name="Wrong?").tap()
    for bar in phone.page.locator(".bar-label").all():
        assert bar.bounding_box()["height"] >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
def test_axe_finds_nothing_serious_on_an_empty_pad(open_sheet, scheme, locale):
    sheet = open_sheet(color_scheme=scheme, locale=locale, reduced_motion="reduce")
    sheet.page.evaluate(AXE)
    found = sheet.page.evaluate("axe.run().then((results) => results.violations)")
    assert [
        (violation["id"], [node["target"] for node in violation["nodes"]])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ] == []


def test_the_keyboard_alone_draws_and_reads(sheet):
    for _ in range(20):
        sheet.page.keyboard.press("Tab")
        if sheet.pad.evaluate("(pad) => pad === document.activeElement"):
            break
    expect(sheet.pad).to_be_focused()
    expect(sheet.page.locator("#cursor")).to_be_visible()
    for key in ["Shift+ArrowUp"] * 3 + ["Space"] + ["Shift+ArrowDown"] * 6 + ["Enter"]:
        sheet.page.keyboard.press(key)
    sheet.expect_digit(1)
    (stroke,) = sheet.strokes()
    ys = [y for _, y, *_ in stroke["points"]]
    assert (ys[0], ys[-1]) == (pytest.approx(0.2), pytest.approx(0.8))
    sheet.page.keyboard.press("Escape")
    sheet.expect_empty()


def test_the_keyboards_pen_is_announced(sheet):
    live = sheet.page.locator("#live")
    sheet.pad.focus()
    sheet.page.keyboard.press("ArrowLeft")
    expect(live).to_have_text("48 percent from the left, 50 percent from the top.")
    sheet.page.keyboard.press("Space")
    expect(live).to_have_text("Pen down, 48 percent from the left and 50 percent from the top.")
    sheet.page.keyboard.press("Space")
    expect(live).to_have_text(re.compile("^Pen up"))


def test_the_keyboards_pen_is_lifted_when_the_pad_is_left(sheet):
    sheet.pad.focus()
    sheet.page.keyboard.press("Space")
    sheet.page.keyboard.press("ArrowLeft")
    sheet.page.keyboard.press("Tab")
    assert len(sheet.strokes()) == 1
    expect(sheet.page.locator("#cursor")).to_be_hidden()


def test_the_first_stop_skips_to_the_pad(sheet):
    sheet.page.keyboard.press("Tab")
    expect(sheet.page.locator("#skip-link")).to_be_focused()
    sheet.page.keyboard.press("Enter")
    expect(sheet.pad).to_be_focused()


@pytest.mark.parametrize("wipe", ["Escape", "Control+Z"])
def test_an_emptied_pad_is_announced(sheet, wipe):
    sheet.stroke([(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)])
    sheet.expect_digit(1)
    sheet.pad.focus()
    sheet.page.keyboard.press(wipe)
    expect(sheet.page.locator("#live")).to_have_text("The pad is empty.")


def test_a_mouse_leaves_no_keyboard_cursor(sheet):
    sheet.write(1)
    expect(sheet.page.locator("#cursor")).to_be_hidden()


def test_the_browser_chooses_spanish(open_sheet):
    sheet = open_sheet(locale="es-MX")
    expect(sheet.page.locator("html")).to_have_attribute("lang", "es")
    expect(sheet.page).to_have_title("Trazo: dibuja un dígito y mira cómo lo lee una red")
    expect(sheet.pad).to_have_attribute("aria-label", "Hoja de dibujo")
    sheet.write(7)
    expect(sheet.headline).to_have_text("Es un 7.")
    expect(sheet.page.locator(".is-top .bar-share")).to_have_text(re.compile(r"^\d+,\d\s%$"))


def test_the_language_can_be_switched_and_stays(sheet):
    sheet.page.get_by_role("link", name="Español").click()
    expect(sheet.headline).to_have_text("Dibuja un dígito")
    sheet.page.goto("/")
    expect(sheet.headline).to_have_text("Dibuja un dígito")
    sheet.page.get_by_role("link", name="English").click()
    expect(sheet.headline).to_have_text("Draw a digit")


def test_the_theme_can_be_switched_stays_and_redraws_the_ink(sheet):
    sheet.stroke([(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)])
    colour = (
        """() => [...pad.getContext("2d").getImageData(pad.width / 2, pad.height / 2, 1, 1).data]"""
    )
    assert sheet.page.evaluate(colour)[0] < 80
    with sheet.page.expect_response("**/theme/dark"):
        sheet.page.get_by_role("button", name="Dark colours").click()
    assert sheet.page.evaluate(colour)[0] > 200
    sheet.page.reload()
    expect(sheet.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(sheet.page.locator("#theme")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/", "/inside", "/models", "/models/lenet", "/missing"])
def test_a_dropped_file_does_not_replace_the_page(browser, server_url, path):
    page = browser.new_page()
    page.goto(server_url + path)
    expect(page.locator("#theme")).to_have_attribute("aria-pressed", re.compile("true|false"))
    was_left_to_the_browser = page.evaluate(
        """() => ["dragover", "drop"].map((kind) => {
            const data = new DataTransfer();
            data.items.add(new File(["seven"], "seven.txt", { type: "text/plain" }));
            return document.querySelector("main").dispatchEvent(
                new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        })"""
    )
    page.close()
    assert was_left_to_the_browser == [False, False]


def test_the_theme_can_be_switched_on_an_error_page(browser, server_url):
    page = browser.new_page(color_scheme="light")
    page.goto(server_url + "/missing")
    button = page.locator("#theme")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.close()


def test_without_javascript_the_page_says_what_is_missing(browser, server_url):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(server_url)
    expect(page.locator(".notice")).to_contain_text("needs JavaScript")
    context.close()


def test_the_page_works_under_a_strict_policy(browser, server_url):
    """No inline script, no inline style, nothing from elsewhere."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    blocked = []
    page.on("console", lambda said: blocked.append(said.text) if said.type == "error" else None)

    def with_policy(route):
        answer = route.fetch()
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        policy += "connect-src 'self'"
        route.fulfill(response=answer, headers=answer.headers | {"Content-Security-Policy": policy})

    page.route(f"{server_url}/", with_policy)
    page.goto(server_url)
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    page.keyboard.press("7")
    expect(page.locator(".digit")).to_have_text("7")
    context.close()
    assert [said for said in blocked if "Failed to load resource" not in said] == []
