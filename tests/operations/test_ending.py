"""The server ends when it is told to, and nobody who was promised an answer goes without."""

import signal

from real_server import LIMIT_S, ROOT, end, start, wait_for

SLOW_BOOT = """
import time
exec(compile(open({conf!r}).read(), {conf!r}, "exec"))
graceful_timeout = 30
post_fork = lambda server, worker: time.sleep(0.5)  # before the worker listens to signals
"""


def test_workers_that_still_boot_hear_that_it_is_over(tmp_path):
    conf = tmp_path / "slow_boot.conf.py"
    conf.write_text(SLOW_BOOT.format(conf=str(ROOT / "gunicorn.conf.py")))
    server = start(tmp_path, {"PYTHONPATH": str(ROOT)}, conf=conf)
    try:
        wait_for(lambda: server.said().count("Booting worker") == 2)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(LIMIT_S) == 0
    finally:
        end(server)
    assert server.said().count("Worker exiting") == 2, server.said()
