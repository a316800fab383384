"""The training side of Trazo: datasets, networks, recipes, training, evaluation, export."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
