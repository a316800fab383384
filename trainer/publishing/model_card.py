"""The model card: what a model is, what it learned from and how well it does, for a person."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trainer.measuring.test_sets import TITLES
from webapp.reading.model_card import Figures, HandRow, ModelCard, Verdict, figures_on

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


def as_markdown(card: ModelCard) -> str:
    """Return a model card as Markdown: the README of the model's folder."""
    return (
        "\n\n".join(
            [
                f"# {card['name']}",
                card["summary"],
                _results(card),
                *_hand(card),
                _network(card),
                _training(card),
            ]
        )
        + "\n"
    )


def results_table(cards: list[ModelCard]) -> str:
    """Return all models and their figures as Markdown: a table of each task."""
    tasks = sorted({card["task"] for card in cards})
    tables = [[each for each in cards if each["task"] == task] for task in tasks]
    return "\n\n".join(_table(cards) for cards in tables)


def _table(cards: list[ModelCard]) -> str:
    sizes = {name: each["n"] for card in cards for name, each in card["figures"].items()}
    sets = [name for name in SHORT if name in sizes]
    head = ["model", "parameters", "file"]
    head += [f"{SHORT[name]} (n = {sizes[name]:,})" for name in sets]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for card in cards:
        cells = [
            f"`{card['name']}`",
            f"{card['parameters']:,}",
            f"{card['bytes'] / 1000:.0f} KB",
        ]
        found = [figures_on(card, name) for name in sets]
        cells += [f"{each['accuracy']:.2%}" if each else "not measured" for each in found]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def described(card: ModelCard) -> str:
    """Return the size, the speed and the training time of a model, in a line."""
    parts = [f"{card['parameters']:,} parameters", f"{card['bytes'] / 1000:.0f} KB"]
    if "microseconds" in card:
        parts.append(f"{card['microseconds']:.0f} µs a prediction")
    return ", ".join([*parts, f"{card['training_seconds'] / 60:.1f} minutes of training"])


def accuracy(figures: Figures) -> str:
    """Return an accuracy with its n."""
    return f"{figures['accuracy']:.2%} (n = {figures['n']:,})"


def _results(card: ModelCard) -> str:
    pictures = ["training-curves", "confusion-matrix", "reliability", "misclassified", "samples"]
    if card["recipe"].get("pens") and "pen_test" in card["figures"]:
        pictures.insert(3, "robustness")
    return "\n".join(
        [
            "## How well it does",
            "",
            *_figures_table(card),
            "",
            *_remarks(card),
            *_confusions(card),
            *_verdict(card.get("verdict"), card["recipe"].get("kinds", ())),
            "",
            *(f"![{name.replace('-', ' ')}](report/{name}.png)" for name in pictures),
        ]
    )


def _figures_table(card: ModelCard) -> list[str]:
    noun = "class" if card["task"] == "pictures" else "digit"
    lines = [
        f"| measured on | accuracy | calibration error | worst {noun} | best {noun} |",
        "|---|---|---|---|---|",
    ]
    for title, figures in _measured(card):
        labels, recall = card["labels"], figures["recall"]
        worst, best = figures["worst_class"], figures["best_class"]
        lines.append(
            f"| {title} | {accuracy(figures)} "
            f"| {figures['expected_calibration_error']:.2%} "
            f"| {labels[worst]} (recall {recall[worst]:.2%}) "
            f"| {labels[best]} (recall {recall[best]:.2%}) |"
        )
    return lines


def _remarks(card: ModelCard) -> list[str]:
    lines = ["All on the exported file, preprocessed as the server does it."]
    views = card["recipe"].get("views")
    if views:
        lines += [f"Its answer is the mean over the image and {len(views)} resized views of it."]
    if "microseconds" in card:
        lines += [f"A prediction takes it {card['microseconds']:.0f} µs on the training machine."]
    return [*lines, f"Measured by `python -m trainer evaluate {card['name']}`."]


def _confusions(card: ModelCard) -> list[str]:
    """Return the three most frequent confusions on each test set, a line each."""
    lines = []
    for title, figures in _measured(card):
        for each in figures["confusions"][:3]:
            times = "time" if each["count"] == 1 else "times"
            true, predicted = (_a(card["labels"][each[key]]) for key in ("true", "predicted"))
            lines.append(f"- {title}: {true} was taken for {predicted} {each['count']} {times}.")
    return lines


def _measured(card: ModelCard) -> Iterator[tuple[str, Figures]]:
    """Yield each test set's title and what was measured on it, where it was."""
    for name, title in TITLES.items():
        figures = figures_on(card, name)
        if figures:
            yield title, figures


