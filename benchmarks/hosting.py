"""The measured parts of docs/hosting.md: which machine Trazo needs."""

import json
import math
from typing import Any

from benchmarks.environment import ROOT
from benchmarks.readme import put

PAGE = ROOT / "docs" / "hosting.md"
# What the system, the first process and a moment's drawings take besides.
SPARE_MB = 150
SIZES_MB = (256, 512, 1024, 2048, 4096)
# A district: hosting/kubernetes/district. How many pens are down at once nobody has measured: that
# is a guess, and on the safe side, for a lesson is mostly talk.
SCHOOLS, DRAWING = 200, 0.25
# What classes keep in a day is a guess, too: lessons in each school, and drawings of each pupil.
LESSONS, DRAWINGS = 6, 20
# Of hosting/kubernetes/base: what a server asks for, and how busy the autoscaler lets it become.
CORES_A_SERVER, BUSY = 2, 0.7
HEAD_BYTES = 400  # of a browser's request


def machine_table(results: dict[str, Any]) -> str:
    """Return which size of machine holds how many workers, from the measured memory of one."""
    each = results["trazo"]["mb_a_worker"]
    measured = results["workers"]
    lines = ["| memory | workers that fit (`WEB_CONCURRENCY`) |", "|---|---|"]
    lines += [
        f"| {size:,} MB | {max(0, math.floor((size - SPARE_MB) / each)) or 'none'} |"
        for size in SIZES_MB
    ]
    lines += [
        "",
        f"One worker takes {each:.0f} MB; {SPARE_MB} MB are set aside for the system and for "
        f"drawings under way. {measured} workers on {results['machine']} gave "
        f"{results['trazo']['requests_a_second']:,.0f} answers a second, with "
        f"{results['trazo']['median_ms']:.1f} ms for one at rest; the first answer came "
        f"{results['trazo']['first_answer_s']:.1f} s after the start. More workers than cores "
        "give no more answers.",
    ]
    return "\n".join(lines)


def district_needs(results: dict[str, Any], load: dict[str, Any]) -> dict[str, float]:
    """Return what a district needs, from what one class and one server were measured at.

    Its keys: pads, posts (a second), cores, megabytes_in and megabytes_out (a second), servers,
    rows (a day).
    """
    class_ = load["class"]
    pads = SCHOOLS * class_["pads"] * DRAWING
    posts = pads * class_["requests_a_second"] / class_["pads"]
    cores = posts * class_["cpu_ms_a_request"] / 1000
    return {
        "pads": pads,
        "posts": posts,
        "cores": cores,
        "megabytes_in": posts * (results["drawing_bytes"] + HEAD_BYTES) / 1e6,
        "megabytes_out": posts * results["answer_bytes"] / 1e6,
        "servers": math.ceil(cores / (BUSY * CORES_A_SERVER)),
        "rows": SCHOOLS * LESSONS * class_["pads"] * DRAWINGS,
    }


def district_table(results: dict[str, Any], load: dict[str, Any]) -> str:
    """Return the arithmetic of a district, step by step."""
    class_, needs = load["class"], district_needs(results, load)
    a_pad = class_["requests_a_second"] / class_["pads"]
    rows = (
        (
            "pads that draw at once",
            f"{needs['pads']:,.0f}",
            f"{SCHOOLS} schools, a class of {class_['pads']} in each, {DRAWING:.0%} of them with "
            "the pen down",
        ),
        ("posts a second", f"{needs['posts']:,.0f}", f"{a_pad:.1f} a pad, measured"),
        (
            "cores",
            f"{needs['cores']:.0f}",
            f"{class_['cpu_ms_a_request']:.2f} ms of a core for each, measured",
        ),
        (
            "servers",
            f"{needs['servers']:.0f}",
            f"{CORES_A_SERVER} cores each, {BUSY:.0%} busy",
        ),
        (
            "megabytes a second in",
            f"{needs['megabytes_in']:.0f}",
            f"{results['drawing_bytes']:,} bytes a drawing and {HEAD_BYTES} of head",
        ),
        (
            "megabytes a second out",
            f"{needs['megabytes_out']:.0f}",
            f"{results['answer_bytes']:,} bytes an answer",
        ),
        (
            "rows a day",
            f"{needs['rows']:,}",
            f"{LESSONS} lessons in each school, {DRAWINGS} drawings of each pupil; after a day "
            "they are gone. A pad without a class keeps none",
        ),
    )
    lines = ["| a district | | because |", "|---|---|---|"]
    return "\n".join(lines + [f"| {name} | {value} | {why} |" for name, value, why in rows])


def measured_parts() -> dict[str, str]:
    """Return each generated part of the page, by its mark."""
    results, load = (
        json.loads((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))
        for name in ("results.json", "load_results.json")
    )
    return {"machine": machine_table(results), "district": district_table(results, load)}


if __name__ == "__main__":
    for mark, text in measured_parts().items():
        put(PAGE, mark, text)
