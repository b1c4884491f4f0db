"""Accounts in the administration: each role, each change, and no more than one holds oneself."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from runrate.accounts.models import User
from runrate.management.roles import ROLES
from tests.accounts.changing import ADMINISTRATOR, NEW, Mails, form_of, page_of
from tests.signing_in import SignedIn

CHANGES: dict[str, Callable[[Client, User], object]] = {
    "address": lambda client, user: client.post(page_of(user), form_of(user, email=NEW)),
    "switch off": lambda client, user: client.post(page_of(user), form_of(user, is_active=None)),
    "make staff": lambda client, user: client.post(
        page_of(user), form_of(user, is_staff=None if user.is_staff else "on")
    ),
    "give a role": lambda client, user: client.post(
        page_of(user), form_of(user, groups=[*Group.objects.values_list("pk", flat=True)])
    ),
    "reset link": lambda client, user: client.post(page_of(user, "reset-link/")),
    "password": lambda client, user: client.post(
        page_of(user, "password/"), {"password1": "a long walk home", "password2": "a long walk home"}
    ),
    "password in the form": lambda client, user: client.post(
        page_of(user), {**form_of(user), "password": "a long walk home", "password1": "a long walk home"}
    ),
    "delete": lambda client, user: client.post(page_of(user, "delete/"), {"post": "yes"}),
}


DOES_NOTHING = {"password", "password in the form"}


def state(user: User) -> object:
    found = User.objects.filter(pk=user.pk).values("email", "is_active", "is_staff", "is_superuser").first()
    return found, sorted(Group.objects.filter(user=user.pk).values_list("pk", flat=True))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("of", ["customer", *ROLES, "superuser"])
@pytest.mark.parametrize("by", [*ROLES, "superuser"])
def test_each_role_and_each_change_to_each_account(
    signed_in: SignedIn,
    staff_client: Client,
    target: Callable[[str], User],
    mailoutbox: Mails,
    by: str,
    of: str,
    change: str,
) -> None:
    client = staff_client if by == "superuser" else signed_in(by)
    owner = target(of)
    before, password = state(owner), owner.password

    CHANGES[change](client, owner)

    told = {address for mail in mailoutbox for address in mail.to}
    changed = state(owner) != before
    kept = User.objects.filter(pk=owner.pk).values_list("password", flat=True).first()
    assert kept in {password, None}  # None where it was deleted
    assert client.session["_auth_user_id"] != str(owner.pk)
    assert not changed or "target@example.com" in told
    assert not (changed and change in DOES_NOTHING)
    if by not in {ADMINISTRATOR, "superuser"} or (by == ADMINISTRATOR and of == "superuser"):
        assert not changed
        assert not told
    elif change not in {*DOES_NOTHING, "delete"}:
        assert told


def test_an_address_that_somebody_has_is_refused_at_its_field(
    signed_in: SignedIn, target: Callable[[str], User], alice: User, mailoutbox: Mails
) -> None:
    owner = target("customer")

    answer = signed_in(ADMINISTRATOR).post(page_of(owner), form_of(owner, email="ALICE@example.com"))

    assert "Another account has this address." in answer.content.decode()
    assert (User.objects.get(pk=owner.pk).email, mailoutbox) == ("target@example.com", [])


def test_no_field_of_the_administration_takes_somebody_elses_password(
    staff_client: Client, target: Callable[[str], User]
) -> None:
    owner = target("customer")

    for address in ("/admin/accounts/user/add/", page_of(owner)):
        assert 'type="password"' not in staff_client.get(address).content.decode()


def test_nobody_hands_on_more_than_they_hold(
    signed_in: SignedIn, target: Callable[[str], User], mailoutbox: Mails
) -> None:
    owner = target("customer")
    more, less = Group.objects.create(name="More"), Group.objects.get(name="Editor")
    more.permissions.add(Permission.objects.get(codename="delete_user"))
    owner.groups.add(more)
    User.objects.filter(pk=owner.pk).update(is_staff=False)
    administrator = signed_in(ADMINISTRATOR)
    other = User.objects.create_user("other@example.com")

    administrator.post(page_of(other), form_of(other, groups=[more.pk, less.pk]))
    administrator.post(page_of(other), form_of(other, groups=[less.pk]))
    refused = administrator.post(page_of(owner), form_of(owner, groups=[]))

    assert [group.name for group in other.groups.all()] == ["Editor"]
    assert refused.status_code == 403
    assert [group.name for group in owner.groups.all()] == ["More"]
