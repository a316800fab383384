"""The same under gevent, as gunicorn starts it: loaded and forked, and patched before or after."""

import subprocess
import sys

import pytest

from webapp.settings import ROOT

PRELUDE = """
import io, os, sys, threading
from PIL import Image, ImageDraw
from webapp import create_app
from webapp.reading import routes as api

app = create_app({"RATE_LIMIT": SETTING, "REDIS_URL": ""})
app.test_client().get("/healthz")

if child := os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

from gevent import monkey; monkey.patch_all()
import gevent

def picture(side, ink=0):
    canvas = Image.new("L", (side, side), 255)
    line = [(side * 0.3, side * 0.2), (side * 0.5, side * 0.8)]
    ImageDraw.Draw(canvas).line(line, ink, side // 14)
    file = io.BytesIO()
    canvas.save(file, "PNG")
    return file.getvalue()

def ask(path="/api/predict", data=None, address="192.0.2.1", **options):
    environ = {"REMOTE_ADDR": address}
    return app.test_client().post(path, data=data, environ_base=environ, **options)

def statuses(answers):
    return sorted(answer.status_code for answer in answers)
"""

LARGE_ONES = """
class Flag:
    # Made of a pipe: who waits for it keeps a whole thread waiting, and everything if in the loop.

    def __init__(self):
        self.out, self.into = os.pipe()

    def set(self):
        os.write(self.into, b"x")

    def wait(self):
        os.read(self.out, 1)
        self.set()

now, most, real, native = 0, 0, api.decode, Flag()

def decode(data, *rest):
    global now, most
    if data == small:
        return real(data, *rest)
    now += 1
    most = max(most, now)
    native.wait()  # in the loop, it would stop everything
    try:
        return real(data, *rest)
    finally:
        now -= 1

api.decode = decode
small, large, blank = picture(280), picture(1024), picture(1024, 255)
gate = app.extensions["picture_gate"]
asked = [gevent.spawn(ask, data=large, address=f"192.0.2.{n}") for n in range(4)]
asked.append(gevent.spawn(ask, data=blank, address="192.0.2.9"))
while len(gate._waiting) < 4 or now < 1:
    gevent.sleep(0.001)
answered = [ask(data=small) for _ in range(3)]
assert statuses(answered) == [200] * 3, statuses(answered)
native.set()
gevent.joinall(asked)
assert statuses(job.value for job in asked) == [200] * 4 + [422]
assert most == 1, most
assert "decode;dur=" in asked[0].value.headers["Server-Timing"]
"""

SERIES = """
small = picture(280)
seen, going = [], True

def others():
    while going:
        seen.append(1)
        gevent.sleep(0)

real = api.decode
from webapp.explaining import routes
routes.decode = lambda *some: seen.append("piece") or real(*some)
other = gevent.spawn(others)
gevent.sleep(0)
form = {"image": [(io.BytesIO(small), f"{n}.png") for n in range(4)]}
assert ask("/api/series", data=form).status_code == 200
going = False
places = [at for at, what in enumerate(seen) if what == "piece"]
assert len(places) == 4
assert all(later - before > 1 for before, later in zip(places, places[1:])), seen
"""

COSTLY = """
from webapp.explaining import explainer
loop, seen = monkey.get_original("threading", "get_ident"), []
here = loop()
real = explainer.integrated_gradients
def watched(*some):
    seen.append(loop() == here)
    return real(*some)
explainer.integrated_gradients = watched
for model in ("convnet-32-64-64", "lenet"):
    path = f"/api/explain?model={model}&saliency=gradient"
    assert ask(path, data=picture(280)).status_code == 200
assert seen == [False, True], seen
"""

LIMITED = """
jobs = [gevent.spawn(ask, "/api/models", address="192.0.2.1") for _ in range(30)]
gevent.joinall(jobs)
codes = statuses(job.value for job in jobs)
assert codes == [405] * 20 + [429] * 10, codes
assert ask("/api/models", address="192.0.2.2").status_code == 405
"""


PATCHING = "from gevent import monkey; monkey.patch_all()\n"
ORDERS = {
    "patched in the worker": str,
    "patched from the start": lambda code: PATCHING + code.replace(PATCHING, ""),
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize(
    "limit,script",
    [(None, LARGE_ONES), (None, SERIES), (None, COSTLY), ("20 per hour", LIMITED)],
    ids=["large pictures", "a series", "a costly network", "the limit"],
)
def test_under_greenlets(limit, script, order):
    """Loaded in one process, then forked and patched; a script that stands still fails by time."""
    code = order(PRELUDE.replace("SETTING", repr(limit))) + script
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr  # gevent prints what fails in its threads
