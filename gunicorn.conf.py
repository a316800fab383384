"""How gunicorn serves the app: read by `make run` and by the Procfile."""

import ctypes
import gc
import os
import signal
import sys
import warnings
from pathlib import Path
from typing import Any

from gevent import monkey

# Before the app is loaded, so that its locks and its clients of Redis and Sentry give way to
# other greenlets. This process goes on waiting for its workers in the system's own way; in the
# workers gunicorn patches that as well.
monkey.patch_all(os=False, signal=False, subprocess=False)
warnings.filterwarnings("ignore", "Patching more than once", monkey.MonkeyPatchWarning)

# prometheus_client decides as it is imported, with the app, whether counts are shared: where
# somebody may read them, they are. Their folder is made below.
if os.environ.get("TRAZO_METRICS_TOKEN"):
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", os.devnull)

sys.path.insert(0, str(Path(__file__).parent))  # gunicorn itself does so only later

from webapp.observability import metric_files  # noqa: E402  # all that is patched comes first

# numpy's OpenBLAS would otherwise set memory aside for a thread a core, in every worker.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# glibc keeps a heap a thread, and what is freed in one is of no use to the others; and what a
# picture needs goes back to the system where it is much, and stays where it is needed for each
# drawing: to get that anew would take a sixth of an answer's time.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
try:
    _libc = ctypes.CDLL("libc.so.6")
    _libc.mallopt(M_ARENA_MAX, 2)
    _libc.mallopt(M_MMAP_THRESHOLD, 1024 * 1024)
    _libc.mallopt(M_TRIM_THRESHOLD, 4 * 1024 * 1024)
except (OSError, AttributeError):
    pass  # another C library: nothing to set

bind = os.environ.get("TRAZO_BIND") or f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "webapp.serving.worker.Worker"
logger_class = "webapp.observability.gunicorn_logs.JsonLogger"
preload_app = True  # the models are read and checked once, before the workers fork
timeout = 30
graceful_timeout = 20
keepalive = 15
worker_connections = 1000  # a worker, idle ones too; fewer where fewer files may be open
limit_request_fields = 64
sendfile = False  # an answer is sent piece by piece, by a client's connection that is timed
# Of the workers' heartbeats: a read-only container has no other place to write.
worker_tmp_dir = str(metric_files.IN_MEMORY) if metric_files.IN_MEMORY.is_dir() else None
forwarded_allow_ips = ""  # which proxies are believed, webapp/serving/proxies.py alone decides
control_socket_disable = True  # its default path is one for all servers of a user

# Until a worker listens to these, they wait for it: it would otherwise miss that it is to end,
# go on taking requests, and be killed with them when its time is up.
ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}
signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

# The workers' counts meet in a folder of this process; without the token nobody could read them.
metrics_folder = metric_files.make_folder() if os.environ.get("TRAZO_METRICS_TOKEN") else None


def on_starting(server: Any) -> None:
    """Hold signals back around every fork."""
    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ENDING),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING),
    )


def when_ready(server: Any) -> None:
    """Have the collector of garbage look no more at what all workers share and none gives back."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Have a new worker hear what it was told while it booted."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def child_exit(server: Any, worker: Any) -> None:
    """Keep what a dead worker has counted, and give its files' spare room back."""
    if metrics_folder:
        metric_files.release(metrics_folder, worker.pid)


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    if metrics_folder:
        metric_files.remove(metrics_folder)
