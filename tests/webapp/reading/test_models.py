"""A damaged or missing model stops the boot with a clear message."""

import json
import shutil

import pytest

from webapp import create_app
from webapp.reading.classifier import Classifier, UnknownModel
from webapp.reading.models import ModelError, load_models
from webapp.settings import ROOT


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "saved_models" / "lenet", tmp_path / "lenet")
    return tmp_path


def boot(folder):
    return create_app({"MODELS_DIR": folder, "DEFAULT_MODEL": "lenet"})


def change_card(folder, **changes):
    path = folder / "lenet" / "model.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_sound_folder_boots(folder):
    assert boot(folder).extensions["classifier"].default == "lenet"


def test_no_folder(tmp_path):
    with pytest.raises(ModelError, match="make train"):
        boot(tmp_path / "nowhere")


def test_no_default_model(folder):
    with pytest.raises(ModelError, match="TRAZO_DEFAULT_MODEL"):
        create_app({"MODELS_DIR": folder, "DEFAULT_MODEL": "other"})


def test_cut_network(folder):
    network = folder / "lenet" / "model.tflite"
    network.write_bytes(network.read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"'lenet'.* do not belong together"):
        boot(folder)


def test_missing_network(folder):
    (folder / "lenet" / "model.tflite").unlink()
    with pytest.raises(ModelError, match=r"'lenet'.*damaged"):
        boot(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"sha256": 1}'])
def test_damaged_card(folder, text):
    (folder / "lenet" / "model.json").write_text(text)
    with pytest.raises(ModelError, match=r"'lenet'.*damaged"):
        boot(folder)


def test_a_model_of_other_preprocessing(folder):
    change_card(folder, preprocessing=999)
    with pytest.raises(ModelError, match="preprocessing version 999"):
        boot(folder)


def test_a_network_that_does_not_run(folder):
    import hashlib

    (folder / "lenet" / "model.tflite").write_bytes(b"nonsense")
    change_card(folder, sha256={"model.tflite": hashlib.sha256(b"nonsense").hexdigest()})
    with pytest.raises(ModelError, match="cannot be run"):
        boot(folder)


def test_a_network_with_too_few_labels(folder):
    change_card(folder, labels=["0", "1"])
    with pytest.raises(ModelError, match="probability a class"):
        boot(folder)


def test_a_default_model_that_reads_no_digits(folder):
    change_card(folder, task="pictures")
    with pytest.raises(ModelError, match="does not read digits"):
        boot(folder)


@pytest.mark.parametrize("changes", [{"task": "poems"}, {"input": {"shape": ["28"]}}, {"input": 1}])
def test_a_card_that_says_nonsense(folder, changes):
    change_card(folder, **changes)
    with pytest.raises(ModelError, match=r"'lenet'"):
        boot(folder)


def test_a_card_without_a_task_is_of_a_digit_model(folder):
    path = folder / "lenet" / "model.json"
    card = json.loads(path.read_text())
    card.pop("task", None)
    path.write_text(json.dumps(card))
    assert boot(folder).extensions["classifier"].digit_models["lenet"].task == "digits"


def test_a_picture_model_is_listed_but_reads_no_digits(folder, seven):
    from drawn_pictures import encode

    shutil.copytree(folder / "lenet", folder / "pictures")
    path = folder / "pictures" / "model.json"
    card = json.loads(path.read_text()) | {"name": "pictures", "task": "pictures"}
    path.write_text(json.dumps(card | {"preprocessing": None}))
    app = boot(folder)
    assert list(app.extensions["classifier"].digit_models) == ["lenet"]
    client = app.test_client()
    listed = client.get("/api/models").get_json()["models"]
    assert [model["task"] for model in listed] == ["digits", "pictures"]
    answer = client.post("/api/predict?model=pictures", data=encode(seven))
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown-model")
    assert "pictures" not in answer.get_json()["detail"]


def test_an_export_under_way_is_not_read(folder):
    shutil.copytree(folder / "lenet", folder / ".lenet-draft")
    (folder / ".lenet-draft" / "model.tflite").write_bytes(b"half")
    assert list(load_models(folder, "lenet")) == ["lenet"]


def test_unknown_model(folder):
    import numpy as np

    with pytest.raises(UnknownModel):
        Classifier(load_models(folder, "lenet")).classify(np.zeros((28, 28), np.uint8), "nothing")


def test_threads_have_interpreters_of_their_own(app, client, seven):
    from concurrent.futures import ThreadPoolExecutor

    from drawn_pictures import encode

    png = encode(seven)

    def ask(_):
        return app.test_client().post("/api/predict", data=png).get_json()["probabilities"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(64)))
    assert all(answer == answers[0] for answer in answers)
