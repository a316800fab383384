"""The model card: what a model is, what it learned from and how well it does, for a person."""

from collections.abc import Iterable
from typing import Any

from trainer.measuring import TITLES

# Of the same sets, as heads of a table with little room.
SHORT = {
    "mnist_test": "MNIST test",
    "mnist_test_on_pad": "by way of the pad",
    "pen_test": "drawn with a pen",
    "pen_test_any_pen": "any pen, size, place",
    "pen_test_turned": "turned up to 15°",
    "istanbul_validation": "Istanbul, validation",
    "cifar_test": "CIFAR-10 test",
}


def model_card(about: dict[str, Any]) -> str:
    """Return the model card, as Markdown, of the model that model.json describes."""
    return (
        "\n\n".join(
            [
                f"# {about['name']}",
                about["summary"],
                _results(about),
                _network(about),
                _training(about),
            ]
        )
        + "\n"
    )


def results_table(cards: list[dict[str, Any]]) -> str:
    """Return all models and their figures as Markdown: a table of each task."""
    tasks = sorted({about.get("task", "digits") for about in cards})
    tables = [[each for each in cards if each.get("task", "digits") == task] for task in tasks]
    return "\n\n".join(_table(cards) for cards in tables)


def _table(cards: list[dict[str, Any]]) -> str:
    sizes = {name: each["n"] for about in cards for name, each in about["figures"].items()}
    sets = [name for name in SHORT if name in sizes]
    head = ["model", "parameters", "file"]
    head += [f"{SHORT[name]} (n = {sizes[name]:,})" for name in sets]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for about in cards:
        cells = [
            f"`{about['name']}`",
            f"{about['parameters']:,}",
            f"{about['bytes'] / 1000:.0f} KB",
        ]
        found = [about["figures"].get(name) for name in sets]
        cells += [f"{each['accuracy']:.2%}" if each else "not measured" for each in found]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def described(about: dict[str, Any]) -> str:
    """Return the size, the speed and the training time of a model, in a line."""
    parts = [f"{about['parameters']:,} parameters", f"{about['bytes'] / 1000:.0f} KB"]
    if "microseconds" in about:
        parts.append(f"{about['microseconds']:.0f} µs a prediction")
    return ", ".join([*parts, f"{about['training_seconds'] / 60:.1f} minutes of training"])


def accuracy(figures: dict[str, Any]) -> str:
    """Return an accuracy with its n."""
    return f"{figures['accuracy']:.2%} (n = {figures['n']:,})"


def _results(about: dict[str, Any]) -> str:
    noun = "class" if about.get("task") == "pictures" else "digit"
    lines = [
        "## How well it does",
        "",
        f"| measured on | accuracy | calibration error | worst {noun} | best {noun} |",
    ]
    lines.append("|---|---|---|---|---|")
    for name, title in TITLES.items():
        figures = about["figures"].get(name)
        if figures:
            worst, best = figures["worst_class"], figures["best_class"]
            labels = about["labels"]
            lines.append(
                f"| {title} | {accuracy(figures)} "
                f"| {figures['expected_calibration_error']:.2%} "
                f"| {labels[worst]} (recall {figures['recall'][worst]:.2%}) "
                f"| {labels[best]} (recall {figures['recall'][best]:.2%}) |"
            )
    lines += ["", "All on the exported file, preprocessed as the server does it."]
    views = about["recipe"].get("views")
    if views:
        lines += [f"Its answer is the mean over the image and {len(views)} resized views of it."]
    if "microseconds" in about:
        lines += [f"A prediction takes it {about['microseconds']:.0f} µs on the training machine."]
    lines += [f"Measured by `python -m trainer evaluate {about['name']}`."]
    for name, title in TITLES.items():
        for each in about["figures"].get(name, {}).get("confusions", [])[:3]:
            times = "time" if each["count"] == 1 else "times"
            true, predicted = (_a(about["labels"][each[key]]) for key in ("true", "predicted"))
            lines.append(f"- {title}: {true} was taken for {predicted} {each['count']} {times}.")
    lines += _verdict(about.get("verdict"), about["recipe"].get("kinds", ()))
    pictures = ["training-curves", "confusion-matrix", "reliability", "misclassified", "samples"]
    if about["recipe"].get("pens") and "pen_test" in about["figures"]:
        pictures.insert(3, "robustness")
    lines += [""] + [f"![{name.replace('-', ' ')}](report/{name}.png)" for name in pictures]
    return "\n".join(lines)


