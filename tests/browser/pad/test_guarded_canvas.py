"""Browsers that hide who somebody is: their canvas does not give back what was drawn on it."""

import io

import numpy as np
import pytest
from guards import GUARDS
from pad_page import SAMPLES
from PIL import Image
from playwright.sync_api import expect
from rendered import drawn_by_the_trainer, posted

from webapp.reading.decoding import decode
from webapp.reading.preprocessing import to_mnist

NO_COMPRESSION = "delete globalThis.CompressionStream;"
NOTHING = ""


@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS.keys())
@pytest.mark.parametrize(("path", "digit"), [("/", 4), ("/inside", 7)])
def test_a_digit_is_read(open_sheet, guard, path, digit):
    sheet = open_sheet(path, init_script=guard)
    sheet.write(digit)
    sheet.expect_digit(digit)
    expect(sheet.answer).to_have_attribute("data-verdict", "digit")


@pytest.mark.parametrize("guard", ["white", "noise"])
def test_every_sample_is_drawn_as_the_trainer_draws_it(open_sheet, guard):
    """By the same measure as the canvas's own, and by what the network gets."""
    sheet = open_sheet(init_script=GUARDS[guard])
    plain = open_sheet()
    for index in range(len(SAMPLES)):
        page, trainer = decode(posted(sheet, index)), drawn_by_the_trainer(index)
        differing = np.abs(page.astype(int) - trainer) > 128
        assert differing.sum() < 0.02 * np.count_nonzero(trainer > 128)
        assert np.abs(to_mnist(page).astype(int) - to_mnist(trainer)).mean() < 4
        canvas = decode(posted(plain, index))
        assert np.abs(page.astype(int) - canvas).mean() < 0.5
        assert np.abs(to_mnist(page).astype(int) - to_mnist(canvas)).mean() < 2


def test_every_sample_is_read_as_before(open_sheet):
    sheet = open_sheet(init_script=GUARDS["white"], reduced_motion="reduce")
    for digit in range(10):
        sheet.page.keyboard.press(str(digit))
        sheet.expect_digit(digit)


@pytest.mark.parametrize("width", [3, 9.5, 30])
def test_dots_slants_curves_and_pressure_are_drawn_as_a_canvas_does(sheet, width):
    """Each pixel within a third of full ink, nearly all within a fifth: edges are soft."""
    differences = sheet.page.evaluate(
        """async (width) => {
            const { Coverage } = await import("/static/js/pad/coverage.js");
            const { drawStroke } = await import("/static/js/pad/ink.js");
            const lines = {
                dot: [[0.5, 0.5, 0.5]],
                edge: [[0.01, 0.5, 0.5], [0.01, 1.2, 0.5]],
                upright: [[0.5, 0.2, 0.5], [0.5, 0.8, 0.5]],
                slant: [[0.2, 0.3, 0.5], [0.8, 0.6, 0.5]],
                corner: [[0.2, 0.2, 0.5], [0.8, 0.2, 0.5], [0.2, 0.8, 0.5], [0.8, 0.8, 0.5]],
                back: [[0.2, 0.5, 0.5], [0.8, 0.5, 0.5], [0.3, 0.5, 0.5]],
                pressed: [[0.2, 0.2, 0.1], [0.4, 0.5, 0.4], [0.6, 0.4, 0.8], [0.8, 0.8, 1]],
                mixed: [[0.2, 0.2, 0.5], [0.4, 0.5, 0.5], [0.6, 0.4, 0.8], [0.8, 0.8, 0.5]],
            };
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 280;
            const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
            return Object.entries(lines).map(([name, line]) => {
                const points = line.map(([x, y, pressure]) => ({ x, y, pressure, t: 0 }));
                context.fillStyle = "#fff";
                context.fillRect(0, 0, 280, 280);
                context.fillStyle = context.strokeStyle = "#000";
                drawStroke(context, { width: 0.06, points }, 280, width);
                const { data } = context.getImageData(0, 0, 280, 280);
                const coverage = new Coverage(280);
                coverage.draw({ width: 0.06, points }, width);
                const off = [...coverage.grey].map((level, at) => Math.abs(level - data[4 * at]));
                const inked = coverage.grey.filter((level) => level < 255).length;
                return [name, Math.max(...off), off.filter((each) => each > 51).length / inked];
            });
        }""",
        width,
    )
    assert {
        name: [most, share] for name, most, share in differences if most > 128 or share > 0.05
    } == {}


