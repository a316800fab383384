"""An app for gunicorn that answers once a file is there: its threads are busy until then."""

import os
import time
from pathlib import Path


def app(environ, start_response):
    gate = Path(os.environ["TRAZO_TEST_GATE"])
    while environ["PATH_INFO"] == "/wait" and not gate.exists():
        time.sleep(0.02)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
