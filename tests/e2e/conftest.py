"""A whole site for browser tests: gunicorn, worker and database of their own, under production settings."""

import email
import email.policy
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent.parent
# A shared machine may be slow for a moment; what is expected is worth waiting for.
expect.set_options(timeout=20_000)

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
PASSWORD = "a long walk before breakfast"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@dataclass(frozen=True)
class Site:
    """A running site: its address, its mails, and a way to run its management commands."""

    url: str
    folder: Path
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        """The output of a management command on this site's database."""
        finished = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    def code_sent_to(self, address: str) -> str:
        """The newest sign-in code mailed to this address; waits a moment for it to be written."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for path in sorted(
                (self.folder / "mail").glob("*"), key=lambda p: p.stat().st_mtime, reverse=True
            ):
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                body = message.get_body(("plain",))
                if message["To"] == address and body is not None:
                    found = re.search(
                        r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", body.get_content(), re.MULTILINE
                    )
                    if found:
                        return found[1]
            time.sleep(0.1)
        raise AssertionError(f"no code was mailed to {address}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, processes: list["subprocess.Popen[bytes]"]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert all(process.poll() is None for process in processes), "the site ended while starting"
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # our own loopback address
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not start within a minute")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for the whole run; each test brings its own people."""
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    url = f"http://localhost:{port}"
    (folder / "mail").mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "runrate.settings",
        "RUNRATE_DEBUG": "off",
        "RUNRATE_SECRET_KEY": "browser-tests-only-" + "x" * 40,
        "RUNRATE_DATA_DIR": str(folder),
        "RUNRATE_STATIC_ROOT": str(folder / "static"),
        "RUNRATE_MAIL_DIR": str(folder / "mail"),
        "RUNRATE_ALLOWED_HOSTS": "localhost",
        "RUNRATE_SITE_URL": url,
        "RUNRATE_SSL_REDIRECT": "off",
        "RUNRATE_LOG_LEVEL": "WARNING",
    }
    running = Site(url, folder, environment)
    for words in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["collectstatic", "--noinput", "-v0"],
        ["import_prices"],
    ):
        running.manage(*words)
    server = [
        "-m",
        "gunicorn",
        "runrate.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "8",
        "--worker-class",
        "gthread",
    ]
    worker = [
        "manage.py",
        "db_worker",
        "--no-reload",
        "--interval",
        "0.2",
        "--no-startup-delay",
        "--verbosity",
        "0",
    ]
    with (folder / "log").open("wb") as log:
        processes = [
            subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=log, stderr=log)
            for words in (server, worker)
        ]
        try:
            _wait_for(f"{url}/healthz", processes)
            yield running
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh browser profile on a laptop-sized screen."""
    fresh = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """One tab; at its end the test fails on any console error and on any request to another host."""
    tab = context.new_page()
    problems = watch(tab, site)
    yield tab
    assert problems == []


def with_session(browser: Browser, site: Site, session: str) -> BrowserContext:
    """A browser that goes on in a session which was begun on the site under test."""
    context = browser.new_context(base_url=site.url, accept_downloads=True)
    # Chromium takes a Secure cookie from localhost; playwright only sets one for an https address.
    safe = site.url.replace("http:", "https:")
    context.add_cookies([{"name": "__Host-session", "value": session, "url": safe, "secure": True}])
    return context


def watch(tab: Page, site: Site) -> list[str]:
    """Collects what must never happen in a tab: script errors, refused policies, requests elsewhere."""
    problems: list[str] = []

    def note_console(line: ConsoleMessage) -> None:
        # A page that answers 404 or 422 on purpose logs just that.
        if line.type == "error" and "the server responded with a status of 4" not in line.text:
            problems.append(line.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:")):
            problems.append(f"request to {request.url}")

    tab.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    tab.on("console", note_console)
    tab.on("request", note_request)
    return problems


@pytest.fixture
def sign_up(site: Site) -> Callable[[Page, str], None]:
    """Fills the sign-up page the tab is on and types the mailed code, as a new user does."""

    def _sign_up(page: Page, address: str) -> None:
        page.get_by_label("Email").fill(address)
        page.get_by_label("Password", exact=False).first.fill(PASSWORD)
        page.get_by_role("button", name="Create account").click()
        page.get_by_label("Code").fill(site.code_sent_to(address))
        page.get_by_role("button", name="Confirm").click()

    return _sign_up
