"""What pictures and explanations cost of the rate limit, and that large ones wait in turn."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from drawn_pictures import encode
from PIL import Image, ImageDraw

from webapp import create_app
from webapp.explaining import routes as explaining_routes
from webapp.reading import routes
from webapp.reading.admission import LARGE_BYTES, PICTURES_OF_ONE

BUDGET = 1_000_000


def picture(side, kind="PNG", **options):
    canvas = Image.new("L", (side, side), 255)
    line = [(side * 0.3, side * 0.25), (side * 0.7, side * 0.25), (side * 0.45, side * 0.8)]
    ImageDraw.Draw(canvas).line(line, fill=0, width=side // 14)
    file = io.BytesIO()
    canvas.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def counted():
    """An app, and a function that says how much of the limit a request took."""
    app = create_app({"RATE_LIMIT": f"{BUDGET} per day"})
    limiter = app.extensions["rate_limiter"]

    def cost(path, **sent):
        before = spent()
        answer = app.test_client().post(path, **sent)
        return answer.status_code, spent() - before

    def spent():
        (item,) = limiter.items
        return limiter._here.storage.get(item.key_for("127.0.0.1"))

    return cost


@pytest.mark.parametrize(
    "side,requests", [(28, 1), (280, 1), (316, 1), (317, 2), (1000, 10), (2048, 42)]
)
@pytest.mark.parametrize("path", ["/api/predict", "/api/explain?saliency=none", "/api/classify"])
def test_a_picture_counts_by_its_size(counted, path, side, requests):
    assert counted(path, data=picture(side)) == (200, requests)


@pytest.mark.parametrize("kind,options", [("JPEG", {}), ("WEBP", {}), ("WEBP", {"lossless": True})])
def test_whatever_its_kind(counted, kind, options):
    assert counted("/api/classify", data=picture(1000, kind, **options)) == (200, 10)


def test_what_is_not_read_costs_one(counted):
    assert counted("/api/predict", data=picture(3000)) == (413, 1)
    assert counted("/api/predict", data=b"none") == (415, 1)


def form(*pictures):
    return {"image": [(io.BytesIO(each), f"{n}.png") for n, each in enumerate(pictures)]}


def test_a_series_counts_by_its_pictures(counted):
    assert counted("/api/series", data=form(*[picture(280)] * 15)) == (200, 15)
    assert counted("/api/series", data=form(picture(280), picture(1000))) == (200, 11)


@pytest.mark.parametrize(
    "query,requests",
    [
        ("saliency=none", 1),
        ("saliency=occlusion", 4),
        ("saliency=gradient", 4),
        ("", 4),
        ("model=convnet-32-64-64&saliency=none", 4),
        ("model=convnet-32-64-64&saliency=occlusion", 16),
        ("saliency=none&off=0.1,5", 1),
        ("saliency=none&find=weakest", 17),
        ("model=convnet-32-64-64&saliency=none&find=weakest", 68),
    ],
)
def test_an_explanation_counts_by_what_is_asked(counted, seven, query, requests):
    assert counted(f"/api/explain?{query}", data=encode(seven)) == (200, requests)


def test_too_much_is_refused_before_it_is_read(monkeypatch):
    client = create_app({"RATE_LIMIT": "20 per hour"}).test_client()
    read = []
    monkeypatch.setattr(routes, "decode", lambda *_: read.append(1) or np.zeros((28, 28), np.uint8))
    refused = [client.post("/api/predict", data=picture(2048)).status_code for _ in range(3)]
    assert refused == [422, 429, 429]  # 11, then 22: each counts for half of the limit at most
    assert len(read) == 1


class Decoding:
    """Stands in for `decode`: counts how many are at it, each until all have had the chance."""

    def __init__(self, real):
        self.real, self.now, self.most, self.calls = real, 0, 0, 0
        self.begun, self.may_end = threading.Semaphore(0), threading.Event()

    def __call__(self, *arguments):
        self.now += 1
        self.calls += 1
        self.most = max(self.most, self.now)
        self.begun.release()
        self.may_end.wait()
        try:
            return self.real(*arguments)
        finally:
            self.now -= 1


@pytest.fixture
def decoding(monkeypatch):
    stand_in = Decoding(routes.decode)
    for module in (routes, explaining_routes):
        monkeypatch.setattr(module, "decode", stand_in)
    yield stand_in
    stand_in.may_end.set()


def ask(app, data, address, path="/api/predict"):
    return app.test_client().post(path, data=data, environ_base={"REMOTE_ADDR": address})


LARGE = {
    "many pixels": lambda: picture(1024),
    "many bytes": lambda: encode(
        np.random.default_rng(0).integers(0, 256, (400, 400, 3), np.uint8)
    ),
}


@pytest.mark.parametrize("kind", LARGE)
def test_large_pictures_are_decoded_one_at_a_time_and_small_ones_beside_them(
    app, decoding, seven, kind
):
    data = LARGE[kind]()
    assert kind == "many pixels" or len(data) > LARGE_BYTES
    gate = app.extensions["picture_gate"]
    with ThreadPoolExecutor(4) as pool:
        paths = ("/api/predict", "/api/explain", "/api/compare")
        large = [pool.submit(ask, app, data, f"192.0.2.{n}", p) for n, p in enumerate(paths)]
        decoding.begun.acquire()
        while len(gate._waiting) < 2:
            threading.Event().wait(0.001)
        assert decoding.calls == 1
        small = pool.submit(ask, app, encode(seven), "192.0.2.0")
        decoding.begun.acquire()
        assert decoding.calls == 2  # the small one does not wait
        decoding.may_end.set()
        assert small.result().status_code == 200
        assert {each.result().status_code for each in large} <= {200, 422}
    assert decoding.calls == 4
    assert decoding.most == 2  # a large one, and the small one


def test_one_address_does_not_fill_all_threads_with_large_pictures(app, decoding):
    data = picture(1024)
    with ThreadPoolExecutor(8) as pool:
        first = [pool.submit(ask, app, data, "192.0.2.1") for _ in range(PICTURES_OF_ONE)]
        decoding.begun.acquire()
        while not app.extensions["picture_gate"]._waiting:
            threading.Event().wait(0.001)
        refused = [pool.submit(ask, app, data, "192.0.2.1").result() for _ in range(3)]
        assert [answer.status_code for answer in refused] == [429] * 3
        assert {answer.headers["Retry-After"] for answer in refused} == {"1"}
        other = pool.submit(ask, app, data, "192.0.2.2")
        while len(app.extensions["picture_gate"]._waiting) < 2:
            threading.Event().wait(0.001)
        full = pool.submit(ask, app, data, "192.0.2.3").result()
        assert (full.status_code, full.json["code"]) == (503, "busy")
        assert full.headers["Retry-After"] == "1"
        decoding.may_end.set()
        assert [each.result().status_code for each in (*first, other)] == [200] * 3
    assert ask(app, data, "192.0.2.1").status_code == 200


def test_a_series_takes_one_place_and_a_turn_for_each_large_picture(app, monkeypatch):
    """So what others ask for gets in between."""
    gate, turns = app.extensions["picture_gate"], []
    real = gate.in_turn
    monkeypatch.setattr(
        gate, "in_turn", lambda work: turns.append(dict(gate._inside)) or real(work)
    )
    pieces = [picture(600), picture(280), picture(700), picture(560)]
    answer = app.test_client().post("/api/series", data=form(*pieces))
    assert len(answer.json["predictions"]) == 4
    assert turns == [{"127.0.0.1": 1}] * 3


def test_a_costly_network_explains_in_turn_and_a_cheap_one_at_once(app, monkeypatch, seven):
    gate, turns = app.extensions["network_gate"], []
    real = gate.in_turn
    monkeypatch.setattr(gate, "in_turn", lambda work: turns.append(1) or real(work))
    client = app.test_client()
    assert client.post("/api/explain", data=encode(seven)).status_code == 200
    assert not turns
    query = "?model=convnet-32-64-64&saliency=none"
    assert client.post("/api/explain" + query, data=encode(seven)).status_code == 200
    assert len(turns) == 1
