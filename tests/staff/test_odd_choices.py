"""Choices that no page of the administration offers: a bad request or an empty list, and no fault."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from runrate.accounts.models import User

pytestmark = pytest.mark.django_db
ODD = [
    "9" * 40,
    "-" + "9" * 40,
    "x",
    "",
    "\x00",
    "\ud7ff",
    "1,2",
    "9" * 8 + "-9999-9999-9999-" + "9" * 12,
    "1e9",
]
PAGES = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}"  # Django's documented model API
    for model in admin.site._registry  # as it has no public list
)


@pytest.fixture
def browser(staff_client: Client) -> Client:
    staff_client.raise_request_exception = False
    return staff_client


@pytest.mark.parametrize("page", PAGES)
def test_selecting_rows_that_are_none(browser: Client, page: str) -> None:
    address = reverse(f"admin:{page}_changelist")

    codes = {
        browser.post(address, {"action": "delete_selected", "_selected_action": [odd]}).status_code
        for odd in ODD
    }

    assert codes <= {200, 302, 400, 403}


@pytest.mark.parametrize("page", PAGES)
def test_filtering_by_what_is_no_value(browser: Client, page: str) -> None:
    address = reverse(f"admin:{page}_changelist")
    model = next(
        model
        for model in admin.site._registry  # as above
        if address.endswith(f"/{model._meta.app_label}/{model._meta.model_name}/")  # as above
    )
    names = [field.name for field in model._meta.get_fields() if not field.auto_created]  # as above
    codes = {
        browser.get(address, {f"{name}{ending}": odd}).status_code
        for name in names
        for ending in ("", "__exact", "__gte", "__in")
        for odd in ODD[:5]
    }
    codes |= {browser.get(address, {name: odd}).status_code for name in ("p", "o", "q", "e") for odd in ODD}

    assert codes <= {200, 302, 400, 403}


def test_choosing_groups_that_are_none(browser: Client, alice: User) -> None:
    address = reverse("admin:accounts_user_change", args=[alice.pk])

    codes = {browser.post(address, {"groups": [odd], "email": alice.email}).status_code for odd in ODD}

    assert codes <= {200, 302, 400, 403}
    assert not alice.groups.exists()
