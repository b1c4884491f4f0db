"""Files that are parts of one bill, days apart: read as one, where somebody says so, until they say not."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction

from calculator.models import UploadState, UsageUpload

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

JOINED: Final = "joined"


def named_by(upload: UsageUpload) -> list[str]:
    """The uploads that one says it is read as one with."""
    return [str(each) for each in upload.choice.get(JOINED) or ()]


def joined_with(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[UsageUpload]:
    """The person's other uploads that are read as one with this one: each has to name the other."""
    named = named_by(upload)
    if not named:
        return []
    held = UsageUpload.objects.of(user, begun).filter(pk__in=named, state=UploadState.READ)
    return [each for each in held.order_by("created_at", "pk") if str(upload.pk) in named_by(each)]


def groups_of(uploads: Iterable[UsageUpload]) -> dict[str, str]:
    """By upload one of those that it is read as one with: the same of all of them."""
    names = {str(each.pk): named_by(each) for each in uploads}
    return {
        pk: min([pk, *(each for each in named if pk in names.get(each, ()))]) for pk, named in names.items()
    }


@transaction.atomic
def join(*, upload: UsageUpload, others: Sequence[UsageUpload]) -> None:
    """Reads all of them as one bill; nobody is asked again what they are to each other."""
    members = {str(each.pk) for each in (upload, *others)}
    for each in _held(members):
        each.choice = {**each.choice, JOINED: sorted(members - {str(each.pk)})}
        each.kept_beside = True
        each.save(update_fields=["choice", "kept_beside"])


@transaction.atomic
def part(*, upload: UsageUpload, others: Sequence[UsageUpload]) -> None:
    """Reads each of them by itself again; they stay beside each other."""
    for each in _held({str(each.pk) for each in (upload, *others)}):
        each.choice = {**each.choice, JOINED: []}
        each.save(update_fields=["choice"])


def _held(members: Iterable[str]) -> list[UsageUpload]:
    locked = UsageUpload.objects.select_for_update(of=("self",))
    return list(locked.filter(pk__in=list(members)).order_by("pk"))
