"""The choice of the model, and all models on the same drawing."""

import pytest
from axe import AXE
from pad_page import LAPTOP, PHONE
from playwright.sync_api import expect

COMPARE = "**/api/compare"


def column(sheet, name="lenet"):
    return sheet.page.locator(f'.model-column[data-model="{name}"]')


def select(sheet, name):
    sheet.page.locator("#model").select_option(name)


def test_a_chosen_model_answers_is_in_the_address_and_remembered(sheet):
    sheet.write(7)
    sheet.expect_digit(7)
    with sheet.page.expect_response("**/api/predict?model=lenet-tutorial") as answer:
        select(sheet, "lenet-tutorial")
    assert answer.value.json()["model"] == "lenet-tutorial"
    sheet.expect_digit(7)
    assert sheet.page.url.endswith("/?model=lenet-tutorial")
    expect(sheet.page.locator(".footer")).to_contain_text("lenet-tutorial")
    sheet.page.goto("/")
    sheet.wait_until_ready()
    expect(sheet.page.locator("#model")).to_have_value("lenet-tutorial")
    sheet.page.goto("/?model=lenet")
    expect(sheet.page.locator("#model")).to_have_value("lenet")


def test_all_models_read_live_while_the_pen_is_down(open_sheet):
    sheet = open_sheet("/?compare=1")
    under_way, most = set(), [0]

    def began(request):
        if request.url.endswith("/api/compare"):
            under_way.add(request)
            most[0] = max(most[0], len(under_way))

    sheet.page.on("request", began)
    sheet.page.on("requestfinished", lambda request: under_way.discard(request))
    sheet.page.on("requestfailed", lambda request: under_way.discard(request))
    points = [(0.5, 0.2 + 0.6 * step / 20) for step in range(21)]
    sheet.press(*points[0])
    for point in points[1:]:
        sheet.page.mouse.move(*sheet.place(*point))
    expect(column(sheet).locator(".model-digit")).to_have_text("1")
    served = sheet.page.locator(".model-column:not([hidden])")
    assert served.count() >= 2
    for each in served.all():
        expect(each.locator(".model-digit")).not_to_be_empty()
        expect(each.locator(".mini-bar")).to_have_count(10)
    expect(sheet.page.locator(".digit")).to_be_hidden()
    sheet.page.mouse.up()
    assert most[0] == 1
    sheet.clear.click()
    expect(column(sheet).locator(".model-digit")).to_be_empty()
    expect(sheet.detail).to_contain_text("All models read it")


def opinion(model, digit, verdict="digit"):
    probabilities = [0.01] * 10
    probabilities[digit] = 0.91
    return {"model": model, "digit": digit, "probabilities": probabilities, "verdict": verdict}


@pytest.mark.parametrize(
    ("opinions", "headline", "detail", "dissents"),
    [
        ([7, 7], "All of them read 7.", "Draw it worse", []),
        ([7, "none"], "1 of 2 models read 7.", "lenet-tutorial sees no digit", ["lenet-tutorial"]),
        (["none", "none"], "None of them sees a digit here.", "", []),
    ],
    ids=["agreed", "one refuses", "none"],
)
def test_models_that_read_another_digit_are_named(open_sheet, opinions, headline, detail, dissents):
    sheet = open_sheet("/?compare=1")
    predictions = [
        opinion(model, 4, "not-a-digit") if digit == "none" else opinion(model, digit)
        for model, digit in zip(("lenet", "lenet-tutorial"), opinions, strict=True)
    ]
    body = {"predictions": predictions, "input": "AAAA"}
    sheet.page.route(COMPARE, lambda route: route.fulfill(json=body))
    sheet.write(7)
    expect(sheet.headline).to_have_text(headline)
    expect(sheet.detail).to_contain_text(detail)
    apart = sheet.page.locator("[data-dissents]")
    assert [each.get_attribute("data-model") for each in apart.all()] == dissents


def test_comparing_is_switched_on_and_off_with_the_drawing_kept(sheet):
    sheet.write(3)
    sheet.expect_digit(3)
    button = sheet.page.get_by_role("button", name="Compare all")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(column(sheet).locator(".model-digit")).to_have_text("3")
    assert "compare=1" in sheet.page.url
    sheet.page.reload()
    sheet.wait_until_ready()
    expect(column(sheet).locator(".model-digit")).to_have_text("3")
    sheet.page.get_by_role("button", name="Compare all").click()
    sheet.expect_digit(3)
    assert "compare" not in sheet.page.url


def test_errors_are_shown_while_comparing_and_retried(open_sheet):
    sheet = open_sheet("/?compare=1")
    sheet.page.context.set_offline(True)
    sheet.write(7)
    expect(sheet.answer).to_have_attribute("data-state", "offline")
    expect(sheet.headline).to_have_text("You are offline.")
    sheet.page.context.set_offline(False)
    expect(column(sheet).locator(".model-digit")).to_have_text("7")
    expect(sheet.headline).to_contain_text("read 7.")


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_the_comparison_fits_the_screen_and_pleases_axe(open_sheet, viewport):
    sheet = open_sheet("/?compare=1", viewport=viewport, reduced_motion="reduce")
    sheet.write(7)
    expect(column(sheet).locator(".model-digit")).to_have_text("7")
    for part in ["#pad", ".headline", *[f".model-column >> nth={i}" for i in range(2)]]:
        box = sheet.page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
        assert box["y"] + box["height"] <= viewport["height"]
    assert sheet.page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    sheet.page.evaluate(AXE)
    found = sheet.page.evaluate("axe.run().then((results) => results.violations)")
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
