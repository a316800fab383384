"""What a class costs its server: drawings handed in, the questions of its pads and its board."""

import asyncio
import itertools
import json
import statistics
import time
from collections import Counter
from contextlib import closing
from typing import Any

from benchmarks.classroom.drawings import FRAMES, Frames
from benchmarks.classroom.http_connection import HttpConnection
from benchmarks.classroom.pads import INTERVAL_S, Pad, class_of_pads, draw_together
from benchmarks.classroom.scenarios import CLASS, WARM_UP_S
from benchmarks.samples import samples, strokes_of
from benchmarks.servers import Server

# As static/js/classroom/pupil.js and board.js have them.
PAD_ASKS_S, BOARD_ASKS_S = 3.0, 1.0
# Each pad hands in what the others of the comparison draw: digit after digit, without a rest.
A_DRAWING_S = FRAMES * INTERVAL_S
ROUNDS = 6
# What is asked for each second, where nothing has to wait.
PADS_ASK = CLASS / INTERVAL_S
CLASS_ASKS = CLASS / A_DRAWING_S + CLASS / PAD_ASKS_S + 1 / BOARD_ASKS_S
SCHOOL = {"X-Forwarded-For": "203.0.113.1"}
JSON = SCHOOL | {"Content-Type": "application/json"}


class Lesson:
    """A class on a server, and what came of the requests about it."""

    def __init__(self, port: int, code: str) -> None:
        self._port = port
        self._path = f"/api/classes/{code}"
        self._strokes = [strokes_of(sample) for sample in samples()]
        self._handed_in = itertools.count()
        self.statuses: Counter[int] = Counter()

    async def pupil(self, seat: int, until: float) -> None:
        """Hand in drawings."""
        with closing(HttpConnection(self._port)) as connection:
            while (now := time.monotonic()) < until:
                number = next(self._handed_in)
                body = {
                    **{"id": str(number), "seat": f"seat-{seat}", "label": number % 10},
                    **{"read": number % 10, "confidence": 0.99, "verdict": "digit"},
                    "strokes": self._strokes[(seat + number) % len(self._strokes)],
                }
                await self._ask(connection, "POST", "/drawings", json.dumps(body).encode(), JSON)
                await asyncio.sleep(max(now + A_DRAWING_S - time.monotonic(), 0))

    async def poll(self, what: str, every: float, until: float) -> None:
        """Ask again and again, hearing only of what has changed; a board asks for what is new."""
        with closing(HttpConnection(self._port)) as connection:
            tag, last = "", 0
            while (now := time.monotonic()) < until:
                query = what or f"?since={last}"
                known = {"If-None-Match": tag} if tag else {}
                fields, body = await self._ask(connection, "GET", query, b"", SCHOOL | known)
                tag = fields.get("etag", "") if what else ""
                if body and not what:
                    last = max([last, *(each["number"] for each in json.loads(body)["drawings"])])
                await asyncio.sleep(max(now + every - time.monotonic(), 0))

    async def _ask(
        self, connection: HttpConnection, method: str, path: str, body: bytes, fields: Any
    ) -> tuple[dict[str, str], bytes]:
        path = self._path + path
        try:
            status, answer, content = await connection.ask(method, path, body, fields)
        except (OSError, EOFError):  # kept for too long: a browser, too, opens another then
            connection.close()
            status, answer, content = await connection.ask(method, path, body, fields)
        self.statuses[status] += 1
        return answer, content


def lesson(server: Server, drawings: list[Frames], seconds: float) -> dict[str, Any]:
    """Compare a class of 40 and its board with 40 pads that ask the server what they draw."""
    pads = class_of_pads(CLASS, drawings)
    asyncio.run(draw_together(pads, server.port, WARM_UP_S, 0.5))
    megabytes = server.megabytes_a_worker()
    held = Lesson(server.port, asyncio.run(_opened(server.port)))
    asyncio.run(_hold(held, WARM_UP_S))
    rounds = []
    for _ in range(ROUNDS):  # by turns: what else the machine does falls on both
        asked = _answered(pads), sum(held.statuses.values())
        drawn = _cpu(server, draw_together(pads, server.port, seconds / ROUNDS, 0.5))
        kept = _cpu(server, _hold(held, seconds / ROUNDS))
        # On a busy machine pads wait, and ask less: each answer's time counts, not their number.
        of_pads = drawn / (_answered(pads) - asked[0]) * PADS_ASK
        of_class = kept / (sum(held.statuses.values()) - asked[1]) * CLASS_ASKS
        rounds.append((of_pads, of_class))
    ratios = sorted(of_class / of_pads for of_pads, of_class in rounds)
    return {
        "pads": CLASS,
        "seconds": seconds,
        "load_of_pads": statistics.median(of_pads for of_pads, _ in rounds),
        "load_of_class": statistics.median(of_class for _, of_class in rounds),
        "added": statistics.median(ratios),
        "added_rounds": [round(ratio, 4) for ratio in ratios],
        "requests": sum(held.statuses.values()),
        "errors": sum(n for status, n in held.statuses.items() if status >= 400),
        "mb_a_worker": megabytes,
        "mb_a_worker_with_class": server.megabytes_a_worker(),
    }


def _cpu(server: Server, work: Any) -> float:
    """Return the processor seconds that the server takes for some work."""
    before = server.cpu_seconds()
    asyncio.run(work)
    return server.cpu_seconds() - before


def _answered(pads: list[Pad]) -> int:
    return sum(len(pad.answers) for pad in pads)


async def _hold(held: Lesson, seconds: float) -> None:
    """Have 40 pads draw and ask, and a board ask, for so many seconds."""
    until = time.monotonic() + seconds
    pupils = [held.pupil(seat, until) for seat in range(CLASS)]
    pads = [held.poll("/task", PAD_ASKS_S, until) for _ in range(CLASS)]
    await asyncio.gather(*pupils, *pads, held.poll("", BOARD_ASKS_S, until))


async def _opened(port: int) -> str:
    with closing(HttpConnection(port)) as connection:
        _, _, body = await connection.ask("POST", "/api/classes", b"", SCHOOL)
    code: str = json.loads(body)["code"]
    return code
