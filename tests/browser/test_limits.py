"""Too many drawings at once: the server's real refusal, and the page that lives through it."""

import pytest
from page_server import serving
from playwright.sync_api import expect


@pytest.fixture
def strict_server_url(tmp_path):
    with serving(tmp_path / "output.txt", TRAZO_RATE_LIMIT="3 per 4 seconds") as url:
        yield url


@pytest.mark.parametrize(
    "locale,said",
    [("en-GB", ("One moment", "I go on in")), ("es-ES", ("Un momento", "Demasiados dibujos"))],
)
def test_a_refusal_is_kind_and_the_drawing_goes_on(open_sheet, strict_server_url, locale, said):
    sheet = open_sheet(base_url=strict_server_url, locale=locale)
    with sheet.page.expect_response(lambda answer: answer.status == 429) as refused:
        sheet.write(7)
    assert 1 <= int(refused.value.headers["retry-after"]) <= 5
    expect(sheet.answer).to_have_attribute("data-state", "refused")
    expect(sheet.headline).to_contain_text(said[0])
    expect(sheet.detail).to_contain_text(said[1])
    strokes = sheet.strokes()
    assert strokes
    assert sheet.ink() > 0.02
    sheet.expect_digit(7)  # by itself
    assert sheet.strokes() == strokes
