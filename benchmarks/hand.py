"""What learning one person's hand gives: measured on people whom the network has never met.

For every writer of the held-out splits with enough drawings: the first 1, 3 or 5 of each digit are
learned, by the modules that do it in the page, run by Node.js, and the rest are read, before
and after. MNIST's test digits and letters are read by each of these networks, too.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from benchmarks.environment import ROOT
from trainer.data import mnist, pen_digits
from trainer.data.drawings import drawn, served
from trainer.data.sources import data_folder
from trainer.measuring.test_sets import nondigit_set
from trainer.publishing import exporting, model_card
from webapp import create_app
from webapp.reading.model_card import HandRow

A_DIGIT, MAIN = (1, 3, 5), 3
RESULTS = Path(__file__).with_name("hand.json")
# Whose writers are measured, and what the tables call them.
SETS = {pen_digits.FILE: "UNIPEN", pen_digits.ISTANBUL_FILE: "Istanbul (UCI)"}
HELD_OUT = ("validation", "test")
SCRIPT = Path(__file__).with_name("hand.mjs")
# What takes the place of a label where there is none to be right about.
LETTER = 255

Digits = npt.NDArray[np.uint8]
Writers = dict[str, tuple[Digits, list[int]]]
"""Of each writer: uint8 (N, 28, 28) in the file's order, and the labels."""


def main() -> None:
    """Measure, print tables, keep them for the README and the model card, and print rows as JSON.

    A row for each number a digit, the main one last. Of a file of one's own (HAND_DATA) nothing is
    kept.
    """
    folder = data_folder(os.environ.get("TRAZO_DATA_DIR"))
    given = os.environ.get("HAND_DATA")
    if not (given or folder):
        sys.exit("TRAZO_DATA_DIR names the folder of the data, or HAND_DATA a file of pen digits.")
    if given:
        rows = rows_of(Path(given), folder)
        print(as_table({Path(given).name: rows}))
    else:
        found = {SETS[name]: rows_of(Path(folder or "") / name, folder) for name in SETS}
        print(as_table(found))
        keep(found)
        rows = found[SETS[pen_digits.FILE]]
    for row in sorted(rows, key=lambda row: row["k"] == MAIN):
        print(json.dumps(row))


def rows_of(file: Path, folder: Path | None) -> list[HandRow]:
    """Measure the writers of one file: shares of 0..1, `before` and `after` over all drawings."""
    writers = read_writers(file)
    everybody = mnist.load(folder)
    letters = nondigit_set("letters")
    labels = np.concatenate([everybody.y_test, np.full(len(letters), LETTER)])
    asked = {k: rounds_of(k, writers) for k in A_DIGIT}
    fixed = _bytes(np.concatenate([everybody.x_test, letters]))
    answers = run_node({"rounds": list(chain(*asked.values())), "others": fixed})
    shipped, *learned = (np.frombuffer(bytes.fromhex(each), np.uint8) for each in answers["others"])
    rows, read = [], iter(zip(answers["rounds"], learned, strict=True))
    for k, told in asked.items():
        rounds, others = zip(*islice(read, len(told)), strict=True)
        row = {"k": k, "writers": len(told)} | _row(rounds, told, [shipped, *others], labels)
        rows.append(cast(HandRow, row))
    return rows


def rounds_of(k: int, writers: Writers) -> list[dict[str, Any]]:
    """Return what is learned and what is read of each writer with enough of each digit."""
    parts = {writer: split(labels, k) for writer, (_, labels) in writers.items()}
    return [
        {"learn": _set(writers[writer], part[0]), "read": _set(writers[writer], part[1])}
        for writer, part in parts.items()
        if part
    ]


def keep(found: dict[str, list[HandRow]]) -> None:
    """Keep the figures in hand.json and in the served model's card."""
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    folder = ROOT / "saved_models" / create_app().extensions["classifier"].default
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    card["hand"] = found
    exporting.write_card(folder, card)
    (folder / "README.md").write_text(model_card.as_markdown(card), encoding="utf-8")


def read_writers(path: Path) -> Writers:
    """Draw what the held-out writers wrote, as the page draws it, and send it the served way."""
    strokes: dict[str, list[Any]] = defaultdict(list)
    labels: dict[str, list[int]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["split"] in HELD_OUT:
                strokes[row["writer"]].append(row["strokes"])
                labels[row["writer"]].append(int(row["label"]))
    enough = [writer for writer in sorted(labels) if split(labels[writer], min(A_DIGIT))]
    return {writer: (served(map(drawn, strokes[writer])), labels[writer]) for writer in enough}


def split(labels: Sequence[int], k: int) -> tuple[list[int], list[int]] | None:
    """Return which drawings are learned, the first k of each digit, and which are measured.

    None where a digit has too few to learn, or nothing is left to measure.
    """
    learned: list[int] = []
    for digit in range(10):
        places = [place for place, label in enumerate(labels) if label == digit]
        if len(places) < k:
            return None
        learned += places[:k]
    rest = sorted(set(range(len(labels))) - set(learned))
    return (learned, rest) if rest else None


def _row(
    rounds: Sequence[dict[str, str]],
    told: Sequence[dict[str, Any]],
    others: Sequence[Digits],
    labels: npt.NDArray[Any],
) -> dict[str, Any]:
    right = []
    for answer, asked in zip(rounds, told, strict=True):
        wanted = bytes.fromhex(asked["read"]["labels"])
        right.append([_right(bytes.fromhex(answer[key]), wanted) for key in ("before", "after")])
    n = sum(len(before) for before, _ in right)
    before, after = (sum(int(pair[at].sum()) for pair in right) for at in (0, 1))
    is_letter = labels == LETTER
    mnist_right = [float((each % 16 == labels)[~is_letter].mean()) for each in others]
    flagged = [float((each >= 16)[is_letter].mean()) for each in others]
    return {
        "n": n,
        "before": before / n,
        "after": after / n,
        "mnist_before": mnist_right[0],
        "mnist_after": float(np.mean(mnist_right[1:])),
        "letters_before": flagged[0],
        "letters_after": float(np.mean(flagged[1:])),
        "errors_before": n - before,
        "errors_after": n - after,
        "writers_worse": sum(int(pair[1].sum() < pair[0].sum()) for pair in right),
    }


def _right(answers: bytes, labels: bytes) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = np.frombuffer(answers, np.uint8) % 16 == np.frombuffer(
        labels, np.uint8
    )
    return found


def run_node(task: dict[str, Any]) -> Any:
    """Let the page's modules learn and read; see `hand.mjs` for what is told and answered."""
    app = create_app()
    files = app.extensions["network_files"]
    name = app.extensions["classifier"].default
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / file for file in ("network.bin", "replay.bin", "task.json")]
        paths[0].write_bytes(files.network(name).content)
        paths[1].write_bytes(files.replays[name].content)
        paths[2].write_text(json.dumps(task))
        done = subprocess.run(
            ["node", str(SCRIPT), *map(str, paths)], cwd=ROOT, capture_output=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return json.loads(done.stdout)


def as_table(found: dict[str, list[HandRow]]) -> str:
    """Return the rows as a Markdown table."""
    return "\n".join(model_card.hand_table(found))


def _set(writer: tuple[Digits, list[int]], places: Sequence[int]) -> dict[str, str]:
    digits, labels = writer
    wanted = [labels[place] for place in places]
    return {"digits": _bytes(digits[list(places)]), "labels": bytes(wanted).hex()}


def _bytes(digits: Digits) -> str:
    return digits.tobytes().hex()


if __name__ == "__main__":
    main()
