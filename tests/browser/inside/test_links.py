"""Links that somebody made up: what no drawing has is refused with a kind word, and at once."""

import base64
import json

import pytest
from pad_page import sample
from playwright.sync_api import expect

# Units of the format: see static/js/inside/share-link.js.
WIDTH, MIDDLE, TICK_MS = 60, 1023, 8
MINUTE = 60_000 // TICK_MS


def number(value):
    written = bytearray()
    while value > 127:
        written.append(value % 128 + 128)
        value //= 128
    return bytes([*written, value])


def drawing(*strokes, count=None):
    """Write strokes, each (width, has pressure, [(x, y, t) steps]), as a link has them."""
    written = number(len(strokes) if count is None else count)
    for width, has_pressure, points in strokes:
        written += number(len(points)) + number(width) + number(has_pressure)
        for at, (x, y, t) in enumerate(points):
            written += number(2 * x) + number(2 * y) + number(t)
            written += number(127) if has_pressure or at == 0 else b""
    return "v=1&view=steps&d=" + base64.urlsafe_b64encode(written).decode().rstrip("=")


def line(*times, width=WIDTH, has_pressure=0):
    """Go down from the middle, a little at each time."""
    first = (MIDDLE, 400, times[0])
    return width, has_pressure, [first, *((0, 300, t) for t in times[1:])]


DOT = (WIDTH, 0, [(MIDDLE, MIDDLE, 0)])
TOO_MUCH = {
    "a time step without end": drawing(line(0, 2**35 - 1)),
    "a time step of an hour": drawing(line(0, 60 * MINUTE)),
    "a first time step of an hour": drawing(line(60 * MINUTE, 1)),
    "a number of ten bytes": "v=1&d=" + "_____________w",
    "more strokes than come": drawing(count=400),
    "501 strokes": drawing(*[DOT] * 501),
    "2^34 points": "v=1&d=Af____8_PAA",
    "20,001 points": drawing((WIDTH, 0, [(0, 0, 0)] * 20_001)),
    "20,001 points in two strokes": drawing(*[(WIDTH, 0, [(0, 0, 0)] * n) for n in (20_000, 1)]),
    "a million characters": "v=1&d=" + "A" * 1_000_000,
    "far off the paper": drawing((WIDTH, 0, [(2**33, 0, 0)])),
    "far off the paper and back": drawing((WIDTH, 0, [(2**20, 0, 0), (0, 2**20, 0)])),
    "a pen as wide as the pad": drawing(line(0, 1, width=1000)),
    "a pen without width": drawing(line(0, 1, width=0)),
    "a pressure that is neither": drawing(line(0, 1, has_pressure=7)),
    "something that nests": "v=1&d=" + "[" * 10_000,
    "no numbers": "v=1&d=NaN&test=NaN&class=Infinity",
}


@pytest.fixture(scope="module")
def opened(browser, server_url):
    """A page with a drawing on it, for all links."""
    page = browser.new_page(base_url=server_url, locale="en-GB", reduced_motion="reduce")
    page.goto("/inside")
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    page.evaluate("fragment => { location.hash = fragment; }", drawing(line(0, 1, 1)))
    page.wait_for_function("() => JSON.parse(sessionStorage['trazo.drawing'] ?? '[]').length")
    yield page
    page.close()


def kept(page):
    return page.evaluate("() => sessionStorage['trazo.drawing']")


