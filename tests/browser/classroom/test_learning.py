"""The network learns from a class: before and after, on the board, and then on the pads."""

import pytest
from playwright.sync_api import expect

from trainer.studies import adaptation, class_lesson
from webapp.settings import ROOT

# A class that writes its ones as others write sevens, and its threes as everyone does.
SEVEN = [[[0.28, 0.25], [0.5, 0.25], [0.72, 0.25], [0.59, 0.52], [0.46, 0.8]]]
THREE = [
    [[0.3, 0.25], [0.5, 0.2], [0.66, 0.32], [0.5, 0.47], [0.68, 0.62], [0.5, 0.8], [0.3, 0.72]]
]
SEATS, OF_SEAT = 4, 6


def moved(strokes, number):
    by = 0.01 * (number % OF_SEAT)
    return [[[x + by, y - by / 2] for x, y in stroke] for stroke in strokes]


def post(board, seat, number, label, strokes):
    body = {"id": f"{seat}-{number}", "seat": f"seat-{seat}", "label": label, "strokes": strokes}
    url = f"{board.root.get_attribute('data-class-url')}/drawings"
    answer = board.page.request.post(url, data=body)
    assert answer.status == 201, answer.text()


def draw_ones_like_sevens(board):
    for seat in range(SEATS):
        for number in range(OF_SEAT):
            post(board, seat, number, 1, moved(SEVEN, number))
    board.expect_drawings(SEATS * OF_SEAT)


@pytest.fixture
def taught(open_board):
    """A board whose network has learned that what looks like a seven is a one here."""
    board = open_board()
    draw_ones_like_sevens(board)
    board.page.locator("#learn").click()
    expect(board.page.locator("#learned")).to_have_text("Learned from 16 drawings.")
    return board


def test_what_was_held_back_and_whom_it_had_not_seen_before_and_after(taught):
    same, others, mnist = (taught.figures(row) for row in ("same", "others", "mnist"))
    assert (same["n"], same["before"]) == (SEATS * OF_SEAT // 3, 0)
    assert same["after"] == same["better"] == same["n"]
    assert same["p"] == pytest.approx(2 / 2**8)
    assert (others["n"], others["before"]) == (SEATS * OF_SEAT, 0)
    assert mnist["n"] == 1000
    assert mnist["after"] == mnist["before"] + mnist["better"] - mnist["worse"]
    people, letters = taught.figures("people"), taught.figures("letters")
    assert people["before"] > 0.97 * people["n"]
    assert letters["before"] > 0.8 * letters["n"]
    meaning = taught.page.locator("#learn-same .meaning")
    expect(meaning).to_have_text(
        "So uneven by luck in 1 of 100 cases: hardly luck. It reads better."
    )


def test_the_trainer_s_command_finds_the_same(taught, tmp_path):
    """Rendered by the server, a pixel may differ by a level, and so a drawing in a hundred."""
    headers = {"Authorization": f"Bearer {taught.page.url.partition('#')[2]}"}
    url = f"{taught.root.get_attribute('data-class-url')}/export.npz"
    (tmp_path / "class.npz").write_bytes(taught.page.request.get(url, headers=headers).body())
    lesson = class_lesson.read_class(tmp_path / "class.npz")
    network = adaptation.PageNetwork(ROOT / "saved_models" / "lenet")
    found = class_lesson.findings(network, lesson)
    rows = ("same", "others", "people", "mnist", "letters")
    for row, again in zip(rows, found.values(), strict=True):
        shown = taught.figures(row)
        assert (again.n, again.before) == (shown["n"], shown["before"]), row
        assert abs(again.after - shown["after"]) <= shown["n"] // 100, row


def test_the_class_s_network_goes_to_its_pads_and_back(taught, open_phone):
    phone = open_phone(taught.code)
    phone.seat()
    taught.page.locator("#give").click()
    expect(phone.root).to_have_attribute("data-answers-by", "class")
    phone.pad_page.write(7)
    answer = phone.page.locator("#answer")
    expect(answer).to_have_attribute("data-digit", "1")
    by = "Your class's network answers. Everyone's reads a 7."
    expect(phone.page.locator("#by")).to_have_text(by)
    phone.page.reload()
    expect(phone.page.locator("#by")).to_have_text(by)
    # The board goes on counting one network: everyone's.
    phone.page.locator('#labels [value="1"]').click()
    phone.expect_kept(1)
    assert taught.drawings()[-1]["read"] == 7
    taught.page.locator("#take-back").click()
    expect(phone.root).to_have_attribute("data-answers-by", "everyone")
    phone.pad_page.write(7)
    expect(answer).to_have_attribute("data-digit", "7")
    expect(phone.page.locator("#by")).to_have_text("")


def test_too_few_drawings_and_one_without_ink(open_board):
    board = open_board()
    post(board, 0, 0, 3, THREE)
    post(board, 0, 1, 3, [[[0.5, 0.5]]])
    board.expect_drawings(2)
    board.page.locator("#learn").click()
    expect(board.page.locator("#learn-state")).to_have_text(
        "Too few drawings: some seat must have drawn three."
    )
    post(board, 0, 2, 3, THREE)
    board.expect_drawings(3)
    board.page.locator("#learn").click()
    expect(board.page.locator("#learned")).to_have_text("Learned from 1 drawings.")
    assert board.figures("same")["n"] == 1
    assert board.figures("others") is None


def test_a_class_draws_without_asking_the_server_what_it_is(open_board, open_phone):
    board = open_board()
    phone = open_phone(board.code)
    phone.seat()
    asked = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.hand_in(7, label=7)
    phone.expect_kept(1)
    board.expect_drawings(1)
    assert board.drawings()[0]["read"] == 7
    assert not [url for url in asked if "/api/predict" in url]
    assert len([url for url in asked if url.endswith("/drawings")]) == 1


def test_without_a_worker_the_server_answers(open_board, open_phone):
    board = open_board()
    phone = open_phone(board.code)
    phone.page.add_init_script("delete globalThis.Worker")
    phone.page.reload()
    phone.hand_in(7, label=7)
    phone.expect_kept(1)
    assert board.drawings()[0]["read"] == 7
