"""Load on a server, by wrk (https://github.com/wg/wrk): one drawing, posted again and again."""

import re
import statistics
import subprocess
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.questions import Question

UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """What a server did under load."""

    requests_a_second: float
    median_ms: float
    percentile_99_ms: float


def median_load(port: int, question: Question, clients: int, seconds: int, rounds: int) -> Load:
    """Return the medians of several rounds: how clients fall on the workers is chance in each."""
    loads = [put_load(port, question, clients, seconds) for _ in range(rounds)]
    return Load(
        *(statistics.median(getattr(load, field.name) for load in loads) for field in fields(Load))
    )


def put_load(port: int, question: Question, clients: int, seconds: int) -> Load:
    """Let so many clients each post the drawing as soon as the last answer came.

    Raises:
        RuntimeError: an answer was an error, or wrk did not do its work.
    """
    with tempfile.TemporaryDirectory() as folder:
        body, script = Path(folder, "body"), Path(folder, "post.lua")
        body.write_bytes(question.body)
        script.write_text(
            'wrk.method = "POST"\n'
            f'wrk.body = io.open("{body}", "rb"):read("*a")\n'
            f'wrk.headers["Content-Type"] = "{question.content_type}"\n'
        )
        options = ["-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
        url = f"http://127.0.0.1:{port}{question.path}"
        command = ["wrk", *options, "-s", str(script), url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return _read(done.stdout, done.stderr)


def _read(said: str, trouble: str) -> Load:
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if "Non-2xx" in said or rate is None:
        raise RuntimeError(f"wrk says:\n{said}{trouble}")
    shares = dict(re.findall(r"^\s+(50|99)%\s+([\d.]+[mu]?s)", said, re.MULTILINE))
    return Load(float(rate[1]), _milliseconds(shares["50"]), _milliseconds(shares["99"]))


def _milliseconds(text: str) -> float:
    found = re.fullmatch(r"([\d.]+)([mu]?s)", text)
    if found is None:
        raise ValueError(f"{text!r} is no time that wrk prints.")
    return float(found[1]) * UNITS_MS[found[2]]
