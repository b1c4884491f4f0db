"""An account ends with its address typed, and with no other."""

from django.test import Client
from django.urls import reverse

from runrate.accounts.models import User
from tests.refusals import refused


def test_the_wrong_address_deletes_nothing(fresh_client: Client, alice: User) -> None:
    page = refused(fresh_client, reverse("mydata:delete"), {"email": "bob@example.com"})

    assert page.context["form"]["email"].value() == "bob@example.com"
    assert User.objects.filter(pk=alice.pk).exists()
