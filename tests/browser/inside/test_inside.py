"""Looking inside: what the page shows of every layer is what the network does."""

import base64
import io
import re
from pathlib import Path

import numpy as np
import pytest
from pad_page import PHONE, sample
from PIL import Image
from playwright.sync_api import expect

WATCHED = ("/api/explain", "/api/predict")


@pytest.fixture
def inside(open_sheet):
    """Open the page with a drawn 4, and wait for its answer; `view` names the tab."""

    def open_view(view="steps", path="/inside", digit=4, **options):
        sheet = open_sheet(path, **options)
        sheet.explanations = []
        sheet.page.on("response", lambda answer: keep(sheet, answer))
        if view != "steps":
            sheet.page.click(f"#tab-{view}")
        if digit is not None:
            sheet.write(digit)
            sheet.expect_digit(digit)
            # Of a server that is slow the page itself has told the digit, and nothing else yet.
            expect(sheet.answer).to_have_attribute("data-source", "server")
        return sheet

    return open_view


def keep(sheet, answer):
    if "/api/explain" in answer.url:
        sheet.explanations.append(answer)


def canvas(sheet, kind, number=0):
    return sheet.page.locator(f'[data-kind="{kind}"] canvas').nth(number)


def point_at(sheet, locator, x, y):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    sheet.page.mouse.move(box["x"] + x, box["y"] + y)


def inked(locator):
    """The number of different colours in a picture: a blank one has one."""
    return locator.evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )


def test_the_drawing_comes_along_from_the_pad(open_sheet):
    sheet = open_sheet()
    sheet.write(7)
    sheet.expect_digit(7)
    sheet.page.click("text=Look inside")
    sheet.wait_until_ready()
    sheet.expect_digit(7)


def test_the_steps_show_what_becomes_of_the_drawing(inside):
    sheet = inside()
    for step in ("drawing", "crop", "box", "final"):
        assert inked(sheet.page.locator(f"#step-{step}")) > 1, step
    told = sheet.explanations[-1].json()
    left, _, right, _ = told["steps"]["box"]
    expect(sheet.page.locator("#step-crop-text")).to_contain_text(str(right - left))
    pixels = np.frombuffer(base64.b64decode(told["input"]), np.uint8).reshape(28, 28)
    row, column = np.argwhere(pixels == 255)[0]
    final = sheet.page.locator("#step-final")
    unit = final.bounding_box()["width"] / 28
    point_at(sheet, final, (column + 0.5) * unit, (row + 0.5) * unit)
    expect(sheet.page.locator("#step-final-value")).to_have_text(f"Row {row}, column {column}: 255")


def test_without_the_steps_the_answer_is_another(inside):
    sheet = inside(digit=None)
    sheet.write(7, scale=0.3, left=0.65, top=0.65)
    sheet.expect_digit(7)
    sheet.page.check("#plain")
    compared = sheet.page.locator("#plain-text")
    expect(compared).to_contain_text("With the steps: 7")
    assert sheet.explanations[-1].json()["preprocessing"] == "plain"
    sheet.page.uncheck("#plain")
    sheet.expect_digit(7)
    expect(compared).not_to_contain_text("With the steps")


def test_every_layer_of_lenet_is_there_and_changes_with_the_pen(inside):
    sheet = inside("layers")
    heads = sheet.page.locator(".strip-head")
    sizes = ["28 × 28", "6 maps of 24 × 24", "6 maps of 12 × 12", "16 maps of 8 × 8"]
    sizes += ["16 maps of 4 × 4", "120 units", "84 units", "10 units", "10 units"]
    expect(heads).to_have_count(len(sizes))
    for number, size in enumerate(sizes):
        expect(heads.nth(number)).to_contain_text(size)
    maps = canvas(sheet, "Conv2D", 1)
    before = maps.screenshot()
    sheet.clear.click()
    sheet.write(0)
    sheet.expect_digit(0)
    assert maps.screenshot() != before


def test_every_layer_of_lenet_is_seen_at_once_on_a_laptop(inside):
    sheet = inside("layers")
    boxes = [strip.bounding_box() for strip in sheet.page.locator(".strip").all()]
    assert max(box["y"] + box["height"] for box in boxes) <= 768
    # The picture stands beside the maps that are made of it, all of them in one row.
    assert boxes[0]["y"] == boxes[1]["y"]
    picture, maps = canvas(sheet, "Input").bounding_box(), canvas(sheet, "Conv2D").bounding_box()
    assert maps["height"] == picture["height"]
    assert maps["x"] + maps["width"] <= boxes[2]["x"] + boxes[2]["width"] + 6


