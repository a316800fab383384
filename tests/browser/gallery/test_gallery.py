"""The models' pages: sorting, the confusion matrix, charts; for everyone and on a phone."""

import json

import pytest
from pad_page import LAPTOP, PHONE, ROOT
from playwright.sync_api import expect

SMALLEST = 44


@pytest.fixture
def visit(open_page):
    """Return a function that opens a page; errors on its console fail the test."""

    def open_one(path, ready=True, **options):
        page = open_page(path, **options)
        if ready:
            expect(page.locator("html")).to_have_attribute("data-ready", "")
        return page

    return open_one


def order(page, places="tbody tr"):
    section = page.locator('section[aria-labelledby="task-digits"]')
    rows = section.locator(f"{places}[data-model]").all()
    return [row.get_attribute("data-model") for row in rows]


def test_sorting_by_mouse_and_by_keyboard(visit):
    page = visit("/models")
    head = page.get_by_role("columnheader", name="MNIST test").first
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    best_first = order(page)
    assert best_first.index("lenet") < best_first.index("lenet-tutorial")
    assert order(page, ".card") == best_first, "the cards follow"
    expect(page.locator("#live")).to_have_text("Sorted by MNIST test, the largest first.")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert order(page) == best_first[::-1]
    page.locator("[data-key=name] button").first.press(" ")
    assert order(page) == sorted(best_first)
    expect(head).not_to_have_attribute("aria-sort", "ascending")


def test_a_confusion_cell_shows_its_digits_by_mouse_and_by_keyboard(visit):
    page = visit("/models/lenet")
    address = page.locator("main").get_attribute("data-report")
    report = page.evaluate("(address) => fetch(address).then((got) => got.json())", address)
    cells, matrix = report["images"]["cells"], report["confusion_matrix"]

    def expect_cell(true, predicted):
        shown = page.locator("#cell canvas")
        expect(shown).to_have_count(len(cells.get(f"{true},{predicted}", [])))
        current = page.locator('[data-matrix] [aria-current="true"]')
        expect(current).to_have_count(1)
        title = page.locator(".cell-title")
        expect(title).to_contain_text(str(matrix[true][predicted] or "never"))

    grid = page.get_by_role("grid", name="Confusion matrix")
    grid.locator('[data-true="7"][data-predicted="7"] button').click()
    expect_cell(7, 7)
    ink = """() => [...document.querySelectorAll("#cell canvas")].map((canvas) =>
        canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
            .filter((value, i) => i % 4 === 0 && value > 128).length)"""
    assert all(count > 20 for count in page.evaluate(ink)), "there are digits in them"
    page.keyboard.press("ArrowLeft")
    expect_cell(7, 6)
    page.keyboard.press("ArrowUp")
    expect_cell(6, 6)
    page.keyboard.press("Home")
    expect_cell(6, 0)
    expect(grid.locator('[data-true="6"][data-predicted="0"] button')).to_be_focused()
    assert grid.locator('button[tabindex="0"]').count() == 1, "one stop for the Tab key"


def test_charts_and_errors_are_drawn(visit):
    page = visit("/models/lenet")
    for name, count in {"history": 2, "reliability": 1, "robustness": 5}.items():
        expect(page.locator(f'[data-chart="{name}"] svg.chart')).to_have_count(count)
    errors = page.locator("[data-errors] > li").count()
    expect(page.locator("[data-errors] canvas")).to_have_count(errors)
    page.get_by_text("The curves as a table").click()
    expect(page.get_by_role("columnheader", name="Loss, validation")).to_be_visible()


def test_the_command_is_copied(visit, server_url):
    page = visit("/models/lenet")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server_url)
    button = page.locator(".copy").first
    button.click()
    expect(button).to_have_text("Copied.")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("python -m trainer train lenet --seed")


def test_without_a_network_the_tables_remain(visit):
    page = visit("/models", viewport=LAPTOP)
    page.route("**/report.json", lambda route: route.abort())
    page.goto("/models/lenet")
    expect(page.locator('[data-chart="history"]')).to_contain_text("could not be fetched")
    report = json.loads((ROOT / "saved_models/lenet/report/report.json").read_text())
    expect(page.locator("[data-matrix] tbody tr").first).to_contain_text(
        str(report["confusion_matrix"][0][0])
    )


def test_what_is_cut_off_on_a_phone_fades_until_it_is_scrolled_to(visit):
    page = visit("/models/lenet", viewport=PHONE)
    frame = page.locator(".table-frame").filter(has=page.locator("[data-matrix]"))
    expect(frame).to_contain_class("has-more")
    expect(frame).not_to_contain_class("has-before")
    frame.evaluate("(frame) => frame.scrollTo(frame.scrollWidth, 0)")
    expect(frame).to_contain_class("has-before")
    expect(frame).not_to_contain_class("has-more")


def test_nothing_fades_where_all_of_a_table_is_seen(visit):
    page = visit("/models/lenet")
    frame = page.locator(".table-frame").filter(has=page.locator("[data-matrix]"))
    expect(frame).to_be_visible()
    expect(frame).not_to_contain_class("has-more")


def test_without_javascript_text_and_tables_are_there(visit):
    page = visit("/models/lenet", ready=False, java_script_enabled=False)
    expect(page.get_by_role("heading", name="How it learned")).to_be_visible()
    expect(page.locator("[data-matrix] tbody tr")).to_have_count(10)
    expect(page.locator("[data-errors] > li").first).to_contain_text("→")


@pytest.mark.parametrize("path", ["/models", "/models/lenet"])
@pytest.mark.parametrize(
    ("viewport", "scheme", "locale"),
    [(LAPTOP, "light", "en-GB"), (LAPTOP, "dark", "es-ES"), (PHONE, "light", "es-ES")],
    ids=["laptop", "dark", "phone"],
)
def test_fingers_find_every_target_in_the_gallery(visit, path, viewport, scheme, locale):
    page = visit(path, viewport=viewport, color_scheme=scheme, locale=locale)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    for target in page.locator("main button:visible, main a:visible, main summary:visible").all():
        box = target.bounding_box()
        assert box["height"] >= SMALLEST, target
        assert box["width"] >= SMALLEST, target
