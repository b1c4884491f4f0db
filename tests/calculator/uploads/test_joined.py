"""Uploads are read as one only where each names the other: one that forgot it is read by itself."""

from calculator.models import UploadState, UsageUpload
from calculator.uploads.joined import join, joined_with, part
from runrate.accounts.models import User


def kept(owner: User, name: str) -> UsageUpload:
    return UsageUpload.objects.create(owner=owner, file_name=name, sha256=name, state=UploadState.READ)


def test_each_names_the_others_until_all_are_parted(alice: User, bob: User) -> None:
    one, two = kept(alice, "1"), kept(alice, "2")

    join(upload=one, others=[two])
    for each in (one, two):
        each.refresh_from_db()
    together = joined_with(one, alice), joined_with(two, alice), joined_with(one, bob)
    part(upload=one, others=[two])
    one.refresh_from_db()

    assert together == ([two], [one], [])
    assert joined_with(one, alice) == []


def test_one_that_does_not_name_the_other_is_read_by_itself(alice: User) -> None:
    one, two = kept(alice, "1"), kept(alice, "2")
    one.choice = {"joined": [str(two.pk)]}

    assert joined_with(one, alice) == []
