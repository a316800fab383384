"""Which proxies are believed, and when browsers are sent to HTTPS."""

import pytest
from flask import request

from webapp import create_app

PROXIED = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7", "X-Forwarded-Proto": "https"}


def seen_by(config):
    app = create_app(config)

    @app.before_request
    def tell():
        return f"{request.remote_addr} {request.scheme} {request.host}"

    return app.test_client()


@pytest.mark.parametrize(
    "proxies,address,scheme",
    [(0, "127.0.0.1", "http"), (1, "203.0.113.7", "https"), (2, "198.51.100.1", "https")],
)
def test_as_many_proxies_are_believed_as_are_set(proxies, address, scheme):
    """The protocol is the nearest proxy's word, however many there are."""
    client = seen_by({"TRUSTED_PROXIES": proxies})
    headers = PROXIED | {"X-Forwarded-Host": "evil.example"}
    assert client.get("/", headers=headers).text == f"{address} {scheme} localhost"


def test_a_client_cannot_pretend_to_be_another():
    """What it writes into X-Forwarded-For stands left of what the proxy adds."""
    client = seen_by({"TRUSTED_PROXIES": 1})
    headers = {"X-Forwarded-For": "10.0.0.1, 10.0.0.2, 203.0.113.7"}
    assert client.get("/", headers=headers).text.startswith("203.0.113.7 ")


def test_without_the_setting_nobody_is_sent_to_https(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers


def test_probes_are_answered_without_tls():
    client = create_app({"HTTPS": True}).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 308
    assert client.post("/api/predict").status_code == 308
