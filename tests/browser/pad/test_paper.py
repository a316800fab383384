"""The pad takes a picture as its paper: by every way, from any camera, undone like a stroke."""

import base64
import io

import numpy as np
import pytest
from given_pictures import digit_picture, saved, turned_photograph
from guards import GUARDS
from pad_page import LAPTOP, PHONE, PREDICT, prediction, sample
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from webapp.reading.decoding import decode

SMALL, PROJECTOR = {"width": 360, "height": 640}, {"width": 1920, "height": 1080}
WAYS = ["paste", "drop"]
GIVE = """([kind, base64, type]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "given", { type }));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  return event.defaultPrevented;
}"""


def give(sheet, path, kind="paste", type_="image/png"):
    content = base64.b64encode(path.read_bytes()).decode()
    return sheet.page.evaluate(GIVE, [kind, content, type_])


def choose(sheet, path):
    sheet.page.locator("#picture").set_input_files(path)


def has_picture(sheet):
    return expect(sheet.page.locator(".ground"))


def kept(sheet):
    """Return how many characters the page keeps for a reload."""
    return sheet.page.evaluate("Object.values({ ...sessionStorage }).join('').length")


@pytest.fixture
def seven(tmp_path):
    return saved(digit_picture(7), tmp_path / "seven.png")


@pytest.mark.parametrize("digit", [0, 2, 3, 4, 5, 7, 9])
def test_a_chosen_picture_is_read(sheet, tmp_path, digit):
    choose(sheet, saved(digit_picture(digit, (900, 600)), tmp_path / "digit.jpg"))
    sheet.expect_digit(digit)
    has_picture(sheet).to_be_visible()
    expect(sheet.page.locator("#hint")).to_be_hidden()


@pytest.mark.parametrize("kind", WAYS)
def test_a_pasted_or_dropped_picture_is_read(sheet, seven, kind):
    give(sheet, seven, kind)
    sheet.expect_digit(7)


def test_a_picture_on_the_real_clipboard_is_pasted(open_sheet, seven, server_url):
    sheet = open_sheet()
    sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server_url)
    sheet.page.evaluate(
        """async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const blob = new Blob([bytes], { type: "image/png" });
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        }""",
        base64.b64encode(seven.read_bytes()).decode(),
    )
    sheet.page.keyboard.press("Control+V")
    sheet.expect_digit(7)


@pytest.mark.parametrize("where", ["#pad", ".footer", ".wordmark"])
def test_a_real_drop_is_read_wherever_it_falls_and_the_page_stays(sheet, seven, where):
    box = sheet.page.locator(where).bounding_box()
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(seven)], "dragOperationsMask": 1}
    devtools = sheet.page.context.new_cdp_session(sheet.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "data": data, **place})
        if kind == "dragOver":
            expect(sheet.page.locator(".paper.is-over")).to_be_visible()
    sheet.expect_digit(7)
    expect(sheet.page.locator(".paper.is-over")).to_have_count(0)
    assert sheet.page.url.endswith("/")


@pytest.mark.parametrize("kind", ["dragover", "drop"])
@pytest.mark.parametrize("type_", ["text/uri-list", "text/plain"])
def test_what_is_no_file_leaves_the_page_where_it_is(sheet, kind, type_):
    prevented = sheet.page.evaluate(
        """([kind, type]) => {
          const data = new DataTransfer();
          data.setData(type, "https://elsewhere.example/");
          const about = { dataTransfer: data, bubbles: true, cancelable: true };
          const event = new DragEvent(kind, about);
          document.querySelector("footer").dispatchEvent(event);
          return event.defaultPrevented;
        }""",
        [kind, type_],
    )
    assert prevented
    sheet.expect_empty()


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((245, 245, 240), (30, 60, 45)),  # chalk
        ((250, 210, 60), (30, 60, 45)),  # yellow chalk
        ((30, 60, 160), (252, 250, 240)),  # a ballpoint
        ((250, 230, 40), (255, 255, 255)),  # a highlighter: hardly there in a plain grey
        ((200, 40, 40), (215, 225, 240)),
        ((110, 110, 112), (190, 188, 182)),  # a pencil in the evening
    ],
)
@pytest.mark.parametrize("size", [(400, 400), (800, 500), (500, 800)])
def test_any_ink_on_any_paper_is_read(sheet, tmp_path, ink, paper, size):
    choose(sheet, saved(digit_picture(4, size, ink, paper), tmp_path / "four.png"))
    sheet.expect_digit(4)


