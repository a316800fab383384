"""Put every load on Trazo, and the figures into the README: `make load`."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks import readme, servers
from benchmarks.calibration import ATTEMPTS, Unsteady, refuse_unsteady, steadily
from benchmarks.classroom.drawings import growing_drawings
from benchmarks.classroom.lesson import lesson
from benchmarks.classroom.scenarios import soak, spike, steady
from benchmarks.environment import ROOT, machine
from benchmarks.questions import as_png

WORKERS = 2
# The pads tell their addresses as a proxy would: a class has one, a crowd many.
BEHIND_A_PROXY = {"TRAZO_TRUSTED_PROXIES": "1"}
RESULTS = ROOT / "benchmarks" / "load_results.json"


def main() -> None:
    """Run the scenarios, write benchmarks/load_results.json and the README's parts."""
    asked = _arguments()
    if asked.lesson:
        results = json.loads(RESULTS.read_text(encoding="utf-8"))
    else:
        results = measure(asked.seconds, asked.soak_minutes)
    print(readme.load_table(results))
    try:
        refuse_unsteady(results)
    except Unsteady as error:
        sys.exit(str(error))
    results["lesson"] = measure_lesson(asked.seconds)
    parts = {"load": readme.load_table(results), "lesson": readme.lesson_line(results["lesson"])}
    print(parts["lesson"])
    if asked.dry_run:
        return
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    for mark, text in parts.items():
        readme.put(ROOT / "README.md", mark, text)


def measure_lesson(seconds: float) -> dict[str, Any]:
    """Start a server with an empty database, and return what a class costs it."""
    drawings = growing_drawings()
    with tempfile.TemporaryDirectory() as folder:
        settings = BEHIND_A_PROXY | {"DATABASE_URL": f"sqlite:///{folder}/classes.db"}
        with servers.trazo(as_png(drawings[0][-1]), WORKERS, settings) as server:
            print(f"A class has a lesson for {seconds:g} s ...", flush=True)
            return lesson(server, drawings, seconds)


def measure(seconds: float, soak_minutes: float) -> dict[str, Any]:
    """Start a server of two workers for each scenario, and return what came of it."""
    drawings = growing_drawings()
    question = as_png(drawings[0][-1])
    results: dict[str, Any] = {
        "machine": machine(),
        "workers": WORKERS,
    }
    with servers.trazo(question, WORKERS, BEHIND_A_PROXY) as server:
        print(f"A class draws for {seconds:g} s ...", flush=True)
        results["class"] = _beside_the_machine(partial(steady, server, drawings, seconds))
        print("A crowd comes at once ...", flush=True)
        results["spike"] = _beside_the_machine(partial(spike, server, drawings))
    with servers.trazo(question, WORKERS, BEHIND_A_PROXY) as server:
        print(f"Half a class draws for {soak_minutes:g} minutes ...", flush=True)
        long = partial(soak, server, drawings, soak_minutes)
        results["soak"] = _beside_the_machine(long, attempts=1)
    return results


def _beside_the_machine(
    scenario: Callable[[], dict[str, Any]], attempts: int = ATTEMPTS
) -> dict[str, Any]:
    found, speed = steadily(scenario, attempts)
    print(speed, flush=True)
    return found | {"speed": speed.as_json()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.classroom", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long the class draws")
    parser.add_argument("--soak-minutes", type=float, default=30, help="how long half of it does")
    parser.add_argument("--lesson", action="store_true", help="only what a class costs")
    parser.add_argument("--dry-run", action="store_true", help="write no file, only print")
    return parser.parse_args()


if __name__ == "__main__":
    main()
