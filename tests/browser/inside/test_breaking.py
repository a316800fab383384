"""Break it: a map or a unit is switched off by tap or key, and what is left answers."""

import time

import pytest
from axe import AXE
from pad_page import LAPTOP, PHONE
from playwright.sync_api import expect
from real_server import LIMIT_S

FULL_HD = {"width": 1920, "height": 1080}
TABLET = {"width": 820, "height": 1180}


@pytest.fixture
def broken(open_sheet):
    """Open the layers with a drawn 4, ready to be broken."""

    def open_layers(path="/inside?view=layers", **options):
        sheet = open_sheet(path, **options)
        sheet.explanations = []
        sheet.page.on("response", lambda answer: keep(sheet, answer))
        sheet.write(4)
        sheet.expect_digit(4)
        sheet.page.locator("#break").check()
        return sheet

    return open_layers


def keep(sheet, answer):
    if "/api/explain" in answer.url and answer.ok:
        sheet.explanations.append(answer)


def canvas(sheet, kind, number=0):
    return sheet.page.locator(f'[data-kind="{kind}"] canvas').nth(number)


def tap_map(sheet, locator, x=12, y=12):
    locator.click(position={"x": x, "y": y})
    sheet.settle()


def bars(sheet):
    return sheet.page.locator("#answer .bar-share").all_text_contents()


def expect_off(sheet, *off):
    """Wait until the newest answer is of a network without these units; return it."""
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline:
        sheet.settle()
        newest = sheet.explanations[-1].json()
        if off_in(newest) == list(off):
            return newest
    pytest.fail(f"Off are {off_in(newest)}, and not {off}.")


def off_in(explanation):
    broken = explanation["broken"]
    return [tuple(each) for each in broken["off"]] if broken else []


def whole_layer(layer, units):
    return [(layer, unit) for unit in range(units)]


def test_a_tap_switches_a_map_off_and_another_on_again(broken):
    sheet = broken()
    whole = bars(sheet)
    maps = canvas(sheet, "Conv2D", 1)
    tap_map(sheet, maps)
    broken_one = expect_off(sheet, (2, 0))["broken"]
    expect(sheet.page.locator("#break-off")).to_have_text("Off: Convolution 2: 0.")
    expect(sheet.page.locator("#broken-note")).to_have_text("Broken: 1 unit is off.")
    shares = [float(text.rstrip("%")) for text in bars(sheet)]
    expected = [100 * share for share in broken_one["probabilities"]]
    assert shares == pytest.approx(expected, abs=0.1), "the bars are the broken network's"
    tap_map(sheet, maps)
    expect_off(sheet)
    assert bars(sheet) == whole
    expect(sheet.page.locator("#broken-note")).to_be_hidden()


def test_by_keyboard_alone_and_said_aloud(broken):
    sheet = broken()
    sheet.page.locator("#break").uncheck()
    sheet.page.locator("#break").focus()
    sheet.page.keyboard.press("Space")
    expect(sheet.page.locator("#breaking")).to_be_visible()
    units = canvas(sheet, "Dense", 1)
    for _ in range(40):
        if units.evaluate("canvas => canvas === document.activeElement"):
            break
        sheet.page.keyboard.press("Tab")
    expect(units).to_be_focused()
    live = sheet.page.locator("#live")
    sheet.page.evaluate("""() => {
        window.said = [];
        const live = document.getElementById("live");
        new MutationObserver(() => said.push(live.textContent)).observe(live, { childList: true });
    }""")
    sheet.page.keyboard.press("Enter")
    expect(sheet.page.locator("#broken-note")).to_be_visible()
    assert any(": off." in text for text in sheet.page.evaluate("said"))
    sheet.page.keyboard.press("ArrowRight")
    sheet.page.keyboard.press("ArrowLeft")
    expect(live).to_contain_text("It is off.")


def test_all_of_a_layer_and_all_on_again(broken):
    sheet = broken()
    sheet.page.get_by_role("button", name="Convolution 2: All off").click()
    expect_off(sheet, *whole_layer(2, 16))
    sheet.page.get_by_role("button", name="Convolution 2: All on").click()
    expect_off(sheet)
    sheet.page.get_by_role("button", name="Dense 1: All off").click()
    expect_off(sheet, *whole_layer(5, 120))
    sheet.page.get_by_role("button", name="Switch all on again").click()
    expect_off(sheet)
    sheet.expect_digit(4)


def test_the_weakest_unit_is_found_and_the_answer_changes(broken):
    sheet = broken("/inside?view=layers&model=fnn-32-16")
    sheet.page.locator("#find-weakest").click()
    expect(sheet.page.locator("#break-found")).to_contain_text("It is off now")
    sheet.settle()
    found = next(one for each in sheet.explanations if (one := each.json()["weakest"]))
    assert found["changes"]
    expect(sheet.page.locator("#answer .digit")).to_have_text(str(found["digit"]))
    expect_off(sheet, (found["layer"], found["unit"]))
    expect(sheet.page.locator("#break-answer")).to_contain_text("The whole network reads 4")


def test_the_other_views_and_another_network_are_whole(broken):
    sheet = broken()
    sheet.page.get_by_role("button", name="Dense 1: All off").click()
    expect_off(sheet, *whole_layer(5, 120))
    sheet.page.click("#tab-steps")
    expect_off(sheet)
    sheet.expect_digit(4)
    sheet.page.click("#tab-layers")
    expect_off(sheet, *whole_layer(5, 120))
    sheet.page.select_option("#network", "fnn-32-16")
    expect_off(sheet)
    expect(sheet.page.locator("#break-off")).to_have_text("Nothing is off.")


def test_the_picture_and_the_answer_s_own_stay_on(broken):
    sheet = broken()
    tap_map(sheet, canvas(sheet, "logits"))
    expect(sheet.page.locator("#live")).to_contain_text("it stays on")
    expect_off(sheet)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("viewport", "locale"),
    [(LAPTOP, "en-GB"), (PHONE, "es-ES"), (TABLET, "es-ES"), (FULL_HD, "en-GB")],
    ids=["laptop", "phone", "tablet", "projector"],
)
def test_axe_finds_nothing_while_it_is_broken(broken, viewport, scheme, locale):
    sheet = broken(viewport=viewport, color_scheme=scheme, locale=locale)
    sheet.page.locator(".all-off").first.click()
    sheet.settle()
    expect(sheet.page.locator("#broken-note")).to_be_visible()
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    sheet.page.evaluate(AXE)
    found = sheet.page.evaluate("axe.run().then((results) => results.violations)")
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
