"""Staff and other people's accounts: each change is told to the owner, none gives a session or a password."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client

from runrate.accounts.models import User
from runrate.audit.models import AuditEntry
from runrate.management.roles import ROLES
from tests.staff.conftest import SignedIn

type Mails = list[EmailMultiAlternatives]
ADMINISTRATOR = "Administrator"
NEW = "new@example.com"
PASSWORD = "correct horse battery"


def page_of(user: User, address: str = "change/") -> str:
    return f"/admin/accounts/user/{user.pk}/{address}"


def form_of(user: User, **changes: object) -> dict[str, object]:
    """The account's form as it stands, but for what is changed."""
    ticked = {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    groups = list(user.groups.values_list("pk", flat=True))
    form: dict[str, object] = {"email": user.email, "groups": groups, **ticked, **changes}
    return {name: value for name, value in form.items() if value is not None}


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


@pytest.fixture
def target(db: None) -> Callable[[str], User]:
    """An account of this role, or of a customer or a superuser."""

    def _target(role: str) -> User:
        call_command("roles", verbosity=0)
        kinds: dict[str, dict[str, bool]] = {"customer": {}, "superuser": {"is_superuser": True}}
        fields = kinds.get(role, {}) | ({"is_staff": True} if role != "customer" else {})
        user = User.objects.create_user("target@example.com", PASSWORD, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if role in ROLES:
            user.groups.add(Group.objects.get(name=role))
        return user

    return _target


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


def test_a_new_address_signs_in_the_old_one_does_not_and_both_are_told(
    signed_in: SignedIn, target: Callable[[str], User], mailoutbox: Mails
) -> None:
    owner = target("customer")

    signed_in(ADMINISTRATOR).post(page_of(owner), form_of(owner, email=NEW))

    assert sorted(mail.to[0] for mail in mailoutbox) == [NEW, "target@example.com"]
    assert all(f"from target@example.com to {NEW}" in str(mail.body) for mail in mailoutbox)
    addresses = EmailAddress.objects.filter(user=owner).values_list("email", "primary", "verified")
    assert list(addresses) == [(NEW, True, False)]
    mailoutbox.clear()
    by_old, by_new = (
        Client().post("/account/login/", {"login": address, "password": PASSWORD})
        for address in ("target@example.com", NEW)
    )
    assert (by_old["Location"], by_new["Location"]) == ("/account/login/", "/account/confirm-email/")
    assert [mail.to for mail in mailoutbox] == [[NEW]]


def test_the_old_address_gets_no_reset_any_more(
    signed_in: SignedIn, target: Callable[[str], User], mailoutbox: Mails
) -> None:
    owner = target("customer")
    signed_in(ADMINISTRATOR).post(page_of(owner), form_of(owner, email=NEW))
    mailoutbox.clear()

    for address in ("target@example.com", NEW):
        Client().post("/account/password/reset/", {"email": address})

    assert ["set a new password for the Runrate" in str(mail.body) for mail in mailoutbox] == [False, True]


def test_an_address_that_somebody_has_is_refused_at_its_field(
    signed_in: SignedIn, target: Callable[[str], User], alice: User, mailoutbox: Mails
) -> None:
    owner = target("customer")

    answer = signed_in(ADMINISTRATOR).post(page_of(owner), form_of(owner, email="ALICE@example.com"))

    assert "Another account has this address." in answer.content.decode()
    assert (User.objects.get(pk=owner.pk).email, mailoutbox) == ("target@example.com", [])


def test_a_reset_link_goes_to_the_owner_alone_and_is_noted(
    signed_in: SignedIn, target: Callable[[str], User], mailoutbox: Mails
) -> None:
    owner = target("customer")
    administrator = signed_in(ADMINISTRATOR)

    answer = administrator.post(page_of(owner, "reset-link/"), follow=True)

    (mail,) = mailoutbox
    link = re.search(r"/account/password/reset/key/\S+", str(mail.body))
    assert mail.to == ["target@example.com"]
    assert link is not None
    assert link[0] not in answer.content.decode()
    assert AuditEntry.objects.get(did="reset link sent").subject_id == str(owner.pk)


def test_nobody_is_flooded_with_reset_links(
    signed_in: SignedIn, target: Callable[[str], User], mailoutbox: Mails
) -> None:
    owner = target("customer")
    administrator = signed_in(ADMINISTRATOR)

    for _time in range(6):
        administrator.post(page_of(owner, "reset-link/"))

    assert len(mailoutbox) == 5


def test_a_new_account_has_no_password_and_its_owner_a_mail(signed_in: SignedIn, mailoutbox: Mails) -> None:
    administrator = signed_in(ADMINISTRATOR)
    assert "password" not in administrator.get("/admin/accounts/user/add/").context["adminform"].form.fields

    administrator.post("/admin/accounts/user/add/", {"email": NEW})

    made = User.objects.get(email=NEW)
    assert (made.has_usable_password(), made.is_staff) == (False, False)
    assert [mail.to for mail in mailoutbox] == [[NEW], [NEW]]


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


@pytest.mark.parametrize("address", ["account/emailaddress", "mfa/authenticator", "usersessions/usersession"])
def test_the_librarys_tables_make_nobody_a_way_in(staff_client: Client, alice: User, address: str) -> None:
    EmailAddress.objects.create(pk=1, user=alice, email="x@example.com")

    tried = [
        staff_client.post(f"/admin/{address}/{rest}", {"email": "mine@example.com", "user": alice.pk})
        for rest in ("add/", "1/change/", "1/delete/")
    ]

    assert {answer.status_code for answer in tried} <= {403, 302}
    assert [each.email for each in EmailAddress.objects.filter(user=alice)] == ["x@example.com"]


def test_a_session_is_shown_without_its_key(staff_client: Client, alice: User) -> None:
    session = UserSession.objects.create(
        user=alice, ip="127.0.0.1", user_agent="Marked browser", session_key="k" * 32
    )

    shown = staff_client.get(f"/admin/usersessions/usersession/{session.pk}/change/").content.decode()

    assert "Marked browser" in shown
    assert "k" * 32 not in shown
