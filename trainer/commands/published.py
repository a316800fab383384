"""What is done anew to a trained model: export, report, time, weights, prototypes."""

from pathlib import Path

import click

from trainer.commands.options import data_option, out_option, source_of
from trainer.data import mnist, pen_digits
from trainer.data.sources import data_folder
from trainer.measuring.test_sets import sets_of
from trainer.publishing import catalogue
from trainer.publishing.model_card import results_table
from webapp.explaining.network import WEIGHTS_FILE

# What `webapp.networks` reads beside the weights.
PAGE_FILE = "model.page.npz"


@click.command()
@click.argument("model")
@data_option
@out_option
def export(model: str, data_dir: str, out: Path) -> None:
    """Convert MODEL's model.keras anew, check it against Keras, and measure and report it."""
    from trainer.publishing import publish

    network, run = catalogue.load(out / model)
    source = source_of(run, data_dir)
    card = publish.publish(
        out / model, network, run, source.data, sets_of(source.data, source.pens)
    )
    click.echo(results_table([card]))
    click.echo(f"Agrees with Keras to {card['parity_with_keras']:.1e}. Written to {out / model}")


@click.command()
@click.argument("model")
@data_option
@out_option
def report(model: str, data_dir: str, out: Path) -> None:
    """Draw MODEL's report and write its model card anew."""
    from trainer.publishing import publish

    _, run = catalogue.load(out / model)
    source = source_of(run, data_dir)
    card = catalogue.cards(out)[model]
    publish.report_anew(out / model, card, run, source.data, sets_of(source.data, source.pens))
    click.echo(f"Written to {out / model / 'report'}")


@click.command("time")
@out_option
def time_models(out: Path) -> None:
    """Time a prediction of each model on this machine, so that they can be compared."""
    from trainer.publishing import publish

    for name, card in catalogue.cards(out).items():
        publish.time_anew(out / name, card)
        click.echo(f"{card['microseconds']:8.1f} µs  {name}")


@click.command("weights")
@click.argument("model")
@data_option
@out_option
def write_weights(model: str, data_dir: str, out: Path) -> None:
    """Write the weights from which the server explains MODEL, checked against Keras."""
    from trainer.publishing import exporting, publish

    network, _ = catalogue.load(out / model)
    card = catalogue.cards(out)[model]
    images = mnist.load(data_folder(data_dir)).x_test[: publish.CHECKED]
    weights = publish.explained_weights(network, images, card)
    publish.write_weights(out / model, weights)
    exporting.write_card(out / model, card)
    click.echo(f"Written to {out / model}" if weights else "Nothing to explain it from.")


@click.command("page")
@click.argument("model")
@data_option
@out_option
def write_page(model: str, data_dir: str, out: Path) -> None:
    """Write what the page needs to run MODEL, and to learn a hand beside other people's."""
    from trainer.publishing.page_file import page_file

    network, _ = catalogue.load(out / model)
    weights = out / model / WEIGHTS_FILE
    if not weights.is_file():
        raise click.ClickException(f"First: python -m trainer weights {model}")
    folder = data_folder(data_dir)
    data, pens = mnist.load(folder), pen_digits.load(folder)
    card = catalogue.cards(out)[model]
    (out / model / PAGE_FILE).write_bytes(
        page_file(network, weights.read_bytes(), card, data, pens)
    )
    click.echo(f"Written to {out / model}")


@click.command("prototypes")
@click.argument("model")
@out_option
def draw_prototypes(model: str, out: Path) -> None:
    """Draw the picture of each digit that MODEL is surest of, by gradient ascent."""
    from trainer.publishing import prototypes

    done = prototypes.write_for_model(out / model)
    report = out / model / "report"
    click.echo(f"Written to {report}" if done else f"First: python -m trainer weights {model}")
