"""The files in which the workers' counts are: memory-mapped, one a worker and kind of metric.

prometheus_client writes them where PROMETHEUS_MULTIPROC_DIR says, which gunicorn.conf.py sets.
It makes them sparse, and a write to a page that a full disk has no room for ends the process
(SIGBUS): so their room is reserved before.
"""

import os
import shutil
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
KINDS = ("counter", "histogram")
# A series takes some 200 bytes; routes, models, verdicts and statuses are all few.
RESERVED_BYTES = 256 * 1024
IN_MEMORY = Path("/dev/shm")
# Where nothing can be, and nobody can put anything.
NOWHERE = Path(os.devnull) / "trazo-metrics"

# By process: what it has made.
_made: dict[int, Path] = {}


def make_folder() -> Path:
    """Make an empty folder for this process and its workers, and say so in the environment.

    Nobody else on the machine can know its name beforehand, nor write into it. Called again by
    the same process, as when gunicorn reloads, it leaves the folder as it is.

    Where none can be made, nothing is counted, and the requests are answered all the same.
    """
    path = _made.get(os.getpid()) or _new_folder()
    _made[os.getpid()] = path
    os.environ[VARIABLE] = str(path)
    return path


def folder() -> Path | None:
    """Return the folder that the environment names, or None: one process counts for itself."""
    path = os.environ.get(VARIABLE)
    return Path(path) if path else None


def reserve(path: Path, pid: int) -> None:
    """Make a worker's files at their full size.

    Raises:
        OSError: there is no room, or no folder.
    """
    for kind in KINDS:
        file = path / f"{kind}_{pid}.db"
        if file.exists():
            continue  # of a dead worker of the same number: its counts are counted on
        part = path / f"{kind}_{pid}.part"
        part.unlink(missing_ok=True)
        try:
            with part.open("xb") as opened:
                os.posix_fallocate(opened.fileno(), 0, RESERVED_BYTES)
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)


def release(path: Path, pid: int) -> None:
    """Give the room back that a dead worker's files have left; what it counted goes on to count."""
    for kind in KINDS:
        file = path / f"{kind}_{pid}.db"
        # A worker that answered nothing has no file, and there may be no folder.
        with suppress(OSError), file.open("r+b") as opened:
            # The file's own count of its bytes: see prometheus_client.mmap_dict.
            (used,) = struct.unpack("i", opened.read(4))
            opened.truncate(used)


def remove(path: Path) -> None:
    """Remove the folder, the server being at its end."""
    shutil.rmtree(path, ignore_errors=True)


def _new_folder() -> Path:
    for base in (IN_MEMORY, None):  # None: the temporary folder, which is looked for by writing
        with suppress(OSError):
            # For its owner alone (0700), and never one that is there.
            return Path(tempfile.mkdtemp(prefix=f"trazo-metrics-{os.getpid()}-", dir=base))
    return NOWHERE
