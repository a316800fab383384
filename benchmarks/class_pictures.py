"""The README's pictures of a class: its board, a pupil's phone, before and after learning.

The class is made up: samples of the project, leaning and stretched as each seat writes, read by the
served model. Two seats write their ones as others write sevens.
"""

import random

import numpy as np
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize

from benchmarks.environment import ROOT
from benchmarks.questions import as_png
from benchmarks.samples import Strokes, samples, strokes_of
from trainer.data.drawings import drawn

# As nobody's machine is called: the board shows it.
HOST = "trazo.example"
AT_HOST = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
PROJECTOR: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 740}
SEATS, OF_SEAT = 12, 9
MARGIN = 20
LIKE_SEVENS = (2, 7)  # seats
SETTLED_MS, LEARNING_MS = 2500, 120_000


def take(browser: Browser, port: int) -> None:
    """Hold a class on the server, and write docs/class-*.png."""
    board = browser.new_page(viewport=PROJECTOR, locale="en-GB", base_url=f"http://{HOST}:{port}")
    board.goto("/class")
    board.click("#open")
    board.wait_for_url("**/board#*")
    server = f"http://127.0.0.1:{port}"  # the name is known in the browser alone
    _draw(board, server, board.get_attribute("#class", "data-class-url") or "")
    board.wait_for_selector(f'[data-drawings="{SEATS * OF_SEAT}"]')
    board.click('[data-task="digit"][value="3"]')
    board.wait_for_timeout(SETTLED_MS)
    board.screenshot(path=ROOT / "docs" / "class-board.png")
    _picture_of_pad(browser, board.url.partition("/board")[0])
    board.click("#learn")
    board.wait_for_selector("#learned:not(:empty)", timeout=LEARNING_MS)
    board.evaluate("scrollTo(0, 0)")  # places are those of the whole page then
    box = board.locator("#learning").bounding_box()
    assert box is not None  # it is on the page
    left, top = box["x"] - MARGIN, box["y"] - MARGIN
    wide, high = box["width"] + 2 * MARGIN, box["height"] + 2 * MARGIN
    clip: FloatRect = {"x": left, "y": top, "width": wide, "height": high}
    board.screenshot(path=ROOT / "docs" / "class-learning.png", full_page=True, clip=clip)


def _picture_of_pad(browser: Browser, address: str) -> None:
    """Have a pupil draw the 3 that is asked, and take a picture before it is sent."""
    pad = browser.new_page(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale="en-GB"
    )
    pad.goto(address)
    pad.wait_for_selector('[data-state="seated"]')
    box = pad.locator("#pad").bounding_box()
    assert box is not None  # it is on the page
    for stroke in _by_digit()[3]:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        pad.mouse.move(*points[0])
        pad.mouse.down()
        for point in points[1:]:
            pad.mouse.move(*point)
        pad.mouse.up()
    pad.wait_for_selector('#answer[data-digit="3"]')
    pad.wait_for_timeout(SETTLED_MS)
    pad.screenshot(path=ROOT / "docs" / "class-pad.png")
    pad.close()


def _draw(board: Page, server: str, path: str) -> None:
    """Hand in what the seats draw, with what the served model reads."""
    by_digit, dice = _by_digit(), random.Random(0)
    for number in range(OF_SEAT * SEATS):
        seat = number % SEATS
        label = 1 if seat in LIKE_SEVENS and number // SEATS % 2 else dice.randrange(10)
        like = 7 if label == 1 and seat in LIKE_SEVENS else label
        strokes = _written(by_digit[like], seat, dice)
        question = as_png(drawn(strokes))
        headers = {"Content-Type": question.content_type}
        read = board.request.post(
            server + question.path, data=question.body, headers=headers
        ).json()
        body = {
            **{"id": str(number), "seat": f"seat-{seat}", "label": label, "strokes": strokes},
            **{"read": read["digit"], "confidence": max(read["probabilities"])},
            "verdict": read["verdict"],
        }
        answer = board.request.post(f"{server}{path}/drawings", data=body)
        if answer.status != 201:
            raise RuntimeError(answer.text())


def _written(strokes: Strokes, seat: int, dice: random.Random) -> Strokes:
    """Lean and stretch strokes as a seat writes, never twice the same."""
    hand = random.Random(seat)
    slant, wide = hand.uniform(-0.35, 0.35), hand.uniform(0.7, 1.15)
    turn = np.array([[wide, slant + dice.gauss(0, 0.06)], [dice.gauss(0, 0.05), 1.0]])
    middle = np.full(2, 0.5)
    written = [(np.array(stroke) - middle) @ turn.T * 0.8 + middle for stroke in strokes]
    return [np.clip(stroke, 0, 1).round(4).tolist() for stroke in written]


def _by_digit() -> dict[int, Strokes]:
    return {each["digit"]: strokes_of(each) for each in samples()}