def test_the_layers_of_a_cleared_pad_say_that_there_is_nothing_yet(inside):
    sheet = inside("layers")
    ends = sheet.page.locator(".strongest")
    expect(ends.last).to_have_text("")
    sheet.clear.click()
    expect(ends.last).to_have_text("Nothing yet: draw a digit.")
    expect(ends.nth(3)).to_have_text("")


def test_one_request_at_a_time_while_the_pen_moves(open_sheet):
    sheet = open_sheet("/inside")
    under_way, most = set(), []
    sheet.page.on("request", lambda r: watch(under_way, most, r))
    sheet.page.on("requestfinished", lambda r: under_way.discard(r))
    sheet.page.click("#tab-layers")
    sheet.write(8)
    sheet.expect_digit(8)
    assert max(most) == 1


def watch(under_way, most, request):
    if any(part in request.url for part in WATCHED):
        under_way.add(request)
        most.append(len(under_way))


def test_a_unit_tells_its_patch_and_its_sum(inside):
    sheet = inside("layers")
    with sheet.page.expect_response("**/weights*"):
        sheet.page.reload()
        sheet.wait_until_ready()
        sheet.page.click("#tab-layers")
    conv = canvas(sheet, "Conv2D")
    point_at(sheet, conv, 30, 30)
    title = sheet.page.locator("#unit-title")
    expect(title).to_contain_text("Convolution 1, map 0 (of 0–5), row 12, column 12")
    expect(sheet.page.locator("#unit-field-text")).to_have_text(
        "It looks at rows 12 to 16, columns 12 to 16."
    )
    products = [float(text.replace("−", "-")) for text in texts(sheet, ".products b")]
    assert len(products) == 25
    *_, the_sum, value = [float(t.replace("−", "-")) for t in texts(sheet, ".terms .product")]
    bias = float(texts(sheet, ".terms .product")[1].replace("−", "-"))
    assert the_sum == pytest.approx(sum(products) + bias, abs=0.005 * 27)
    assert value == max(0, the_sum)
    shown = float(title.text_content().rsplit(" ", 1)[1])
    assert shown == pytest.approx(value, abs=0.02)


def texts(sheet, selector):
    return sheet.page.locator(selector).all_text_contents()


def test_a_pinned_dense_unit_lists_every_term(inside):
    sheet = inside("layers")
    dense = canvas(sheet, "Dense", 1)
    dense.scroll_into_view_if_needed()
    expect(sheet.page.locator(".path-lines path").first).to_be_attached()  # the weights are there
    dense.click(position={"x": 4, "y": 4})
    sheet.page.mouse.move(5, 5)
    expect(sheet.page.locator("#unit-title")).to_contain_text("Dense 2, unit 0 (of 0–83)")
    expect(sheet.page.locator("#unit-field-text")).to_have_text("It looks at the whole picture.")
    assert sheet.page.locator(".terms th").count() > 20


def test_units_are_reached_by_keyboard_and_told_to_screen_readers(inside):
    sheet = inside("layers")
    pool = canvas(sheet, "MaxPooling2D")
    sheet.page.keyboard.press("Tab")
    pool.focus()
    title = sheet.page.locator("#unit-title")
    expect(title).to_contain_text("Pooling 1, map")
    strongest = sheet.page.locator('.strip[data-kind="MaxPooling2D"] .strongest').first
    assert title.text_content().split(": ")[-1] == strongest.text_content().split()[-1]
    there, row = map(int, re.search(r"map (\d+) .* row (\d+)", title.text_content()).groups())
    sheet.page.keyboard.press("ArrowDown")
    expect(title).to_contain_text(f"Pooling 1, map {there} (of 0–5), row {row + 1}, column")
    sheet.page.keyboard.press("Shift+ArrowRight")
    live = sheet.page.locator("#live")
    expect(live).to_contain_text(f"Pooling 1, map {there + 1} (of 0–5), row {row + 1}, column")


