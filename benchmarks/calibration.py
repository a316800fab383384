"""The machine's own speed while something is measured: a fixed piece of work, before and after.

Other work on the machine, or a clock that falls, shows in it as in the figure beside it. A figure
during which it changed is of the weather: it is measured again, and goes into no table.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from benchmarks.environment import ROOT

T = TypeVar("T")

STEPS = 4_000_000
MOST_APART = 0.15
ATTEMPTS = 3


class Unsteady(RuntimeError):
    """The machine was not the same before and after: its figures are not to be written down."""


@dataclass(frozen=True)
class Speed:
    """The machine's own speed, in million steps a second on all cores, before and after."""

    before: float
    after: float

    @property
    def apart(self) -> float:
        """By how much the two differ, as a share of the larger."""
        return abs(self.before - self.after) / max(self.before, self.after)

    @property
    def is_steady(self) -> bool:
        """Whether what was measured between them holds."""
        return self.apart <= MOST_APART

    def __str__(self) -> str:
        said = "" if self.is_steady else f", {self.apart:.0%} apart: not steady"
        return f"machine {self.before:.1f} before, {self.after:.1f} after{said}"

    def as_json(self) -> dict[str, float]:
        """Return it for a results file."""
        return {"before": round(self.before, 2), "after": round(self.after, 2)}


def machine_speed() -> float:
    """Do the fixed work on every core at once; return million steps a second, of all together."""
    command = [sys.executable, "-m", "benchmarks.calibration"]
    cores = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(os.cpu_count() or 1)
    ]
    return sum(float(core.communicate()[0]) for core in cores)


def steadily(
    measure: Callable[[], T],
    attempts: int = ATTEMPTS,
    speed: Callable[[], float] = machine_speed,
) -> tuple[T, Speed]:
    """Measure, again where the machine changed meanwhile; return the steadiest and its speed."""
    found = []
    for _ in range(attempts):
        before = speed()
        measured = measure()
        found.append((measured, Speed(before, speed())))
        if found[-1][1].is_steady:
            break
    return min(found, key=lambda each: each[1].apart)


def typical(speeds: Iterable[Speed]) -> Speed:
    """Return of several rounds' speeds the medians; of rounds that did not hold, the worst."""
    rounds = list(speeds)
    worst = max(rounds, key=lambda each: each.apart)
    if not worst.is_steady:
        return worst
    befores, afters = (each.before for each in rounds), (each.after for each in rounds)
    return Speed(statistics.median(befores), statistics.median(afters))


def refuse_unsteady(results: dict[str, Any]) -> None:
    """Look at every `speed` in some results, however deep.

    Raises:
        Unsteady: one differs by more than 15 %; the message says which.
    """
    for path, speed in _speeds(results):
        if not speed.is_steady:
            raise Unsteady(
                f"Not written: the machine's own speed changed by {speed.apart:.0%} while "
                f"{path} was measured ({speed.before:.1f} before, {speed.after:.1f} after; at most "
                f"{MOST_APART:.0%} is allowed). Run it again on a quiet machine."
            )


def _speeds(results: dict[str, Any], path: str = "") -> Iterable[tuple[str, Speed]]:
    for name, value in results.items():
        if name == "speed":
            yield path, Speed(**value)
        elif isinstance(value, dict):
            yield from _speeds(value, f"{path}.{name}".lstrip("."))


def _steps_a_second() -> float:
    begun = time.perf_counter()
    number = 0
    for step in range(STEPS):
        number = (number * 31 + step) & 0xFFFF
    return STEPS / (time.perf_counter() - begun)


if __name__ == "__main__":
    print(_steps_a_second() / 1e6)
