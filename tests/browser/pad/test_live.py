"""The live loop: one request at a time, the newest drawing wins, failures are retried."""

import struct

import pytest
from pad_page import PATIENCE_MS, PREDICT, WITHOUT_WORKERS, prediction, sample
from playwright.sync_api import expect

BAR = [(0.5, 0.2), (0.5, 0.5), (0.5, 0.8)]
DASH = [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)]


# The page gives a request up after a while. Where a test holds one, it holds it for as long as
# the test takes.
PATIENT = """const { setTimeout: after } = window;
window.setTimeout = (call, ms, ...more) => (ms >= 8000 ? 0 : after(call, ms, ...more));"""


@pytest.fixture
def sheet(open_sheet):
    return open_sheet(init_script=WITHOUT_WORKERS)


@pytest.fixture
def patient(open_sheet):
    """Open a page that gives no request up."""
    return open_sheet(init_script=PATIENT + WITHOUT_WORKERS)


class Held(list):
    """Requests that wait for the test to answer them."""

    digit = None

    def take(self, route):
        if self.digit is None:
            self.append(route)
        else:
            route.fulfill(json=prediction(self.digit))

    def release(self, digit):
        """Answer the newest request with a digit, and all that come after it."""
        self.digit = digit
        self[-1].fulfill(json=prediction(digit))


def hold(sheet):
    """Keep requests waiting; return the list that they gather in."""
    held = Held()
    sheet.page.route(PREDICT, held.take)
    return held


