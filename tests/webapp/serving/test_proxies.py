"""Which proxies are believed, and when browsers are sent to HTTPS."""

from urllib.parse import urlsplit

import pytest
from flask import request

from webapp import create_app
from webapp.settings import InvalidSetting, from_environment

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


@pytest.mark.parametrize("said", ["javascript", "data", "ftp", "https:evil.example/?", "//x", ""])
def test_a_scheme_that_no_browser_comes_by_is_not_believed(said):
    client = seen_by({"TRUSTED_PROXIES": 1})
    assert client.get("/", headers={"X-Forwarded-Proto": said}).text.split()[1] == "http"


def test_a_scheme_is_believed_in_capitals_too():
    client = seen_by({"TRUSTED_PROXIES": 1})
    assert client.get("/", headers={"X-Forwarded-Proto": "HTTPS"}).text.split()[1] == "https"


CORRECTED = [
    "//models",
    "/api//models",
    "/static//js/pad/pad.js?a=//b",
    "/language//es?back=/models",
]


@pytest.mark.parametrize("proxies,scheme", [(0, ""), (1, "https"), (1, "javascript")])
@pytest.mark.parametrize("path", CORRECTED)
def test_a_corrected_path_leads_to_no_other_host(path, proxies, scheme):
    client = create_app({"TRUSTED_PROXIES": proxies}).test_client()
    headers = {"Host": "evil.example", "X-Forwarded-Proto": scheme, "X-Forwarded-For": "192.0.2.1"}
    asked, _, query = path.partition("?")
    # Straight into the environment: the test client would take //models for a host.
    answer = client.get(
        "/", query_string=query, headers=headers, environ_overrides={"PATH_INFO": asked}
    )
    # A slash too many is forgiven where that needs no redirect.
    assert answer.status_code in (200, 303, 308, 404)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "evil.example" not in str(answer.headers) + answer.text


def test_a_corrected_path_keeps_its_query(client):
    answer = client.get("/api//models?x=//y&z=%2F", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/models?x=//y&z=%2F")
    assert client.get(answer.headers["Location"]).status_code == 200


ODD_HOSTS = ["a b", "evil.example/..", "ev<il", "", "x:99999", "a,b", "a@b", "é.example", "[::1"]


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("host", ODD_HOSTS)
@pytest.mark.parametrize("config", [{}, {"HTTPS": True}, {"HOSTS": (".trazo.example",)}])
def test_a_host_that_is_none_is_refused(config, host, accept):
    client = create_app(config).test_client()
    answer = client.get("/", headers={"Host": host, "Accept": accept})
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("host", ["trazo.example", "TRAZO.example:8000", "[::1]:8000", "trazo_web"])
def test_any_other_host_is_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_only_the_hosts_of_the_setting_are_answered():
    client = create_app({"HTTPS": True, "HOSTS": ("trazo.example", ".b.example")}).test_client()
    for host in ("trazo.example", "Trazo.Example:80", "a.b.example"):
        assert client.get("/x", headers={"Host": host}).status_code == 308
    for host in ("evil.example", "trazo.example.evil.example", "xtrazo.example"):
        answer = client.get("/x", headers={"Host": host})
        assert (answer.status_code, answer.headers.get("Location")) == (400, None)
        assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("text", ["a b", "trazo.example,", "https://trazo.example", ","])
def test_hosts_that_are_none_are_named(text):
    with pytest.raises(InvalidSetting, match="TRAZO_HOSTS"):
        from_environment({"TRAZO_HOSTS": text})
    assert from_environment({"TRAZO_HOSTS": "a.example, .B.example"})["HOSTS"] == (
        "a.example",
        ".b.example",
    )


def test_the_way_to_https_is_on_the_host_that_was_asked():
    client = create_app({"HTTPS": True}).test_client()
    answer = client.get("//evil.example/%2f..?a=b", headers={"Host": "Trazo.example"})
    assert answer.status_code == 308
    assert urlsplit(answer.headers["Location"])[:2] == ("https", "trazo.example")
    assert answer.headers["Cache-Control"] == "no-store"