@pytest.mark.parametrize("ink", [(0, 0, 0, 255), (255, 255, 255, 255), (250, 240, 180, 255)])
def test_a_transparent_picture_is_read(sheet, tmp_path, ink):
    image = digit_picture(4, (600, 400), ink, (0, 0, 0, 0), "RGBA")
    choose(sheet, saved(image, tmp_path / "sticker.png"))
    sheet.expect_digit(4)


def test_a_photograph_is_turned_as_its_camera_says_and_made_small(sheet, tmp_path):
    choose(sheet, turned_photograph(7, tmp_path / "photo.jpg"))
    sheet.expect_digit(7)
    assert kept(sheet) < 400_000


def watch(sheet):
    """Return the list that every picture that is posted from now on is added to."""
    pictures = []

    def pass_on(route):
        pictures.append(route.request.post_data_buffer)
        route.continue_()

    sheet.page.route(PREDICT, pass_on)
    return pictures


def test_what_is_posted_is_a_grey_png_without_a_frame(sheet, tmp_path):
    """A picture twice as wide as high, its light falling off: no step where it ends."""
    image = np.asarray(digit_picture(7, (800, 400), paper=(230, 228, 220))).astype(float)
    light = np.linspace(1.0, 0.75, 800)[None, :, None] * np.linspace(1.0, 0.9, 400)[:, None, None]
    path = saved(Image.fromarray((image * light).astype(np.uint8)), tmp_path / "photo.png")
    pictures = watch(sheet)
    choose(sheet, path)
    expect(sheet.answer).not_to_have_attribute("data-verdict", "empty")
    png = Image.open(io.BytesIO(pictures[-1]))
    assert (png.mode, png.size) == ("L", (280, 280))
    levels = np.asarray(png).astype(int)
    for edge in (70, 210):  # of the picture, which is 140 high here
        steps = np.abs(levels[edge + 2] - levels[edge - 2])
        assert np.percentile(steps, 95) <= 8


@pytest.mark.parametrize("digit", [0, 2, 3, 4, 5, 7, 9])
@pytest.mark.parametrize("size", [(800, 500), (500, 800)])
def test_squared_paper_in_uneven_light_is_read(sheet, tmp_path, digit, size):
    image = np.asarray(digit_picture(digit, size, (40, 60, 150), (225, 222, 210))).astype(float)
    image[::40] *= 0.8
    image[:, ::40] *= 0.8
    image *= np.linspace(1.0, 0.75, size[0])[None, :, None]
    image *= np.linspace(1.0, 0.9, size[1])[:, None, None]
    choose(sheet, saved(Image.fromarray(image.astype(np.uint8)), tmp_path / "squared.jpg"))
    sheet.expect_digit(digit)


def test_strokes_are_drawn_on_the_picture_and_read_with_it(sheet, tmp_path):
    """On a sheet with nothing on it, and on a 1 that becomes a 4 by hand."""
    blank = digit_picture(1, ink=(250, 249, 245))
    choose(sheet, saved(blank, tmp_path / "paper.png"))
    expect(sheet.answer).to_have_attribute("data-state", "refused")
    sheet.write(7)
    sheet.expect_digit(7)
    one = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(one).line([(250, 60), (250, 340)], fill=(20, 20, 20), width=24)
    choose(sheet, saved(one, tmp_path / "one.png"))
    sheet.expect_digit(1)
    sheet.stroke([(0.6, 0.17), (0.5, 0.3), (0.4, 0.45), (0.3, 0.6), (0.5, 0.6), (0.8, 0.6)])
    sheet.expect_digit(4)


