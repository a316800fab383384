"""What the real server writes: lines of JSON, one a request, and nothing of a person."""

import base64
import json
import socket
from datetime import datetime

from real_server import wait_for


def line_of(server, request_id):
    def found():
        return [line for line in server.requests_logged() if line["request_id"] == request_id]

    (line,) = wait_for(found)
    return line


def test_one_line_a_request_with_what_it_was_and_nothing_else(server, png):
    status, headers, _ = server.predict(png, headers={"X-Request-ID": "of-a-test.1"})
    assert (status, headers["X-Request-ID"]) == (200, "of-a-test.1")
    line = line_of(server, "of-a-test.1")
    assert datetime.fromisoformat(line.pop("time")).utcoffset().seconds == 0
    assert line.pop("pid") in {worker.pid for worker in server.workers()}
    assert line.pop("ms") > 0
    assert line == {
        "level": "info",
        "logger": "trazo.requests",
        "message": "request",
        "request_id": "of-a-test.1",
        "method": "POST",
        "route": "/api/predict",
        "status": 200,
        "model": "lenet",
        "verdict": "digit",
    }


def test_every_line_is_json_gunicorns_too(server, png):
    server.predict(png)
    wait_for(server.requests_logged)
    lines = [line for line in server.said().splitlines() if "XNNPACK" not in line]
    parsed = [json.loads(line) for line in lines]
    assert {"gunicorn.error", "trazo.requests"} <= {line["logger"] for line in parsed}


def test_no_drawing_address_query_or_path_of_a_person_is_written(server, png):
    secret = {"X-Forwarded-For": "203.0.113.77", "User-Agent": "secret-agent", "Cookie": "a=secret"}
    server.ask("/secret-page?name=secret", headers=secret)
    server.ask("/?name=secret", headers=secret)
    server.ask("/language/secret", headers=secret)
    server.predict(png, headers=secret | {"X-Request-ID": "last"})
    with server.connect() as client:  # no HTTP at all
        client.sendall(b"GET /?secret=1 SECRET/9\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 400")
    wait_for(lambda: "Invalid request" in server.said())
    line_of(server, "last")
    said = server.said()
    start_of_drawing = base64.b64encode(png[16:40]).decode()
    for private in ("secret", "SECRET", "203.0.113", start_of_drawing, "IHDR"):
        assert private not in said
    # The server's own address is in gunicorn's first line, a client's nowhere.
    assert [line for line in said.splitlines() if "127.0.0.1" in line] == [
        line for line in said.splitlines() if "Listening at" in line
    ]


def test_a_client_that_leaves_is_no_error(server, png):
    client = server.connect()
    head = f"POST /api/predict HTTP/1.1\r\nHost: t\r\nContent-Length: {len(png)}\r\n\r\n"
    client.sendall(head.encode() + png[:50])
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    client.close()  # with a reset
    assert server.predict(png, headers={"X-Request-ID": "after"})[0] == 200
    line_of(server, "after")
    assert not [line for line in server.log() if line["level"] in ("error", "critical")]
