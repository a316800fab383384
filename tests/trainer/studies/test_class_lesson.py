"""What a class's board learned is learned again: the same network, the same table."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from node import run_node

from trainer.commands.group import main
from trainer.errors import TrainerError
from trainer.studies import adaptation, class_lesson
from trainer.studies.page_chance import random_from, some_of
from webapp import create_app
from webapp.settings import ROOT

ROWS = [
    *(class_lesson.SAME, class_lesson.OTHERS),
    *(class_lesson.PEOPLE, class_lesson.MNIST, class_lesson.LETTERS),
]
LENET = ROOT / "saved_models" / "lenet"


@pytest.fixture(scope="module")
def lenet():
    return adaptation.PageNetwork(LENET)


@pytest.fixture
def file(digits, tmp_path):
    """Four seats with six drawings each: what looks like a 7 is a 1 for them."""
    sevens = np.resize(digits.images[digits.labels == 7], (24, 28, 28))
    path = tmp_path / "class.npz"
    seat = np.repeat(np.arange(4), 6).astype(np.uint8)
    held = np.tile([False, False, True], 8)
    np.savez(path, x=sevens, y=np.ones(24, np.uint8), seat=seat, held_back=held)
    return path


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_and_this_learn_the_same(lenet, digits, tmp_path, count):
    files = create_app({"TESTING": True}).extensions["network_files"]
    images, labels = digits.images[:count], (digits.labels[:count] + 1) % 10
    (tmp_path / "network").write_bytes(files.network("lenet").content)
    (tmp_path / "replay").write_bytes(files.replays["lenet"].content)
    samples = [
        [image.ravel().tolist(), int(label)] for image, label in zip(images, labels, strict=True)
    ]
    (tmp_path / "samples").write_text(json.dumps([samples]))
    paths = [tmp_path / name for name in ("network", "replay", "samples")]
    _, learned = json.loads(run_node("learn.mjs", b"", *paths))
    head = lenet.learned(images, labels)
    names = ("dense_2.kernel", "dense_2.bias", "logits.kernel", "logits.bias")
    for name, weights in zip(names, head.get_weights(), strict=True):
        np.testing.assert_allclose(weights.ravel(), learned[name], atol=2e-4)


def test_the_page_s_chance_is_the_same_here():
    chance = random_from(1)
    assert [round(chance(), 6) for _ in range(3)] == [0.627074, 0.002736, 0.527447]
    assert some_of(7, 7, random_from(2)).tolist() == [5, 2, 3, 0, 6, 4, 1]


def test_the_table_of_a_class(lenet, file):
    found = class_lesson.findings(lenet, class_lesson.read_class(file))
    same, _, people, strangers, letters = found.values()
    assert list(found) == ROWS
    assert [each.n for each in found.values()] == [8, 24, 946, 1000, 300]
    assert people.before > 0.97 * people.n
    assert letters.before > 0.8 * letters.n
    assert same.before == 0
    assert same.after == same.better == 8
    assert same.chance == pytest.approx(2 / 2**8)
    assert strangers.after == strangers.before + strangers.better - strangers.worse


def test_the_command_prints_it(file):
    done = CliRunner().invoke(main, ["adapt", "lenet", "--class", str(file)])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0].startswith("| whose drawings | n | before | after |")
    assert [line.split(" | ")[0] for line in lines[2:]] == [f"| {row}" for row in ROWS]


def test_a_model_that_cannot_learn_says_so(file):
    done = CliRunner().invoke(main, ["adapt", "teacher", "--class", str(file)])
    assert done.exit_code == 2
    assert "teacher cannot learn a class" in done.output


@pytest.mark.parametrize(
    "change",
    [
        {"x": np.zeros((24, 27, 28), np.uint8)},
        {"x": np.zeros((24, 28, 28), np.float32)},
        {"y": np.full(24, 10, np.uint8)},
        {"seat": np.zeros(3, np.uint8)},
    ],
)
def test_what_is_no_class_is_refused(file, change):
    with np.load(file) as arrays:
        np.savez(file, **(dict(arrays) | change))
    with pytest.raises(TrainerError):
        class_lesson.read_class(file)


def test_a_file_of_something_else_is_refused(tmp_path):
    path = tmp_path / "class.npz"
    path.write_text("no class")
    with pytest.raises(TrainerError):
        class_lesson.read_class(path)


def test_a_drawing_without_ink_is_left_out(file):
    with np.load(file) as arrays:
        changed = dict(arrays)
    changed["x"][3] = 0
    np.savez(file, **changed)
    assert len(class_lesson.read_class(file).labels) == 23


def test_too_few_drawings_are_said(lenet, file):
    with np.load(file) as arrays:
        np.savez(file, **(dict(arrays) | {"held_back": np.zeros(24, bool)}))
    with pytest.raises(TrainerError, match="three"):
        class_lesson.findings(lenet, class_lesson.read_class(file))
