"""The server stays light: no TensorFlow, no Keras, no trainer, no validators."""

import subprocess
import sys

from webapp.settings import ROOT

PROBE = """
import sys
from webapp import create_app
client = create_app().test_client()
assert client.get("/").status_code == 200
assert client.get("/api/openapi.json").status_code == 200
heavy = {name.partition(".")[0] for name in sys.modules} & {
    "tensorflow", "keras", "trainer", "jsonschema", "openapi_spec_validator", "schemathesis",
    "sqlalchemy", "alembic", "psycopg", "segno",
}
print("loaded:", *sorted(heavy))
"""


def test_booting_and_answering_loads_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded:"
