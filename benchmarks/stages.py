"""Where a request's time goes: each stage by itself, in the serving environment."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.environment import ROOT, SERVING_PYTHON

ROUNDS = 500


def measure_stages(png: Path) -> dict[str, float]:
    """Return the median milliseconds of decode, preprocess and network for one drawing."""
    command = [str(SERVING_PYTHON), "-m", "benchmarks.stages", str(png)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    medians: dict[str, float] = json.loads(done.stdout)
    return medians


def main() -> None:
    """Measure in this process and print JSON: `measure_stages` starts it."""
    from webapp import create_app
    from webapp.reading.decoding import decode
    from webapp.reading.preprocessing import to_mnist

    png = Path(sys.argv[1]).read_bytes()
    classifier = create_app().extensions["classifier"]
    ink = decode(png)
    digit = to_mnist(ink)
    print(
        json.dumps(
            {
                "decode": _median_ms(lambda: decode(png)),
                "preprocess": _median_ms(lambda: to_mnist(ink)),
                "network": _median_ms(lambda: classifier.classify(digit)),
            }
        )
    )


def _median_ms(stage: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        stage()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
