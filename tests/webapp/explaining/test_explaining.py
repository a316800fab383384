"""What `/api/explain` says of a drawing agrees with itself and with `/api/predict`."""

import base64
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from documented_answers import assert_as_documented
from drawn_pictures import encode
from requests_and_problems import assert_problem

from webapp import create_app
from webapp.explaining import layer_values, routes, saliency
from webapp.explaining.encoding import quantised
from webapp.explaining.layers import KINDS
from webapp.explaining.network import WEIGHTS_FILE, Network
from webapp.reading.decoding import decode
from webapp.reading.models import ModelError
from webapp.reading.preprocessing import plainly_resized, steps_to_mnist, to_mnist
from webapp.settings import ROOT

KB = 1000


@pytest.fixture(scope="module")
def names(app):
    return list(app.extensions["explainer"].explained)


@pytest.fixture
def explain(client, seven):
    def ask(query="", png=None):
        return client.post("/api/explain" + query, data=png or encode(255 - seven))

    return ask


def values_of(about):
    steps = np.frombuffer(base64.b64decode(about["values"]), np.uint8).astype(float)
    return about["scale"] * (steps - about["zero"]).reshape(about["shape"])


def kernel_of(layer, key="kernel"):
    numbers = np.frombuffer(base64.b64decode(layer[key]["float32"]), "<f4")
    return numbers.reshape(layer[key]["shape"])


def test_every_digit_model_is_explained(app, names):
    assert set(names) == set(app.extensions["classifier"].digit_models)


def test_it_says_what_predict_says(client, explain, names, seven):
    for name in names:
        told = explain(f"?model={name}").get_json()
        predicted = client.post(f"/api/predict?model={name}", data=encode(seven)).get_json()
        assert {key: told[key] for key in predicted} == predicted
        assert np.argmax(values_of(told["layers"][-1])) == predicted["digit"]


def test_it_is_as_documented_and_small(client, explain, names):
    described = client.get("/api/openapi.json").get_json()
    for name in names:
        for query in ("", "&saliency=gradient&class=9", "&saliency=none&preprocessing=plain"):
            answer = explain(f"?model={name}{query}")
            assert answer.status_code == 200
            assert len(answer.data) < 60 * KB
            assert_as_documented(described, answer, "/api/explain", "post")


def test_lenet_has_the_layers_of_the_course(explain):
    layers = explain("?model=lenet").get_json()["layers"]
    assert [layer["shape"] for layer in layers] == [
        [24, 24, 6],
        [12, 12, 6],
        [8, 8, 16],
        [4, 4, 16],
        [256],
        [120],
        [84],
        [10],
        [10],
    ]


def test_a_unit_can_be_worked_out_from_the_weights(client, explain):
    """The sum of one unit of the first layer, from the input and the served weights."""
    told = explain("?model=lenet").get_json()
    first = client.get("/api/models/lenet/weights").get_json()["layers"][0]
    pixels = np.frombuffer(base64.b64decode(told["input"]), np.uint8).reshape(28, 28) / 255
    row, column, channel = 9, 11, 2
    patch = pixels[row : row + 5, column : column + 5]
    total = (patch * kernel_of(first)[:, :, 0, channel]).sum() + kernel_of(first, "bias")[channel]
    shown = values_of(told["layers"][0])[row, column, channel]
    assert shown == pytest.approx(max(0, total), abs=told["layers"][0]["scale"])
    assert shown > 0, "a unit that fires, or the test says little"


def test_the_steps_are_those_of_the_preprocessing(explain, seven):
    told, steps = explain().get_json()["steps"], steps_to_mnist(seven)
    left, top, right, bottom = told["box"]
    assert seven[top:bottom, left:right].sum() >= 0.95 * seven.sum()
    assert max(told["scaled"]["shape"]) == 20
    assert told["picture"] == [280, 280]
    row, column = told["mass"]
    assert round(row + told["place"][0]) == 14
    assert round(column + told["place"][1]) == 14
    assert np.array_equal(steps.digit, to_mnist(seven))


