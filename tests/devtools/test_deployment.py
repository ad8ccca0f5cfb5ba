"""What is deployed: the shape of the compose file, the image, and the locked packages."""

import re
from typing import Any

import pytest
import yaml

from devtools.paths import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def test_the_services_are_all_there() -> None:
    assert set(SERVICES) == {"db", "valkey", "migrate", "web", "worker", "beat"}
    assert set(OURS) == {"migrate", "web", "worker", "beat"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_what_keeps_running_tells_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_schema_is_migrated_once_before_anything_uses_it() -> None:
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker", "beat"):
        waits = {other: how["condition"] for other, how in SERVICES[name]["depends_on"].items()}
        assert waits["migrate"] == "service_completed_successfully"
        assert waits["db"] == waits["valkey"] == "service_healthy"


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_containers_may_do_little(name: str) -> None:
    assert OURS[name]["read_only"] is True
    assert OURS[name]["cap_drop"] == ["ALL"]
    assert OURS[name].get("privileged") is None


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for variable in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS", "SITE_URL"):
        uses = re.findall(rf"\$\{{{variable}([^}}]*)\}}", text)
        assert uses
        assert all(rest.startswith(":?") for rest in uses)
    assert "INSECURE_HTTP" not in text


def test_every_setting_of_the_example_reaches_the_containers() -> None:
    example = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(example) - {"POSTGRES_PASSWORD"} <= set(OURS["web"]["environment"])


def test_only_the_web_port_is_open_and_only_to_this_machine() -> None:
    ports = {name: service.get("ports", []) for name, service in SERVICES.items()}
    assert ports.pop("web") == ["127.0.0.1:8000:8000"]
    assert not any(ports.values())


def test_the_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last_user = [line for line in lines if line.startswith("USER")][-1]
    assert last_user == "USER jobboard"


def test_the_image_takes_only_what_it_needs() -> None:
    rules = (ROOT / ".dockerignore").read_text().split()
    assert rules[0] == "*"
    assert not {"!.env", "!.git", "!var", "!tests"} & set(rules)


@pytest.mark.parametrize("name", LOCKS)
def test_locked_packages_name_no_address_and_carry_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    pins = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(pins) > 20
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_wanted_package_is_locked(name: str) -> None:
    wanted = re.findall(r"^[a-zA-Z][\w.-]*", (ROOT / name).with_suffix(".in").read_text(), re.MULTILINE)
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / name).read_text(), re.MULTILINE))
    assert {package.lower() for package in wanted} <= locked


def test_both_lock_files_agree() -> None:
    pins = [dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS]
    shared = set(pins[0]) & set(pins[1])
    assert [package for package in shared if pins[0][package] != pins[1][package]] == []