@pytest.mark.parametrize("paper", [(250, 249, 245), (30, 60, 45)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_on_a_picture_is_seen_and_sent(open_sheet, tmp_path, paper, scheme):
    sheet = open_sheet(color_scheme=scheme)
    choose(sheet, saved(digit_picture(1, ink=paper, paper=paper), tmp_path / "paper.png"))
    has_picture(sheet).to_be_visible()
    pictures = watch(sheet)
    sheet.write(7)
    sheet.expect_digit(7)
    seen = np.asarray(
        Image.open(io.BytesIO(sheet.page.locator(".paper").screenshot())).convert("L")
    )
    assert abs(int(seen.max()) - int(seen.min())) > 120
    assert np.count_nonzero(decode(pictures[-1]) > 90) > 1000


def test_undo_and_redo_take_the_picture_as_one_step(sheet, seven):
    sheet.write(4)
    sheet.expect_digit(4)
    before = sheet.strokes()
    give(sheet, seven)
    sheet.expect_digit(7)
    assert sheet.strokes() == []
    sheet.stroke([(0.1, 0.9), (0.2, 0.9), (0.3, 0.9)])
    sheet.undo.click()
    has_picture(sheet).to_be_visible()
    sheet.expect_digit(7)
    sheet.undo.click()
    has_picture(sheet).to_be_hidden()
    assert sheet.strokes() == before
    sheet.expect_digit(4)
    sheet.redo.click()
    has_picture(sheet).to_be_visible()
    sheet.expect_digit(7)


@pytest.mark.parametrize("way", ["button", "Escape", "Delete"])
def test_it_is_cleared_like_a_drawing(sheet, seven, way):
    give(sheet, seven)
    sheet.expect_digit(7)
    if way == "button":
        sheet.clear.click()
    else:
        sheet.pad.focus()
        sheet.page.keyboard.press(way)
    sheet.expect_empty()
    has_picture(sheet).to_be_hidden()
    sheet.page.keyboard.press("Control+Z")
    sheet.expect_digit(7)


def test_it_outlives_a_reload_with_its_history(sheet, seven):
    give(sheet, seven)
    sheet.expect_digit(7)
    sheet.stroke([(0.1, 0.9), (0.2, 0.9), (0.3, 0.9)])
    sheet.page.reload()
    sheet.wait_until_ready()
    has_picture(sheet).to_be_visible()
    assert len(sheet.strokes()) == 1
    sheet.undo.click()
    sheet.expect_digit(7)
    has_picture(sheet).to_be_visible()
    sheet.undo.click()
    sheet.expect_empty()
    has_picture(sheet).to_be_hidden()
    sheet.redo.click()
    sheet.expect_digit(7)


def test_it_outlives_a_language_and_another_page(sheet, seven):
    give(sheet, seven)
    sheet.expect_digit(7)
    sheet.page.get_by_role("link", name="Español").click()
    sheet.wait_until_ready()
    expect(sheet.headline).to_have_text("Es un 7.")
    sheet.page.goto("/inside")
    sheet.wait_until_ready()
    sheet.expect_digit(7)
    has_picture(sheet).to_be_visible()


def test_a_turned_phone_keeps_it(phone, seven):
    choose(phone, seven)
    phone.expect_digit(7)
    for viewport in ({"width": PHONE["height"], "height": PHONE["width"]}, PHONE):
        phone.page.set_viewport_size(viewport)
        paper, ground = (phone.page.locator(name).bounding_box() for name in (".paper", ".ground"))
        assert ground == paper
    phone.expect_digit(7)


def test_a_storage_that_is_full_keeps_the_strokes(open_sheet, seven):
    sheet = open_sheet(
        init_script="""const put = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          if (value.length > 5000) throw new DOMException("full", "QuotaExceededError");
          put.call(this, key, value);
        };"""
    )
    give(sheet, seven)
    sheet.expect_digit(7)
    sheet.write(1)
    sheet.page.reload()
    sheet.wait_until_ready()
    assert len(sheet.strokes()) == 1
    sheet.expect_digit(1)


def test_only_as_many_are_kept_as_fit(sheet, tmp_path):
    rng = np.random.default_rng(0)
    for number in range(9):
        noise = rng.integers(0, 256, (560, 560, 3), dtype=np.uint8)
        choose(sheet, saved(Image.fromarray(noise), tmp_path / f"{number}.png"))
        expect(sheet.page.locator(".ground")).to_be_visible()
        sheet.page.wait_for_function(
            "(count) => JSON.parse(sessionStorage.getItem('trazo.grounds')).past.length === count",
            arg=number + 1,
        )
    assert kept(sheet) < 1_600_000
    sheet.page.reload()
    sheet.wait_until_ready()
    has_picture(sheet).to_be_visible()


def test_what_is_no_picture_is_said_so_and_loses_nothing(sheet, tmp_path):
    sheet.write(7)
    sheet.expect_digit(7)
    before = sheet.strokes()
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n no picture")
    choose(sheet, broken)
    expect(sheet.headline).to_have_text("I cannot read this picture.")
    expect(sheet.page.locator("#live")).to_contain_text("I cannot read this picture.")
    assert sheet.strokes() == before
    expect(sheet.digit).to_have_text("7")
    note = tmp_path / "note.txt"
    note.write_text("seven")
    give(sheet, note, "drop", "text/plain")
    expect(sheet.headline).to_have_text("I cannot read this picture.")
    sheet.stroke([(0.1, 0.1), (0.12, 0.12), (0.14, 0.14)])
    expect(sheet.headline).not_to_have_text("I cannot read this picture.")


def test_an_answer_under_way_does_not_hide_what_is_wrong_with_a_picture(sheet, tmp_path):
    held = []
    sheet.page.route(PREDICT, lambda route: held.append(route))
    with sheet.page.expect_request(PREDICT):
        sheet.write(7)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    choose(sheet, broken)
    expect(sheet.headline).to_have_text("I cannot read this picture.")
    held[0].fulfill(json=prediction(7))
    expect(sheet.digit).to_have_text("7")
    expect(sheet.headline).to_have_text("I cannot read this picture.")
    sheet.stroke([(0.1, 0.1), (0.12, 0.12), (0.14, 0.14)])
    expect(sheet.headline).not_to_have_text("I cannot read this picture.")


def test_text_on_the_clipboard_changes_nothing(sheet):
    sheet.page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "7");
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
          document.body.dispatchEvent(event);
        }"""
    )
    sheet.expect_empty()
    expect(sheet.headline).to_have_text("Draw a digit")


def test_a_sample_takes_a_clean_sheet(open_sheet, seven):
    sheet = open_sheet(reduced_motion="reduce")
    give(sheet, seven)
    sheet.expect_digit(7)
    sheet.page.keyboard.press("3")
    sheet.expect_digit(3)
    has_picture(sheet).to_be_hidden()


def test_it_is_announced_and_the_button_is_reached_by_keyboard(sheet, seven):
    button = sheet.page.get_by_label("Read a picture")
    expect(button).to_have_attribute("accept", "image/*")
    assert button.get_attribute("capture") is None, "a phone offers its camera and its pictures"
    sheet.clear.focus()
    sheet.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    with sheet.page.expect_file_chooser() as chooser:
        button.click()
    live = sheet.page.locator("#live")
    sheet.page.evaluate(
        """() => {
          window.said = [];
          const listener = new MutationObserver(() => said.push(live.textContent));
          listener.observe(live, { childList: true });
        }"""
    )
    chooser.value.set_files(seven)
    sheet.expect_digit(7)
    assert "The picture is on the pad. You can draw on it." in sheet.page.evaluate("said")
    sheet.clear.click()
    expect(live).to_have_text("The picture is off the pad.")


def test_all_models_read_it_side_by_side(open_sheet, seven):
    sheet = open_sheet("/?compare=1")
    give(sheet, seven)
    expect(sheet.headline).to_contain_text("7")
    expect(sheet.page.locator(".model-column:not([hidden]) .model-digit").last).to_have_text("7")


def test_inside_it_is_shown_played_with_and_passed_on(open_sheet, seven):
    sheet = open_sheet("/inside")
    give(sheet, seven)
    sheet.expect_digit(7)
    dark = """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
        .data.filter((value, at) => at % 4 === 0 && value < 90).length"""
    assert sheet.page.locator("#step-drawing").evaluate(dark) > 1000
    sheet.page.click("#tab-play")
    with sheet.page.expect_response("**/api/series*") as series:
        sheet.page.locator("[name=rotate]").fill("90")
    assert series.value.status == 200
    expect(sheet.page.locator("#curve")).to_contain_text("90°")
    sheet.page.click("#play-reset")
    sheet.page.click("#tab-share")
    expect(sheet.page.locator("#share-ground")).to_be_visible()
    with sheet.page.expect_download() as download:
        sheet.page.get_by_role("button", name="Drawing, PNG").click()
    passed_on = np.asarray(Image.open(download.value.path()).convert("L"))
    assert np.count_nonzero(passed_on < 90) > 10_000
    sheet.clear.click()
    expect(sheet.page.locator("#share-ground")).to_be_hidden()


def test_inside_a_test_digit_takes_its_place(open_sheet, seven):
    sheet = open_sheet("/inside")
    give(sheet, seven)
    sheet.expect_digit(7)
    sheet.page.click("#tab-examples")
    sheet.page.locator("#prototypes button").nth(3).click()
    sheet.expect_digit(3)
    has_picture(sheet).to_be_hidden()


def test_no_picture_violates_the_policy(open_sheet, tmp_path):
    listen = """window.violations = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(event.blockedURI));"""
    sheet = open_sheet(init_script=listen)
    choose(sheet, turned_photograph(7, tmp_path / "photo.jpg", (600, 400)))
    sheet.expect_digit(7)
    sheet.page.reload()
    sheet.expect_digit(7)
    assert sheet.page.evaluate("violations") == []


def test_the_last_of_two_pictures_counts(sheet, tmp_path, seven):
    """A photograph takes longer to read than the small picture that comes right after it."""
    photograph = turned_photograph(4, tmp_path / "photo.jpg")
    both = [
        ["paste", base64.b64encode(path.read_bytes()).decode(), type_]
        for path, type_ in ((photograph, "image/jpeg"), (seven, "image/png"))
    ]
    sheet.page.evaluate(f"(both) => both.map({GIVE})", both)
    sheet.expect_digit(7)
    assert sheet.page.evaluate("JSON.parse(sessionStorage['trazo.grounds']).past.length") == 1


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE, PROJECTOR, SMALL])
@pytest.mark.parametrize("locale", ["en-GB", "es-ES"])
def test_the_tools_fit_their_row(open_sheet, viewport, locale):
    sheet = open_sheet(viewport=viewport, locale=locale)
    tools = sheet.page.locator(".tools").bounding_box()
    for tool in sheet.page.locator(".tools > *").all():
        box = tool.bounding_box()
        assert box["x"] >= tools["x"] - 1
        assert box["x"] + box["width"] <= tools["x"] + tools["width"] + 1
        assert box["y"] == pytest.approx(tools["y"], abs=2)
        assert box["width"] >= 44
        assert tool.evaluate("(tool) => tool.scrollWidth <= tool.clientWidth")


@pytest.mark.parametrize("guard", GUARDS)
def test_a_browser_that_hides_canvases_says_so_and_loses_nothing(open_sheet, seven, guard):
    sheet = open_sheet(init_script=GUARDS[guard])
    sheet.write(4)
    sheet.expect_digit(4)
    give(sheet, seven)
    expect(sheet.headline).to_have_text("This browser does not let me see pictures.")
    expect(sheet.digit).to_have_text("4")
    has_picture(sheet).to_be_hidden()
    assert len(sheet.strokes()) == len(sample(4)["strokes"])
