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


def measured_parts() -> dict[str, str]:
    """Return each generated part of the page, by its mark."""
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    return {"machine": machine_table(results)}


if __name__ == "__main__":
    for mark, text in measured_parts().items():
        put(PAGE, mark, text)
