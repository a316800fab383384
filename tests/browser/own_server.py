"""A server that a test stops and starts, always at the same address."""

from ports import free_port
from real_server import end, start, wait_for

KEPT = "navigator.serviceWorker.ready.then(() => true)"


class OwnServer:
    """A real server of the test's own."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.running = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, settings=None, **options):
        """Start it, as the settings (environment variables) and Popen's options have it."""
        settings = {"WEB_CONCURRENCY": "1"} | (settings or {})
        self.running = start(self.folder, settings, self.port, **options)
        wait_for(self.running.is_up)

    def stop(self):
        if self.running:
            end(self.running)
        self.running = None


def kept(sheet):
    """Wait until the service worker has kept the pages."""
    assert sheet.page.evaluate(KEPT)