def test_the_strongest_paths_end_at_the_winner(inside):
    sheet = inside("layers")
    lines = sheet.page.locator(".path-lines path")
    expect(sheet.page.locator("#path-sentence")).to_contain_text("Strongest path to 4: Conv")
    assert lines.count() >= 8
    sheet.page.uncheck("#paths")
    expect(lines).to_have_count(0)


def test_another_network_has_other_layers_or_other_values(inside):
    sheet = inside("layers")
    before = canvas(sheet, "Conv2D").screenshot()
    sheet.page.select_option("#network", "lenet-tutorial")
    sheet.settle()
    sheet.page.wait_for_function(
        "() => document.querySelector('#path-sentence').textContent !== ''"
    )
    assert canvas(sheet, "Conv2D").screenshot() != before


def test_the_views_are_tabs(inside):
    sheet = inside(digit=None)
    sheet.page.focus("#tab-steps")
    sheet.page.keyboard.press("ArrowRight")
    expect(sheet.page.locator("#tab-layers")).to_have_attribute("aria-selected", "true")
    expect(sheet.page.locator("#view-layers")).to_be_visible()
    expect(sheet.page.locator("#view-steps")).to_be_hidden()


def test_the_view_outlives_a_reload_and_another_language(inside):
    sheet = inside("layers")
    assert sheet.page.url.endswith("/inside?view=layers")
    sheet.page.reload()
    expect(sheet.page.locator("#view-layers")).to_be_visible()
    sheet.page.get_by_role("link", name="Español").click()
    expect(sheet.page.locator("html")).to_have_attribute("lang", "es")
    expect(sheet.page.locator("#view-layers")).to_be_visible()
    sheet.expect_digit(4)


def test_a_view_does_not_announce_the_answer_again(inside):
    sheet = inside()
    live = sheet.page.locator("#live")
    expect(live).to_contain_text("I read 4.")
    sheet.let_pass(700)  # the announcer waits for 600 ms
    live.evaluate("live => { live.textContent = ''; }")
    sheet.page.click("#tab-layers")
    sheet.settle()
    sheet.let_pass(700)
    expect(live).to_have_text("")


def test_inside_fits_a_phone(inside):
    sheet = inside("layers", viewport=PHONE, has_touch=True, is_mobile=True)
    width = sheet.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    canvas(sheet, "Conv2D").tap(position={"x": 20, "y": 20})
    title = sheet.page.locator("#unit-title")
    expect(title).to_contain_text("Convolution 1, map 0 (of 0–5)")
    expect(title).to_be_in_viewport()


def colours_of(locator):
    """How many pixels of a picture are reddish and how many bluish."""
    return locator.evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            let [red, blue] = [0, 0];
            for (let i = 0; i < data.length; i += 4) {
                red += data[i] > data[i + 2] + 60;
                blue += data[i + 2] > data[i] + 60;
            }
            return [red, blue];
        }"""
    )


@pytest.mark.parametrize("way", ["occlusion", "gradient"])
def test_red_ink_speaks_for_the_answer_and_blue_against_another(inside, way):
    sheet = inside("pixels")
    sheet.page.locator(f"[value={way}]").check()
    sheet.settle()
    expect(sheet.page.locator("#saliency-title")).to_contain_text("Why a 4, and not a ")
    red, blue = colours_of(sheet.page.locator("#saliency"))
    assert red > 2 * blue
    against_the_answer = blue / (red + blue)
    sheet.page.locator("[name=class][value='0']").check()
    sheet.settle()
    expect(sheet.page.locator("#saliency-title")).to_have_text("Why not a 0, but a 4?")
    red, blue = colours_of(sheet.page.locator("#saliency"))
    assert blue / (red + blue) > against_the_answer + 0.2
    sum_of = "the 4 is .* times as likely as the 0" if way == "gradient" else "do not add up"
    expect(sheet.page.locator("#saliency-text")).to_contain_text(re.compile(sum_of))
    assert sheet.explanations[-1].json()["saliency"]["way"] == way


def test_pixels_that_mattered_are_read_by_keyboard(inside):
    sheet = inside("pixels")
    sheet.page.locator("[name=class][value='']").focus()
    sheet.page.keyboard.press("Tab")
    expect(sheet.page.locator("#saliency")).to_be_focused()
    sheet.page.keyboard.press("ArrowUp")
    expect(sheet.page.locator("#live")).to_contain_text("Row 13, column 14")


def slide(sheet, name, value):
    """Drag a slider's thumb to a value with the mouse."""
    slider = sheet.page.locator(f"input[name={name}]")
    box = slider.bounding_box()
    low, high, now = (float(slider.evaluate(f"it => it.{key}")) for key in ("min", "max", "value"))
    thumb = 16

    def place(number):
        share = (number - low) / (high - low)
        return box["x"] + thumb / 2 + share * (box["width"] - thumb)

    middle = box["y"] + box["height"] / 2
    sheet.page.mouse.move(place(now), middle)
    sheet.page.mouse.down()
    sheet.page.mouse.move(place((now + value) / 2), middle)
    sheet.page.mouse.move(place(value), middle)
    sheet.page.mouse.up()


