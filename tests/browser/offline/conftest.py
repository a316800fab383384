"""The pages without the server need their service worker."""

import pytest


@pytest.fixture
def service_workers():
    return "allow"
