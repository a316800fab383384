"""The code of a recipe's notebook, cell by cell; names in double angle brackets are filled in."""

PLACE = """\
import sys
from dataclasses import replace
from pathlib import Path

ROOT = next(
    folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "trainer").is_dir()
)
sys.path.insert(0, str(ROOT))

import matplotlib.pyplot as plt
import numpy as np

from trainer.data.batches import as_input
from trainer.data.sources import data_folder
from trainer.training import recipes, tasks
from trainer.training.loop import train

SEED = <<seed>>
recipe = recipes.find("<<name>>")"""

DATA = """\
source = tasks.load(recipe.task, data_folder(None))
data = source.data
figure, axes = plt.subplots(2, 10, figsize=(10, 2.4))
for axis, image, label in zip(axes.flat, data.x_train, data.y_train):
    axis.imshow(image, cmap="gray_r")
    axis.set_title(recipe.labels[label])
    axis.axis("off")
plt.show()"""

SUMMARY = """\
<<network>>().summary()"""

TRAINING = """\
EPOCHS = recipe.epochs

recipe = replace(
    recipe,
    network=f"{__name__}:<<network>>",
    optimizer=f"{__name__}:<<optimizer>>",
    epochs=EPOCHS,
)
folder = ROOT / "runs" / "notebook"
found = source.gather(recipe, SEED, folder / "written")
network, run = train(recipe, found, SEED, folder / f"{recipe.name}-{EPOCHS}"<<teacher>>)"""

TEACHER = """\
from trainer.publishing import catalogue

teacher, _ = catalogue.load(ROOT / "saved_models" / "<<teacher>>")
"""

CURVES = """\
history = run.history
epochs = range(1, len(history["loss"]) + 1)
figure, axes = plt.subplots(1, 2, figsize=(11, 4))
for axis, key, title in zip(axes, ("loss", "accuracy"), ("<<loss>>", "<<accuracy>>")):
    axis.plot(epochs, history[key], label="<<of_training>>")
    if f"val_{key}" in history:
        axis.plot(epochs, history[f"val_{key}"], label="<<of_validation>>")
    axis.axvline(run.chosen_epoch, linestyle=":", label=f"<<epoch>> {run.chosen_epoch}")
    axis.set(xlabel="<<epoch>>", ylabel=title)
    axis.legend()
plt.show()"""

MEASURES = """\
answers = network.predict(as_input(data.x_test), batch_size=1000, verbose=0)
probabilities = answers[0] if isinstance(answers, list | tuple) else answers
predicted = probabilities.argmax(axis=1)

classes = len(recipe.labels)
matrix = np.zeros((classes, classes), int)
np.add.at(matrix, (data.y_test, predicted), 1)

accuracy = matrix.diagonal().sum() / matrix.sum()
precision = matrix.diagonal() / np.maximum(matrix.sum(axis=0), 1)
recall = matrix.diagonal() / np.maximum(matrix.sum(axis=1), 1)
f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)

print(f"<<accuracy>>: {accuracy:.2%}")
print(f"{'':10} {'<<precision>>':>14} {'<<recall>>':>14} {'F1':>14}")
for label, *figures in zip(recipe.labels, precision, recall, f1):
    print(f"{label:10}", *(f"{figure:14.2%}" for figure in figures))

figure, axis = plt.subplots(figsize=(7, 7))
axis.imshow(np.sqrt(matrix), cmap="Blues")
for row, column in np.argwhere(matrix):
    axis.text(column, row, matrix[row, column], ha="center", va="center")
axis.set(xlabel="<<read>>", ylabel="<<was>>", xticks=range(classes), yticks=range(classes))
axis.set_xticklabels(recipe.labels, rotation=45)
axis.set_yticklabels(recipe.labels)
plt.show()"""

ERRORS = """\
wrong = np.flatnonzero(predicted != data.y_test)
surest = wrong[np.argsort(-probabilities.max(axis=1)[wrong])][:20]
figure, axes = plt.subplots(2, 10, figsize=(12, 3))
for axis in axes.flat:
    axis.axis("off")
for axis, at in zip(axes.flat, surest):
    axis.imshow(data.x_test[at], cmap="gray_r")
    was, read = recipe.labels[data.y_test[at]], recipe.labels[predicted[at]]
    axis.set_title(f"{was} → {read}", fontsize=8)
plt.show()"""