def test_a_slider_changes_the_answer_and_draws_its_curve(inside):
    sheet = inside("play")
    expect(sheet.page.locator(".curve-dot")).to_have_count(15)
    slide(sheet, "rotate", 90)
    expect(sheet.digit).not_to_have_text("4")
    note = sheet.page.locator("#changed-note")
    expect(note).to_have_text("This is the answer to the changed drawing.")
    expect(sheet.page.locator("#curve-title")).to_contain_text("Confidence in 4 as you turn it")
    rows = sheet.page.locator("#curve-table tr")
    expect(rows).to_have_count(16)
    sheet.page.locator("#play-reset").click()
    sheet.expect_digit(4)
    expect(note).to_be_hidden()
    slide(sheet, "noise", 60)
    expect(sheet.page.locator("#curve-title")).to_contain_text("as noise is added")
    sheet.page.click("#tab-steps")
    sheet.expect_digit(4)  # elsewhere the drawing is as it was drawn
    expect(note).to_be_hidden()


def test_the_curve_is_one_request(inside):
    sheet = inside("play", digit=None)
    series = []
    sheet.page.on("request", lambda r: series.append(r) if "/api/series" in r.url else None)
    sheet.write(3)
    sheet.expect_digit(3)
    expect(sheet.page.locator(".curve-dot")).to_have_count(15)
    assert len(series) == 1


def examples(sheet, of):
    buttons = sheet.page.locator(f"#{of} button")
    expect(buttons.first).to_be_visible()
    return buttons


def expect_first(sheet, digit):
    """The longest bar, whether or not the network finds the picture worth a digit's name."""
    expect(sheet.page.locator(".is-top .bar-digit")).to_have_text(str(digit))


def test_ideal_digits_are_read_as_what_they_are(inside):
    sheet = inside("examples", digit=None)
    expect(examples(sheet, "prototypes")).to_have_count(10)
    examples(sheet, "prototypes").nth(3).click()
    expect_first(sheet, 3)


def test_a_test_digit_fools_the_network_and_the_control_does_not(inside):
    sheet = inside("examples")
    wrong = examples(sheet, "wrong").nth(2)
    true, read = wrong.text_content().split(" → ")
    assert true != read
    wrong.click()
    expect_first(sheet, read)
    assert sheet.ink() == 0, "the drawing has made room"
    expect(sheet.page.locator(".pad-image")).to_be_visible()
    examples(sheet, "right").nth(8).click()
    expect_first(sheet, 8)
    sheet.undo.click()  # the drawing comes back
    sheet.expect_digit(4)
    expect(sheet.page.locator(".pad-image")).to_be_hidden()


def test_a_test_digit_is_cleared_like_a_drawing(inside):
    sheet = inside("examples", digit=None)
    examples(sheet, "wrong").first.focus()
    sheet.page.keyboard.press("ArrowRight")
    sheet.page.keyboard.press("Enter")
    expect(sheet.page.locator(".pad-image")).to_be_visible()
    expect(sheet.answer).not_to_have_attribute("data-verdict", "empty")
    sheet.clear.click()
    sheet.expect_empty()


def points_of(strokes):
    return np.concatenate([np.array(stroke["points"])[:, :2] for stroke in strokes])


