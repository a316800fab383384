"""How gunicorn serves the app: read by `make run` and by the Procfile."""

import os

# numpy's OpenBLAS would otherwise set memory aside for a thread a core, in every worker.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

bind = os.environ.get("TRAZO_BIND") or f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "webapp.worker.BalancedWorker"
threads = 4
logger_class = "webapp.observability.gunicorn_logs.JsonLogger"
preload_app = True  # the models are read and checked once, before the workers fork
timeout = 30
graceful_timeout = 20
keepalive = 15
forwarded_allow_ips = ""  # which proxies are believed, webapp/transport.py alone decides
control_socket_disable = True  # its default path is one for all servers of a user
