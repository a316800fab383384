"""The address that a phone in the room opens, and its QR code."""

import ipaddress
import os
import socket
from urllib.parse import urlsplit

from flask import request, url_for

LOOPBACK_NAMES = ("localhost", "localhost.localdomain")
# Of the addresses for documents (RFC 5737): nothing is sent there, only a route is looked up.
ELSEWHERE = ("192.0.2.1", 9)


def join_address(code: str) -> str:
    """Return a class's address, for the pads; on a laptop, by its address in the network."""
    parts = urlsplit(url_for("lesson.pad", code=code, _external=True))
    found = address_in_network() if is_loopback(parts.hostname or "") else None
    if found is None:
        return parts.geturl()
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=found + port).geturl()


def is_this_machine_alone() -> bool:
    """Whether the server listens to this machine alone, so that no phone can reach it."""
    host = urlsplit(request.host_url).hostname or ""
    bound = os.environ.get("TRAZO_BIND", "").rpartition(":")[0]
    return is_loopback(host) and is_loopback(bound)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means the machine itself."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address_in_network() -> str | None:
    """Return this machine's address in its network, or None where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return None
        found: str = probe.getsockname()[0]
    return None if is_loopback(found) or found == "0.0.0.0" else found


def qr_code(address: str) -> str:
    """Return a QR code as the address of a picture (SVG), always dark on light."""
    import segno  # only boards need it

    code = segno.make(address, micro=False, error="m")
    uri: str = code.svg_data_uri(light="#fff", border=3, omitsize=True)
    return uri