def test_a_link_draws_the_same_strokes_elsewhere(inside, open_sheet):
    sheet = inside("share")
    sheet.page.select_option("#share-view", "pixels")
    link = sheet.page.locator("#share-link").input_value()
    assert len(link) < 2000
    other = open_sheet(link.removeprefix(sheet.page.url.split("/inside")[0]))
    other.expect_digit(4)
    expect(other.page.locator("#tab-pixels")).to_have_attribute("aria-selected", "true")
    assert "#" not in other.page.url, "a reload must not replace what is drawn since"
    expect(other.page.locator("#view-pixels")).to_be_visible()
    other.page.wait_for_function(
        "count => (JSON.parse(sessionStorage.getItem('trazo.drawing') ?? '[]')).length === count",
        arg=len(sheet.strokes()),
    )
    drawn, replayed = points_of(sheet.strokes()), points_of(other.strokes())
    assert drawn.shape == replayed.shape
    assert np.abs(drawn - replayed).max() < 0.001


DAMAGED = ("v=1&d=", "v=1&d=A", "v=1&d=!!!", "v=9&d=AQ", "v=1&d=_____w", "v=1&view=no&d=AQEUAA")


def test_a_damaged_link_shows_a_notice_and_keeps_the_drawing(open_sheet):
    sheet = open_sheet("/inside")
    sheet.write(1)
    sheet.expect_digit(1)
    notice = sheet.page.locator("#link-notice")
    for fragment in DAMAGED:
        notice.evaluate("notice => { notice.hidden = true; }")
        sheet.page.evaluate("hash => { location.hash = hash; }", fragment)
        expect(notice).to_contain_text("cannot be read")
    sheet.expect_digit(1)
    assert len(sheet.strokes()) == len(sample(1)["strokes"])


def test_a_link_with_the_former_name_of_a_view_opens_it(open_sheet):
    sheet = open_sheet("/inside#v=1&view=ideals&model=lenet")
    expect(sheet.page.locator("#tab-examples")).to_have_attribute("aria-selected", "true")


def test_no_fragment_of_another_kind_is_complained_about(open_sheet):
    sheet = open_sheet("/inside#section")
    expect(sheet.page.locator("#link-notice")).to_be_hidden()


def test_the_link_is_copied(inside):
    sheet = inside("share", permissions=["clipboard-read", "clipboard-write"])
    sheet.page.click("#share-copy")
    expect(sheet.page.locator("#share-state")).to_have_text("Copied.")
    copied = sheet.page.evaluate("navigator.clipboard.readText()")
    assert copied == sheet.page.locator("#share-link").input_value()


def downloaded(sheet, file):
    with sheet.page.expect_download() as waiting:
        sheet.page.click(f"[data-file={file}]")
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def test_downloads_are_the_drawing_and_what_the_network_got(inside):
    sheet = inside("share")
    pixels = np.frombuffer(base64.b64decode(sheet.explanations[-1].json()["input"]), np.uint8)
    pixels = pixels.reshape(28, 28)
    name, csv = downloaded(sheet, "input-csv")
    assert name == "trazo-28x28.csv"
    read = np.loadtxt(io.StringIO(csv.decode()), delimiter=",")
    assert np.array_equal(read, pixels)
    name, png = downloaded(sheet, "input-png")
    assert name == "trazo-28x28.png"
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png))), pixels)
    name, svg = downloaded(sheet, "drawing-svg")
    assert name == "trazo-drawing.svg"
    assert svg.count(b"<path") == len(sheet.strokes())
    name, png = downloaded(sheet, "drawing-png")
    assert name == "trazo-drawing.png"
    ink = 1 - np.asarray(Image.open(io.BytesIO(png)).convert("L")) / 255
    assert 0.01 < ink.mean() < 0.3


def test_nothing_is_downloaded_of_an_empty_pad(inside):
    sheet = inside("share", digit=None)
    sheet.page.click("[data-file=input-csv]")
    expect(sheet.page.locator("#share-state")).to_contain_text("nothing on the pad yet")


def test_what_the_server_tells_late_is_shown_all_the_same(open_sheet):
    """The page itself says which digit it is; of steps and layers only the server tells."""
    sheet = open_sheet("/inside")
    late = []
    sheet.page.route(
        "**/api/explain*", lambda route: route.fallback() if late else late.append(route)
    )
    sheet.stroke([(0.3, 0.3), (0.7, 0.3), (0.45, 0.8)])
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.page.locator("#step-crop-text")).to_be_empty()
    late[0].continue_()
    expect(sheet.page.locator("#step-crop-text")).not_to_be_empty()
    expect(sheet.answer).to_have_attribute("data-source", "server")
    expect(sheet.digit).to_have_text("7")