def test_a_browser_that_neither_gives_back_nor_compresses_is_read(open_sheet):
    sheet = open_sheet(init_script=GUARDS["white"] + NO_COMPRESSION)
    png = posted(sheet, 4)
    Image.open(io.BytesIO(png)).verify()
    assert Image.open(io.BytesIO(png)).mode == "L"
    sheet.page.unroute_all()
    sheet.write(2)
    sheet.expect_digit(2)


def test_a_guard_that_comes_later_is_noticed(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    sheet.page.evaluate(f"() => {{ {GUARDS['white']} }}")
    sheet.clear.click()
    sheet.write(3)
    sheet.expect_digit(3)


def answers_inside(sheet):
    """What the page makes of a turned, shrunk, noisy drawing, and of a test digit so changed."""
    told = []
    for put_example in (False, True):
        if put_example:
            sheet.page.click("#tab-examples")
            sheet.page.locator("#prototypes .example").nth(3).click()
            sheet.page.click("#tab-play")
        else:
            sheet.page.click("#tab-play")
            sheet.write(7)
        for name, value in (("rotate", "10"), ("shrink", "80"), ("noise", "10")):
            with sheet.page.expect_response("**/api/explain*"):
                sheet.page.locator(f"#sliders input[name={name}]").fill(value)
        expect(sheet.answer).to_have_attribute("data-state", "idle")
        told.append(sheet.digit.inner_text())
        sheet.page.click("#play-reset")
    return told


def test_what_if_works_on_drawings_and_examples(open_sheet):
    plain = answers_inside(open_sheet("/inside"))
    assert plain[0] == "7"
    assert answers_inside(open_sheet("/inside", init_script=GUARDS["white"])) == plain


@pytest.mark.parametrize("example", [False, True], ids=["drawing", "example"])
def test_the_downloaded_picture_is_the_drawing(open_sheet, example):
    pictures = []
    for guard in (NOTHING, GUARDS["white"]):
        sheet = open_sheet("/inside", init_script=guard)
        if example:
            sheet.page.click("#tab-examples")
            sheet.page.locator("#prototypes .example").nth(3).click()
        else:
            sheet.write(5)
        sheet.page.click("#tab-share")
        with sheet.page.expect_download() as download:
            sheet.page.click("[data-file=drawing-png]")
        with Image.open(download.value.path()) as picture:
            pictures.append(np.asarray(picture.convert("L")).astype(int))
    assert pictures[0].shape == (1120, 1120)
    assert pictures[0].min() < 50
    assert np.abs(pictures[0] - pictures[1]).mean() < 0.5


@pytest.mark.parametrize("guard", ["white", "noise", "forbidden"])
def test_samples_of_pictures_are_classified_as_they_are(open_sheet, guard):
    said = []
    for script in (NOTHING, GUARDS[guard]):
        sheet = open_sheet("/pictures", init_script=script)
        with sheet.page.expect_response("**/api/classify*") as answer:
            sheet.page.locator(".sample").first.click()
        said.append(answer.value.json()["label"])
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("locale", "said"), [("en-GB", "does not let me shrink it"), ("es-ES", "no me deja reducirla")]
)
def test_a_picture_that_cannot_be_shrunk_is_not_sent_and_that_is_said(open_sheet, locale, said):
    sheet = open_sheet("/pictures", init_script=GUARDS["white"], locale=locale)
    sent = []
    sheet.page.on(
        "request", lambda request: sent.append(request) if "/api/" in request.url else None
    )
    file = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(file, "PNG")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": file.getvalue()}
    sheet.page.locator("#file").set_input_files(picture)
    expect(sheet.page.locator(".headline")).to_contain_text(said)
    assert sent == []
