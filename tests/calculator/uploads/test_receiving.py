"""Taking a file in: once, within bounds, for whoever sent it."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from calculator.models import UploadState, UsageUpload
from calculator.uploads import receiving
from calculator.uploads.receiving import NotTakenError, claim_all, delete, keep_beside, largest
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give, given

USAGE = "openai-dashboard-usage.csv"


def test_the_same_bytes_are_taken_once_and_lead_to_the_first(alice: User, bob: User) -> None:
    first = given(alice, USAGE)

    with pytest.raises(NotTakenError) as refused:
        given(alice, "other name.csv", Path(first.file.path).read_bytes())

    assert refused.value.first == first
    assert given(bob, USAGE).owner == bob


def test_what_could_not_be_read_may_be_sent_again(alice: User, give: Give) -> None:
    failed = give("x.csv", "\x00")
    assert failed.state == UploadState.FAILED

    again = given(alice, "x.csv", "\x00")

    assert list(UsageUpload.objects.all()) == [again]


def test_a_file_larger_than_may_be_is_not_stored(alice: User, settings: Any) -> None:
    settings.USAGE_LARGEST_MEGABYTES = 0

    with pytest.raises(NotTakenError, match="larger than 0 MB"):
        given(alice, "x.csv", "a")

    assert (largest(), UsageUpload.objects.count()) == (0, 0)


def test_an_account_holds_so_many_and_so_many_may_wait(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(receiving.MOST_WAITING):
        given(alice, "x.csv", f"a{number}")
    with pytest.raises(NotTakenError, match="still wait"):
        given(alice, "x.csv", "b")

    monkeypatch.setattr(receiving, "MOST_UPLOADS", receiving.MOST_WAITING)
    with pytest.raises(NotTakenError, match="There is room for 5 files"):
        given(alice, "x.csv", "b")


def test_a_files_name_is_kept_without_people_and_without_its_folder(alice: User) -> None:
    upload = given(alice, "x.csv", "a")
    upload.file_name = receiving._name("C:\\bills\\ann@example.com october.csv")

    assert "@" not in upload.file_name
    assert upload.file_name.endswith("october.csv")
    assert upload.file.name == f"usage/{upload.pk.hex}"


def test_what_a_visitor_sent_becomes_theirs_when_they_sign_in(alice: User) -> None:
    nobody = AnonymousUser()
    mine, hers = given(nobody, "a.csv", "a"), given(nobody, "b.csv", "b")
    already = given(alice, "b.csv", "b")

    claimed = claim_all(user=alice, ids=[mine.pk, hers.pk])

    assert claimed == 1
    assert set(UsageUpload.objects.of(alice)) == {mine, already}
    assert not UsageUpload.objects.filter(pk=hers.pk).exists()


def test_nobody_claims_what_somebody_owns(alice: User, bob: User) -> None:
    upload = given(alice, "a.csv", "a")

    assert claim_all(user=bob, ids=[upload.pk]) == 0
    assert UsageUpload.objects.get().owner == alice


def test_a_deleted_upload_takes_its_file_along(alice: User, django_capture_on_commit_callbacks: Any) -> None:
    upload = given(alice, "a.csv", "a")
    storage, name = upload.file.storage, str(upload.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        delete(upload=upload)

    assert (UsageUpload.objects.count(), storage.exists(name)) == (0, False)


def test_one_that_is_kept_beside_another_says_so(alice: User) -> None:
    upload = given(alice, "a.csv", "a")

    keep_beside(upload=upload)

    assert UsageUpload.objects.get().kept_beside
