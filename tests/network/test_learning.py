"""A network learns a hand: deterministically, its last two layers, and nothing else changes."""

import json
from math import comb

import numpy as np
import pytest
from node import run_node

from webapp import create_app


@pytest.fixture(scope="module")
def files():
    return create_app({"TESTING": True}).extensions["network_files"]


@pytest.fixture
def learned(files, tmp_path):
    """Return a function from lists of samples to the weights, the shipped ones first."""

    def learn(*samples):
        paths = [tmp_path / name for name in ("network.bin", "replay.bin", "samples.json")]
        paths[0].write_bytes(files.network("lenet").content)
        paths[1].write_bytes(files.replays["lenet"].content)
        paths[2].write_text(json.dumps(samples))
        found = json.loads(run_node("learn.mjs", b"", *paths))
        return [{name: np.array(values) for name, values in each.items()} for each in found]

    return learn


def sample(label, seed=0):
    return [np.random.default_rng(seed).integers(0, 256, 784).tolist(), label]


def test_the_same_drawings_give_the_same_network(learned):
    """Whatever was learned before: each time it starts from the shipped weights."""
    one, other = [sample(3, 1), sample(5, 2)], [sample(7, 3)]
    shipped, first, _, again = learned(one, other, one)
    for name in shipped:
        assert (first[name] == again[name]).all()


def test_the_last_two_layers_learn_and_no_other(learned, files):
    shipped, after = learned([sample(3)])
    changed = {name.partition(".")[0] for name in shipped if (shipped[name] != after[name]).any()}
    assert changed == {"dense_2", "logits"}
    assert all(np.isfinite(values).all() for values in after.values())


def test_what_is_replayed_is_small_and_has_every_digit_and_what_is_none(files):
    content = files.replays["lenet"].content
    length = int.from_bytes(content[:4], "little")
    about = json.loads(content[4 : 4 + length])
    labels = np.frombuffer(content[4 + length :][: about["count"]], np.uint8)
    assert len(content) <= 400_000
    assert set(labels) == set(range(11))
    assert (labels == 10).mean() > 0.2


@pytest.mark.parametrize(
    "better,worse", [(0, 0), (1, 0), (5, 0), (9, 2), (3, 3), (40, 25), (900, 800)]
)
def test_mcnemars_test_is_the_exact_binomial_one(better, worse):
    """Against whole numbers of any size, as Python has them."""
    labels = [1] * (better + worse + 2)
    before = [0] * better + [1] * worse + [1, 0]
    after = [1] * better + [0] * worse + [1, 0]
    (found,) = json.loads(run_node("compare.mjs", json.dumps([[labels, before, after]]).encode()))
    tosses = better + worse
    tail = sum(comb(tosses, k) for k in range(min(better, worse) + 1))
    assert found.pop("p") == pytest.approx(min(1, 2 * tail / 2**tosses), rel=1e-9)
    assert found == {
        "n": len(labels),
        "before": worse + 1,
        "after": better + 1,
        "better": better,
        "worse": worse,
    }
