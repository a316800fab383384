"""A lesson: one board and three phones, a phone offline in the middle, the board opened again."""

import io
import re
from urllib.parse import urlsplit

import numpy as np
import pytest
from class_page import LANGUAGES, Phone
from pad_page import PREDICT, prediction
from playwright.sync_api import expect

KEPT_OF_CLASSES = "Object.keys(localStorage).filter((key) => /^trazo.(class|teacher)/.test(key))"


def plain(locator):
    """Return a text with the language's own spaces made plain."""
    return re.sub(r"\s", " ", locator.inner_text())


def join(board, phones, words):
    expect(board.page.locator("#heads")).to_have_text(words["nobody"], use_inner_text=True)
    address = board.page.locator(".address").inner_text()
    assert urlsplit(address).path == f"/class/{board.code}"
    expect(board.page.locator(".qr")).to_have_attribute("alt", re.compile(re.escape(address)))
    joined = [phone() for phone in phones]
    assert {phone.seat() for phone in joined} == {"0", "1", "2"}
    expect(board.page.locator("#heads")).to_have_text(words["pads"])
    return joined


def draw_what_is_asked(board, phones, words):
    board.set_task("digit", 7)
    expect(board.page.locator("#cell-title")).to_be_hidden()
    for phone in phones:
        expect(phone.task).to_have_text(words["draw 7"])
        phone.hand_in(7)
        phone.expect_kept(1)
    expect(phones[0].kept).to_have_text(words["kept"])
    board.expect_drawings(3)


def lose_the_network(board, away, other, words):
    """Draw on meanwhile; it is sent once, and a reload has it and the seat still."""
    away.page.context.set_offline(True)
    away.hand_in(7)
    away.hand_in(7)
    away.expect_kept(1, waiting=2)
    expect(away.kept).to_contain_text(words["waiting"])
    other.hand_in(7)
    board.expect_drawings(4)
    seat = away.seat()
    away.page.context.set_offline(False)
    away.expect_kept(3)
    board.expect_drawings(6)
    away.page.reload()
    assert away.seat() == seat
    away.expect_kept(3)
    expect(away.page.locator("#mine li")).to_have_count(3)


def draw_what_one_likes(board, phone, words):
    """What was meant as a 1 is read as a 7, and the board says so."""
    board.set_task("free")
    phone.hand_in(7, label=1)
    phone.hand_in(3, label=3)
    board.expect_drawings(8)
    assert plain(board.page.locator("#accuracy")) == words["right"]
    expect(board.page.locator("#hardest")).to_have_text(words["hardest"])
    expect(board.page.locator("#mixed")).to_have_text(words["mixed"])
    board.page.locator('td[data-label="1"][data-read="7"] button').click()
    expect(board.page.locator("#cell li")).to_have_count(1)


def learn_from_the_class(board, phones, words):
    """Of two seats the third drawing is held back; what is learned goes to the pads."""
    board.page.locator("#learn").click()
    expect(board.page.locator("#learned")).to_have_text(words["learned"])
    assert board.figures("same")["n"] == 2
    assert board.figures("others")["n"] == 8
    assert [board.figures(row)["n"] for row in ("people", "mnist", "letters")] == [946, 1000, 300]
    expect(board.page.locator("#learn-letters th")).to_have_text(words["letters"])
    expect(board.page.locator("#learn-mnist th")).to_have_text(words["mnist"])
    board.page.locator("#give").click()
    expect(board.page.locator("#given")).to_contain_text(words["given"])
    for phone in phones:
        expect(phone.root).to_have_attribute("data-answers-by", "class")


def open_the_laptop_again(board):
    """Without the secret in the address, which the browser has kept; hide one by a tap."""
    board.page.goto(f"/class/{board.code}/board")
    board.pad_page.wait_until_ready()
    board.expect_drawings(8)
    board.page.locator("#wall button").first.click()
    board.expect_drawings(7)
    expect(board.page.locator("#wall li[data-hidden]")).to_have_count(1)


