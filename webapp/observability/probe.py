"""Ask this machine's server whether it is alive: the container's health check."""

import os
import sys
import urllib.request


def is_alive(port: str) -> bool:
    """Return whether the server on a port answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as answer:
            status: int = answer.status
            return status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_alive(os.environ.get("PORT") or "8000") else 1)