def _a(label: str) -> str:
    return f"an {label}" if label.startswith("a") else f"a {label}"


def _verdict(verdict: Verdict | None, kinds: Iterable[str]) -> list[str]:
    if not verdict:
        return []
    refused = (f"{share:.2%} of {TITLES[name]}" for name, share in verdict["refused"].items())
    flagged = verdict["flagged"]
    learned = {kind: flagged[kind] for kind in kinds if kind in flagged}
    unseen = {kind: share for kind, share in flagged.items() if kind not in learned}
    return [
        "",
        "Called no digit, although they are: " + ", ".join(refused) + ".",
        "Non-digits rejected, of kinds seen in training: " + _shares(learned),
        *(["Of kinds that it never saw: " + _shares(unseen)] if unseen else []),
    ]


def _shares(flagged: dict[str, float]) -> str:
    mean = sum(flagged.values()) / len(flagged)
    return ", ".join(f"{share:.1%} of {kind}" for kind, share in flagged.items()) + (
        f"; mean {mean:.1%}."
    )


def _hand(card: ModelCard) -> list[str]:
    if "hand" not in card:
        return []
    about = (
        "## When it learns a person's hand\n\n"
        "In the page, its last two layers learn some drawings of one person. Measured for each "
        "writer of sets that it has not learned from: so many of each digit are learned, the rest "
        "are read, before and after, and so are MNIST's test digits and letters "
        "(`make hand`). How fast and how much it learns was chosen on the writers from Istanbul."
    )
    return [about, "\n".join(hand_table(card["hand"]))]


def hand_table(found: Mapping[str, Iterable[HandRow]]) -> list[str]:
    """Return what learning a hand gave as the lines of a Markdown table."""
    lines = [
        "| writers of | of each digit | writers | n | right before | after | errors gone | "
        "MNIST before | after | letters flagged before | after | writers worse |",
        "|" + "---|" * 12,
    ]
    return lines + [_hand_row(name, row) for name, rows in found.items() for row in rows]


def _hand_row(name: str, row: HandRow) -> str:
    gone = 1 - row["errors_after"] / row["errors_before"] if row["errors_before"] else 0.0
    return (
        f"| {name} | {row['k']} | {row['writers']} | {row['n']:,} | {row['before']:.2%} | "
        f"{row['after']:.2%} | {row['errors_before'] - row['errors_after']} of "
        f"{row['errors_before']} ({gone:.0%}) | {row['mnist_before']:.2%} | "
        f"{row['mnist_after']:.2%} | {row['letters_before']:.1%} | "
        f"{row['letters_after']:.1%} | {row['writers_worse']} |"
    )


def _network(card: ModelCard) -> str:
    lines = ["## The network", "", "| layer | kind | output | parameters |", "|---|---|---|---|"]
    for layer in card["layers"]:
        shape = " x ".join(str(size) for size in layer["output"])
        lines.append(f"| {layer['name']} | {layer['kind']} | {shape} | {layer['parameters']:,} |")
    lines.append(f"| in all | | | {card['parameters']:,} |")
    lines += [
        "",
        _input(card),
        "answers with ten probabilities.",
    ]
    return "\n".join(lines)


def _input(card: ModelCard) -> str:
    if card["task"] == "pictures":
        size = "x".join(str(side) for side in card["input"]["shape"])
        return f"Takes a colour picture, {size}, as float32 in 0..1, and normalises it itself;"
    return (
        "Takes 28x28 pixels as float32 in 0..1, ink = 1, preprocessed as in "
        f"webapp/reading/preprocessing.py (version {card['preprocessing']});"
    )


def _training(card: ModelCard) -> str:
    recipe, data = card["recipe"], card["data"]
    versions = ", ".join(f"{name} {number}" for name, number in card["versions"].items())
    return "\n".join(
        [
            "## How it was trained",
            "",
            f"- Again: `python -m trainer train {card['name']} --seed {card['seed']}`",
            f"- Data: {'; '.join(data['credits'])}",
            f"- {data['training_examples']:,} examples to learn from, "
            f"{data['validation_examples']:,} to choose the epoch by",
            f"- {recipe['epochs']} epochs in batches of {recipe['batch_size']}; "
            f"epoch {card['chosen_epoch']} was kept",
            f"- Optimizer: {recipe['optimizer']['class']}; loss: {recipe['loss']}",
            f"- Augmentation: {_augmentation(recipe['augmentation'])}",
            *_lessons(recipe),
            f"- Time: {card['training_seconds'] / 60:.1f} minutes",
            f"- Versions: {versions}",
        ]
    )


def _lessons(recipe: Mapping[str, Any]) -> list[str]:
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
