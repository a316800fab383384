"""Too many drawings at once: the server's real refusal, and the page that lives through it."""

import pytest
import redis
from pad_page import WITHOUT_WORKERS
from playwright.sync_api import expect
from real_server import serving
from redis_server import redis_server  # noqa: F401  a fixture

WINDOW_S = 3600  # no window passes by itself while a test goes on


@pytest.fixture
def strict_server_url(tmp_path, redis_server):  # noqa: F811
    """A server that counts in Redis, where the test ends the window."""
    settings = {"TRAZO_RATE_LIMIT": "3 per hour", "REDIS_URL": redis_server.url}
    with serving(tmp_path, settings | {"WEB_CONCURRENCY": "1"}) as server:
        yield server.url


@pytest.mark.parametrize(
    "locale,said",
    [("en-GB", ("One moment", "I go on in")), ("es-ES", ("Un momento", "Demasiados dibujos"))],
)
def test_a_refusal_is_explained_and_drawing_continues(
    open_sheet,
    strict_server_url,
    redis_server,  # noqa: F811
    locale,
    said,
):
    sheet = open_sheet(init_script=WITHOUT_WORKERS, base_url=strict_server_url, locale=locale)
    end_window(redis_server)  # the page itself has counted
    sheet.page.clock.install()
    with sheet.page.expect_response(lambda answer: answer.status == 429) as refused:
        sheet.write(7)
    assert 1 <= int(refused.value.headers["retry-after"]) <= WINDOW_S + 1
    expect(sheet.answer).to_have_attribute("data-state", "refused")
    expect(sheet.headline).to_contain_text(said[0])
    expect(sheet.detail).to_contain_text(said[1])
    strokes = sheet.strokes()
    assert strokes
    assert sheet.ink() > 0.02
    end_window(redis_server)
    sheet.page.clock.fast_forward(WINDOW_S * 1000)
    sheet.expect_digit(7)  # by itself
    assert sheet.strokes() == strokes


def end_window(redis_server):  # noqa: F811
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
