"""The command line: `python -m trainer --help`."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from trainer import catalogue, experiments, exporting, prototypes, publishing, recipes, tasks
from trainer.command_options import ROOT, data_option, out_option
from trainer.datasets import DataError, data_folder, mnist
from trainer.evaluation import Evaluation
from trainer.measuring import TITLES, measure, refusals
from trainer.model_card import described, results_table
from trainer.predictors import keras_predictor, litert_predictor, litert_scorer
from trainer.training import InitialWeightsError, Options, Run, train
from trainer.transfer import TransferError
from trainer.transfer_commands import between_digits, transfer_learning

EXPECTED = (
    DataError,
    recipes.UnknownRecipe,
    catalogue.ModelFolderError,
    exporting.ExportError,
    InitialWeightsError,
    TransferError,
)


class Commands(click.Group):
    """A group whose expected errors are one line on standard error, and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            ClickException: something expected went wrong.
        """
        try:
            return super().invoke(ctx)
        except EXPECTED as error:
            problem = click.ClickException(str(error.args[0]))
            problem.exit_code = 2
            raise problem from error


@click.group(cls=Commands, context_settings={"max_content_width": 100})
def main() -> None:
    """Train, measure and export the networks of Trazo."""


main.add_command(transfer_learning)
main.add_command(between_digits)


@main.command("list")
@out_option
def list_recipes(out: Path) -> None:
    """List the recipes, and how well the models do that were trained from them."""
    trained = catalogue.cards(out)
    for recipe in recipes.RECIPES.values():
        about = trained.get(recipe.name)
        click.echo(f"{recipe.name}\n    {recipe.summary}")
        if about is None:
            click.echo("    not trained yet")
        else:
            click.echo(f"    {described(about)}")
        for name, title in TITLES.items():
            figures = (about or {"figures": {}})["figures"].get(name)
            if figures:
                click.echo(f"    {figures['accuracy']:.2%} on {title} (n = {figures['n']:,})")


@main.command("train")
@click.argument("recipe")
@click.option("--epochs", type=click.IntRange(1), help="Instead of the recipe's own number.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--fresh", is_flag=True, help="Start anew instead of going on where it was interrupted."
)
@click.option(
    "--runs",
    type=click.Path(path_type=Path),
    default=ROOT / "runs",
    show_default="runs",
    help="Folder for what an interrupted training goes on from.",
)
@click.option(
    "--validation",
    type=click.FloatRange(0),
    help="Instead of the recipe's own: how many examples to choose the epoch by, or which share.",
)
@click.option("--patience", type=click.IntRange(0), help="Instead of the recipe's own number.")
@click.option(
    "--input",
    "way",
    default="arrays",
    show_default=True,
    help="arrays, tf-data (a tf.data pipeline) or folder:PATH (PATH/train/CLASS/*.png).",
)
@click.option(
    "--initial-weights",
    type=click.Path(path_type=Path),
    help="Start from the weights in this .npz file; made, where it is not there yet.",
)
@click.option(
    "--tensorboard", type=click.Path(path_type=Path), help="Folder for TensorBoard's logs."
)
@data_option
@out_option
def train_recipe(
    recipe: str, seed: int, fresh: bool, runs: Path, data_dir: str, out: Path, **asked: Any
) -> None:
    """Train RECIPE, then export, measure and report it."""
    chosen = _changed(recipes.find(recipe), asked)
    source = tasks.load(chosen.task, data_folder(data_dir))
    source = tasks.from_way(source, asked["way"], chosen)
    teacher = catalogue.load(out / chosen.teacher)[0] if chosen.teacher else None
    work = runs / f"{recipe}-seed{seed}-epochs{chosen.epochs}"
    if fresh:
        shutil.rmtree(work, ignore_errors=True)
    material = source.material(chosen, seed, runs / "written")
    options = Options(asked["way"] == "tf-data", asked["initial_weights"], asked["tensorboard"])
    network, run = train(chosen, material, seed, work, teacher, options=options)
    about = publishing.publish(out / recipe, network, run, source.data, source.sets())
    shutil.rmtree(work, ignore_errors=True)
    click.echo(results_table([about]))
    click.echo(f"Written to {out / recipe}")


@main.command()
@click.argument("model")
@click.option(
    "--keras", "with_keras", is_flag=True, help="Measure model.keras, not the exported file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@data_option
@out_option
def evaluate(model: str, with_keras: bool, as_json: bool, data_dir: str, out: Path) -> None:
    """Measure MODEL on MNIST and on the pen digits, the exported file by default."""
    network, run = catalogue.load(out / model)
    about = catalogue.cards(out)[model]
    exported = (out / model / exporting.EXPORTED_FILE).read_bytes()
    predict = keras_predictor(network) if with_keras else litert_predictor(exported)
    sets = _source(run, data_dir).sets()
    evaluations = measure(predict, sets)
    if as_json:
        click.echo(json.dumps({name: each.figures() for name, each in evaluations.items()}))
        return
    for name, evaluation in evaluations.items():
        click.echo(_described(TITLES[name], evaluation, about["labels"]))
    threshold = about["threshold"]
    if threshold and not with_keras:
        click.echo(_verdicts(refusals(litert_scorer(exported), threshold, sets)))


@main.command()
@click.argument("model")
@data_option
@out_option
def export(model: str, data_dir: str, out: Path) -> None:
    """Convert MODEL's model.keras anew, check it against Keras, and measure and report it."""
    network, run = catalogue.load(out / model)
    source = _source(run, data_dir)
    about = publishing.publish(out / model, network, run, source.data, source.sets())
    click.echo(results_table([about]))
    click.echo(f"Agrees with Keras to {about['parity_with_keras']:.1e}. Written to {out / model}")


