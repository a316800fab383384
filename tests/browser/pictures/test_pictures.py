"""The page /pictures: a picture comes in by every way, and its answer is shown, or why not."""

import re

import colour_model
import pytest
from pad_page import LAPTOP, PATIENCE_MS, PHONE
from playwright.sync_api import expect
from real_server import serving

GREEN = ("green.png", (0, 255, 0))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = colour_model.install(tmp_path_factory.mktemp("models"), better=0.9, worse=0.4)
    settings = {"TRAZO_MODELS_DIR": str(folder), "WEB_CONCURRENCY": "1"}
    with serving(tmp_path_factory.mktemp("pictures"), settings) as server:
        yield server.url


@pytest.fixture
def visit(browser, address):
    contexts, errors = [], []

    def open_one(path="/pictures", **options):
        context = browser.new_context(
            **({"viewport": LAPTOP, "locale": "en-GB", "base_url": address} | options)
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(path)
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [error for error in errors if "Failed to load resource" not in error] == []


def picture(tmp_path, name, colour, size=(3000, 2000)):
    from PIL import Image

    path = tmp_path / name
    Image.new("RGB", size, colour).save(path)
    return path


def expect_answer(page, thing):
    expect(page.locator(".thing.is-top .thing-name")).to_have_text(thing)
    expect(page.locator("#result")).to_have_attribute("data-state", "answered")


GIVE = """([kind, colour]) => {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 300, 150);
  return new Promise((resolve) => canvas.toBlob((blob) => {
    const data = new DataTransfer();
    data.items.add(new File([blob], "given.png", { type: "image/png" }));
    const event = kind === "paste"
      ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
      : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    resolve();
  }));
}"""


def test_a_picture_chosen_dropped_pasted_or_sampled_is_classified(visit, tmp_path):
    page = visit()
    expect(page.locator("#headline")).to_have_text("Give me a picture.")
    page.locator("#file").set_input_files(picture(tmp_path, *GREEN))
    expect_answer(page, "frog")
    expect(page.locator("#headline")).to_have_text("I see: frog.")
    side = page.locator("#shown").evaluate("(image) => image.naturalWidth")
    assert side == 256, "a photo is made small before it is sent"
    page.evaluate(GIVE, ["drop", "rgb(255, 0, 0)"])
    expect_answer(page, "automobile")
    page.evaluate(GIVE, ["paste", "rgb(0, 0, 255)"])
    expect_answer(page, "ship")
    sample = page.get_by_role("button", name="Sample: frog")
    sample.focus()
    page.keyboard.press("Enter")
    expect(sample).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#seen")).to_have_attribute("aria-label", re.compile("32 by 32"))
    page.get_by_role("radio", name=re.compile("worse")).check()
    with page.expect_request(re.compile("model=better")):
        page.get_by_role("radio", name=re.compile("better")).check()


def test_the_live_region_says_the_answer(visit, tmp_path):
    page = visit()
    page.locator("#file").set_input_files(picture(tmp_path, *GREEN))
    expect(page.locator("#live")).to_contain_text("I see: frog.")


def test_errors_are_shown_and_the_picture_stays(visit, tmp_path):
    page = visit()
    page.route("**/api/classify*", lambda route: route.abort())
    page.locator("#file").set_input_files(picture(tmp_path, *GREEN))
    expect(page.locator("#headline")).to_have_text("I cannot reach the server.")
    page.unroute("**/api/classify*")
    page.route("**/api/classify*", lambda route: route.fulfill(status=500, body="no"))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#headline")).to_have_text("The server has a problem.")
    page.unroute("**/api/classify*")
    page.context.set_offline(True)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#headline")).to_have_text("You are offline.")
    page.context.set_offline(False)  # it asks again by itself
    expect_answer(page, "frog")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    page.locator("#file").set_input_files(broken)
    expect(page.locator("#headline")).to_have_text("I cannot read this picture.")


def test_on_a_phone_picture_and_answer_share_the_screen(visit, tmp_path):
    page = visit("/pictures?lang=es", viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator('[data-sample="ship"]').tap()
    expect(page.locator("#result")).to_have_attribute("data-state", "answered")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator("#headline").bounding_box()
    assert box["y"] + box["height"] < PHONE["height"]
    for control in page.locator("button:visible, .network-option").all():
        assert control.bounding_box()["height"] >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(visit, scheme, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(color_scheme=scheme)
    page.locator("#file").set_input_files(picture(tmp_path, *GREEN))
    expect_answer(page, "frog")
    found = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()
