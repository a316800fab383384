"""The README's measured parts: put in by commands between two marks, never by hand."""

import json
from pathlib import Path
from typing import Any

from benchmarks import compare
from benchmarks.calibration import MOST_APART, refuse_unsteady
from benchmarks.environment import ROOT
from trainer.publishing import catalogue
from trainer.publishing.model_card import hand_table, results_table
from webapp.settings import as_markdown

ROWS = (
    ("median_ms", "a prediction at 1 client, median", "{:.2f} ms", False),
    ("percentile_99_ms", "the same, 99th percentile", "{:.2f} ms", False),
    ("requests_a_second", "requests/s at 8 clients", "{:,.0f}", True),
    ("mb_a_worker", "resident memory a worker", "{:.0f} MB", False),
    ("first_answer_s", "from start to first answer", "{:.2f} s", False),
    ("installed_mb", "installed size", "{:,.0f} MB", False),
)

OF_THE_MACHINE = (
    "The machine itself: millions of steps a second of a fixed loop on all cores, before and "
    f"after; where the two are more than {MOST_APART:.0%} apart, nothing is written here."
)
PEERS = {
    "bare": "a bare Flask app",
    "tutorial": "the tutorials' way",
    "gradio": "Gradio",
}


def speed_table(results: dict[str, Any]) -> str:
    """Return the table of speed and memory, and a line on where a request's time goes."""
    others = {name: title for name, title in PEERS.items() if name in results}
    lines = [
        "| | Trazo | " + " | ".join(others.values()) + " |",
        "|---|---|" + "---|" * len(others),
    ]
    for key, title, form, more_is_better in ROWS:
        ours = results["trazo"][key]
        cells = [form.format(ours)]
        for name in others:
            theirs = results[name].get(key)
            cells.append(_against(ours, theirs, form, more_is_better) if theirs else "")
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    cells = [_speed(results[name]) for name in ("trazo", *others)]
    stages = ", ".join(f"{name} {value:.2f} ms" for name, value in results["stages_ms"].items())
    lines += [
        f"| the machine itself, before and after | {' | '.join(cells)} |",
        "",
        "First by how much Trazo does better, then the figure itself. All ran at once and were "
        f"asked in turn on {results['machine']}, the load generator included; Trazo and the bare "
        f"app with {results['workers']} workers each. {OF_THE_MACHINE}",
        f"Where the time of one request goes: {stages}.",
    ]
    return "\n".join(lines)


def _against(ours: float, theirs: float, form: str, more_is_better: bool) -> str:
    ratio = ours / theirs if more_is_better else theirs / ours
    digits = 2 if ratio < 2 else 1
    return f"{ratio:,.{digits}f}x ({form.format(theirs)})"


def _speed(results: dict[str, Any]) -> str:
    speed = results.get("speed")
    return f"{speed['before']:.1f}, {speed['after']:.1f}" if speed else "not noted"


def load_table(results: dict[str, Any]) -> str:
    """Return the table of what the server bears, beside what it is to bear."""
    class_, spike, soak = results["class"], results["spike"], results["soak"]
    crowd = spike["crowd"]
    again = spike["normal_again_s"]
    lines = [
        "| | measured | to reach |",
        "|---|---|---|",
        f"| {class_['pads']} pads draw for {class_['seconds']:g} s: errors | "
        f"{class_['errors']} of {class_['requests']:,} requests | 0 |",
        f"| the same, 95th percentile | {class_['percentile_95_ms']:.1f} ms | 50 ms |",
        f"| {spike['clients']} clients come at once: lost | "
        f"{crowd['errors'] + spike['unanswered']} of {crowd['requests']:,} requests "
        f"({crowd['refused']:,} refused politely) | 0 |",
        f"| the class has its 50 ms again after | "
        f"{'never' if again is None else f'{again:g} s'} | 2 s |",
        f"| {soak['pads']} pads draw for {soak['minutes']:g} min: errors | "
        f"{soak['errors']} of {soak['requests']:,} requests | 0 |",
        f"| the same, growth of a worker's memory | {soak['growth']:.1%} of "
        f"{soak['mb_first']:.0f} MB | 5% |",
        "",
        f"Measured on {results['machine']}, the load generator included; "
        f"{results['workers']} workers. {OF_THE_MACHINE} Of the class {_speed(class_)}; of the "
        f"crowd {_speed(spike)}; of the long drawing {_speed(soak)}.",
    ]
    return "\n".join(lines)


def lesson_line(results: dict[str, Any]) -> str:
    """Return what a class costs its server."""
    return (
        f"A class of {results['pads']} pads and a board takes {results['added']:.0%} of the "
        f"server's time that the same {results['pads']} pads take which ask the server what they "
        f"draw; a worker then has {results['mb_a_worker_with_class']:.0f} MB, and "
        f"{results['mb_a_worker']:.0f} MB without a class. "
        "Measured by `python -m benchmarks.classroom --lesson`."
    )


def page_network_table(results: dict[str, Any]) -> str:
    """Return the table of what the network in the page takes."""
    kilobytes = {key: f"{results[key] / 1000:.0f} KB" for key in results if "bytes" in key}
    kept = results["kept"]
    rows = (
        ("one forward pass, its three views included", f"{results['forward_ms']:.2f} ms"),
        ("preprocessing", f"{results['preprocessing_ms']:.2f} ms"),
        ("from nothing to the first answer", f"{results['start_ms']:.0f} ms"),
        (f"from the tap to the new answer, {kept} drawings kept", f"{results['tap_ms']:.0f} ms"),
        ("its weights", kilobytes["weights_bytes"]),
        ("its modules, gzip", kilobytes["code_bytes"]),
        ("what a hand is learned beside, when first needed", kilobytes["replay_bytes"]),
    )
    lines = ["| the network in the page | |", "|---|---|"]
    lines += [f"| {title} | {value} |" for title, value in rows]
    return "\n".join([*lines, "", f"Medians in Chromium on {results['machine']}."])


def measured_parts() -> dict[str, str]:
    """Return each measured or generated part of the README, by its mark.

    Raises:
        Unsteady: the machine changed too much while figures were measured.
    """
    cards = catalogue.cards(ROOT / "saved_models")
    results, load = _read("results.json"), _read("load_results.json")
    refuse_unsteady({"results": results, "load": load})
    return {
        "accuracy": results_table(list(cards.values())),
        "compare": compare.sentence(),
        "settings": as_markdown(),
        "speed": speed_table(results),
        "load": load_table(load),
        "lesson": lesson_line(load["lesson"]),
        "hand": "\n".join(hand_table(_read("hand.json"))),
        "page-network": page_network_table(_read("page_network.json")),
    }


def _read(name: str) -> dict[str, Any]:
    results: dict[str, Any] = json.loads((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))
    return results


def put(path: Path, mark: str, text: str) -> None:
    """Replace what stands between `<!-- mark -->` and `<!-- /mark -->` in a file.

    Raises:
        ValueError: the marks are not there.
    """
    begin, end = f"<!-- {mark} -->\n", f"\n<!-- /{mark} -->"
    before, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, also_found, after = rest.partition(end)
    if not (found and also_found):
        raise ValueError(f"{path.name} has no marks for {mark!r}")
    path.write_text(before + begin + text + end + after, encoding="utf-8")


if __name__ == "__main__":
    for part, content in measured_parts().items():
        put(ROOT / "README.md", part, content)