def _a(label: str) -> str:
    return f"an {label}" if label.startswith("a") else f"a {label}"


def _verdict(verdict: dict[str, dict[str, float]] | None, kinds: Iterable[str]) -> list[str]:
    if not verdict:
        return []
    refused = (f"{share:.2%} of {TITLES[name]}" for name, share in verdict["refused"].items())
    flagged = verdict["flagged"]
    learned = {kind: flagged[kind] for kind in kinds if kind in flagged}
    unseen = {kind: share for kind, share in flagged.items() if kind not in learned}
    return [
        "",
        "Called no digit, although they are: " + ", ".join(refused) + ".",
        "Rightly called no digit, of the kinds that it learned from: " + _shares(learned),
        *(["Of kinds that it never saw: " + _shares(unseen)] if unseen else []),
    ]


def _shares(flagged: dict[str, float]) -> str:
    mean = sum(flagged.values()) / len(flagged)
    return ", ".join(f"{share:.1%} of {kind}" for kind, share in flagged.items()) + (
        f"; mean {mean:.1%}."
    )


def _network(about: dict[str, Any]) -> str:
    lines = ["## The network", "", "| layer | kind | output | parameters |", "|---|---|---|---|"]
    for layer in about["layers"]:
        shape = " x ".join(str(size) for size in layer["output"])
        lines.append(f"| {layer['name']} | {layer['kind']} | {shape} | {layer['parameters']:,} |")
    lines.append(f"| in all | | | {about['parameters']:,} |")
    lines += [
        "",
        _input(about),
        "answers with ten probabilities.",
    ]
    return "\n".join(lines)


def _input(about: dict[str, Any]) -> str:
    if about.get("task", "digits") == "pictures":
        size = "x".join(str(side) for side in about["input"]["shape"])
        return f"Takes a colour picture, {size}, as float32 in 0..1, and normalises it itself;"
    return (
        "Takes 28x28 pixels as float32 in 0..1, ink = 1, preprocessed as in "
        f"webapp/preprocessing.py (version {about['preprocessing']});"
    )


def _training(about: dict[str, Any]) -> str:
    recipe, data = about["recipe"], about["data"]
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    return "\n".join(
        [
            "## How it was trained",
            "",
            f"- Again: `python -m trainer train {about['name']} --seed {about['seed']}`",
            f"- Data: {'; '.join(data['credits'])}",
            f"- {data['training_examples']:,} examples to learn from, "
            f"{data['validation_examples']:,} to choose the epoch by",
            f"- {recipe['epochs']} epochs in batches of {recipe['batch_size']}; "
            f"epoch {about['chosen_epoch']} was kept",
            f"- Optimizer: {recipe['optimizer']['class']}; loss: {recipe['loss']}",
            f"- Augmentation: {_augmentation(recipe['augmentation'])}",
            *_lessons(recipe),
            f"- Time: {about['training_seconds'] / 60:.1f} minutes",
            f"- Versions: {versions}",
        ]
    )


def _lessons(recipe: dict[str, Any]) -> list[str]:
    lines = []
    if recipe.get("pens"):
        lines.append(f"- Of these, {recipe['pens']:,} pen digits an epoch, written anew")
    if recipe.get("traced"):
        lines.append(f"- {recipe['traced']:,} of MNIST's digits, traced and written anew")
    if recipe.get("allographs"):
        lines.append(f"- {recipe['allographs']:,} digits made up in ways that the data has few of")
    if recipe.get("paper"):
        lines.append(
            f"- Of what is written anew, {recipe['paper']:.0%} looks as if it came from paper, "
            f"{recipe['hairline']:.0%} has a hairline for a pen"
        )
    if recipe.get("nondigits"):
        kinds = ", ".join(recipe["kinds"])
        lines.append(f"- And {recipe['nondigits']:,} drawings that are no digit: {kinds}")
    if recipe.get("teacher"):
        teacher, trust = recipe["teacher"], recipe["trust"]
        lines.append(f"- Distilled from `{teacher}`, whose answers are {trust:.0%} of each target")
    if "temperature" in recipe:
        temperature, threshold = recipe["temperature"], recipe["threshold"]
        lines.append(
            f"- Calibrated on validation: temperature {temperature:.3f}, "
            f"no digit under P(digit) = {threshold:.4f}"
        )
    return lines


def _augmentation(limits: dict[str, float] | None) -> str:
    if not limits:
        return "none"
    return ", ".join(f"{name} {value}" for name, value in limits.items())
