"""A server that is busy with others: a kind word, and the drawing goes on by itself."""

import pytest
from pad_page import PREDICT, WITHOUT_WORKERS
from playwright.sync_api import expect

BUSY = {"status": 503, "headers": {"Retry-After": "1"}, "json": {"code": "busy", "status": 503}}


@pytest.mark.parametrize(
    "locale,said",
    [("en-GB", ("One moment", "Others are asking")), ("es-ES", ("Un momento", "Otros piden"))],
)
def test_a_busy_server_is_waited_for(open_sheet, locale, said):
    sheet = open_sheet(init_script=WITHOUT_WORKERS, locale=locale)
    sheet.page.route(PREDICT, lambda route: route.fulfill(**BUSY))
    sheet.write(7)
    expect(sheet.answer).to_have_attribute("data-state", "error")
    expect(sheet.headline).to_contain_text(said[0])
    expect(sheet.detail).to_contain_text(said[1])
    strokes = sheet.strokes()
    sheet.page.unroute(PREDICT)
    sheet.expect_digit(7)  # by itself
    assert sheet.strokes() == strokes
