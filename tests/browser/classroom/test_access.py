"""The pages of a class for everybody: axe-core finds nothing, and none is scrolled sideways."""

import pytest
from axe import AXE
from class_page import Board, Phone
from pad_page import PHONE
from playwright.sync_api import expect

VIOLATIONS = "async () => (await axe.run()).violations.map(({ id, nodes }) => [id, nodes[0].html])"
NARROW = {"width": 320, "height": 640}
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


def violations(page):
    page.evaluate(AXE)
    return page.evaluate(VIOLATIONS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
def test_accessibility(open_sheet, scheme, locale):
    options = {"color_scheme": scheme, "locale": locale, "bypass_csp": True}
    start = open_sheet("/class", **options)
    assert violations(start.page) == [], "start"
    start.page.locator("#open").click()
    start.page.wait_for_url("**/board#*")
    start.wait_until_ready()
    board = Board(start)
    assert violations(board.page) == [], "empty board"
    phone = Phone(open_sheet(f"/class/{board.code}", viewport=PHONE, **options))
    phone.seat()
    for count in range(1, 4):
        phone.hand_in(7, label=7)
        phone.expect_kept(count)
    assert violations(phone.page) == [], "pad"
    board.expect_drawings(3)
    board.page.locator('td[data-label="7"][data-read="7"] button').click()
    board.page.locator("#learn").click()
    expect(board.page.locator("#learned")).not_to_be_empty()
    assert violations(board.page) == [], "board"
    board.page.locator("#end").click()
    assert violations(board.page) == [], "asked"


def test_no_page_of_a_class_is_scrolled_sideways(open_board, open_sheet):
    board = open_board()
    board.page.set_viewport_size(NARROW)
    phone = Phone(open_sheet(f"/class/{board.code}", viewport=NARROW))
    phone.hand_in(7, label=7)
    phone.expect_kept(1)
    board.expect_drawings(1)
    start = open_sheet("/class?code=O0O0O0", viewport=NARROW)
    for page in (board.page, phone.page, start.page):
        assert page.evaluate(SIDEWAYS) <= 0, page.url


def test_below_ten_labels_one_sees_what_was_read(open_board, open_phone):
    board = open_board()
    phone = open_phone(board.code)
    phone.pad_page.write(7)
    answer = phone.page.locator("#answer")
    expect(answer).to_have_attribute("data-digit", "7")
    expect(answer).to_be_in_viewport(ratio=1)
