"""What systemd, gunicorn and nginx are told fits together."""

import os
import re
import runpy
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from calculator.uploads import receiving
from calculator.web.usage.sizes import BESIDE_THE_FILE
from tests.deploy.files import DEPLOY, GUIDE, ROOT, unit

NGINX_UNITS = {"k": 1024, "m": 1024**2}
CADDY_UNITS = {"KB": 1000, "MB": 1000**2, "MiB": 1024**2}
UNITS = sorted(path.name for path in DEPLOY.glob("runrate-*.*"))


def test_socket_gunicorn_and_proxy_speak_of_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNRATE_BIND", raising=False)
    listened = unit("runrate-web.socket")["Socket"]["ListenStream"]
    proxied = re.search(
        r"upstream runrate \{\s*server ([\d.:]+);", (DEPLOY / "nginx.conf").read_text("utf-8")
    )

    assert proxied is not None
    assert {listened, proxied[1], runpy.run_path(str(DEPLOY / "gunicorn.py"))["bind"]} == {"127.0.0.1:8000"}


@pytest.mark.parametrize(
    ("site", "cookie", "plain"),
    [
        ("same-origin", "session=1", "0"),
        ("none", "session=1", "0"),
        ("cross-site", "", "0"),
        ("", "", "0"),
        ("cross-site", "session=1", "1"),
        ("same-site", "session=1", "1"),
        ("", "session=1", "1"),
        ("none", "", "0"),
    ],
)
def test_nginx_compresses_no_secret_for_a_page_of_another_site(site: str, cookie: str, plain: str) -> None:
    """Its map, read as nginx reads it: the first expression that matches, or else the default."""
    config = (DEPLOY / "nginx.conf").read_text("utf-8")
    rules = re.search(
        r'^map "\$http_sec_fetch_site/\$http_cookie" \$plain \{(.+?)^\}', config, re.MULTILINE | re.DOTALL
    )
    assert rules is not None
    lines = dict(line.rstrip(";").split() for line in rules[1].split("\n") if line.strip())

    found = [
        value for rule, value in lines.items() if rule[0] == "~" and re.search(rule[1:], f"{site}/{cookie}")
    ]

    assert (found[0] if found else lines["default"]) == plain
    assert "if ($plain) { gzip off; }" in config


def sizes(config: str, pattern: str, units: dict[str, int]) -> list[int]:
    """Bytes that a proxy's limits come to, in its own units."""
    return [int(number) * units[unit] for number, unit in re.findall(pattern, config)]


def test_both_proxies_let_through_the_largest_bill_that_the_site_takes_and_nothing_larger_elsewhere() -> None:
    nginx, caddy = ((DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    place = reverse("usage:start")
    bill = re.search(rf"location = {place} \{{(.+?)^    \}}", nginx, re.MULTILINE | re.DOTALL)
    small, large = sizes(caddy, r"max_size (\d+)(MB|MiB|KB)", CADDY_UNITS)[::-1]
    assert bill is not None

    # nginx: the server's limit stands first, that of the location inside of it.
    assert sizes(nginx, r"client_max_body_size (\d+)([mk]);", NGINX_UNITS) == [small, large]
    assert sizes(bill[1], r"client_max_body_size (\d+)([mk]);", NGINX_UNITS) == [large]
    assert large == receiving.largest() + BESIDE_THE_FILE
    assert small > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert re.findall(r"@(bill|small) (?:not )?path (\S+)", caddy) == [("bill", place), ("small", place)]
    stated = re.findall(r'uri.path} != "(\S+)" .+ int\(.+Content-Length}\) > (\d+)`', caddy)
    assert stated == [(place, str(small))]


def test_a_bill_has_time_to_arrive_and_to_be_answered() -> None:
    nginx, caddy = ((DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    minutes = int(re.findall(r"read_body (\d+)m", caddy)[0])

    # Caddy counts the whole body; nginx only the pause between two parts of it, and takes it in whole.
    assert receiving.largest() * 8 / (minutes * 60) < 6_000_000
    assert "proxy_request_buffering on;" in nginx
    assert re.findall(r"proxy_read_timeout (\d+)s;", nginx) == [
        str(runpy.run_path(str(DEPLOY / "gunicorn.py"))["timeout"])
    ]


def test_what_stays_is_started_again_however_often_it_fails() -> None:
    staying = [name for name in UNITS if unit(name).get("Service", "Restart", fallback="") == "always"]

    assert staying == ["runrate-web.service", "runrate-worker@.service"]
    assert [unit(name)["Unit"].get("StartLimitIntervalSec") for name in staying] == ["0", "0"]


def test_every_service_is_shut_in_alike() -> None:
    services = [name for name in UNITS if name.endswith(".service")]
    shut = [
        {
            key: value
            for key, value in unit(name)["Service"].items()
            if key.startswith(("Protect", "Private", "Restrict", "NoNew", "Capab", "SystemCall", "ReadWrite"))
        }
        for name in services
    ]

    assert len(services) == 3
    assert shut[0]["ProtectSystem"] == "strict"
    assert shut == [shut[0]] * 3


def test_every_unit_of_ours_is_copied_and_started_by_the_readme() -> None:
    copied = re.findall(r"^cp runrate/deploy/(\S+) /etc/systemd/system/", GUIDE, re.MULTILINE)
    started = re.search(r"^systemctl enable --now (.+)$", GUIDE, re.MULTILINE)

    # At the installation and at an upgrade.
    assert [sorted(path.name for path in DEPLOY.glob(pattern)) for pattern in copied] == [UNITS, UNITS]
    assert started is not None
    # The timer starts housekeeping, and the service's own file names the socket.
    assert started[1].split() == ["runrate-web", "runrate-worker@1", "runrate-housekeeping.timer"]
    assert unit("runrate-web.service")["Install"]["Also"] == "runrate-web.socket"


def test_the_command_of_the_readme_is_a_program() -> None:
    assert os.access(DEPLOY / "manage", os.X_OK)
    assert "ln -s /opt/runrate/runrate/deploy/manage /usr/local/sbin/" in GUIDE


@pytest.mark.parametrize(
    ("debug", "found"), [("off", "no issues"), ("on", "security.W018")], ids=["production", "development"]
)
def test_djangos_own_checks_for_deployment(debug: str, found: str, tmp_path: Path) -> None:
    production = {
        "PATH": os.environ["PATH"],
        "RUNRATE_DEBUG": debug,
        "RUNRATE_SECRET_KEY": secrets.token_urlsafe(50),
        "RUNRATE_ALLOWED_HOSTS": "runrate.example.org",
        "RUNRATE_SITE_URL": "https://runrate.example.org",
        "RUNRATE_BEHIND_PROXY": "on",
        "RUNRATE_SMTP_HOST": "mail.example.org",
        "RUNRATE_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "check", "--deploy"]

    said = subprocess.run(command, cwd=ROOT, env=production, capture_output=True, text=True, check=False)

    assert found in said.stdout + said.stderr
