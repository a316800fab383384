"""What is kept is on the sheet: it can be removed, brought back, taken along and forgotten."""

import json

import pytest
from hand_page import drawing, hand_file
from playwright.sync_api import expect

SEVENS = [drawing(7, 0), drawing(7, 1), drawing(7, 0, 0.05)]
THREE = "Remove this 7, third of 3"


def test_a_drawing_is_removed_and_brought_back(hand):
    expect(hand.page.locator("#none")).to_be_visible()
    hand.import_hand([*SEVENS, drawing(2)])
    expect(hand.drawn).to_have_count(4)
    third = hand.page.get_by_role("button", name=THREE)
    third.focus()
    hand.page.keyboard.press("Enter")
    expect(hand.drawn).to_have_count(3)
    expect(hand.page.get_by_role("button", name="Remove this 7, second of 2")).to_be_focused()
    expect(hand.page.locator("#live")).to_have_text("A 7 is removed.")
    assert [label for label, _ in hand.kept()] == [7, 7, 2]
    hand.page.locator("#bring-back").click()
    expect(hand.drawn).to_have_count(4)
    expect(third).to_be_visible()
    expect(hand.page.locator("#removed")).to_be_hidden()
    assert hand.kept()[-1] == (7, SEVENS[2]["strokes"])
    hand.page.get_by_role("button", name="Remove this 2, first of 1").click()
    expect(hand.page.locator("#bring-back")).to_be_focused()


def test_the_drawings_are_seen(hand):
    hand.import_hand(SEVENS)
    expect(hand.drawn).to_have_count(3)
    hand.drawn.first.scroll_into_view_if_needed()
    hand.page.wait_for_function(
        """() => {
            const canvas = document.querySelector("#rows canvas");
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return data.some((value) => value > 0);
        }"""
    )


def test_exported_forgotten_and_imported_it_is_the_same(hand, tmp_path):
    hand.write_on(3)
    before = hand.kept()
    with hand.page.expect_download() as download:
        hand.page.locator("#export").click()
    assert download.value.suggested_filename == "trazo-hand.json"
    path = tmp_path / "trazo-hand.json"
    download.value.save_as(path)
    forget(hand)
    expect(hand.drawn).to_have_count(0)
    expect(hand.progress).to_have_text("0 of 30")
    hand.expect_state("empty")
    assert hand.kept() == []
    hand.page.locator("#import").set_input_files(path)
    expect(hand.drawn).to_have_count(3)
    assert hand.kept() == before
    hand.expect_state("learned")


def forget(hand):
    hand.page.locator("#forget").click()
    hand.page.locator("#forget-now").click()
    expect(hand.page.locator("#file-state")).to_contain_text("forgotten")


def test_forgetting_asks_first(hand):
    hand.import_hand(SEVENS)
    hand.page.locator("#forget").click()
    expect(hand.page.locator("#forget-not")).to_be_focused()
    hand.page.keyboard.press("Escape")
    expect(hand.page.locator("#forgetting")).to_be_hidden()
    expect(hand.page.locator("#forget")).to_be_focused()
    expect(hand.drawn).to_have_count(3)


DAMAGED = {
    "": "damaged",
    '{"version": 1, "drawings": [{"label"': "damaged",
    json.dumps({"version": 2, "drawings": []}): "can read",
    hand_file([]): "no drawings",
    hand_file([*SEVENS, {"label": 10, "strokes": [[[0.1, 0.1], [0.9, 0.9]]]}]): "which digit",
    hand_file([*SEVENS, {"label": 1, "strokes": []}]): "empty",
    hand_file([*SEVENS, {"label": 1, "strokes": [[[0.1, 9], [0.9, 0.9]]]}]): "leaves the pad",
    hand_file([*SEVENS, {"label": 1, "strokes": [[[0.5, 0.5]]]}]): "only a dot",
}


def test_a_damaged_file_is_refused_and_nothing_is_lost(hand):
    hand.import_hand(SEVENS)
    before = hand.kept()
    for text, why in DAMAGED.items():
        hand.import_text(text)
        expect(hand.page.locator("#file-state")).to_contain_text("Nothing was changed.")
        expect(hand.page.locator("#file-state")).to_contain_text(why)
    assert hand.kept() == before
    expect(hand.drawn).to_have_count(3)


def test_switched_off_it_stays_off(hand):
    hand.import_hand(SEVENS)
    hand.expect_state("learned")
    switch = hand.page.get_by_role("switch")
    switch.uncheck()
    hand.expect_state("off")
    expect(hand.page.locator("#state")).to_contain_text("Switched off")
    hand.page.reload()
    hand.sheet.wait_until_ready()
    hand.expect_state("off")
    expect(switch).not_to_be_checked()
    expect(hand.drawn).to_have_count(3)
    switch.check()
    hand.expect_state("learned")


@pytest.mark.parametrize("code", ["unavailable", "out-of-date"])
def test_what_went_wrong_is_said_with_what_to_do(open_sheet, code):
    from hand_page import HandPage

    hand = HandPage(open_sheet("/hand"))
    refused = {"status": 500} if code == "unavailable" else {"body": OTHER_REPLAY}
    hand.page.route("**/*.replay.bin", lambda route: route.fulfill(**refused))
    hand.import_hand(SEVENS)
    hand.expect_state("failed")
    expect(hand.drawn).to_have_count(3)
    if code == "out-of-date":
        expect(hand.page.locator("#state")).to_contain_text("older than the network")
        expect(hand.page.locator("#reload")).to_be_visible()
        return
    expect(hand.page.locator("#state")).to_contain_text("did not arrive")
    hand.page.unroute("**/*.replay.bin")
    hand.page.locator("#again").click()
    hand.expect_state("learned")


def _packed(about, numbers=b""):
    text = json.dumps(about).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + numbers


OTHER_REPLAY = _packed(
    {"sha256": "another", "layer": 0, "scale": 1.0, "count": 1, "units": 4}, bytes(5)
)


def test_where_the_browser_keeps_nothing_it_says_so(open_hand):
    hand = open_hand(
        init_script="Object.defineProperty(window, 'indexedDB', { value: undefined });"
    )
    expect(hand.page.locator("#not-lasting")).to_be_visible()
    hand.import_hand(SEVENS)
    expect(hand.drawn).to_have_count(3)
    hand.expect_state("learned")
