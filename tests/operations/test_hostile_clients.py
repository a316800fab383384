"""Clients that are slow, deaf or mad, against the real server: the others notice nothing."""

import contextlib
import json
import socket
import time

import pytest
from real_server import wait_for

MANY = 24  # three times the threads of both workers
HEAD = b"GET /healthz HTTP/1.1\r\nHost: trazo\r\n"
FORM = (
    b"POST /api/series HTTP/1.1\r\nHost: trazo\r\n"
    b"Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n"
)
POST = b"POST /api/predict HTTP/1.1\r\nHost: trazo\r\nContent-Type: image/png\r\n"


@pytest.fixture(autouse=True)
def nothing_unforeseen(server):
    """Whatever came: no traceback in the log, and both workers are the first ones."""
    yield
    wait_for(lambda: len(server.workers()) == 2)
    assert [line for line in server.log() if "exception" in line] == []
    assert not [line for line in server.log() if line["message"].startswith("Worker")]


@pytest.fixture
def connect(server):
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(server.connect())


def read_answer(client):
    """Read one answer, headers and body, from a connection that stays open."""
    with client.makefile("rb", buffering=0) as file:
        return read_from(file)


def read_from(file):
    head = b""
    while line := file.readline().strip():
        head += line + b"\n"
    fields = dict(line.lower().split(b": ", 1) for line in head.splitlines()[1:])
    left, body = int(fields.get(b"content-length", 0)), b""
    while len(body) < left:
        body += file.read(left - len(body))
    return head, body


def all_workers_answer(server, png):
    """More predictions than one worker would get."""
    for _ in range(8):
        assert server.predict(png, timeout=5)[0] == 200


@pytest.mark.parametrize(
    "begin",
    [
        HEAD,
        HEAD + b"X: ",
        POST + b"Content-Length: 5000\r\n\r\n\x89PNG",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"\r\n\r\n",
        b"GET",
        b"",
    ],
)
def test_half_requests_hold_no_thread(server, connect, png, begin):
    for _ in range(MANY):
        connect().sendall(begin)
    all_workers_answer(server, png)


def test_a_byte_at_a_time_holds_no_thread_and_is_answered_in_the_end(server, connect, png):
    slow = [connect() for _ in range(MANY)]
    for byte in HEAD + b"\r\n":
        for client in slow:
            client.sendall(bytes([byte]))
    all_workers_answer(server, png)
    for client in slow:
        assert read_answer(client)[0].startswith(b"HTTP/1.1 200")


def test_who_never_finishes_is_told_so_and_sent_away(server, connect):
    """However regularly a byte comes: it is the whole that has a deadline."""
    client = connect()
    client.sendall(HEAD)
    client.settimeout(0.3)
    answer, end = b"", time.monotonic() + 20
    while b"\r\n\r\n" not in answer:
        assert time.monotonic() < end
        try:
            client.sendall(b"x")
            answer += client.recv(4096)
        except TimeoutError:
            continue
    assert answer.startswith(b"HTTP/1.1 408")


def test_who_keeps_the_connection_after_the_last_answer_stops_nobody(server, connect, png):
    for _ in range(MANY):
        client = connect()
        client.sendall(HEAD + b"Connection: close\r\n\r\n")
        assert read_answer(client)[0].startswith(b"HTTP/1.1 200")
    all_workers_answer(server, png)


def test_who_asks_and_never_reads_stops_nobody(server, connect, png):
    request = b"GET /api/openapi.json HTTP/1.1\r\nHost: trazo\r\n\r\n"
    for _ in range(MANY):
        client = connect()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        client.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            client.sendall(request * 200)
    all_workers_answer(server, png)


def test_a_body_in_chunks(server, connect, png):
    client = connect()
    client.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    for start in range(0, len(png), 100):
        piece = png[start : start + 100]
        client.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
    client.sendall(b"0\r\n\r\n")
    head, body = read_answer(client)
    assert head.startswith(b"HTTP/1.1 200")
    assert json.loads(body)["digit"] == 7


def test_requests_in_a_row_are_answered_in_a_row(connect, png):
    client = connect()
    predict = POST + b"Content-Length: %d\r\n\r\n" % len(png) + png
    client.sendall(HEAD + b"\r\n" + predict + HEAD)
    assert json.loads(read_answer(client)[1])["status"] == "ok"
    assert json.loads(read_answer(client)[1])["digit"] == 7
    client.sendall(b"\r\n")
    assert read_answer(client)[0].startswith(b"HTTP/1.1 200")


