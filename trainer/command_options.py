"""Options that several commands share."""

from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent

data_option = click.option(
    "--data-dir",
    help="Folder with mnist.npz, pen-digits.jsonl.gz, cifar10-jpeg.zip (or set TRAZO_DATA_DIR).",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=ROOT / "saved_models",
    show_default="saved_models",
    help="Folder of the model folders.",
)
