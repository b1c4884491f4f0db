"""Least privilege: each address of the administration, tried by each role, opens for those named alone."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from runrate.accounts.models import User
from runrate.management.roles import ROLES
from tests.assessment.submitted import submitted
from tests.signing_in import SignedIn

REVIEWER, ANALYST, EDITOR, ADMINISTRATOR = ROLES


OPEN: dict[str, set[str]] = {
    "assessment/submission/": {REVIEWER, ADMINISTRATOR},
    "assessment/submission/<id>/change/": {REVIEWER, ADMINISTRATOR},
    "assessment/submission/<id>/history/": set(ROLES),  # leads to the page, which asks
    "assessment/submission/<id>/delete/": {ADMINISTRATOR},
    "assessment/submission/<id>/decide/": {REVIEWER, ADMINISTRATOR},
    "assessment/submission/next/": {REVIEWER, ADMINISTRATOR},
    "assessment/submission/export/": {ANALYST, ADMINISTRATOR},
    "assessment/teamround/": {ADMINISTRATOR},
    "assessment/benchmarksnapshot/": {ANALYST, ADMINISTRATOR},
    "assessment/export/": {ADMINISTRATOR},
    "calculator/pricerow/": {EDITOR, ADMINISTRATOR},
    "calculator/pricerow/add/": {EDITOR, ADMINISTRATOR},
    "calculator/scenario/": {REVIEWER, ADMINISTRATOR},
    "reports/report/": {REVIEWER, ADMINISTRATOR},
    "pages/vote/": {EDITOR, ADMINISTRATOR},
    "accounts/user/": {ADMINISTRATOR},
    "accounts/user/add/": {ADMINISTRATOR},
    "auth/group/": {ADMINISTRATOR},
    "audit/auditentry/": {ADMINISTRATOR},
    "overview/": {ANALYST, ADMINISTRATOR},
}
"""What opens for whom; any other address with a model in it opens for nobody but a superuser."""


FOR_ALL_STAFF = {
    "",
    "login/",
    "logout/",
    "password_change/",
    "password_change/done/",
    "jsi18n/",
    "autocomplete/",
}


def addresses() -> list[str]:
    """Every address below /admin/, arguments as <id>."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            here = before + re.sub(r"<[^>]*>", "<id>", str(pattern.pattern))
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here

    return sorted(
        {
            address.removeprefix("admin/")
            for address in walk(get_resolver().url_patterns, "")
            if address.startswith("admin/") and "(?P" not in address and "<id>/<id>" not in address
        }
    )


def opens(client: Client, address: str, id: object) -> bool:
    """Whether the address shows or does anything: not a refusal, and not a way back to the front page."""
    path = f"/admin/{address.replace('<id>', str(id))}"
    posts = address.endswith(("next/", "decide/"))
    answer = client.post(path, {"decision": "waiting", "seen": 10**9}) if posts else client.get(path)
    if answer.status_code == 302 and answer["Location"] == "/admin/":
        return False
    return answer.status_code in {200, 302}


@pytest.fixture
def samples(db: None) -> dict[str, object]:
    """Something to see behind each address that names one thing."""
    submission = submitted()
    return {"assessment/submission/": submission.pk}


@pytest.mark.parametrize("role", ROLES)
def test_each_address_opens_for_the_roles_that_need_it_and_no_other(
    signed_in: SignedIn, samples: dict[str, object], role: str
) -> None:
    client = signed_in(role)
    wrong = []

    for address in addresses():
        if address in FOR_ALL_STAFF or re.fullmatch(r"\w+/\w+/<id>/", address):
            continue  # the second form only leads on to the page itself
        allowed = role in OPEN.get(address, set())
        beneath = next((id for start, id in samples.items() if address.startswith(start)), uuid4())
        if "<id>" in address and address not in OPEN:
            model_list = address.split("<id>")[0]
            if role in OPEN.get(model_list, set()):
                continue  # one row of a list that is open; its own tests say what may be done there
        if opens(client, address, beneath) != allowed:
            wrong.append((address, "opens" if not allowed else "is shut"))

    assert wrong == []


def test_staff_without_a_role_see_an_empty_front_page(signed_in: SignedIn) -> None:
    client = signed_in()

    opened = [address for address in addresses() if address in OPEN and opens(client, address, uuid4())]

    assert opened == ["assessment/submission/<id>/history/"]


def test_people_who_are_not_staff_get_nowhere(alice_client: Client, client: Client) -> None:
    for address in OPEN:
        path = f"/admin/{address.replace('<id>', str(uuid4()))}"
        assert alice_client.get(path, follow=True).status_code == 403
        assert client.get(path)["Location"].startswith(("/admin/login/", "/account/login/"))


def test_staff_who_showed_no_second_factor_get_nowhere(signed_in: SignedIn, staff: User) -> None:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    for address in OPEN:
        assert client.get(f"/admin/{address.replace('<id>', str(uuid4()))}").status_code == 302


def test_an_administrator_cannot_make_anybody_a_superuser(signed_in: SignedIn, alice: User) -> None:
    administrator = signed_in(ADMINISTRATOR)

    administrator.post(
        f"/admin/accounts/user/{alice.pk}/change/",
        {"email": alice.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"},
    )

    assert not User.objects.get(pk=alice.pk).is_superuser


def test_a_reviewer_who_may_not_export_is_offered_no_export(signed_in: SignedIn) -> None:
    assert "Export these" not in signed_in(REVIEWER).get("/admin/assessment/submission/").text
