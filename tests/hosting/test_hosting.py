"""The files that platforms read: what they name exists, and all of them start the same server."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from fnmatch import fnmatch

import pytest
import yaml

from benchmarks.environment import SERVING_PYTHON
from benchmarks.hosting import PAGE, measured_parts
from hosting.layers import copied, project_bytes
from hosting.slim import size, slim
from webapp import create_app
from webapp.settings import ROOT, SETTINGS, from_environment

# As published for python:3.11-slim-bookworm, rounded up; it cannot be measured here.
BASE_IMAGE_MB = 135
WHOLE_IMAGE_MB = 300
GUNICORN = ["gunicorn", "--config", "gunicorn.conf.py", "webapp:create_app()"]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def dockerfile(word):
    """Every line of the Dockerfile that begins with a word, its continuations joined."""
    joined = re.sub(r"\s*\\\n\s*", " ", read("Dockerfile"))
    return re.findall(rf"^{word} (.*)$", joined, re.MULTILINE)


@pytest.fixture(scope="module")
def render():
    (service,) = yaml.safe_load(read("render.yaml"))["services"]
    return service


@pytest.fixture(scope="module")
def fly():
    return tomllib.loads(read("fly.toml"))


@pytest.fixture(scope="module")
def heroku():
    return json.loads(read("app.json"))


def test_all_start_the_same_server(render, fly):
    name, _, command = read("Procfile").strip().partition(": ")
    assert name == "web"
    assert shlex.split(command) == GUNICORN
    assert shlex.split(render["startCommand"]) == GUNICORN
    assert json.loads(dockerfile("CMD")[-1]) == GUNICORN
    assert fly["build"]["dockerfile"] == "Dockerfile"
    assert (ROOT / GUNICORN[2]).is_file()


def test_the_command_is_a_good_one():
    """gunicorn itself reads the configuration and loads the app."""
    command = [sys.executable, "-m", *GUNICORN, "--check-config"]
    environment = os.environ | {"PORT": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_ports_agree(fly):
    port = str(fly["http_service"]["internal_port"])
    assert fly["env"]["PORT"] == port
    assert dockerfile("EXPOSE") == [port]
    assert f"PORT={port}" in dockerfile("ENV")[-1].split()


def test_paths_of_health_checks_are_routes(render, fly):
    routes = {rule.rule for rule in create_app({"RATE_LIMIT": None}).url_map.iter_rules()}
    paths = {render["healthCheckPath"]} | {c["path"] for c in fly["http_service"]["checks"]}
    assert paths == {"/readyz"}
    assert paths <= routes


def test_the_containers_health_check_knows_when_there_is_no_server():
    check = json.loads(dockerfile("HEALTHCHECK")[0].partition("CMD ")[2])
    environment = os.environ | {"PORT": "1"}
    done = subprocess.run([sys.executable, *check[1:]], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 1


def test_every_variable_is_one_that_something_reads(render, fly, heroku):
    named = dict(fly["env"])
    named |= {item["key"]: item["value"] for item in render["envVars"]}
    named |= {name: item["value"] for name, item in heroku["env"].items()}
    conf = read("gunicorn.conf.py")
    known = {setting.variable for setting in SETTINGS}
    settings = from_environment(named)
    assert (settings["HTTPS"], settings["TRUSTED_PROXIES"]) == (True, 1)
    for name in named:
        assert name in known or re.search(rf"""environ.get\(["']{name}["']""", conf), name


def test_the_build_files_exist(render):
    assert shlex.split(render["buildCommand"]) == ["pip", "install", "-r", "requirements.txt"]
    assert (ROOT / "requirements.txt").is_file()
    for sources in dockerfile("COPY"):
        *names, _ = sources.split()
        for name in names:
            assert name.startswith("--from=") or name == "/app/.venv" or (ROOT / name).exists(), (
                name
            )


def test_one_python_for_all():
    version = read(".python-version").strip()
    images = [line.split()[0] for line in dockerfile("FROM")]
    assert len(images) == 2
    assert all(image.startswith(f"python:{version}-slim") for image in images)


def test_the_container_runs_as_nobody_and_has_what_it_runs():
    assert dockerfile("USER") == ["10001"]
    assert {"webapp", "templates", "static", "saved_models", "gunicorn.conf.py"} == set(copied())


def test_the_dockerignore_lets_in_what_is_copied_and_nothing_else():
    lines = [line for line in read(".dockerignore").splitlines() if line and line[0] != "#"]
    assert lines[0] == "*"
    let_in = {line[1:] for line in lines if line.startswith("!")}
    first_stage = {"requirements.txt", "hosting/slim.py"}
    assert let_in == set(copied()) | first_stage
    for kept in ("model.tflite", "model.json"):
        assert not any(fnmatch(f"saved_models/lenet/{kept}", line) for line in lines[1:])


def test_the_smallest_machine_named_holds_its_workers(fly, heroku):
    results = json.loads(read("benchmarks/results.json"))
    memory = int(fly["vm"][0]["memory"].removesuffix("mb"))
    needed = int(fly["env"]["WEB_CONCURRENCY"]) * results["trazo"]["mb_a_worker"]
    assert needed < memory / 2
    assert heroku["formation"]["web"]["size"] == "basic"  # 512 MB


def test_every_file_is_explained():
    page = PAGE.read_text(encoding="utf-8")
    files = ("Procfile", "app.json", "render.yaml", "fly.toml", "Dockerfile", ".dockerignore")
    for name in (*files, ".python-version"):
        assert f"[`{name}`](../{name})" in page


def test_the_page_says_what_was_measured():
    page = PAGE.read_text(encoding="utf-8")
    for mark, text in measured_parts().items():
        assert f"<!-- {mark} -->\n{text}\n<!-- /{mark} -->" in page


def test_what_is_thrown_out_is_not_missed_and_the_image_is_small(tmp_path):
    """The serving packages, slimmed as in the Dockerfile, serve Spanish pages and a class."""
    if not SERVING_PYTHON.exists():
        pytest.skip("there is no serving environment: make run sets it up")
    site = next(SERVING_PYTHON.parents[1].glob("lib/python*/site-packages"))
    target = tmp_path / "site-packages"
    subprocess.run(["cp", "-r", str(site), str(target)], check=True)
    slim(target)
    code = (
        "from webapp import create_app; client = create_app().test_client();"
        "assert 'Dibuja un dígito' in client.get('/?lang=es').text;"
        "assert client.get('/readyz').status_code == 200;"
        "opened = client.post('/api/classes').get_json();"
        "code, token = opened['code'], opened['token'];"
        "drawing = {'id': 'a', 'seat': 's', 'label': 7, 'strokes': [[[0.2, 0.2], [0.7, 0.8]]]};"
        "kept = client.post(f'/api/classes/{code}/drawings', json=drawing);"
        "assert kept.status_code == 201, kept.text;"
        "teacher = {'Authorization': f'Bearer {token}'};"
        "taken = client.get(f'/api/classes/{code}/export.npz', headers=teacher);"
        "assert taken.status_code == 200, taken.text;"
        "assert client.get(f'/class/{code}/board').status_code == 200;"
        "import numpy; print(numpy.__file__)"
    )
    environment = {"PYTHONPATH": str(target), "PATH": os.environ["PATH"]}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/classes.db"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [os.path.realpath(SERVING_PYTHON), "-S", "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout
    layers = (size(target) + project_bytes()) / 1e6
    assert layers < WHOLE_IMAGE_MB - BASE_IMAGE_MB
