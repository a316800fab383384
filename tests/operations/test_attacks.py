"""Attacks that once stopped the server or filled its memory: beside each, a user is answered."""

import contextlib
import http.client
import json
import resource
import signal
import socket

import pytest
from real_server import serving, wait_for

POST = b"POST /api/predict HTTP/1.1\r\nHost: trazo\r\nContent-Type: image/png\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
WEIGHTS = b"GET /api/models/convnet-32-64-64/weights HTTP/1.1\r\nHost: trazo\r\n\r\n"
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
HALF_A_HEAD = b"GET /healthz HTTP/1.1\r\nHost: trazo\r\nX: "
MOST_MB = 150
ONE = {"WEB_CONCURRENCY": "1"}
HURRIED = ONE | {
    "TRAZO_HEAD_SECONDS": "0.5",
    "TRAZO_BODY_SECONDS": "0.5",
    "TRAZO_ANSWER_SECONDS": "0.5",
    "GUNICORN_CMD_ARGS": "--keep-alive 1",
}
TIGHT = ONE | {"TRAZO_HELD_BYTES": str(4 << 20), "GUNICORN_CMD_ARGS": "--worker-connections 120"}


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """One worker, as shipped."""
    with serving(tmp_path_factory.mktemp("patient"), ONE) as running:
        yield running


@pytest.fixture(scope="module")
def hurried(tmp_path_factory):
    """One worker that waits for nobody."""
    with serving(tmp_path_factory.mktemp("hurried"), HURRIED) as running:
        yield running


@pytest.fixture(scope="module")
def tight(tmp_path_factory):
    """One worker with room for 80 clients and 4 MB."""
    with serving(tmp_path_factory.mktemp("tight"), TIGHT) as running:
        yield running


@pytest.fixture
def crowd():
    """Make many connections that all send the same, as far as it is taken.

    A body is sent once the server has told that it goes on: each has then begun before the next.
    """
    with contextlib.ExitStack() as stack:

        def make(server, count, data=b"", buffer=None, body=b""):
            clients = []
            for _ in range(count):
                client = stack.enter_context(socket.socket())
                if buffer:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
                client.settimeout(30)
                client.connect(("127.0.0.1", server.port))
                with contextlib.suppress(ConnectionError):
                    client.sendall(data)
                    if body:
                        assert client.recv(65536) == GO_ON
                        client.sendall(body)
                clients.append(client)
            return clients

        yield make


def is_served(server, png):
    before = {worker.pid for worker in server.workers()}
    assert [server.predict(png)[0] for _ in range(4)] == [200] * 4
    assert {worker.pid for worker in server.workers()} == before
    assert max(worker.memory_info().rss for worker in server.workers()) < MOST_MB * 1e6


def is_open(client):
    """Whether the server has neither answered nor closed."""
    client.setblocking(False)
    try:
        client.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def read_all(client):
    client.settimeout(30)
    data = b""
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(65536):
            data += piece
    return data


