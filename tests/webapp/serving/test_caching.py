"""Static files that browsers keep, answers that they ask about anew, both compressed."""

import gzip
import re

import brotli
import pytest

from webapp.pages.assets import read_assets
from webapp.settings import ROOT


@pytest.fixture(scope="module")
def version(app):
    return app.extensions["assets"].version


def test_the_page_names_only_versioned_files(client, version):
    found = re.findall(r'(?:src|href|data-[a-z-]+)="(/static/[^"]+)"', client.get("/").text)
    assert len(found) >= 4
    for path in found:
        assert path.startswith(f"/static/v-{version}/")
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_modules_import_by_relative_addresses_only():
    """So what they import lies under the version too."""
    imports = re.compile(r"""(?:from|import\()\s*["']([^"']+)["']""")
    for script in (ROOT / "static" / "js").rglob("*.js"):
        for address in imports.findall(script.read_text(encoding="utf-8")):
            assert address.startswith("./") or address.startswith("../"), (script.name, address)


def test_the_version_changes_with_any_file(tmp_path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("1")
    (tmp_path / ".hidden").write_text("x")
    first = read_assets(tmp_path)
    assert set(first.files) == {"js/a.js"}
    assert read_assets(tmp_path).version == first.version
    (tmp_path / "js" / "a.js").write_text("2")
    second = read_assets(tmp_path)
    (tmp_path / "js" / "a.js").rename(tmp_path / "js" / "b.js")
    assert len({first.version, second.version, read_assets(tmp_path).version}) == 3


def test_an_earlier_version_gets_todays_file_and_keeps_nothing(client):
    answer = client.get("/static/v-000000000000/js/draw/main.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../webapp/settings.py",
        "/static/..%2fwebapp/settings.py",
        "/static/%2e%2e/README.md",
        "/static/v-x/../../../etc/passwd",
        "/static//etc/passwd",
        "/static/js",
        "/static/js/",
        "/static/",
        "/static/js/draw/main.js%00",
        "/static/js\\main.js",
    ],
)
def test_nothing_else_is_served(client, path):
    assert client.get(path).status_code in (404, 308)
    assert client.get(path, follow_redirects=True).status_code == 404


@pytest.mark.parametrize("encoding,decode", [("br", brotli.decompress), ("gzip", gzip.decompress)])
@pytest.mark.parametrize(
    "path", ["/", "/static/js/pad/pad.js", "/api/models", "/static/samples.json"]
)
def test_text_is_compressed(client, path, encoding, decode):
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": encoding})
    assert small.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in small.headers["Vary"]
    assert decode(small.data) == plain.data
    assert len(small.data) < len(plain.data) * 0.6
    assert small.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("accepts", ["", "br", "gzip, br"])
@pytest.mark.parametrize("path", ["/", "/api/models", "/static/js/pad/pad.js", "/api/openapi.json"])
def test_what_has_not_changed_is_not_sent_again(client, path, accepts):
    headers = {"Accept-Encoding": accepts}
    first = client.get(path, headers=headers)
    again = client.get(path, headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    other = client.get(path, headers=headers | {"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_a_page_has_another_etag_in_another_language(client):
    english, spanish = client.get("/?lang=en"), client.get("/?lang=es")
    assert english.headers["ETag"] != spanish.headers["ETag"]


@pytest.mark.parametrize("nonsense", ["br;q=x", "*;q=0", ",,,", "gzip;q=nan, br;q=nan", "x" * 4000])
def test_a_strange_accept_encoding_is_survived(client, nonsense):
    assert client.get("/", headers={"Accept-Encoding": nonsense}).status_code == 200


def test_answers_to_a_drawing_are_not_kept(client):
    answer = client.post("/api/predict", data=b"no picture")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_errors_are_not_kept(client):
    assert client.get("/nothing").headers["Cache-Control"] == "no-store"
