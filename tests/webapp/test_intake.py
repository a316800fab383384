"""When a request is whole: told from its bytes, before any thread gets it."""

import pytest

from webapp.intake import LARGEST_HEAD, request_length

LIMIT = 1000
GET = b"GET / HTTP/1.1\r\nHost: trazo\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: trazo\r\nContent-Length: 5\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"

WHOLE = [
    GET,
    POST + b"12345",
    CHUNKED + b"5\r\n12345\r\n0\r\n\r\n",
    CHUNKED + b"5;x=y\r\n12345\r\na\r\n0\r\n\r\n12345\r\n0\r\nTrailer: x\r\n\r\n",
    CHUNKED + b"0\r\n\r\n",
]


@pytest.mark.parametrize("request_", WHOLE)
def test_a_whole_request_is_known_by_its_last_byte(request_):
    for size in range(len(request_)):
        assert request_length(request_[:size], LIMIT) is None
    assert request_length(request_, LIMIT) == (len(request_), True)
    assert request_length(request_ + GET, LIMIT) == (len(request_), True)


@pytest.mark.parametrize(
    "refused",
    [
        POST.replace(b"5", b"1001"),
        POST.replace(b"5", b"-1"),
        POST.replace(b"5", b"5, 5"),
        POST.replace(b"5", b""),
        POST.replace(b"5", b"\xb2"),
        POST.replace(b"5", b"9" * 5000),
        CHUNKED + b"-5\r\n",
        CHUNKED + b"x\r\n",
        CHUNKED + b"\r\n",
        CHUNKED + b"0x5\r\n",
        CHUNKED + b"f" * 500 + b"\r\n",
        CHUNKED + b"fffffffffff\r\n",
        CHUNKED + b"5" * (LARGEST_HEAD + 1),
        b"x" * (LARGEST_HEAD + 1),
    ],
)
def test_nothing_more_is_waited_for_of_what_will_be_refused(refused):
    assert request_length(refused, LIMIT) == (len(refused), False)


def test_a_chunk_of_5_looks_like_no_end():
    """The end's own bytes within a chunk are not the end."""
    fake = CHUNKED + b"20\r\n0\r\n\r\n"
    assert request_length(fake, LIMIT) is None