def problem(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head.lower(), json.loads(body)


DRIPS = {
    "chunk": CHUNKED + b"7a120\r\n",
    "length": POST + b"Content-Length: 500000\r\n\r\n",
    "two codings": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n7a120\r\n",
    "identity": POST + b"Transfer-Encoding: identity, chunked\r\n\r\n7a120\r\n",
    "25 digits": CHUNKED + b"1" * 25 + b"\r\n",
    "19 digits": POST + b"Content-Length: 1234567890123456789\r\n\r\n",
    "size without end": CHUNKED + b"1;",
    "trailer": CHUNKED + b"1\r\nx\r\n0\r\n",
    "trailer without end of line": CHUNKED + b"1\r\nx\r\n0\r\na: ",
    "head": HALF_A_HEAD,
}


@pytest.mark.parametrize("name", DRIPS)
def test_who_drips_keeps_nobody_waiting(patient, crowd, png, name):
    clients = crowd(patient, 24, DRIPS[name])
    for _ in range(3):
        for client in clients:
            with contextlib.suppress(OSError):  # refused at once, and closed
                client.sendall(b"x")
        is_served(patient, png)


@pytest.mark.parametrize("name", ["chunk", "length", "trailer", "head"])
def test_who_drips_for_too_long_is_told_so(hurried, crowd, name):
    (client,) = crowd(hurried, 1, DRIPS[name])
    client.settimeout(0.05)
    with contextlib.suppress(ConnectionError):
        for _ in range(600):
            client.sendall(b"x")
            with contextlib.suppress(TimeoutError):
                if client.recv(1, socket.MSG_PEEK):
                    break
    status, head, body = problem(read_all(client))
    assert (status, body["status"], body["code"]) == (408, 408, "too-slow")
    assert b"connection: close" in head


def test_who_connects_and_says_nothing_is_sent_away_without_a_word(hurried, crowd):
    (client,) = crowd(hurried, 1)
    assert read_all(client) == b""


@pytest.mark.parametrize(
    ("endless", "piece"),
    [
        (CHUNKED + b"1\r\nx\r\n0\r\n", b"a: b\r\n" * 1000),
        (CHUNKED, b"1;" + b"a" * 6000 + b"\r\nx\r\n"),
        (HALF_A_HEAD, b"x" * 6000),
        (HALF_A_HEAD + b"x\r\n", b"a: b\r\n" * 1000),
    ],
)
def test_nothing_is_read_without_end(patient, crowd, png, endless, piece):
    (client,) = crowd(patient, 1, endless)
    sent = 0
    with contextlib.suppress(ConnectionError):
        while sent < 64 << 20 and is_open(client):
            client.settimeout(30)
            client.sendall(piece)
            sent += len(piece)
    assert sent < 32 << 20
    is_served(patient, png)


def test_a_body_in_chunks_of_one_byte_is_read_in_turns(patient, crowd, png):
    clients = crowd(patient, 4, CHUNKED + b"1\r\nx\r\n" * 20_000)
    is_served(patient, png)
    for client in clients:
        client.sendall(b"0\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 415")


def test_who_asks_for_much_and_reads_nothing_keeps_nobody_waiting(patient, crowd, png):
    crowd(patient, 100, WEIGHTS, buffer=4096)
    is_served(patient, png)


def test_an_answer_that_nobody_reads_is_given_up(hurried, crowd, png):
    asked = crowd(hurried, 8, WEIGHTS * 8, buffer=4096)
    wait_for(lambda: len(connections(hurried)) == 0)
    whole = len(hurried.ask("/api/models/convnet-32-64-64/weights")[2])
    assert all(len(read_all(client)) < 8 * whole for client in asked)
    is_served(hurried, png)


def connections(server):
    (worker,) = server.workers()
    return [c for c in worker.net_connections() if c.status in ("ESTABLISHED", "CLOSE_WAIT")]


@pytest.mark.parametrize(
    ("framing", "size"),
    [(b"Content-Length: 510000\r\n", b""), (b"Transfer-Encoding: chunked\r\n", b"7c830\r\n")],
    ids=["length", "chunk"],
)
def test_half_bodies_are_held_up_to_a_bound(tight, crowd, png, framing, size):
    """Sixty, of which sixteen fit: the others have to go, the oldest first."""
    head = POST + framing + b"Expect: 100-continue\r\n\r\n"
    clients = crowd(tight, 60, head, body=size + b"x" * 255_000)
    wait_for(lambda: sum(map(is_open, clients)) <= (4 << 20) // 255_000)
    assert is_open(clients[-1])
    assert not any(map(is_open, clients[:30]))
    is_served(tight, png)


def test_a_crowd_that_asks_for_nothing_throws_nobody_out_who_draws(tight, crowd, png):
    kept = http.client.HTTPConnection("127.0.0.1", tight.port, timeout=30)
    kept.connect()
    kept.auto_open = False
    with contextlib.closing(kept):
        for _ in range(12):
            kept.request("POST", "/api/predict", png, {"Content-Type": "image/png"})
            with kept.getresponse() as answer:
                assert (answer.status, len(answer.read()) > 0) == (200, True)
            crowd(tight, 20, HALF_A_HEAD)
    is_served(tight, png)


def few_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))


def test_with_few_files_to_open_there_is_room_for_as_many_clients(tmp_path, crowd, png):
    with serving(tmp_path, ONE, preexec_fn=few_files) as server:
        clients = crowd(server, 200, HALF_A_HEAD)
        is_served(server, png)
        wait_for(lambda: sum(map(is_open, clients)) < 100)
        assert [line for line in server.log() if "exception" in line] == []


REFUSED = {
    400: b"GET / HTTP/9.9\r\nHost: trazo\r\n\r\n",
    414: b"GET /" + b"a" * 8000 + b" HTTP/1.1\r\nHost: trazo\r\n\r\n",
    431: HALF_A_HEAD + b"x" * 100_000 + b"\r\n\r\n",
    501: POST + b"Transfer-Encoding: x\r\n\r\n",
}


@pytest.mark.parametrize("status", REFUSED)
def test_what_the_app_never_sees_is_refused_as_the_app_does(patient, crowd, status):
    (client,) = crowd(patient, 1, REFUSED[status])
    got, head, body = problem(read_all(client))
    assert (got, body["status"]) == (status, status)
    assert body["type"] == f"urn:trazo:problem:{body['code']}"
    for header in (
        b"content-type: application/problem+json",
        b"x-content-type-options: nosniff",
        b"content-security-policy: default-src 'none'",
        b"connection: close",
    ):
        assert header in head
    assert b"gunicorn" not in head


def test_no_answer_names_the_server_software(patient):
    assert patient.ask("/")[1]["Server"] == "trazo"


def test_at_the_end_open_connections_are_closed_and_not_reset(tmp_path, crowd):
    with serving(tmp_path, ONE | {"GUNICORN_CMD_ARGS": "--keep-alive 600"}) as server:
        idle = crowd(server, 8, b"GET /healthz HTTP/1.1\r\nHost: trazo\r\n\r\n")
        for client in idle:
            with client.makefile("rb") as answer:
                assert answer.readline().startswith(b"HTTP/1.1 200")
                while answer.readline() != b'{"model":"lenet","status":"ok"}\n':
                    pass
        server.process.send_signal(signal.SIGTERM)
        # recv() would raise ConnectionResetError.
        assert [client.recv(65536) for client in idle] == [b""] * 8
        assert server.process.wait(30) == 0
    assert "graceful timeout" not in server.said()