def wait_for(sheet, held, count):
    for _ in range(PATIENCE_MS // 25):
        if len(held) >= count:
            return
        sheet.let_pass(25)
    pytest.fail(f"{len(held)} requests came, not {count}.")


def stop_the_clock(sheet):
    """Have the page's time pass only as far as the test lets it."""
    sheet.page.clock.install()
    sheet.page.reload()
    sheet.wait_until_ready()
    sheet.page.clock.pause_at(sheet.page.evaluate("Date.now()") + 1000)


def state(sheet, name):
    expect(sheet.answer).to_have_attribute("data-state", name)


@pytest.mark.parametrize("density", [1, 1.5, 3])
def test_the_picture_is_280_by_280_black_on_white_on_any_screen(open_sheet, density):
    sheet = open_sheet(init_script=PATIENT, device_scale_factor=density, color_scheme="dark")
    held = hold(sheet)
    sheet.stroke(BAR)
    wait_for(sheet, held, 1)
    png = held[0].request.post_data_buffer
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (280, 280)
    assert png[24:26] == bytes([8, 0])  # 8 bits of grey: no transparency
    assert held[0].request.headers["content-type"] == "image/png"


def test_at_most_one_request_is_under_way_and_the_newest_drawing_is_asked_last(patient):
    sheet, held = patient, hold(patient)
    sheet.stroke(BAR)
    wait_for(sheet, held, 1)
    for shift in range(4):
        sheet.stroke([(x, y + shift / 20) for x, y in DASH])
    sheet.let_pass(300)  # time in which a second request would have come
    assert len(held) == 1
    held[0].fulfill(json=prediction(1))
    wait_for(sheet, held, 2)
    newest = held[1].request.post_data_buffer
    held[1].fulfill(json=prediction(4))
    sheet.expect_digit(4)
    sheet.let_pass(200)
    assert len(held) == 2
    assert newest != held[0].request.post_data_buffer


def test_the_answer_to_a_wiped_drawing_is_dropped(patient):
    sheet, held = patient, hold(patient)
    sheet.stroke(BAR)
    wait_for(sheet, held, 1)
    sheet.clear.click()
    sheet.expect_empty()
    sheet.stroke(DASH)
    wait_for(sheet, held, 2)
    held[0].fulfill(json=prediction(1))  # too late
    held.release(7)
    sheet.expect_digit(7)


def test_a_late_answer_does_not_fill_an_empty_pad(patient):
    sheet, held = patient, hold(patient)
    sheet.stroke(BAR)
    wait_for(sheet, held, 1)
    sheet.undo.click()
    held[0].fulfill(json=prediction(1))
    sheet.let_pass(200)
    sheet.expect_empty()
    expect(sheet.digit).to_have_text("")


def test_offline_and_back(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    sheet.clear.click()
    sheet.page.context.set_offline(True)
    sheet.write(3)
    state(sheet, "offline")
    expect(sheet.headline).to_have_text("You are offline.")
    assert sheet.ink() > 0.03
    sheet.page.context.set_offline(False)
    sheet.expect_digit(3)


def test_a_failing_server_is_asked_again_until_it_answers(sheet):
    asked, healed = [], []

    def fail_until_healed(route):
        asked.append(route)
        if len(asked) > 2 and healed:
            route.continue_()
        else:
            route.fulfill(status=500, json={"code": "internal-error"})

    sheet.page.route(PREDICT, fail_until_healed)
    sheet.stroke(BAR)
    state(sheet, "error")
    expect(sheet.detail).to_contain_text("Your drawing is safe. Next try in")
    assert sheet.ink() > 0.02
    healed.append(True)
    sheet.expect_digit(1)


def test_a_server_that_cannot_be_reached_is_named(sheet):
    sheet.page.route(PREDICT, lambda route: route.abort("connectionrefused"))
    sheet.stroke(BAR)
    expect(sheet.headline).to_have_text("I cannot reach the server.")
    sheet.page.unroute(PREDICT)
    sheet.expect_digit(1)


def test_retry_after_is_obeyed(sheet):
    asked = []

    def refuse_once(route):
        asked.append(route)
        if len(asked) == 1:
            problem = {"code": "rate-limited", "status": 429}
            route.fulfill(status=429, headers={"Retry-After": "2"}, json=problem)
        else:
            route.fulfill(json=prediction(1))

    sheet.page.route(PREDICT, refuse_once)
    stop_the_clock(sheet)
    sheet.stroke(BAR)
    sheet.page.clock.run_for(100)
    state(sheet, "refused")
    expect(sheet.detail).to_contain_text("2 s")
    sheet.stroke(DASH)  # does not make it ask any sooner
    sheet.page.clock.run_for(1900)
    assert len(asked) == 1
    sheet.page.clock.run_for(200)
    expect(sheet.digit).to_have_text("1")
    assert len(asked) == 2


def test_a_refused_drawing_is_not_asked_again_but_a_changed_one_is(patient):
    sheet, held = patient, hold(patient)
    sheet.pad.click()
    wait_for(sheet, held, 1)
    held[0].fulfill(status=422, json={"code": "too-small"})
    expect(sheet.headline).to_have_text("That is too small for me.")
    sheet.let_pass(400)
    assert len(held) == 1
    sheet.page.unroute(PREDICT)
    sheet.write(7)
    expect(sheet.answer).to_have_attribute("data-state", "idle")


def test_a_slow_server_is_said_to_be_slow(patient):
    sheet, held = patient, hold(patient)
    sheet.stroke(BAR)
    state(sheet, "slow")
    expect(sheet.headline).to_have_text("Still thinking…")
    held.release(1)
    sheet.expect_digit(1)
    expect(sheet.headline).to_have_text("I read 1.")


def test_a_malformed_answer_is_shown_as_an_error(sheet):
    sheet.page.route(PREDICT, lambda route: route.fulfill(json={"digit": 3}))
    sheet.stroke(BAR)
    state(sheet, "error")


def test_an_unsure_network_says_so_and_names_both(sheet):
    sheet.page.route(PREDICT, lambda route: route.fulfill(json=prediction(4, "unsure", 9)))
    sheet.stroke(BAR)
    expect(sheet.headline).to_have_text("Is it 4? Or 9?")
    expect(sheet.answer).to_have_attribute("data-verdict", "unsure")


def test_what_is_no_digit_is_not_called_one(sheet):
    sheet.page.route(PREDICT, lambda route: route.fulfill(json=prediction(4, "not-a-digit")))
    sheet.stroke(DASH)
    expect(sheet.headline).to_have_text("This does not look like a digit to me.")
    expect(sheet.detail).to_contain_text("If it were one: 4.")
    expect(sheet.digit).to_have_text("?")


def test_the_answer_is_announced_once_it_has_settled(sheet):
    stop_the_clock(sheet)
    sheet.page.evaluate(
        """() => { window.said = []; new MutationObserver(() => said.push(live.textContent))
            .observe(live, { childList: true }); }"""
    )
    for stroke in sample(5)["strokes"]:
        sheet.stroke([point[:2] for point in stroke["points"]])
        with sheet.page.expect_response(PREDICT):
            sheet.page.clock.run_for(100)
    expect(sheet.digit).to_have_text("5")
    sheet.page.clock.run_for(500)
    assert sheet.page.evaluate("said") == []
    sheet.page.clock.run_for(200)
    expect(sheet.page.locator("#live")).to_contain_text("I read 5.")
    assert len(sheet.page.evaluate("said")) == 1
