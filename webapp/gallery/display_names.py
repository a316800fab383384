"""Translated display names of test sets, curves and charts."""

from flask import Flask
from flask_babel import gettext as _

from webapp.reading.display_names import classes
from webapp.reading.model_card import ModelCard


def init_app(app: Flask) -> None:
    """Give the templates these names."""
    # Straight to gettext: Jinja's own takes a % for a placeholder.
    app.add_template_global(summary_of)
    app.add_template_global(lambda name: test_sets().get(name, name), "test_set_title")
    app.add_template_global(lambda name: curves().get(name, name), "curve_title")


def test_sets() -> dict[str, str]:
    """Return what each test set is called."""
    return {
        "mnist_test": _("MNIST test digits"),
        "mnist_test_on_pad": _("MNIST test digits, by way of the pad"),
        "pen_test": _("digits drawn with a pen"),
        "pen_test_any_pen": _("drawn digits, any pen, size and place"),
        "pen_test_turned": _("drawn digits, turned by up to 15°"),
        "istanbul_validation": _("digits of four people of Istanbul, who chose the epoch"),
        "cifar_test": _("CIFAR-10 test pictures"),
    }


def curves() -> dict[str, str]:
    """Return what each robustness curve, its axis and its lines are called."""
    return {
        "rotation": _("Rotation"),
        "pen width": _("Pen width"),
        "size": _("Size"),
        "shift": _("Shift"),
        "noise": _("Noise"),
        "degrees": _("degrees"),
        "% of the height": _("percent of the height"),
        "% of the pad": _("percent of the pad"),
        "% of the pad, down and right": _("percent of the pad, down and right"),
        "standard deviation of 255": _("standard deviation, of 255"),
        "as served": _("as it is served"),
        "lenet-tutorial, as served": _("lenet-tutorial, as it is served"),
        "lenet-tutorial, plainly resized": _("lenet-tutorial, plainly resized"),
    }


def summary_of(card: ModelCard) -> str:
    """Return what a model is; the recipes' summaries are among the translations."""
    translated = _  # under its own name, the translations' tools would extract the key
    summary: str = translated(card["summary"])
    return summary


def chart_captions(labels: list[str]) -> dict[str, str]:
    """Return what the charts call the test sets, the curves and these classes."""
    return test_sets() | curves() | {label: classes().get(label, label) for label in labels}


def sorting_messages() -> dict[str, str]:
    """Return what is said once a table is sorted."""
    return {
        "sorted.ascending": _("Sorted by {column}, the smallest first."),
        "sorted.descending": _("Sorted by {column}, the largest first."),
    }


def chart_messages() -> dict[str, str]:
    """Return what the charts say, in the current language; names in braces are filled in."""
    return {
        "loss": _("Loss"),
        "accuracy": _("Accuracy"),
        "training": _("training"),
        "validation": _("validation"),
        "epoch": _("epoch"),
        "kept": _("kept"),
        "confidence": _("confidence"),
        "ideal": _("ideal"),
        "cell.right": _("{true}, read rightly: {count}. Here the least confident of them."),
        "cell.wrong": _("{true}, taken for {predicted}: {count}. The most confident first."),
        "cell.none": _("{true}, taken for {predicted}: never."),
        "image": _("{true} → {predicted}, {share} sure"),
        "failed": _("The charts could not be fetched. The tables hold the same figures."),
    }
