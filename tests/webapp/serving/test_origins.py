"""Other sites' scripts may ask /api/ where the setting names them, and nowhere else."""

import pytest
from drawn_pictures import encode

from webapp import create_app
from webapp.settings import InvalidSetting, from_environment, parse_origins

SCHOOL, OTHER = "https://school.example", "http://localhost:5173"
PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type",
}


@pytest.fixture
def seven_png(seven):
    return encode(255 - seven)


@pytest.fixture(scope="module")
def open_client():
    return create_app({"TESTING": True, "ALLOWED_ORIGINS": (SCHOOL, OTHER)}).test_client()


def asked(client, path, origin, **headers):
    return client.options(path, headers={"Origin": origin, **headers})


@pytest.mark.parametrize("path", ["/api/predict", "/api/models", "/api/nothing", "/"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_by_default_nothing_is_said_to_anybody(client, path, method):
    answer = client.open(path, method=method, headers={"Origin": SCHOOL, **PREFLIGHT})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("origin", [SCHOOL, OTHER])
def test_a_preflight_is_answered(open_client, origin):
    answer = asked(open_client, "/api/predict?model=lenet", origin, **PREFLIGHT)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "POST" in answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert "Origin" in answer.vary


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://school.example", f"{SCHOOL}.evil.example"]
)
def test_another_origin_is_told_nothing_but_caches_are(open_client, seven_png, origin):
    preflight = asked(open_client, "/api/predict", origin, **PREFLIGHT)
    answer = open_client.post("/api/predict", data=seven_png, headers={"Origin": origin})
    assert answer.status_code == 200
    for each in (preflight, answer):
        assert not [name for name, _ in each.headers if name.startswith("Access-Control")]
        assert "Origin" in each.vary


def test_a_drawing_is_read_for_another_site(open_client, seven_png):
    answer = open_client.post("/api/predict", data=seven_png, headers={"Origin": SCHOOL})
    assert answer.json["digit"] == 7
    assert answer.headers["Access-Control-Allow-Origin"] == SCHOOL
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_without_an_origin_caches_are_told_all_the_same(open_client):
    answer = open_client.get("/api/models", headers={"Accept-Encoding": "gzip"})
    assert {"origin", "accept-encoding"} <= {name.lower() for name in answer.vary}
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/api/predict", b"no picture", 415),
        ("/api/predict", bytes(3000), 413),
        ("/api/nothing", b"", 404),
        ("/api/models", b"", 405),
    ],
)
def test_errors_may_be_read_too(seven_png, path, data, status):
    settings = {"TESTING": True, "ALLOWED_ORIGINS": (SCHOOL,), "MAX_CONTENT_LENGTH": 2000}
    answer = create_app(settings).test_client().post(path, data=data, headers={"Origin": SCHOOL})
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == SCHOOL
    assert "Origin" in answer.vary


def test_too_many_is_said_so_and_preflights_do_not_count():
    settings = {"TESTING": True, "ALLOWED_ORIGINS": (SCHOOL,), "RATE_LIMIT": "1 per day"}
    client = create_app(settings).test_client()
    statuses = [asked(client, "/api/models", SCHOOL, **PREFLIGHT).status_code for _ in range(3)]
    assert statuses == [204] * 3
    assert client.get("/api/models", headers={"Origin": SCHOOL}).status_code == 200
    refused = client.get("/api/models", headers={"Origin": SCHOOL})
    assert refused.status_code == 429
    assert refused.headers["Access-Control-Allow-Origin"] == SCHOOL


def test_pages_are_nobodys_but_ours(open_client):
    for path in ("/", "/inside", "/models", "/healthz", "/language/es"):
        answer = open_client.get(path, headers={"Origin": SCHOOL})
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_every_origin(seven_png):
    client = create_app({"TESTING": True, "ALLOWED_ORIGINS": ("*",)}).test_client()
    answer = client.post("/api/predict", data=seven_png, headers={"Origin": "null"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("", ()),
        ("https://school.example", (SCHOOL,)),
        (f"{SCHOOL}, {OTHER}", (SCHOOL, OTHER)),
        ("HTTPS://School.Example:443/ http://localhost:5173", (SCHOOL, OTHER)),
        ("https://niño.example", ("https://xn--nio-8ma.example",)),
        ("http://[::1]:8000", ("http://[::1]:8000",)),
        ("*", ("*",)),
    ],
)
def test_origins_are_read_as_browsers_write_them(text, origins):
    assert parse_origins(text) == origins


@pytest.mark.parametrize(
    "text",
    [
        "school.example",
        "https://school.example/path",
        "https://",
        "ftp://school.example",
        "https://a:b@school.example",
        "https://school.example:port",
        "https://*.school.example",
        "null",
        f"* {SCHOOL}",
    ],
)
def test_what_is_no_origin_stops_the_start(text):
    with pytest.raises(InvalidSetting, match="TRAZO_ALLOWED_ORIGINS"):
        from_environment({"TRAZO_ALLOWED_ORIGINS": text})


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/api/predict/", "POST", 200),
        ("/api/predict/?model=lenet", "POST", 200),
        ("/api/compare/", "POST", 200),
        ("/api/explain/", "POST", 200),
        ("/api/models/", "GET", 200),
        ("/api/models/lenet/prototypes/", "GET", 200),
        ("/inside/", "GET", 200),
        ("/models/", "GET", 200),
        ("/models/lenet/", "GET", 200),
        ("/healthz/", "GET", 200),
        ("/theme/dark/", "POST", 204),
    ],
)
def test_a_slash_at_the_end_is_forgiven_without_a_redirect(client, seven_png, path, method, status):
    data = seven_png if method == "POST" else None
    assert client.open(path, method=method, data=data).status_code == status


def test_a_slash_changes_no_answer(client, seven_png):
    plain = client.post("/api/predict", data=seven_png).json
    assert client.post("/api/predict/", data=seven_png).json == plain
