"""A wrong answer is put right: the network in the page learns the person's hand at once."""

import json

import pytest
from axe import AXE
from pad_page import PREDICT, prediction
from playwright.sync_api import expect

LEARNED = "Learned: this is a {}. It stays in this browser."
KEPT = """() => new Promise((done) => {
  const opened = indexedDB.open("trazo-hand", 1);
  opened.onsuccess = () => {
    const asked = opened.result.transaction("drawings").objectStore("drawings").getAll();
    asked.onsuccess = () => {
      opened.result.close();
      done(asked.result.map(({ label }) => label));
    };
  };
})"""


@pytest.fixture
def note(sheet):
    return sheet.page.locator(".note")


def bar(sheet, digit):
    return sheet.page.get_by_role("button", name=f"It is a {digit}", exact=True)


def teach(sheet, label):
    """Tap the bar of a digit; wait until it is learned."""
    bar(sheet, label).click()
    expect(sheet.page.locator(".note")).to_have_text(LEARNED.format(label))


def test_a_tap_on_a_bar_teaches_and_undo_takes_it_back(sheet, note):
    """What is drawn as a 7 is somebody's 2: so the network in the page reads it from then on."""
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    expect(sheet.digit).to_have_text("2")
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.headline).to_have_text("I read 2.")
    assert sheet.page.evaluate(KEPT) == [2]
    sheet.page.get_by_role("button", name="Undo learning").click()
    sheet.expect_digit(7)
    expect(sheet.answer).to_have_attribute("data-source", "server")
    assert sheet.page.evaluate(KEPT) == []


def test_nothing_of_it_is_sent(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    sent = []
    sheet.page.on("request", lambda request: sent.append(request.post_data))
    teach(sheet, 2)
    sheet.clear.click()
    sheet.write(7)
    expect(sheet.digit).to_have_text("2")
    assert not any(sent)


def test_whose_answer_it_is_is_said_with_everyones_beside(sheet, note):
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    sheet.clear.click()
    sheet.write(7)
    expect(note).to_contain_text("Your network answered. Everyone's: 7")


def test_it_outlives_a_reload_and_is_learned_once(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    sheet.page.reload()
    sheet.wait_until_ready()
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.digit).to_have_text("2")
    assert sheet.page.evaluate(KEPT) == [2]


def test_said_again_of_the_same_drawing_it_is_another_digit(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    teach(sheet, 1)
    expect(sheet.digit).to_have_text("1")
    assert sheet.page.evaluate(KEPT) == [1]


def test_by_keyboard_alone(sheet, note):
    sheet.write(7)
    sheet.expect_digit(7)
    sheet.page.get_by_role("button", name="Wrong?").focus()
    sheet.page.keyboard.press("Enter")
    expect(bar(sheet, 7)).to_be_focused()
    expect(sheet.page.locator("#live")).to_have_text("Which digit is it? Tap its bar or type it.")
    sheet.page.keyboard.press("ArrowUp")
    expect(bar(sheet, 6)).to_be_focused()
    sheet.page.keyboard.press("Escape")
    expect(sheet.page.get_by_role("button", name="Wrong?")).to_be_focused()
    sheet.page.keyboard.press("Enter")
    sheet.page.keyboard.press("2")
    expect(note).to_have_text(LEARNED.format(2))
    expect(sheet.digit).to_have_text("2")
    assert len(sheet.strokes()) == 1, "a digit's key draws no sample here"


def test_on_a_phone_by_touch(phone):
    phone.write(7)
    phone.expect_digit(7)
    bar(phone, 2).tap()
    expect(phone.page.locator(".note")).to_have_text(LEARNED.format(2))
    expect(phone.digit).to_have_text("2")


def test_an_empty_pad_and_a_picture_cannot_be_taught(sheet):
    wrong = sheet.page.locator(".wrong")
    expect(wrong).to_have_attribute("aria-disabled", "true")
    expect(bar(sheet, 3)).to_be_hidden()
    sheet.write(7)
    expect(wrong).to_have_attribute("aria-disabled", "false")
    sheet.clear.click()
    expect(wrong).to_have_attribute("aria-disabled", "true")


def test_another_page_of_this_browser_learns_it_too(sheet):
    other = sheet.page.context.new_page()
    other.goto("/inside")
    expect(other.locator("html")).to_have_attribute("data-ready", "")
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    other.reload()
    other.keyboard.press("7")
    expect(other.locator(".note")).to_contain_text("Your network: ")


def test_beside_all_models_stands_ones_own(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    column = sheet.page.locator('[data-model="hand"]')
    sheet.page.locator("#compare").click()
    expect(column).to_be_hidden()
    sheet.page.locator("#compare").click()
    teach(sheet, 2)
    sheet.page.locator("#compare").click()
    expect(column).to_contain_text("Your network")
    expect(column.locator(".model-digit")).to_have_text("2")


def test_ones_own_stays_beside_them_while_one_draws(sheet):
    """Each answer shows all of them at once: the column is not taken away and put back."""
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    sheet.page.locator("#compare").click()
    expect(sheet.page.locator('[data-model="hand"]')).to_be_visible()
    sheet.page.evaluate("""() => {
      const column = document.querySelector('[data-model="hand"]');
      window.changed = 0;
      new MutationObserver(() => { window.changed += 1; }).observe(
        column, { attributeFilter: ["hidden"] },
      );
    }""")
    for at in range(4):
        sheet.stroke([(0.3, 0.3 + 0.1 * at), (0.6, 0.35 + 0.1 * at)])
        sheet.settle()
    assert sheet.page.evaluate("changed") == 0


def test_without_the_examples_it_is_kept_and_said(sheet, note):
    sheet.page.route("**/*.replay.bin", lambda route: route.abort())
    sheet.write(7)
    sheet.expect_digit(7)
    bar(sheet, 2).click()
    expect(note).to_contain_text("Kept as a 2.")
    expect(sheet.digit).to_have_text("7")
    assert sheet.page.evaluate(KEPT) == [2]


NOTHING_IS_KEPT = """
  Object.defineProperty(globalThis, "indexedDB", { get() { throw new Error("forbidden"); } });
"""


def test_where_nothing_can_be_kept_it_lasts_as_long_as_the_page(open_sheet):
    sheet = open_sheet(init_script=NOTHING_IS_KEPT)
    sheet.write(7)
    sheet.expect_digit(7)
    teach(sheet, 2)
    expect(sheet.digit).to_have_text("2")


def test_an_answer_under_way_does_not_undo_what_was_learned(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    held = []
    sheet.page.route(PREDICT, lambda route: held.append(route))
    sheet.write(7, left=0.01)
    teach(sheet, 2)
    body = json.dumps(prediction(9))
    for route in held:
        route.fulfill(status=200, content_type="application/json", body=body)
    sheet.let_pass(100)
    expect(sheet.digit).not_to_have_text("9")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_sheet, language, scheme):
    sheet = open_sheet(f"/?lang={language}", color_scheme=scheme)
    sheet.write(7)
    sheet.expect_digit(7)
    sheet.page.locator(".bar-label").nth(2).click()
    expect(sheet.page.locator(".note")).to_contain_text("2")
    sheet.page.evaluate(AXE)
    found = sheet.page.evaluate("axe.run().then((results) => results.violations)")
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
