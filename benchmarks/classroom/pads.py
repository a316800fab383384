"""Pads that draw live, as static/js/pad/predictor.js has it: a frame each 60 ms, one under way."""

import asyncio
import contextlib
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.classroom.drawings import Frames
from benchmarks.classroom.http_connection import HttpConnection

PATH = "/api/predict"

INTERVAL_S = 0.06
TIMEOUT_S = 8.0  # after which the page, too, gives a request up
POLITE = {429, 503}  # with a Retry-After, which the page keeps to


@dataclass
class Answer:
    """One request's end: when it was sent, how long it took, and how it went."""

    sent: float
    seconds: float
    # "ok", "refused" (politely), or what went wrong.
    outcome: str


@dataclass
class Pad:
    """One page that draws: the frames that it sends, over and over, and what it got."""

    frames: Frames
    # Its client's address, as the proxy in front tells it.
    address: str
    answers: list[Answer] = field(default_factory=list)

    async def draw(self, connection: HttpConnection, until: float) -> None:
        """Send frames until a time of `time.monotonic`, and one at least."""
        number = 0
        while (sent := time.monotonic()) < until or not number:
            outcome, retry_after = await self._post(connection, number)
            now = time.monotonic()
            self.answers.append(Answer(sent, now - sent, outcome))
            number += 1
            await asyncio.sleep(max(retry_after, sent + INTERVAL_S - now, 0))

    async def _post(self, connection: HttpConnection, number: int) -> tuple[str, float]:
        """Send a frame; return how it went, and for how many seconds the server wants rest."""
        png = self.frames[number % len(self.frames)]
        headers = {"Content-Type": "image/png", "X-Forwarded-For": self.address}
        try:
            async with asyncio.timeout(TIMEOUT_S):
                status, fields = await connection.post(PATH, png, headers)
        except (OSError, EOFError, ValueError) as error:  # TimeoutError is an OSError
            connection.close()
            return type(error).__name__, INTERVAL_S
        if status == 200:
            return "ok", 0
        rest = fields.get("retry-after", "")
        if status in POLITE and rest.isdigit():
            return "refused", float(rest)
        return f"status {status}", INTERVAL_S


def class_of_pads(count: int, drawings: list[Frames]) -> list[Pad]:
    """Return so many pads behind one address, as a school's are, the drawings dealt out."""
    return [Pad(drawings[number % len(drawings)], "203.0.113.1") for number in range(count)]


def crowd_of_pads(count: int, drawings: list[Frames]) -> list[Pad]:
    """Return so many pads, each with an address of its own."""
    return [
        Pad(drawings[number % len(drawings)], f"198.18.{number >> 8}.{number & 255}")
        for number in range(count)
    ]


async def draw_together(drawing: Iterable[Pad], port: int, seconds: float, apart: float) -> None:
    """Let pads draw for so many seconds, having begun within `apart` seconds of one another."""
    until = time.monotonic() + seconds

    async def begin(pad: Pad, after: float) -> None:
        await asyncio.sleep(after)
        with contextlib.closing(HttpConnection(port)) as connection:
            await pad.draw(connection, until)

    dice = random.Random(0)
    await asyncio.gather(*(begin(pad, dice.uniform(0, apart)) for pad in drawing))