def take_home_and_end(board, phones, words):
    with board.page.expect_download() as download:
        board.page.locator('[data-export="npz"]').click()
    with np.load(io.BytesIO(download.value.path().read_bytes())) as arrays:
        assert arrays["x"].shape == (7, 28, 28)
        assert sorted(arrays["y"].tolist()) == [1, 7, 7, 7, 7, 7, 7]
    board.page.locator("#end").click()
    board.page.locator("#end-now").click()
    expect(board.page.locator("#trouble")).to_have_text(words["ended"])
    for phone in phones:
        expect(phone.root).to_have_attribute("data-state", "ended")
    for page in (board.page, *(phone.page for phone in phones)):
        assert page.evaluate(KEPT_OF_CLASSES) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson(open_board, open_phone, language):
    words = LANGUAGES[language]
    board = open_board(language)
    phones = join(board, [lambda: open_phone(board.code, language)] * 3, words)
    draw_what_is_asked(board, phones, words)
    lose_the_network(board, phones[0], phones[1], words)
    draw_what_one_likes(board, phones[1], words)
    learn_from_the_class(board, phones, words)
    open_the_laptop_again(board)
    take_home_and_end(board, phones, words)


def test_a_round_has_each_digit_once_and_goes_on_after_a_reload(open_board, open_phone):
    board = open_board()
    phone = open_phone(board.code)
    phone.page.route(PREDICT, lambda route: route.fulfill(json=prediction(3)))
    board.set_task("round")
    for count in range(1, 11):
        expect(phone.task).to_contain_text(f"({count} of 10)")
        phone.hand_in(1)
        if count == 4:
            phone.page.reload()
            phone.seat()
    expect(phone.task).to_have_text("Round finished. Thank you!")
    phone.expect_kept(10)
    board.expect_drawings(10)
    assert sorted(drawing["label"] for drawing in board.drawings()) == list(range(10))


def test_held_drawings_wait_for_the_teacher(open_board, open_phone):
    board = open_board()
    hold = board.page.locator("#hold")
    hold.click()
    expect(hold).to_have_attribute("aria-pressed", "true")
    phone = open_phone(board.code)
    phone.hand_in(7, label=7)
    phone.expect_kept(1)
    expect(board.page.locator("#waiting")).to_have_text("1 wait to be shown.")
    board.expect_drawings(0)
    board.page.locator("#reveal").click()
    board.expect_drawings(1)
    expect(hold).to_have_attribute("aria-pressed", "true")


def test_a_drawing_whose_answer_was_lost_is_sent_again_and_kept_once(open_board, open_phone):
    board = open_board()
    phone = open_phone(board.code)
    phone.seat()
    answers = iter(["no", "lost"])

    def trouble(route):
        answer = next(answers, "given")
        if answer == "no":
            route.fulfill(status=503)
        elif answer == "lost":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/drawings", trouble)
    phone.hand_in(7, label=7)
    phone.expect_kept(1)
    assert next(answers, None) is None
    assert len(board.drawings()) == 1


def test_who_has_no_token_only_looks(open_board, open_sheet):
    board = open_board()
    expect(board.page.locator("#steering")).to_be_visible()
    guest = open_sheet(f"/class/{board.code}/board")
    expect(guest.page.locator("#heads")).to_have_text("Nobody is here yet.")
    for section in ("#steering", "#learning"):
        expect(guest.page.locator(section)).to_be_hidden()


def test_a_class_by_the_keyboard_alone(open_board, open_sheet):
    board = open_board()
    pupil = Phone(open_sheet("/class"))
    page = pupil.page
    page.get_by_label("Code on the board").focus()
    page.keyboard.type(board.code.lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/class/{board.code}")
    pupil.seat()
    page.locator("#pad").focus()
    for key in ("Space", *["Shift+ArrowDown"] * 4, "Space"):
        page.keyboard.press(key)
    page.locator('#labels [value="1"]').focus()
    page.keyboard.press("Enter")
    pupil.expect_kept(1)
    board.expect_drawings(1)


def test_a_code_that_is_none_and_a_class_that_is_over(open_sheet):
    start = open_sheet("/class?code=O0O0O0")
    expect(start.page.locator("#wrong")).to_be_visible()
    over = Phone(open_sheet("/class/AAAAAA"))
    expect(over.root).to_have_attribute("data-state", "ended")
