"""What staff do to an account is told to its owner and gives nobody a session or a password."""

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.test import Client

from runrate.accounts.models import User
from runrate.audit.models import AuditEntry
from tests.accounts.changing import ADMINISTRATOR, NEW, PASSWORD, Mails, form_of, page_of
from tests.signing_in import SignedIn


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