def test_plain_resizing_changes_what_the_network_gets(explain, seven):
    told = explain("?preprocessing=plain").get_json()
    picture = np.frombuffer(base64.b64decode(told["input"]), np.uint8).reshape(28, 28)
    assert np.array_equal(picture, plainly_resized(seven))
    assert (told["steps"], told["preprocessing"]) == (None, "plain")


@pytest.mark.parametrize("way", ["occlusion", "gradient"])
def test_saliency_speaks_for_the_winner_and_against_another(explain, way):
    won = explain(f"?saliency={way}").get_json()["saliency"]
    lost = explain(f"?saliency={way}&class=0").get_json()["saliency"]
    assert (won["class"], lost["class"]) == (7, 0)
    assert values_of(won).sum() > 0 > values_of(lost).sum()


@pytest.mark.parametrize("way", ["occlusion", "gradient"])
def test_blank_pixels_matter_to_no_one(explain, way):
    told = explain(f"?saliency={way}").get_json()
    blank = np.frombuffer(base64.b64decode(told["input"]), np.uint8).reshape(28, 28) == 0
    assert not values_of(told["saliency"])[blank].any()


def test_integrated_gradients_add_up(app, seven):
    """Completeness: the shares sum to what the drawing changes (Sundararajan, 2017)."""
    explained = app.extensions["explainer"].explained["lenet"]
    digit = to_mnist(seven)
    image = digit.reshape(1, 28, 28, 1).astype(np.float32) / 255
    logits = explained.network.logits(np.concatenate([image, 0 * image]))
    lead = logits[:, 7] - logits[:, 1]
    shares, start = saliency.integrated_gradients(digit, 7, 1, False, explained.network)
    assert start == pytest.approx(lead[1], abs=1e-4)
    assert shares.sum() + start == pytest.approx(lead[0], abs=1e-3)


@pytest.mark.parametrize("chosen", ["", "&class=9"])
def test_an_explanation_adds_up_to_what_the_layers_say(explain, chosen):
    told = explain(f"?model=lenet-tutorial&saliency=gradient{chosen}").get_json()
    about, bars = told["saliency"], told["probabilities"]
    asked, rival = about["class"], about["rival"]
    assert rival == (told["digit"] if chosen else int(np.argsort(bars)[-2]))
    logits = values_of(told["layers"][-2])
    lead = about["start"] + about["sum"]
    assert lead == pytest.approx(logits[asked] - logits[rival], abs=told["layers"][-2]["scale"])
    assert values_of(about).sum() == pytest.approx(about["sum"], abs=784 * about["scale"])
    assert np.exp(lead) == pytest.approx(bars[asked] / bars[rival], rel=0.05)


def test_saliency_can_be_left_out(explain):
    assert explain("?saliency=none").get_json()["saliency"] is None


@pytest.mark.parametrize(
    "query", ["?class=10", "?class=-1", "?class=x", "?preprocessing=best", "?saliency=magic"]
)
def test_what_is_no_choice_is_refused(explain, query):
    assert_problem(explain(query), 400, "bad-request")


def test_what_predict_refuses_is_refused(explain, seven):
    assert_problem(explain("", encode(0 * seven)), 422, "blank-drawing")
    assert_problem(explain("?preprocessing=plain", encode(0 * seven)), 422, "blank-drawing")
    assert_problem(explain("", b"text"), 415, "not-an-image")
    assert_problem(explain("?model=none"), 404, "unknown-model")