def test_a_client_that_waits_to_be_asked_for_the_body(connect, png):
    client = connect()
    client.sendall(POST + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(png))
    assert client.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.sendall(png)
    data = b""
    while not data.endswith(b"}\n"):  # gunicorn may say 100 once more
        data += client.recv(65536)
    _, _, body = data[data.index(b"HTTP/1.1 200") :].partition(b"\r\n\r\n")
    assert json.loads(body)["digit"] == 7


def test_http_1_0(connect):
    client = connect()
    client.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
    head, body = read_answer(client)
    assert b" 200 " in head.partition(b"\r\n")[0]
    assert body
    assert client.recv(100) == b""


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(connect):
    client = connect()
    client.sendall(POST + b"Content-Length: 999999999\r\n\r\n")
    head, body = read_answer(client)
    assert head.startswith(b"HTTP/1.1 413")
    assert json.loads(body)["code"] == "too-large"


MADNESS = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9": b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "bad host": b"GET / HTTP/1.1\r\nHost: a b<script>\r\n\r\n",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
    "length and chunks": POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "unknown coding": POST + b"Transfer-Encoding: gzip, x\r\n\r\nabc",
    "negative length": POST + b"Content-Length: -5\r\n\r\n",
    "mad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "negative chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n0\r\n\r\n",
    "short chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\nabcdef\r\n0\r\n\r\n",
    "mad chunk of a form": FORM + b"zz\r\n--x\r\n0\r\n\r\n",
    "short chunk of a form": FORM + b"2\r\n--x\r\n0\r\n\r\n",
    "huge field": HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
    "many fields": HEAD + b"".join(b"X%d: x\r\n" % i for i in range(5000)) + b"\r\n",
    "huge line": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "endless head": b"x" * 200_000,
    "space in name": HEAD + b"Content-Length : 3\r\n\r\n",
    "folded": HEAD + b"X: a\r\n b\r\n\r\n",
    "NUL": HEAD + b"X: a\0b\r\n\r\n",
    "bare LF": b"GET /healthz HTTP/1.1\nHost: x\n\n\r\n\r\n",
    "unknown method": b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
    "TRACE": b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    "absolute": b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "traversal": b"GET /static/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "coded traversal": b"GET /static/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "bad percent": b"GET /%zz%ff%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "raw bytes": b"GET /\xff\xfe?\x80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "mad query": b"GET /?lang=%ff&lang[]=es&&&=;%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "mad cookie": b"GET / HTTP/1.1\r\nHost: x\r\nCookie: lang=\xff; =; theme=;;;\x01\r\n\r\n",
    "mad accept": b"GET / HTTP/1.1\r\nHost: x\r\nAccept: ;q=x,*/*;q=1e999\r\n"
    b"Accept-Language: -,*-*;q=nan\r\nAccept-Encoding: br;q=nan\r\n\r\n",
    "mad range": b"GET /static/js/draw/main.js HTTP/1.1\r\nHost: x\r\nRange: bytes=-1-,x\r\n\r\n",
    "mad condition": b'GET / HTTP/1.1\r\nHost: x\r\nIf-None-Match: W/"\\,*\r\n'
    b"If-Modified-Since: x\r\n\r\n",
    "mad form": b"POST /api/predict HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n"
    b'Content-Type: multipart/form-data; boundary="\xff"\r\n\r\n' + b"-" * 30,
    "mad type": b"POST /api/predict HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
    b"Content-Type: ;;=/;charset=\x80\r\n\r\nx",
    "forged proxy": HEAD + b"X-Forwarded-For: \xff,,;\r\nX-Forwarded-Proto: x\r\n"
    b"Forwarded: for=;\r\n\r\n",
    "script name": HEAD + b"SCRIPT_NAME: /x\r\nX-Script-Name: /x\r\n\r\n",
    "upgrade": HEAD + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
    b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
}


@pytest.mark.parametrize("name", MADNESS)
def test_madness_is_refused_or_answered_and_never_an_error_of_ours(server, connect, png, name):
    client = connect()
    client.settimeout(15)
    with contextlib.suppress(ConnectionError):
        client.sendall(MADNESS[name])
        answer = client.recv(65536)
        if answer:  # or closed without a word
            status = int(answer.split(b" ", 2)[1])
            assert 200 <= status < 500 or status in (501, 505), answer[:200]
            assert b"Traceback" not in answer
            assert b"root:" not in answer
    assert server.predict(png, timeout=5)[0] == 200
