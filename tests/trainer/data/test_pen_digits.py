import gzip
import json

import pytest

from trainer.data import pen_digits
from trainer.data.sources import DataError


def write(folder, rows, name=pen_digits.FILE):
    with gzip.open(folder / name, "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def row(split, label):
    return {"split": split, "label": label, "strokes": [[[0, 0], [3, 4]]]}


def test_rows_go_into_their_splits(tmp_path):
    write(tmp_path, [row("train", 3), row("test", 4), row("train", 5)])
    splits = pen_digits.load(tmp_path)
    assert {name: split.labels for name, split in splits.items()} == {
        "train": [3, 5],
        "validation": [],
        "test": [4],
        "istanbul": [],
    }
    assert splits["test"].strokes == [[[[0, 0], [3, 4]]]]
    assert len(pen_digits.credits(splits)) == 1


def test_the_people_of_istanbul_are_trained_on_and_chosen_by_apart(tmp_path):
    write(tmp_path, [row("train", 3), row("validation", 2), row("test", 4)])
    write(tmp_path, [row("validation", 6), row("train", 7)], pen_digits.ISTANBUL_FILE)
    splits = pen_digits.load(tmp_path)
    assert {name: split.labels for name, split in splits.items()} == {
        "train": [3, 7],
        "validation": [2],
        "test": [4],
        "istanbul": [6],
    }
    assert [len(split.strokes) for split in splits.values()] == [2, 1, 1, 1]
    assert any("Alpaydin" in credit for credit in pen_digits.credits(splits))


def test_none_there(tmp_path):
    assert pen_digits.load(tmp_path) is None
    assert pen_digits.load(None) is None


@pytest.mark.parametrize("rows", [[{"split": "train"}], [row("other", 1)], [row("train", "x")]])
def test_damaged_rows(tmp_path, rows):
    write(tmp_path, rows)
    with pytest.raises(DataError, match="damaged"):
        pen_digits.load(tmp_path)
    write(tmp_path, [row("train", 3)])
    write(tmp_path, rows, pen_digits.ISTANBUL_FILE)
    with pytest.raises(DataError, match=pen_digits.ISTANBUL_FILE):
        pen_digits.load(tmp_path)


@pytest.mark.parametrize("cut", [0, 5, 40])
def test_damaged_file(tmp_path, cut):
    write(tmp_path, [row("train", 3)] * 50)
    path = tmp_path / pen_digits.FILE
    path.write_bytes(path.read_bytes()[:cut] or b"nonsense")
    with pytest.raises(DataError, match="damaged"):
        pen_digits.load(tmp_path)
