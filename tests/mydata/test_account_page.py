"""What one has given is listed where one's things are: bills with their size and day, and nobody else's."""

from django.test import Client
from django.urls import reverse

from calculator.models import UploadState, UsageUpload
from runrate.accounts.models import User


def test_bills_are_listed_with_their_size_and_day(alice_client: Client, alice: User, bob: User) -> None:
    for owner, name in ((alice, "mine.csv"), (bob, "theirs.csv")):
        UsageUpload.objects.create(
            owner=owner, file_name=name, size=2048, sha256="a" * 64, state=UploadState.READ
        )
    [own] = UsageUpload.objects.filter(owner=alice)

    page = alice_client.get(reverse("mydata:account")).content.decode()

    assert f'href="{own.get_absolute_url()}"' in page
    assert "2.0\xa0KB" in page
    assert f"{own.created_at:%-d %B %Y, %H:%M} UTC" in page
    assert "theirs.csv" not in page


def test_an_account_without_bills_has_no_list_of_them(alice_client: Client) -> None:
    page = alice_client.get(reverse("mydata:account")).content.decode()

    assert "Files you uploaded" not in page
    assert f'href="{reverse("usage:start")}"' in page
