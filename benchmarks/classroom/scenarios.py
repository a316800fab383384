"""Steady load, a spike, a soak: each puts its load on a server and says what came of it."""

import asyncio
import statistics
import time
from collections import Counter
from typing import Any

from benchmarks.classroom.drawings import Frames
from benchmarks.classroom.pads import Answer, Pad, class_of_pads, crowd_of_pads, draw_together
from benchmarks.servers import Server

CLASS = 40
CROWD = 500
CROWD_S = 2.0
NORMAL_MS = 50.0
WINDOW_S = 0.5
WARM_UP_S = 2.0


def steady(server: Server, drawings: list[Frames], seconds: float) -> dict[str, Any]:
    """Let a class of 40 draw for so many seconds."""
    drawing = class_of_pads(CLASS, drawings)
    asyncio.run(draw_together(crowd_of_pads(8, drawings), server.port, WARM_UP_S, 0.1))
    busy, own = server.cpu_seconds(), time.process_time()
    asyncio.run(draw_together(drawing, server.port, seconds, apart=1.0))
    busy, own = server.cpu_seconds() - busy, time.process_time() - own
    return {"pads": CLASS, "seconds": seconds, **_summary(_answers(drawing))} | {
        "requests_a_second": len(_answers(drawing)) / seconds,
        "cpu_ms_a_request": busy * 1000 / len(_answers(drawing)),
        "cpu_ms_of_the_pads": own * 1000 / len(_answers(drawing)),
        "mb_a_worker": server.megabytes_a_worker(),
    }


def spike(server: Server, drawings: list[Frames], calm: float = 4.0) -> dict[str, Any]:
    """While a class draws, have 500 clients come at once, draw for two seconds and go."""
    class_, crowd = class_of_pads(CLASS, drawings), crowd_of_pads(CROWD, drawings)
    gone = asyncio.run(_spike(class_, crowd, server.port, calm))
    return {
        "clients": CROWD,
        "crowd": _summary(_answers(crowd)),
        "class": _summary(_answers(class_)),
        "unanswered": sum(not pad.answers for pad in crowd + class_),
        "normal_again_s": _normal_again(_answers(class_), gone),
    }


async def _spike(class_: list[Pad], crowd: list[Pad], port: int, calm: float) -> float:
    """Return when the last of the crowd had gone."""
    steady_load = asyncio.create_task(draw_together(class_, port, calm + CROWD_S + 2 * calm, 1.0))
    await asyncio.sleep(calm)
    await draw_together(crowd, port, CROWD_S, apart=0.0)
    gone = time.monotonic()
    await steady_load
    return gone


def soak(server: Server, drawings: list[Frames], minutes: float) -> dict[str, Any]:
    """Let half a class draw for so many minutes, and watch the workers' memory."""
    drawing = class_of_pads(CLASS // 2, drawings)
    memory = asyncio.run(_soak(server, drawing, minutes * 60))
    settled = memory[len(memory) // 10 :]  # the first tenth is warming up
    return {"pads": CLASS // 2, "minutes": minutes, **_summary(_answers(drawing))} | {
        "mb_first": settled[0],
        "mb_most": max(settled),
        "growth": max(settled) / settled[0] - 1,
    }


async def _soak(server: Server, drawing: list[Pad], seconds: float) -> list[float]:
    work = asyncio.create_task(draw_together(drawing, server.port, seconds, 1.0))
    memory = []
    while not work.done():
        memory.append(server.megabytes_a_worker())
        await asyncio.sleep(min(5.0, seconds / 20))
    await work
    return memory


def _answers(drawing: list[Pad]) -> list[Answer]:
    return [answer for pad in drawing for answer in pad.answers]


def _summary(answers: list[Answer]) -> dict[str, Any]:
    outcomes = Counter(answer.outcome for answer in answers)
    ok = [answer for answer in answers if answer.outcome == "ok"]
    shares = _percentiles(ok)  # what was refused took no time, and is no answer
    errors = {name: n for name, n in outcomes.items() if name not in ("ok", "refused")}
    return {
        "requests": len(answers),
        "refused": outcomes["refused"],
        "errors": sum(errors.values()),
        "kinds_of_error": errors,
        "median_ms": shares[49],
        "percentile_95_ms": shares[94],
        "percentile_99_ms": shares[98],
        "slowest_ms": max((answer.seconds for answer in ok), default=0) * 1000,
    }


def _percentiles(answers: list[Answer]) -> list[float]:
    """Return the 1st to 99th percentile of latencies, in ms."""
    if len(answers) < 2:
        return [0.0] * 99
    return [1000 * s for s in statistics.quantiles((a.seconds for a in answers), n=100)]


def _normal_again(answers: list[Answer], since: float) -> float | None:
    """Return after how many seconds 19 of 20 answers take their 50 ms at most; None for never.

    Told in steps of half a second: a window counts when all that were sent in it are answered.
    """
    windows: dict[int, list[Answer]] = {}
    for answer in answers:
        if answer.sent >= since:
            windows.setdefault(int((answer.sent - since) / WINDOW_S), []).append(answer)
    # The last window is cut short.
    for number in sorted(windows)[:-1]:
        if _percentiles(windows[number])[94] <= NORMAL_MS:
            return number * WINDOW_S
    return None
