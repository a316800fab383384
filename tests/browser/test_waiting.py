"""How the tests themselves wait for what happens in a page."""

import re
from pathlib import Path

WAITS = re.compile(r"wait_for_function\(\s*f?(?P<quotes>\"\"\"|\")(?P<script>.*?)(?P=quotes)", re.S)
FUNCTION = re.compile(r"\s*(async )?(\(.*?\)|\w+) =>")


def test_every_wait_is_for_a_function():
    """A bare expression is evaluated at each turn, which the pages' own policy forbids.

    It passes where the first turn finds it true, and so only on a fast machine.
    """
    found = {
        f"{path.name}: {wait['script'][:40]}"
        for path in Path(__file__).parent.rglob("*.py")
        for wait in WAITS.finditer(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 5
    assert {each for each in found if not FUNCTION.match(each.partition(": ")[2])} == set()
