"""Two replicas behind nginx: the same answers, one limit, and one may go."""

import shutil
import signal
import subprocess
from contextlib import ExitStack

import pytest
from ports import free_port
from real_server import LIMIT_S, Server, serving, wait_for
from redis_server import redis_server  # noqa: F401  a fixture

CONF = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream replicas {{ {replicas} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://replicas;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_next_upstream error timeout non_idempotent;
    }}
  }}
}}
"""
LIMIT = 30


@pytest.fixture
def replicas(tmp_path, redis_server):  # noqa: F811
    settings = {
        "REDIS_URL": redis_server.url,
        "TRAZO_RATE_LIMIT": f"{LIMIT} per hour",
        "TRAZO_TRUSTED_PROXIES": "1",
        "WEB_CONCURRENCY": "1",
    }
    with ExitStack() as stack:
        yield [stack.enter_context(serving(tmp_path, settings)) for _ in range(2)]


@pytest.fixture
def proxy(tmp_path, replicas):
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not nginx:
        pytest.fail("This test needs nginx: sudo apt-get install nginx-light", pytrace=False)
    port, conf, output = free_port(), tmp_path / "nginx.conf", tmp_path / "nginx.txt"
    members = " ".join(f"server 127.0.0.1:{replica.port};" for replica in replicas)
    conf.write_text(CONF.format(folder=tmp_path, port=port, replicas=members))
    with output.open("w") as file:
        process = subprocess.Popen([nginx, "-p", tmp_path, "-c", conf], stderr=file)
    front = Server(process, port, output)
    wait_for(front.is_up)
    yield front
    process.send_signal(signal.SIGTERM)
    process.wait(LIMIT_S)


def predicted(replica):
    return [line for line in replica.requests_logged() if line["route"] == "/api/predict"]


def test_the_same_answers_and_one_limit_and_one_may_go(proxy, replicas, png):
    answers = [proxy.predict(png) for _ in range(LIMIT - 10)]
    assert {status for status, _, _ in answers} == {200}
    assert len({body for _, _, body in answers}) == 1
    wait_for(lambda: sum(len(predicted(replica)) for replica in replicas) == len(answers))
    assert all(predicted(replica) for replica in replicas)  # nginx asks them in turn

    replicas[0].process.kill()
    for worker in replicas[0].process.children():
        worker.kill()
    assert [proxy.predict(png)[0] for _ in range(10)] == [200] * 10
    # What the one that has gone let through counts as well.
    status, headers, _ = proxy.predict(png)
    assert status == 429
    assert int(headers["Retry-After"]) > 0
    assert proxy.ask("/readyz")[0] == 200


def test_a_replica_without_its_redis_says_so_and_answers(replicas, redis_server, png):  # noqa: F811
    replica = replicas[0]
    assert replica.ask("/readyz")[0] == 200
    redis_server.stop()
    _, _, body = wait_for(lambda: (got := replica.ask("/readyz"))[0] == 503 and got)
    assert b"missing: redis" in body
    assert replica.predict(png)[0] == 200
    redis_server.start()
    wait_for(lambda: replica.ask("/readyz")[0] == 200)
