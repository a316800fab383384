"""The pages without the server need their service worker."""

import pytest
from own_server import OwnServer


@pytest.fixture
def service_workers():
    return "allow"


@pytest.fixture
def server(tmp_path):
    """A server of the test's own, which it may stop and start."""
    server = OwnServer(tmp_path)
    server.start()
    yield server
    server.stop()