@pytest.mark.parametrize("fragment", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_no_drawing_has_is_refused_and_takes_nothing(opened, fragment):
    notice, before = opened.locator("#link-notice"), kept(opened)
    notice.evaluate("notice => { notice.hidden = true; }")
    opened.evaluate("hash => { location.hash = hash; }", fragment)
    expect(notice).to_contain_text("cannot be read")
    assert kept(opened) == before


def decoded(page, fragment):
    return page.evaluate(
        """async (fragment) => {
            const { readFragment } = await import("/static/js/inside/share-link.js");
            return readFragment(fragment).strokes;
        }""",
        fragment,
    )


def test_pauses_of_minutes_are_cut_to_two_seconds(opened):
    (stroke,) = decoded(opened, drawing(line(0, 1, 9 * MINUTE, 1)))
    assert [point["t"] for point in stroke["points"]] == [0, 8, 2008, 2016]


def test_the_largest_drawing_that_a_link_holds_is_read(opened):
    strokes = decoded(opened, drawing(*[(WIDTH, 0, [(0, 0, 0)] * 40)] * 500))
    assert [len(stroke["points"]) for stroke in strokes] == [40] * 500


FRAMES = """async ([strokes, frameMs]) => {
    const { SamplePlayer } = await import("/static/js/pad/samples.js");
    const { Drawing } = await import("/static/js/pad/strokes.js");
    const real = [performance.now.bind(performance), requestAnimationFrame];
    let [now, frames] = [0, 0];
    performance.now = () => now;
    globalThis.requestAnimationFrame = (next) => {
        now += frameMs;
        frames += 1;
        queueMicrotask(next);
    };
    const drawing = new Drawing();
    try {
        const shaped = strokes.map((times) => ({
            width: 0.06,
            points: times.map((t) => ({ x: 0.5, y: 0.5, pressure: 0.5, t })),
        }));
        await new SamplePlayer("", drawing).replay(shaped);
    } finally {
        performance.now = real[0];
        globalThis.requestAnimationFrame = real[1];
    }
    return [now, frames, drawing.strokes.map(({ points }) => points.length)];
}"""


@pytest.mark.parametrize(
    "strokes",
    [[[0, 3_600_000]], [[0, 60_000, 120_000]] * 20, [[0]] * 500, [[0, 8, 16]] * 500],
    ids=["an hour", "twenty times two minutes", "500 dots", "500 strokes"],
)
def test_a_replay_takes_at_most_ten_seconds(sheet, strokes):
    """By a clock of the test's own, of 20 ms a frame."""
    passed, _, drawn = sheet.page.evaluate(FRAMES, [strokes, 20])
    assert passed <= 10_000 + 20 * 2
    assert drawn == [len(times) for times in strokes]


def test_a_digit_is_drawn_again_at_the_speed_of_the_hand(sheet):
    times = [[point[3] for point in stroke["points"]] for stroke in sample(4)["strokes"]]
    whole = sum(stroke[-1] + 140 for stroke in times)
    passed, frames, drawn = sheet.page.evaluate(FRAMES, [times, 1])
    assert whole <= passed <= whole + 2
    assert frames == passed
    assert drawn == [len(stroke) for stroke in times]


ENCODE = """async (sizes) => {
    const { encodeStrokes, decodeStrokes } = await import("/static/js/inside/share-link.js");
    const strokes = sizes.map((size) => ({
        width: 0.06,
        points: Array.from({ length: size }, (_, at) => (
            { x: (at % 90) / 100, y: (at % 77) / 100, pressure: (at % 9) / 10, t: at * 1e6 }
        )),
    }));
    try {
        return decodeStrokes(encodeStrokes(strokes)).length;
    } catch (error) {
        return String(error.message);
    }
}"""


@pytest.mark.parametrize("sizes", [[1], [100_000], [3] * 500])
def test_what_is_written_can_be_read(opened, sizes):
    assert opened.evaluate(ENCODE, sizes) == len(sizes)


@pytest.mark.parametrize("sizes", [[1] * 501, [2_000_000]])
def test_what_could_not_be_read_is_not_written(opened, sizes):
    assert opened.evaluate(ENCODE, sizes) == "There is too much on the pad."


def test_a_drawing_too_large_for_a_link_is_told_so(open_sheet):
    dots = json.dumps([{"width": 0.06, "points": [[0.5, 0.5, 0.5, 0]]}] * 501)
    sheet = open_sheet("/inside", f"sessionStorage['trazo.drawing'] ??= '{dots}'")
    sheet.page.click("#tab-share")
    said = sheet.page.locator("#share-state")
    expect(said).to_contain_text("too much on the pad for a link")
    expect(sheet.page.locator("#share-link")).to_have_value("")
    sheet.page.click("#share-copy")
    expect(said).to_contain_text("too much on the pad for a link")
    sheet.page.click("[data-file=drawing-svg]")
    expect(said).to_have_text("Saved.")