def test_the_weights_are_cached_until_they_change(client):
    first = client.get("/api/models/lenet/weights")
    again = client.get(
        "/api/models/lenet/weights", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert client.get("/api/models/lenet/weights?v=1").cache_control.max_age > 0
    assert_problem(client.get("/api/models/none/weights"), 404, "unknown-model")


def form_of(*pngs):
    parts = [
        b'--line\r\nContent-Disposition: form-data; name="image"; filename="x.png"\r\n\r\n' + png
        for png in pngs
    ]
    data = b"\r\n".join([*parts, b"--line--\r\n"])
    return {"data": data, "content_type": "multipart/form-data; boundary=line"}


def test_a_series_is_what_predict_says_of_each(client, seven):
    pngs = [encode(seven), encode(0 * seven), encode(seven[:, ::-1])]
    answer = client.post("/api/series", **form_of(*pngs))
    first, blank, third = answer.get_json()["predictions"]
    assert blank is None
    for told, png in ((first, pngs[0]), (third, pngs[2])):
        predicted = client.post("/api/predict", data=png).get_json()
        assert told == {key: predicted[key] for key in told}
    described = client.get("/api/openapi.json").get_json()
    assert_as_documented(described, answer, "/api/series", "post")


def test_a_series_has_its_limits(client, seven):
    assert_problem(client.post("/api/series", data=b"x"), 415, "not-an-image")
    assert_problem(client.post("/api/series", **form_of(b"text")), 415, "not-an-image")
    many = [encode(seven)] * (routes.MOST_PICTURES + 1)
    assert_problem(client.post("/api/series", **form_of(*many)), 415, "not-an-image")
    told = client.post("/api/series?model=none", **form_of(encode(seven)))
    assert_problem(told, 404, "unknown-model")


def test_a_series_has_the_pixels_of_one_picture(client, seven, monkeypatch):
    decoded = []
    monkeypatch.setattr(routes, "decode", lambda *told: decoded.append(1) or decode(*told))
    quarter = encode(np.zeros((1024, 1024), np.uint8))
    assert client.post("/api/series", **form_of(*[quarter] * 4)).status_code == 200
    assert len(decoded) == 4
    answer = client.post("/api/series", **form_of(*[quarter] * 4, encode(seven)))
    assert_problem(answer, 413, "too-large")
    assert len(decoded) == 4, "refused before any is inflated"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "saved_models" / "lenet", tmp_path / "lenet")
    return tmp_path


def test_a_model_without_weights_still_predicts(folder, seven):
    card = json.loads((folder / "lenet" / "model.json").read_text())
    del card["sha256"][WEIGHTS_FILE]
    (folder / "lenet" / "model.json").write_text(json.dumps(card))
    client = create_app({"MODELS_DIR": folder}).test_client()
    assert client.post("/api/predict", data=encode(seven)).status_code == 200
    assert_problem(client.post("/api/explain", data=encode(seven)), 409, "not-explainable")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive"])
def test_damaged_weights_stop_the_boot(folder, damage):
    (folder / "lenet" / WEIGHTS_FILE).write_bytes(damage)
    with pytest.raises(ModelError, match=r"'lenet'.*damaged"):
        create_app({"MODELS_DIR": folder})


def test_quantising_is_exact_to_half_a_step_and_keeps_zero():
    values = np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32)
    values[2] = 0
    told = quantised(values) | {"shape": [5, 7]}
    read = values_of(told)
    assert np.abs(read - values).max() <= told["scale"] * 0.51
    assert not read[2].any()
    for flat in (np.zeros(3), np.full(3, 2.5)):
        assert values_of(quantised(flat) | {"shape": [3]}) == pytest.approx(flat)


def chain(*kinds):
    """A small network of these layers, with random weights, from 28x28 to ten classes."""
    random = np.random.default_rng(1)
    layers = []
    for number, (kind, about, *shapes) in enumerate(kinds):
        weights = {
            key: random.normal(0, 0.3, shape)
            for key, shape in zip(("kernel", "bias"), shapes, strict=False)
        }
        layers.append(KINDS[kind]({"name": str(number), **about}, weights))
    return Network(layers)


