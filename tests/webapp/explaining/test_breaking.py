"""A network with units switched off answers as one whose weights for them are gone."""

import base64

import numpy as np
import pytest
from documented_answers import assert_as_documented
from drawn_pictures import encode
from requests_and_problems import assert_problem

from webapp.explaining.ablation import breakable, weakest
from webapp.explaining.layers import KINDS
from webapp.explaining.network import Network
from webapp.reading.decoding import decode
from webapp.reading.preprocessing import to_input, to_mnist

FIRST, LAST_MAPS = 0, 3


@pytest.fixture
def explain(client, seven):
    def ask(query):
        return client.post(f"/api/explain?saliency=none{query}", data=encode(255 - seven))

    return ask


@pytest.fixture
def image(seven):
    return to_input(to_mnist(decode(encode(255 - seven), 1_000_000)))


@pytest.fixture
def networks(app):
    return {name: each.network for name, each in app.extensions["explainer"].explained.items()}


def values_of(about):
    steps = np.frombuffer(base64.b64decode(about["values"]), np.uint8).astype(float)
    return about["scale"] * (steps - about["zero"]).reshape(about["shape"])


def test_a_map_that_is_off_is_nought_and_the_answer_is_another_one(explain):
    whole = explain("").get_json()
    told = explain("&off=0.2,5.7,5.11").get_json()
    assert told["broken"]["off"] == [[0, 2], [5, 7], [5, 11]]
    maps = values_of(told["layers"][0])
    assert not maps[:, :, 2].any()
    assert maps[:, :, [0, 1, 3, 4, 5]].any(axis=(0, 1)).all()
    assert not values_of(told["layers"][5])[[7, 11]].any()
    assert told["broken"]["probabilities"] != told["broken"]["whole"]["probabilities"]
    assert told["probabilities"] == whole["probabilities"], "the bars are the whole network's"
    assert whole["broken"] is None


def test_it_is_the_network_whose_outgoing_weights_are_gone(networks, image):
    """Zeroing the rows of the next dense layer's kernel is the same as switching units off."""
    network = networks["lenet"]
    off = {5: {3, 4, 50}}
    broken = network.activations(image, off)[-1]
    kernel = network.layers[6].weights["kernel"].copy()
    kernel[[3, 4, 50]] = 0
    behind = network.activations(image)[5] @ kernel + network.layers[6].weights["bias"]
    logits = network.layers[7].forward(np.maximum(behind, 0))
    np.testing.assert_allclose(network.layers[8].forward(logits), broken, atol=1e-6)
    assert network.activations(image, {})[-1].tolist() == network.activations(image)[-1].tolist()


def test_a_layer_s_number_alone_is_all_of_it(explain):
    told = explain("&off=3").get_json()
    assert told["broken"]["off"] == [[LAST_MAPS, unit] for unit in range(16)]
    assert not values_of(told["layers"][LAST_MAPS]).any()
    blank = explain(f"&off={FIRST},1,2,3").get_json()["broken"]["probabilities"]
    assert told["broken"]["probabilities"] == blank, "without maps it sees nothing of the drawing"


@pytest.mark.parametrize(
    "off", ["4", "7", "8", "7.1", "9", "-1", "0.6", "0.", ".1", "a", "0,,1", "0.1.2", "5.999999"]
)
def test_what_is_no_unit_or_a_class_s_own_is_refused(explain, off):
    assert_problem(explain(f"&off={off}"), 400, "bad-request")


def test_a_find_that_is_none_is_refused(explain):
    assert_problem(explain("&find=strongest"), 400, "bad-request")


def test_it_is_as_documented(client, explain, networks):
    described = client.get("/api/openapi.json").get_json()
    for name in networks:
        answer = explain(f"&model={name}&off={min(breakable(networks[name]))}.0&find=weakest")
        assert answer.status_code == 200
        assert_as_documented(described, answer, "/api/explain", "post")
        assert len(answer.data) < 60_000


def test_the_weakest_unit_found_is_the_weakest_by_trying_them_all(explain, networks, image):
    found = explain("&find=weakest").get_json()["weakest"]
    network = networks["lenet"]
    answer = network.activations(image)[-1].argmax()
    changing = {}
    for layer, count in breakable(network).items():
        said = np.abs(network.activations(image)[layer][0]).reshape(-1, count).sum(axis=0)
        for unit in range(count):
            without = network.activations(image, {layer: {unit}})[-1][0]
            if without.argmax() != answer:
                changing[layer, unit] = said[unit] / said.sum()
    assert found["changes"] == bool(changing)
    if changing:
        least = min(changing.values())
        assert found["share"] == pytest.approx(least, rel=1e-4)
    told = explain(f"&off={found['layer']}.{found['unit']}").get_json()["broken"]
    assert told["digit"] == found["digit"]
    np.testing.assert_allclose(told["probabilities"], found["probabilities"], atol=1e-5)


def tiny(kernel, to_classes):
    """A network that adds the picture up, over two units, into two classes."""
    kernel, to_classes = np.float32(kernel), np.float32(to_classes)
    layers = [
        KINDS["Flatten"]({"name": "row", "output": [784]}, {}),
        dense("units", np.tile(kernel, (784, 1)), "relu"),
        dense("classes", to_classes, "linear"),
        KINDS["Softmax"]({"name": "softmax"}, {}),
    ]
    return Network(layers)


def dense(name, kernel, activation):
    weights = {"kernel": kernel, "bias": np.zeros(kernel.shape[1], np.float32)}
    return KINDS["Dense"]({"name": name, "activation": activation}, weights)


def test_of_two_units_the_weaker_one_is_found_that_changes_the_answer():
    paper = np.full((1, 28, 28, 1), 1 / 784, np.float32)
    # Three units with 1, 2 and 4: class 0 wins by 3 x 1 + 2 x 2 against 1.5 x 4.
    network = tiny([[1, 2, 4]], [[3, 0], [2, 0], [0, 1.5]])
    assert breakable(network) == {1: 3}
    loss = weakest(network, paper, {})
    assert (loss.layer, loss.unit, loss.changes) == (1, 0, True)
    assert loss.share == pytest.approx(1 / 7)
    assert weakest(network, paper, {1: frozenset({2})}).changes is False


def test_without_a_unit_that_says_anything_there_is_none():
    paper = np.zeros((1, 28, 28, 1), np.float32)
    assert weakest(tiny([[1, 2]], [[1, 0], [0, 1]]), paper, {}) is None
