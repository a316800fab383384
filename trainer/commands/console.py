"""What a person gets to read: not what the libraries say as they start and convert."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr


@contextmanager
def quieted(unless: bool = False) -> Iterator[None]:
    """Leave out what native code writes to standard error, where Python's own lines still go.

    TensorFlow and LiteRT each write there from C++, past Python and past their own log levels
    while they load. Where standard error is no file, as under a test's capture, all stays.
    """
    number = -1
    try:
        number = sys.stderr.fileno()
    except (AttributeError, OSError, io.UnsupportedOperation):
        unless = True
    if unless:
        yield
        return
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # of the processes that are started, too
    sys.stderr.flush()
    kept = os.dup(number)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        with os.fdopen(os.dup(kept), "w", buffering=1) as python, redirect_stderr(python):
            os.dup2(nowhere, number)
            yield
    finally:
        os.dup2(kept, number)
        os.close(kept)
        os.close(nowhere)
