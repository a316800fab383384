"""compose.yaml and hosting/kubernetes: they are what their engines take, and fit this project."""

import json
import re
import shutil
import subprocess

import kubernetes_validate
import pytest
import yaml
from sqlalchemy import make_url

from benchmarks import hosting
from webapp import create_app
from webapp.settings import ROOT, SETTINGS, from_environment

KUBERNETES = ROOT / "hosting" / "kubernetes"
OVERLAYS = ("small-node", "district")
# What gunicorn.conf.py reads besides the settings.
OF_GUNICORN = {"PORT", "WEB_CONCURRENCY"}
UNITS = {"Mi": 2**20}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def documents(text):
    return [each for each in yaml.safe_load_all(text) if each]


def in_file(path):
    found = documents(path.read_text(encoding="utf-8"))
    return [each for each in found if each["kind"] != "Kustomization"]


def rendered(name):
    """What kubectl would apply of an overlay; the files themselves are checked without it."""
    if not shutil.which("kubectl"):
        pytest.skip("there is no kubectl to put an overlay together")
    command = ["kubectl", "kustomize", str(KUBERNETES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return documents(done.stdout)


def of_kind(found, kind, name="trazo"):
    (one,) = [x for x in found if x["kind"] == kind and x["metadata"]["name"] == name]
    return one


FILES = sorted(KUBERNETES.rglob("*.yaml"))
BASE = [each for path in sorted((KUBERNETES / "base").glob("*.yaml")) for each in in_file(path)]
COMPOSE = yaml.safe_load(read("compose.yaml"))
CONF = read("gunicorn.conf.py")


def pod(deployment):
    return deployment["spec"]["template"]["spec"]


def container(found, name="trazo"):
    (one,) = pod(of_kind(found, "Deployment", name))["containers"]
    return one


def variables(one):
    return {each["name"]: each.get("value") for each in one["env"]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KUBERNETES)))
def test_every_file_is_as_the_schema_of_its_kind_has_it(path):
    for each in in_file(path):
        kubernetes_validate.validate(each, "1.37", strict=True)


def test_the_schemas_find_what_is_wrong():
    wrong = json.loads(json.dumps(of_kind(BASE, "Deployment")))
    pod(wrong)["containers"][0]["readinesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.37", strict=True)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_an_overlay_is_put_together_and_is_valid_too(overlay):
    found = rendered(overlay)
    for each in found:
        kubernetes_validate.validate(each, "1.37", strict=True)
        assert each["metadata"]["namespace"] == "trazo"


def test_every_file_belongs_to_what_is_applied():
    for folder in ("base", *OVERLAYS):
        there = {path.name for path in (KUBERNETES / folder).glob("*.yaml")}
        kustomization = yaml.safe_load((KUBERNETES / folder / "kustomization.yaml").read_text())
        named = {name for name in kustomization["resources"] if not name.startswith("..")}
        assert there - {"kustomization.yaml"} == named


def test_there_is_all_that_a_server_needs_there():
    kinds = {each["kind"] for each in BASE}
    assert kinds == {
        "Deployment",
        "Service",
        "Ingress",
        "HorizontalPodAutoscaler",
        "PodDisruptionBudget",
        "NetworkPolicy",
    }


def test_ports_agree():
    one = container(BASE)
    (port,) = one["ports"]
    assert str(port["containerPort"]) == variables(one)["PORT"]
    assert f"EXPOSE {port['containerPort']}" in read("Dockerfile")
    (service,) = of_kind(BASE, "Service")["spec"]["ports"]
    assert service["targetPort"] == port["name"]
    (rule,) = of_kind(BASE, "Ingress")["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"] == {"name": "trazo", "port": {"name": service["name"]}}
    let_in = of_kind(BASE, "NetworkPolicy")["spec"]["ingress"][0]["ports"]
    assert [each["port"] for each in let_in] == [port["containerPort"]]


