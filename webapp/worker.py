"""The gunicorn worker: threads, and new connections only while one of them is free."""

from gunicorn.workers.gthread import ThreadWorker


class BalancedWorker(ThreadWorker):
    """A threaded worker that leaves new connections to the others while it is busy.

    gunicorn's own takes every connection that it sees first. With connections that are kept
    alive, one worker can so end up with all clients, and the others idle: measured, 8 clients
    then get half the answers a second (`make bench`).
    """

    @property
    def worker_connections(self) -> int:
        """How many connections may be open now: the waiting ones, and one a thread."""
        waiting = len(self.keepalived_conns) + len(self.pending_conns)
        return min(self.cfg.worker_connections, waiting + self.cfg.threads)

    @worker_connections.setter
    def worker_connections(self, _: int) -> None:
        """Ignore what gunicorn's constructor sets: it is counted anew each time."""
