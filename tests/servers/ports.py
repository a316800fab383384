"""Ports for the servers that tests start: nobody else on the machine gets them meanwhile."""

import socket


def free_port() -> int:
    """Return a port of 127.0.0.1 that stays this process's own until it ends.

    A socket is left bound to it and never listens: the system gives the port to no other process,
    a client that asks there before a server does is refused, and a server may take it, go, and
    take it again, since SO_REUSEADDR lets one listen beside a socket that does not.
    """
    keeper = socket.socket()
    keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    keeper.bind(("127.0.0.1", 0))
    port = keeper.getsockname()[1]
    keeper.detach()  # the descriptor lives as long as the process
    return port
