"""Every change in the administration is in the staff log."""

from django.test import Client

from runrate.accounts.models import User
from runrate.audit.models import AuditEntry


def test_a_change_in_any_page_of_the_administration_is_logged(staff_client: Client, alice: User) -> None:
    staff_client.post(f"/admin/accounts/user/{alice.pk}/change/", {"email": alice.email, "is_active": "on"})

    logged = AuditEntry.objects.get()
    assert (logged.by_name, logged.did, logged.kind, logged.subject_id) == (
        "staff@example.com",
        "changed",
        "accounts.user",
        str(alice.pk),
    )


def test_a_deletion_is_logged_and_outlives_what_was_deleted(staff_client: Client, alice: User) -> None:
    staff_client.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"})

    logged = AuditEntry.objects.get()
    assert (logged.did, logged.subject_name) == ("deleted", "alice@example.com")
    assert not User.objects.filter(email="alice@example.com").exists()