def test_everything_points_at_the_same_server():
    labels = of_kind(BASE, "Deployment")["spec"]["template"]["metadata"]["labels"]
    selectors = [
        of_kind(BASE, "Service")["spec"]["selector"],
        of_kind(BASE, "Deployment")["spec"]["selector"]["matchLabels"],
        of_kind(BASE, "PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        of_kind(BASE, "NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
    ]
    assert all(selector == labels for selector in selectors)
    target = of_kind(BASE, "HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", "trazo")


def test_probes_are_routes():
    routes = {rule.rule for rule in create_app({"RATE_LIMIT": None}).url_map.iter_rules()}
    one = container(BASE)
    paths = {name: one[name]["httpGet"]["path"] for name in one if name.endswith("Probe")}
    assert paths["livenessProbe"] == paths["startupProbe"] == "/healthz"
    assert paths["readinessProbe"] == "/readyz"
    assert set(paths.values()) <= routes
    assert {one[name]["httpGet"]["port"] for name in paths} == {"http"}


def known(names):
    settings = {setting.variable for setting in SETTINGS}
    assert set(names) <= settings | OF_GUNICORN
    assert all(re.search(rf"""environ.get\(["']{name}["']""", CONF) for name in OF_GUNICORN)


def test_every_variable_is_one_that_something_reads():
    settings = variables(container(BASE))
    known(settings)
    read_so = from_environment({name: value for name, value in settings.items() if value})
    assert (read_so["HTTPS"], read_so["TRUSTED_PROXIES"]) == (True, 1)


def test_secrets_are_named_and_in_no_file():
    env = container(BASE)["env"]
    secret = {each["name"] for each in env if "valueFrom" in each}
    assert secret == {"TRAZO_METRICS_TOKEN", "SENTRY_DSN", "REDIS_URL", "DATABASE_URL"}
    assert all("kind: Secret" not in path.read_text() for path in FILES)


def test_nobody_is_root_and_nothing_is_written_but_to_memory():
    for name, found in (
        ("trazo", BASE),
        ("trazo-redis", in_file(KUBERNETES / "district/redis.yaml")),
    ):
        inside = pod(of_kind(found, "Deployment", name))
        assert inside["securityContext"]["runAsNonRoot"]
        assert inside["automountServiceAccountToken"] is False
        (one,) = inside["containers"]
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
    assert f"USER {pod(of_kind(BASE, 'Deployment'))['securityContext']['runAsUser']}" in read(
        "Dockerfile"
    )
    (volume,) = pod(of_kind(BASE, "Deployment"))["volumes"]
    assert volume["emptyDir"]["medium"] == "Memory"
    (mount,) = container(BASE)["volumeMounts"]
    assert mount["mountPath"] == "/dev/shm"


def test_a_server_has_the_time_to_answer_what_has_come():
    graceful = int(re.search(r"^graceful_timeout = (\d+)", CONF, re.MULTILINE)[1])
    pause = container(BASE)["lifecycle"]["preStop"]["sleep"]["seconds"]
    inside = pod(of_kind(BASE, "Deployment"))
    assert inside["terminationGracePeriodSeconds"] >= graceful + pause
    assert int(COMPOSE["services"]["one"]["stop_grace_period"].removesuffix("s")) > graceful


def bytes_of(text):
    return int(text[:-2]) * UNITS[text[-2:]]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_workers_fit_into_their_memory(overlay):
    one = container(rendered(overlay))
    each = json.loads(read("benchmarks/results.json"))["trazo"]["mb_a_worker"]
    needed = (int(variables(one)["WEB_CONCURRENCY"]) * each + hosting.SPARE_MB) * 1e6
    asked = one["resources"]["requests"]["memory"], one["resources"]["limits"]["memory"]
    assert needed < bytes_of(asked[0]) < bytes_of(asked[1])


def test_the_district_may_have_as_many_servers_as_it_needs():
    found = rendered("district")
    results, load = (json.loads(read(f"benchmarks/{x}.json")) for x in ("results", "load_results"))
    needs = hosting.district_needs(results, load)
    scaler = of_kind(found, "HorizontalPodAutoscaler")["spec"]
    assert needs["servers"] <= scaler["maxReplicas"] <= 2 * needs["servers"]
    (metric,) = scaler["metrics"]
    assert metric["resource"]["target"]["averageUtilization"] == hosting.BUSY * 100
    one = container(found)
    assert one["resources"]["requests"]["cpu"] == str(hosting.CORES_A_SERVER)
    assert int(variables(one)["WEB_CONCURRENCY"]) == hosting.CORES_A_SERVER
    redis = of_kind(found, "Service", "trazo-redis")["spec"]["ports"][0]["port"]
    assert variables(one)["REDIS_URL"] == f"redis://trazo-redis:{redis}/0"
    let_out = [x["port"] for x in of_kind(found, "NetworkPolicy")["spec"]["egress"][0]["ports"]]
    assert redis in let_out


def test_the_small_node_has_one_worker_and_may_be_drained():
    found = rendered("small-node")
    assert variables(container(found))["WEB_CONCURRENCY"] == "1"
    assert of_kind(found, "HorizontalPodAutoscaler")["spec"]["minReplicas"] == 1
    assert of_kind(found, "PodDisruptionBudget")["spec"]["maxUnavailable"] == 1


def test_compose_starts_two_servers_nginx_redis_and_postgres():
    services = COMPOSE["services"]
    assert set(services) == {"one", "two", "redis", "postgres", "nginx"}
    assert services["one"] == services["two"]
    assert all("healthcheck" in service for service in services.values())
    settings = services["one"]["environment"]
    known(settings)
    assert settings["REDIS_URL"] == "redis://redis:6379/0"
    address = make_url(from_environment(settings)["DATABASE_URL"])
    postgres = services[address.host]
    given = postgres["environment"]
    assert (given["POSTGRES_USER"], given["POSTGRES_DB"]) == (address.username, address.database)
    assert "ports" not in postgres
    assert {volume.split(":")[0] for volume in postgres["volumes"]} == set(COMPOSE["volumes"])
    check = json.loads(
        read("Dockerfile").partition("HEALTHCHECK")[2].partition("CMD ")[2].split("\n")[0]
    )
    assert services["one"]["healthcheck"]["test"] == ["CMD", *check]
    for service in services.values():
        for waited in service.get("depends_on", {}):
            assert waited in services
    (volume,) = services["nginx"]["volumes"]
    assert (ROOT / volume.split(":")[0]).is_file()


def test_nginx_asks_the_two_and_is_otherwise_the_one_of_a_machine_of_ones_own():
    ours, other = read("hosting/nginx-two.conf"), read("hosting/nginx.conf")
    asked = re.findall(r"^    server (\w+):(\d+)", ours, re.MULTILINE)
    settings = COMPOSE["services"]["one"]["environment"]
    assert asked == [("one", settings["PORT"]), ("two", settings["PORT"])]
    apart = ("server ", "server_name", "#", "proxy_next_upstream")
    rest = [
        [x for x in map(str.strip, text.splitlines()) if x and not x.startswith(apart)]
        for text in (ours, other)
    ]
    assert rest[0] == rest[1]
