"""hosting/nginx.conf, as it is but for its ports, in front of the real server."""

import shutil
import signal
import subprocess

import pytest
from real_server import ROOT, Server, free_port, serving, wait_for

MAIN = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/trazo.conf;
}}
"""
LIMIT = 6
SETTINGS = {
    "TRAZO_TRUSTED_PROXIES": "1",
    "TRAZO_RATE_LIMIT": f"{LIMIT} per hour",
    "WEB_CONCURRENCY": "1",
}


@pytest.fixture
def behind(tmp_path):
    with serving(tmp_path, SETTINGS) as server:
        yield server


@pytest.fixture
def nginx(tmp_path, behind):
    command = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not command:
        pytest.fail("This test needs nginx: sudo apt-get install nginx-light", pytrace=False)
    port, main = free_port(), tmp_path / "nginx.conf"
    shipped = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    assert shipped.count("listen 80;") == shipped.count("server 127.0.0.1:8000 ") == 1
    shipped = shipped.replace("listen 80;", f"listen 127.0.0.1:{port};")
    shipped = shipped.replace("server 127.0.0.1:8000 ", f"server 127.0.0.1:{behind.port} ")
    (tmp_path / "trazo.conf").write_text(shipped)
    main.write_text(MAIN.format(folder=tmp_path))
    options, output = ["-p", str(tmp_path), "-c", str(main)], tmp_path / "nginx.txt"
    tested = subprocess.run([command, *options, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    with output.open("w") as file:
        process = subprocess.Popen([command, *options], stderr=file)
    front = Server(process, port, output)
    wait_for(front.is_up)
    yield front
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def test_a_drawing_passes_and_a_client_cannot_say_that_it_is_another(nginx, png):
    statuses = [
        nginx.predict(png, headers={"X-Forwarded-For": f"203.0.113.{n}", "Forwarded": f"for={n}"})[
            0
        ]
        for n in range(LIMIT + 1)
    ]
    assert statuses == [200] * LIMIT + [429]


def test_what_is_too_large_or_not_whole_never_comes_to_the_server(nginx, behind):
    assert nginx.ask("/api/predict", "POST", b"x" * (4 << 20) + b"x")[0] == 413
    with nginx.connect() as client:
        client.sendall(b"POST /api/predict HTTP/1.1\r\nHost: t\r\nContent-Length: 500\r\n\r\nhalf")
        assert nginx.ask("/healthz", headers={"X-Request-ID": "later"})[0] == 200
        wait_for(lambda: any(x["request_id"] == "later" for x in behind.requests_logged()))
    assert {line["route"] for line in behind.requests_logged()} == {"/healthz"}
