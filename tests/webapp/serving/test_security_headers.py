"""The checks of Mozilla's HTTP Observatory, one test each, on every kind of answer.

The rules are those of github.com/mdn/mdn-http-observatory, src/analyzer/tests (read 2026-11): each
test names the result that gives full marks. Not evaluated here, as it takes a public address: the
certificate, and the HSTS preload list.
"""

from html.parser import HTMLParser

import pytest

from webapp import create_app

SITE = "https://trazo.example"
# A page, an answer, a static file, a redirect, errors for a person and for a program.
PATHS = ["/", "/api/models", "/language/es", "/nothing", "/api/nothing", "/static/js/draw/main.js"]
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*"}


@pytest.fixture(scope="module")
def public():
    """The app as it stands at a public address: behind one proxy that ends TLS."""
    app = create_app({"HTTPS": True, "TRUSTED_PROXIES": 1, "TESTING": True})
    return app.test_client()


def get(client, path, scheme="https"):
    forwarded = {"X-Forwarded-Proto": scheme, "X-Forwarded-For": "203.0.113.7"}
    return client.get(path, base_url="http://trazo.example", headers=forwarded, buffered=True)


@pytest.fixture(params=PATHS)
def answer(public, request):
    return get(public, request.param)


@pytest.fixture
def policy(answer):
    (header,) = answer.headers.getlist("Content-Security-Policy")
    return {name: set(rest) for name, *rest in (part.split() for part in header.split(";"))}


def test_content_security_policy(policy):
    """csp-implemented-with-no-unsafe-default-src-none."""
    assert policy["default-src"] == {"'none'"}
    nothing = policy["default-src"]
    scripts, styles = policy.get("script-src", nothing), policy.get("style-src", nothing)
    assert not scripts & (BROAD | {"'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"})
    assert not styles & (BROAD | {"'unsafe-inline'", "'unsafe-eval'", "data:"})
    everywhere = set().union(*policy.values())
    assert not {source for source in everywhere if source.startswith(("http", "ftp", "'unsafe"))}
    assert not everywhere & BROAD
    for directive in ("base-uri", "form-action", "frame-ancestors"):  # no fallback to default-src
        assert policy[directive] <= {"'none'", "'self'"}


def test_no_third_party_is_allowed(policy):
    names = policy.pop("trusted-types", set())
    assert names <= {"trazo-scripts"}
    sources = set().union(*policy.values())
    assert sources <= {"'none'", "'self'", "'script'", "blob:", "data:"}


@pytest.mark.parametrize("method,path", [("GET", "/language/es"), ("POST", "/theme/dark")])
def test_cookies(public, method, path):
    """cookies-secure-with-httponly-sessions-and-samesite; HttpOnly for all, not sessions only."""
    answer = public.open(
        path,
        method=method,
        base_url="http://trazo.example",
        headers={"X-Forwarded-Proto": "https"},
    )
    (cookie,) = answer.headers.getlist("Set-Cookie")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes
    assert not any(part.startswith("domain") for part in attributes)


def test_only_choices_set_cookies(public):
    public.delete_cookie("lang")
    for path in PATHS:
        if not path.startswith("/language"):
            assert "Set-Cookie" not in get(public, path).headers


def test_cross_origin_resource_sharing(public):
    """cross-origin-resource-sharing-not-implemented: no other origin reads any answer."""
    for path in PATHS:
        answer = public.get(
            path, base_url=SITE, headers={"Origin": "https://evil.example"}, buffered=True
        )
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("path", ["/", "/api/models?x=1", "/nothing"])
def test_redirection(public, path):
    """redirection-to-https: the first answer leads to HTTPS, on the same host."""
    answer = get(public, path, "http")
    assert answer.status_code == 308
    assert answer.headers["Location"] == SITE + path
    assert "Strict-Transport-Security" not in answer.headers  # means nothing over HTTP


def test_referrer_policy(answer):
    """referrer-policy-private."""
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")


def test_strict_transport_security(answer):
    """hsts-implemented-max-age-at-least-six-months."""
    age = answer.headers["Strict-Transport-Security"].partition("max-age=")[2]
    assert int(age) >= 15768000


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_subresource_integrity(public):
    """sri-not-implemented-but-all-scripts-loaded-from-secure-origin: there is no other origin."""
    tags = Tags(get(public, "/").text).found
    scripts = [attributes["src"] for tag, attributes in tags if "src" in attributes]
    assert scripts
    assert all(src.startswith("/") and not src.startswith("//") for src in scripts)


def test_x_content_type_options(answer):
    """x-content-type-options-nosniff."""
    assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]


def test_x_frame_options(answer, policy):
    """x-frame-options-implemented-via-csp."""
    assert policy["frame-ancestors"] == {"'none'"}
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_cross_origin_policies(answer):
    """corp-implemented-with-same-origin, coop- and coep-; together: cross-origin isolation."""
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_permissions_policy(public):
    answer = get(public, "/")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(
        answer.headers["Permissions-Policy"].split(", ")
    )


def test_no_template_has_inline_script_or_style(public):
    """What the policy forbids, nobody tries: data blocks of JSON are no scripts."""
    for path in ("/", "/nothing"):
        page = public.get(path, base_url=SITE, headers={"Accept": "text/html"}).text
        for tag, attributes in Tags(page).found:
            assert tag != "style"
            assert not [name for name in attributes if name == "style" or name.startswith("on")]
            if tag == "script":
                assert "src" in attributes or attributes["type"] == "application/json"
