"""The page answers by itself while the server is away, slow or refuses for load, and goes back."""

import json

import pytest
from own_server import kept
from pad_page import PREDICT, SAMPLES
from playwright.sync_api import expect

# Every state and verdict that the answer goes through from now on.
WATCH = """() => {
  const answer = document.getElementById("answer");
  window.seen = [];
  const note = () => window.seen.push({ ...answer.dataset });
  new MutationObserver(note).observe(answer, { attributes: true });
}"""
NETWORKS = "**/networks/**"
TROUBLE = {"offline", "error", "refused", "slow"}


def ready(sheet, model="lenet"):
    """Wait until the network is in the page."""
    expect(sheet.page.locator("html")).to_have_attribute("data-network", model)
    return sheet


def source(sheet):
    return sheet.answer.get_attribute("data-source")


def test_the_server_answers_while_it_can(sheet):
    ready(sheet).write(7)
    sheet.expect_digit(7)
    assert source(sheet) == "server"
    expect(sheet.page.locator(".note")).to_have_text("")


def test_a_server_that_stops_is_stood_in_for_and_comes_back(open_sheet, server):
    sheet = ready(open_sheet(base_url=server.url))
    sheet.write(7)
    sheet.expect_digit(7)
    sheet.page.evaluate(WATCH)
    server.stop()
    sheet.clear.click()
    sheet.write(3)
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.answer).to_have_attribute("data-digit", "3")
    expect(sheet.headline).to_have_text("I read 3.")
    expect(sheet.page.locator(".note")).to_have_text("Answered in your browser.")
    server.start()
    # It is asked again by itself, of the same drawing.
    expect(sheet.answer).to_have_attribute("data-source", "server")
    expect(sheet.digit).to_have_text("3")
    seen = sheet.page.evaluate("seen")
    assert not {each["state"] for each in seen} & TROUBLE
    after = [each["digit"] for each in seen[[e["source"] for e in seen].index("browser") :]]
    assert set(after[-2:]) == {"3"}


def test_reloaded_without_the_server_it_answers(open_sheet, server):
    sheet = open_sheet(base_url=server.url)
    kept(sheet)
    server.stop()
    sheet.page.reload()
    sheet.wait_until_ready()
    sheet.write(5)
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.digit).to_have_text("5")
    sheet.page.goto("/inside")
    sheet.wait_until_ready()
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.digit).to_have_text("5")


def test_a_drawing_that_grows_while_the_server_comes_back_is_answered_as_it_is_last(
    open_sheet, server
):
    sheet = ready(open_sheet(base_url=server.url))
    server.stop()
    first, *rest = SAMPLES[[each["digit"] for each in SAMPLES].index(4)]["strokes"]
    sheet.stroke([(x, y) for x, y, *_ in first["points"]])
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    server.start()
    for stroke in rest:
        sheet.stroke([(x, y) for x, y, *_ in stroke["points"]])
    expect(sheet.answer).to_have_attribute("data-digit", "4")
    expect(sheet.answer).to_have_attribute("data-source", "server")
    expect(sheet.answer).to_have_attribute("data-digit", "4")


def test_a_server_that_is_slow_is_not_waited_for(sheet):
    waiting = []
    sheet.page.route(PREDICT, lambda route: waiting.append(route))
    ready(sheet).page.evaluate(WATCH)
    sheet.write(2)
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.digit).to_have_text("2")
    assert not {each["state"] for each in sheet.page.evaluate("seen")} & TROUBLE
    assert len(waiting) == 1
    sheet.page.unroute(PREDICT)
    sheet.clear.click()
    sheet.write(6)
    expect(sheet.answer).to_have_attribute("data-digit", "6")
    expect(sheet.answer).to_have_attribute("data-source", "server")


@pytest.mark.parametrize(
    "status,code,headers",
    [(503, "busy", {"Retry-After": "2"}), (429, "rate-limited", {"Retry-After": "2"})],
)
def test_a_server_that_refuses_for_load_is_stood_in_for(sheet, status, code, headers):
    body = json.dumps({"status": status, "code": code})
    problem = {"status": status, "headers": headers, "body": body}
    sheet.page.route(PREDICT, lambda route: route.fulfill(**problem))
    ready(sheet).write(8)
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.digit).to_have_text("8")
    sheet.page.unroute(PREDICT)
    expect(sheet.answer).to_have_attribute("data-source", "server")


def test_too_little_ink_is_told_without_the_server_too(sheet):
    sheet.page.route(PREDICT, lambda route: route.abort())
    ready(sheet).stroke([(0.5, 0.5), (0.502, 0.502)])
    expect(sheet.headline).to_have_text("That is only a dot.")
    sheet.clear.click()
    sheet.write(9)
    expect(sheet.digit).to_have_text("9")


def test_without_the_network_in_the_page_the_trouble_is_told(open_sheet):
    sheet = open_sheet("/?model=lenet-tutorial")
    sheet.page.route(NETWORKS, lambda route: route.abort())
    sheet.page.route(PREDICT, lambda route: route.abort())
    sheet.page.reload()
    sheet.write(4)
    expect(sheet.answer).to_have_attribute("data-state", "error")
    sheet.page.unroute(PREDICT)
    sheet.expect_digit(4)


def test_another_model_answers_in_the_page_as_well(sheet):
    sheet.page.locator("#model").select_option("lenet-tutorial")
    ready(sheet, "lenet-tutorial")
    sheet.page.route(PREDICT, lambda route: route.abort())
    sheet.write(3)
    expect(sheet.answer).to_have_attribute("data-source", "browser")
    expect(sheet.digit).to_have_text("3")


def test_the_words_are_spanish_too(open_sheet):
    sheet = open_sheet(locale="es-ES")
    ready(sheet).page.route(PREDICT, lambda route: route.abort())
    sheet.write(7)
    expect(sheet.page.locator(".note")).to_have_text("Respuesta dada en tu navegador.")


def test_every_model_of_the_choice_runs_in_the_page(sheet):
    options = sheet.page.locator("#model option").all()
    addresses = [json.loads(each.get_attribute("data-network")) for each in options]
    assert all(each["network"].startswith("/networks/") for each in addresses)
