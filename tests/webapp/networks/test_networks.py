"""The weights that travel to the page."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from webapp import create_app
from webapp.explaining.network import read_network
from webapp.networks.files import PAGE_FILE, NetworkFiles
from webapp.networks.packing import FLOAT16, FLOAT32, WEIGHTS_FILE
from webapp.reading.models import ModelError, load_models
from webapp.settings import ROOT

MODELS = ROOT / "saved_models"
NAMES = sorted(path.parent.name for path in MODELS.glob(f"[!.]*/{WEIGHTS_FILE}"))


def unpacked(content):
    length = int.from_bytes(content[:4], "little")
    about = json.loads(content[4 : 4 + length])
    return about, content[4 + length :]


def address(app, name, kind="network"):
    files = app.extensions["network_files"]
    kinds = {"network": files.networks, "replay": files.replays, "people": files.people}
    file = kinds[kind][name]
    return f"/networks/{file.version}/{name}.{'' if kind == 'network' else f'{kind}.'}bin"


@pytest.fixture
def models(tmp_path):
    """A folder with the default model alone, and a way to say what its page file says."""
    shutil.copytree(MODELS / "lenet", tmp_path / "lenet")
    (tmp_path / "lenet" / PAGE_FILE).unlink(missing_ok=True)
    return tmp_path


def with_page_file(models, sha256=None, **arrays):
    card = json.loads((models / "lenet" / "model.json").read_text())
    about = {
        "sha256": sha256 or card["sha256"][WEIGHTS_FILE],
        "dtype": FLOAT16,
        "layer": "dense_2",
        "scale": 0.25,
        "people_scale": 0.5,
    }
    packed = np.frombuffer(json.dumps(about).encode(), np.uint8)
    np.savez(models / "lenet" / PAGE_FILE, about=packed, **arrays)
    return create_app({"TESTING": True, "MODELS_DIR": models})


@pytest.mark.parametrize("name", NAMES)
def test_every_digit_model_travels_whole(app, client, name):
    answer = client.get(address(app, name))
    assert answer.status_code == 200
    assert answer.mimetype == "application/octet-stream"
    about, numbers = unpacked(answer.data)
    assert about["model"] == name
    values = np.frombuffer(numbers, np.dtype(about["dtype"]).newbyteorder("<"))
    network = read_network((MODELS / name / WEIGHTS_FILE).read_bytes())
    weights = {
        f"{layer.name}.{key}": array
        for layer in network.layers
        for key, array in layer.weights.items()
    }
    assert {each["name"]: tuple(each["shape"]) for each in about["arrays"]} == {
        key: array.shape for key, array in weights.items()
    }
    expected = np.concatenate([weights[each["name"]].ravel() for each in about["arrays"]])
    assert len(values) == len(expected)
    assert np.abs(values.astype(np.float32) - expected).max() < 1e-3
    assert [layer["name"] for layer in about["layers"]] == [layer.name for layer in network.layers]


def test_the_address_of_today_is_kept_for_ever_and_another_is_not(app, client):
    kept = client.get(address(app, "lenet"))
    assert "immutable" in kept.headers["Cache-Control"]
    other = client.get("/networks/000000000000/lenet.bin")
    assert other.status_code == 200
    assert other.data == kept.data
    assert other.headers["Cache-Control"] == "no-cache"
    unchanged = client.get(address(app, "lenet"), headers={"If-None-Match": kept.headers["ETag"]})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("path", ["/networks/x/nobody.bin", "/networks/x/nobody.replay.bin"])
def test_an_unknown_model_is_told(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json["code"] == "unknown-model"


def test_the_templates_are_given_the_addresses(app, client):
    with app.test_request_context():
        addresses = app.jinja_env.globals["network_addresses"]("lenet")
    assert addresses["network"] == address(app, "lenet")
    assert client.get(addresses["network"]).status_code == 200


def test_without_a_page_file_weights_are_exact_and_nothing_is_replayed(models):
    app = create_app({"TESTING": True, "MODELS_DIR": models})
    about, _ = unpacked(app.extensions["network_files"].network("lenet").content)
    assert about["dtype"] == FLOAT32
    answer = app.test_client().get("/networks/x/lenet.replay.bin")
    assert answer.status_code == 404
    assert answer.json["code"] == "not-found"


def test_a_page_file_says_how_exact_weights_are_and_what_is_replayed(models):
    activations = np.arange(12, dtype=np.uint8).reshape(4, 3)
    app = with_page_file(models, activations=activations, labels=np.arange(4, dtype=np.uint8))
    about, numbers = unpacked(app.extensions["network_files"].network("lenet").content)
    assert about["dtype"] == FLOAT16
    assert len(numbers) == 2 * sum(np.prod(each["shape"]) for each in about["arrays"])
    answer = app.test_client().get(address(app, "lenet", "replay"))
    told, rows = unpacked(answer.data)
    assert told == {
        "sha256": about["sha256"],
        "layer": "dense_2",
        "scale": 0.25,
        "count": 4,
        "units": 3,
    }
    assert rows == bytes([0, 1, 2, 3]) + activations.tobytes()


def test_strangers_digits_have_a_scale_of_their_own(models):
    letters = np.full((2, 3), 7, np.uint8)
    app = with_page_file(models, people_activations=letters, people_labels=letters[:, 0] + 3)
    told, rows = unpacked(app.test_client().get(address(app, "lenet", "people")).data)
    assert (told["count"], told["units"], told["scale"]) == (2, 3, 0.5)
    assert rows == bytes([10, 10]) + letters.tobytes()


def test_a_page_file_of_other_weights_is_left_out(models):
    app = with_page_file(models, sha256="0" * 64, activations=np.zeros((1, 1), np.uint8))
    about, _ = unpacked(app.extensions["network_files"].network("lenet").content)
    assert about["dtype"] == FLOAT32
    assert app.extensions["network_files"].replays == {}


@pytest.mark.parametrize("file", [WEIGHTS_FILE, PAGE_FILE])
def test_damaged_files_are_told_before_the_first_request(models, file):
    loaded = load_models(models, "lenet")
    if file == WEIGHTS_FILE:
        loaded["lenet"].card["sha256"][WEIGHTS_FILE] = hashlib.sha256(b"no zip").hexdigest()
    (models / "lenet" / file).write_bytes(b"no zip")
    with pytest.raises(ModelError, match="trainer weights lenet"):
        NetworkFiles(loaded, models)