@pytest.mark.parametrize(("padding", "stride"), [("same", 1), ("same", 2), ("valid", 3)])
def test_gradients_are_those_of_finite_differences(padding, stride):
    """Linear but for the pooling, so that a difference is the gradient itself."""
    rows = -(-28 // stride) if padding == "same" else (28 - 4) // stride + 1
    pooled = rows // 2
    network = chain(
        (
            "Conv2D",
            {"strides": [stride] * 2, "padding": padding, "activation": "linear"},
            (4, 4, 1, 3),
            (3,),
        ),
        ("MaxPooling2D", {"pool_size": [2, 2]}),
        ("Flatten", {"output": [pooled * pooled * 3]}),
        ("Dense", {"activation": "linear"}, (pooled * pooled * 3, 10), (10,)),
        ("Softmax", {}),
    )
    image = np.random.default_rng(2).random((1, 28, 28, 1))
    gradient = network.input_gradient(image, 4, 9)[0, :, :, 0]
    for row, column in [(0, 0), (13, 14), (20, 7), (27, 27)]:
        step = np.zeros_like(image)
        step[0, row, column] = 1e-6
        above, below = (network.logits(image + sign * step)[0] for sign in (1, -1))
        slope = ((above[4] - above[9]) - (below[4] - below[9])) / 2e-6
        assert gradient[row, column] == pytest.approx(slope, rel=1e-3, abs=1e-4)


def test_a_large_network_leaves_out_what_can_be_worked_out():
    shapes = [(26, 26, 64), (13, 13, 64), (10,)]
    layers = [KINDS["Softmax"]({"name": str(size)}, {}) for size in shapes]
    layers[1] = KINDS["MaxPooling2D"]({"name": "pool", "pool_size": [2, 2]}, {})
    outputs = [np.zeros(shape) for shape in shapes]
    assert layer_values.left_out(tuple(layers), outputs) == {0, 1}
    assert layer_values.left_out(tuple(layers[1:]), outputs[1:]) == set()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's /proc")
def test_explaining_keeps_the_worker_under_100_mb():
    """Boot the app in a process of its own and explain with every model."""
    program = """
import re, sys
sys.path.insert(0, "tests/webapp")
from drawn_pictures import SEVEN, draw, encode
from webapp import create_app
app = create_app()
client, png = app.test_client(), encode(draw(SEVEN))
for name in app.extensions["explainer"].explained:
    for way in ("occlusion", "gradient"):
        assert client.post(f"/api/explain?model={name}&saliency={way}", data=png).status_code == 200
status = open("/proc/self/status").read()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024)
"""
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"OPENBLAS_NUM_THREADS": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(said.stdout.split()[-1]) < 100, said.stdout


def test_prototypes_and_test_digits_are_as_documented(client, names):
    described = client.get("/api/openapi.json").get_json()
    for name in names:
        for what in ("prototypes", "test-digits"):
            answer = client.get(f"/api/models/{name}/{what}")
            assert answer.status_code == 200, (name, what)
            assert_as_documented(described, answer, f"/api/models/{{name}}/{what}", "get")


def test_prototypes_are_read_as_their_digits(client):
    """Sent as the page sends them: each pixel a square of 10x10."""
    for each in client.get("/api/models/lenet/prototypes").get_json()["digits"]:
        assert read_on_pad(client, each) == each["digit"]
        assert each["probability"] > 0.9


def read_on_pad(client, each):
    pixels = np.frombuffer(base64.b64decode(each["pixels"]), np.uint8).reshape(28, 28)
    pad = pixels.repeat(10, axis=0).repeat(10, axis=1)
    return client.post("/api/predict", data=encode(255 - pad)).get_json()["digit"]


def test_test_digits_are_read_wrong_and_right_as_told(client):
    told = client.get("/api/models/lenet/test-digits").get_json()
    assert len(told["wrong"]) >= 10
    assert {each["true"] for each in told["right"]} == set(range(10))
    for each in told["wrong"] + told["right"]:
        assert read_on_pad(client, each) == each["read"]
    assert all(each["read"] != each["true"] for each in told["wrong"])
    assert all(each["read"] == each["true"] for each in told["right"])


@pytest.mark.parametrize("damage", [None, b"", b"[]", b'{"images": {"cells": 3, "file": "x"}}'])
def test_a_report_without_pictures_is_not_found(folder, damage):
    for file in ("report.json", "prototypes.json"):
        path = folder / "lenet" / "report" / file
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
    client = create_app({"MODELS_DIR": folder}).test_client()
    for what in ("prototypes", "test-digits"):
        assert_problem(client.get(f"/api/models/lenet/{what}"), 404, "not-found")