@main.command()
@click.argument("model")
@data_option
@out_option
def report(model: str, data_dir: str, out: Path) -> None:
    """Draw MODEL's report and write its model card anew."""
    _, run = catalogue.load(out / model)
    source = _source(run, data_dir)
    about = catalogue.cards(out)[model]
    publishing.report_anew(out / model, about, run, source.data, source.sets())
    click.echo(f"Written to {out / model / 'report'}")


@main.command("time")
@out_option
def time_models(out: Path) -> None:
    """Time a prediction of each model on this machine, so that they can be compared."""
    for name, about in catalogue.cards(out).items():
        publishing.time_anew(out / name, about)
        click.echo(f"{about['microseconds']:8.1f} µs  {name}")


@main.command("weights")
@click.argument("model")
@data_option
@out_option
def write_weights(model: str, data_dir: str, out: Path) -> None:
    """Write the weights from which the server explains MODEL, checked against Keras."""
    network, _ = catalogue.load(out / model)
    about = catalogue.cards(out)[model]
    images = mnist.load(data_folder(data_dir)).x_test[: publishing.CHECKED]
    weights = publishing.explained_weights(network, images, about)
    publishing.write_weights(out / model, weights)
    exporting.write_card(out / model, about)
    click.echo(f"Written to {out / model}" if weights else "Nothing to explain it from.")


@main.command("prototypes")
@click.argument("model")
@out_option
def draw_prototypes(model: str, out: Path) -> None:
    """Draw the picture of each digit that MODEL is surest of, by gradient ascent."""
    done = prototypes.write_for_model(out / model)
    report = out / model / "report"
    click.echo(f"Written to {report}" if done else f"First: python -m trainer weights {model}")


@main.command("experiments")
@click.argument("recipe", default="lenet")
@click.option(
    "--part",
    type=click.Choice(["all", "steps", "kinds", "served"]),
    default="all",
    help="The steps to the whole recipe, the kinds left out, or the network that is served.",
)
@click.option("--epochs", type=click.IntRange(1), default=4, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--runs", type=click.Path(path_type=Path), default=ROOT / "runs")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=ROOT / "docs" / "experiments",
    show_default="docs/experiments",
    help="Folder of the results.",
)
@data_option
@out_option
def run_experiments(
    recipe: str, part: str, epochs: int, to: Path, data_dir: str, out: Path, **asked: Any
) -> None:
    """Train RECIPE in steps and with kinds of non-digits left out, and write the tables."""
    chosen, seed = replace(recipes.find(recipe), epochs=epochs), asked["seed"]
    source = tasks.load(chosen.task, data_folder(data_dir))
    digits, pens = source.data, source.pens
    if pens is None:
        raise DataError("The experiments need the pen digits: name their folder with --data-dir.")
    sets = experiments.validation_sets(digits, pens, chosen, seed)
    teacher = catalogue.load(out / chosen.teacher)[0] if chosen.teacher else None
    cache = asked["runs"] / "written"
    laboratory = experiments.Laboratory(digits, pens, seed, cache, sets, teacher)
    to.mkdir(parents=True, exist_ok=True)
    parts = {"steps": experiments.ablation, "kinds": experiments.leaving_one_out}
    results = {}
    for name, trials in parts.items():
        wanted = trials(chosen) if part in ("all", name) else iter(())
        results[name] = experiments.conduct(wanted, to / f"{name}.json", laboratory.try_out)
    served = experiments.kept(to / "served.json")
    if part in ("all", "served"):
        name, found = experiments.measured(out / recipe, sets)
        served[name] = found
        experiments.keep(served, to / "served.json")
    page = experiments.page(recipe, epochs, results | {"served": served})
    (to / "README.md").write_text(page, encoding="utf-8")
    click.echo(page)


def _changed(recipe: recipes.Recipe, asked: dict[str, Any]) -> recipes.Recipe:
    names = ("epochs", "validation", "patience")
    return replace(recipe, **{name: asked[name] for name in names if asked[name] is not None})


def _source(run: Run, data_dir: str | None) -> tasks.Source:
    recipe = recipes.find(run.configuration["recipe"])
    return tasks.load(recipe.task, data_folder(data_dir))


def _described(title: str, evaluation: Evaluation, labels: list[str]) -> str:
    figures = evaluation.figures()
    worst, best = figures["worst_class"], figures["best_class"]
    confusions = ", ".join(
        f"{labels[t]} as {labels[p]} ({n}x)" for t, p, n in evaluation.confusions()
    )
    return "\n".join(
        [
            f"{title}: {figures['accuracy']:.2%} (n = {figures['n']:,}), "
            f"loss {figures['loss']:.4f}",
            f"  expected calibration error {figures['expected_calibration_error']:.2%}",
            f"  worst class {labels[worst]} (recall {figures['recall'][worst]:.2%}), "
            f"best class {labels[best]} (recall {figures['recall'][best]:.2%})",
            f"  most frequent confusions: {confusions or 'none'}",
        ]
    )


def _verdicts(shares: dict[str, dict[str, float]]) -> str:
    refused = ", ".join(f"{TITLES[name]} {share:.2%}" for name, share in shares["refused"].items())
    flagged = ", ".join(f"{kind} {share:.1%}" for kind, share in shares["flagged"].items())
    return f"Digits refused as none: {refused}\nNon-digits flagged: {flagged}"
