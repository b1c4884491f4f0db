"""The two people in every test, hypothesis profiles, and a database that only tests may write to."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings as site_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from tests.plain import is_plain
from tests.signing_in import SignedIn

for profile, examples in (("ci", 200), ("deep", 10_000)):
    hypothesis_settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,  # machines are shared: a slow moment is not a failure
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=profile == "ci",
    )
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL can do is left to the run on PostgreSQL that follows in `make test`; and what
    asks for no database at all is tried in the one on SQLite, where nothing of it would be otherwise.
    """
    if connection.vendor == "postgresql":
        elsewhere = [item for item in items if is_plain(item)]
    else:
        elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


@pytest.fixture(autouse=True)
def _fresh_cache_and_files(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Rate limits and stored files never leak from one test into the next."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _remove_data_dir() -> Iterator[None]:
    yield
    if "runrate-tests-" in str(site_settings.DATA_DIR):
        shutil.rmtree(site_settings.DATA_DIR, ignore_errors=True)


@pytest.fixture
def alice(db: None) -> User:
    """The owner: what is hers, she sees."""
    return User.objects.create_user("alice@example.com", "correct horse battery")


@pytest.fixture
def bob(db: None) -> User:
    """The other one: what is Alice's does not exist for him."""
    return User.objects.create_user("bob@example.com", "correct horse battery")


@pytest.fixture
def staff(db: None) -> User:
    """A member of staff with every right."""
    return User.objects.create_superuser("staff@example.com", "correct horse battery")


@pytest.fixture
def alice_client(alice: User) -> Client:
    """A browser in which Alice is signed in."""
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def bob_client(bob: User) -> Client:
    """A browser in which Bob is signed in."""
    client = Client()
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def staff_client(staff: User) -> Client:
    """A browser in which staff is signed in, second factor shown."""
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    show_second_factor(client, staff)
    return client


def show_second_factor(client: Client, user: User) -> None:
    """Notes in the client's session what allauth notes when a code or key was right."""
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """`signed_in("Reviewer")`: a browser of a member of staff with these roles and no others."""
    call_command("roles", verbosity=0)

    def _signed_in(*roles: str, email: str = "") -> Client:
        address = email or f"{'-'.join(roles).lower() or 'nobody'}@example.com"
        user = User.objects.create_user(address, "correct horse battery", is_staff=True)
        for role in roles:
            call_command("roles", "--give", role, address, verbosity=0)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        show_second_factor(client, user)
        return client

    return _signed_in
