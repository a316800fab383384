"""The page /hand, opened."""

import pytest
from hand_page import HandPage


@pytest.fixture
def open_hand(open_sheet):
    def open_one(path="/hand", **options):
        return HandPage(open_sheet(path, **options))

    return open_one


@pytest.fixture
def hand(open_hand):
    """Open the page on a laptop, in English."""
    return open_hand()
