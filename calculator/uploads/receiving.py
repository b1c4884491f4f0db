"""Taking a file in: its bytes into the store, its row into the queue; the same bytes are taken once."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from calculator.models import Scenario, UploadState, UsageUpload
from calculator.uploads.job import JOBS
from calculator.usage.cells import without_people
from runrate.core.text import one_name
from runrate.core.visitor_cookie import KEPT_IDS

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

VISITOR_KIND: Final = "usage"
MOST_UPLOADS: Final = 100
"""So many an account holds; each may keep some megabytes of sums."""
MOST_WAITING: Final = 5
"""So many of one account may wait to be read; another visitor's wait behind them."""


class NotTakenError(Exception):
    """Why a file is not taken, in words; `first` is the upload that holds the same bytes already."""

    def __init__(self, said: str, first: UsageUpload | None = None) -> None:
        super().__init__(said)
        self.first = first


def largest() -> int:
    """Bytes that a file may have, as it is sent."""
    return int(settings.USAGE_LARGEST_MEGABYTES) * 1024 * 1024


def receive(
    *,
    user: "AbstractBaseUser | AnonymousUser",
    begun: Iterable[UUID],
    file: UploadedFile[bytes],
    scenario: Scenario | None = None,
    is_sample: bool = False,
) -> UsageUpload:
    """A new upload that waits to be read. `begun` are ids that this browser sent without an account.

    Raises NotTakenError for a file that is empty, too large or there already, and where there is no room.
    """
    size = _size_of(file)
    own = UsageUpload.objects.of(user, begun)
    digest = _digest(file)
    _forget_failed(own, digest)
    if (first := own.filter(sha256=digest).first()) is not None:
        raise _again(first)
    _make_sure_of_room(own, anonymous=not user.is_authenticated)
    upload = UsageUpload(
        owner_id=user.pk if user.is_authenticated else None,
        scenario=scenario,
        is_sample=is_sample,
        file_name=_name(file.name or ""),
        size=size,
        sha256=digest,
    )
    upload.file.name = upload.file.storage.save(f"usage/{upload.pk.hex}", file)
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
            JOBS.enqueue(upload)
    except IntegrityError:  # the other press of a double click was first
        upload.file.storage.delete(upload.file.name)
        raise _again(own.get(sha256=digest)) from None
    return upload


@transaction.atomic
def read_with(*, upload: UsageUpload, mapping: dict[str, object]) -> None:
    """Reads an upload of unknown columns again, by a mapping that somebody chose."""
    held = UsageUpload.objects.select_for_update(of=("self",)).get_or_404(upload.pk)
    if held.state != UploadState.COLUMNS:
        return
    _wait_for(held, mapping)


def put_back(*, upload: UsageUpload, mapping: dict[str, object], file: UploadedFile[bytes]) -> None:
    """Reads an upload once more, by another mapping: its file was deleted and is given again.

    What was chosen of it goes, but for names of models. Raises NotTakenError for other bytes than its own.
    """
    _size_of(file)
    if _digest(file) != upload.sha256:
        said = _("This is another file than “%(name)s”: give that one again, or start anew with this one.")
        raise NotTakenError(said % {"name": upload.file_name})
    name = upload.file.storage.save(f"usage/{upload.pk.hex}", file)
    with transaction.atomic():
        held = UsageUpload.objects.select_for_update(of=("self",)).get_or_404(upload.pk)
        taken = held.state == UploadState.READ
        if taken:
            held.file.name = name
            held.choice = {"aliases": held.choice.get("aliases", {})}
            _wait_for(held, mapping)
    if not taken:  # the other press of a double click was first
        upload.file.storage.delete(name)


def _wait_for(held: UsageUpload, mapping: dict[str, object]) -> None:
    held.mapping, held.mapping_version = mapping, held.mapping_version + 1
    held.state, held.bytes_read, held.failure = UploadState.WAITING, 0, ""
    held.attempts = held.errors = 0
    held.save()
    JOBS.enqueue(held)


def for_scenario(*, upload: UsageUpload, scenario: Scenario | None) -> UsageUpload:
    """The upload, from now on beside that scenario; where none is named it stays beside the one it was."""
    if scenario is not None and upload.scenario_id != scenario.pk:
        upload.scenario = scenario
        upload.save(update_fields=["scenario"])
    return upload


def keep_beside(*, upload: UsageUpload) -> None:
    """Keeps an upload beside another one of the same month; nobody is asked again."""
    upload.kept_beside = True
    upload.save(update_fields=["kept_beside"])


@transaction.atomic
def delete(*, upload: UsageUpload) -> None:
    """The upload with its sums; its file, if it is still there, once the row is gone."""
    name = upload.file.name
    upload.delete()
    if name:
        transaction.on_commit(lambda: upload.file.storage.delete(name), robust=True)


def claim_all(*, user: "AbstractBaseUser", ids: Iterable[UUID]) -> int:
    """Gives a person what they sent before signing in; what they had sent before is not there twice."""
    begun = list(ids)
    return _claimed(user, begun) if begun else 0


@transaction.atomic
def _claimed(user: "AbstractBaseUser", begun: list[UUID]) -> int:
    waiting = UsageUpload.objects.filter(pk__in=begun, owner=None)
    held = set(UsageUpload.objects.of(user).values_list("sha256", flat=True))
    count = 0
    for upload in waiting.select_for_update():
        if upload.sha256 in held:
            delete(upload=upload)
        else:
            held.add(upload.sha256)
            count += UsageUpload.objects.filter(pk=upload.pk).update(owner=user.pk)
    return count


def _size_of(file: UploadedFile[bytes]) -> int:
    """Its bytes. Raises NotTakenError where there are none, or more than are taken."""
    size = file.size or 0
    if not size:
        raise NotTakenError(_("This file is empty."))
    if size > largest():
        said = _("This file is larger than %(most)s MB: send it as .gz or .zip, or export fewer days.")
        raise NotTakenError(said % {"most": settings.USAGE_LARGEST_MEGABYTES})
    return size


def _digest(file: UploadedFile[bytes]) -> str:
    digest = sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _name(name: str) -> str:
    """A file's own name, to be shown: without the people in it."""
    bare = re.split(r"[/\\]", one_name(name))[-1].strip()
    return without_people(bare)[:120] or _("file")


def _forget_failed(own: "UsageUploadQuerySet", digest: str) -> None:
    """What could not be read may be sent again."""
    for failed in own.failed().filter(sha256=digest):
        delete(upload=failed)


def _again(first: UsageUpload) -> NotTakenError:
    said = _("You have sent these very bytes already, as “%(name)s”: nothing is counted twice.")
    return NotTakenError(said % {"name": first.file_name}, first)


def _make_sure_of_room(own: "UsageUploadQuerySet", *, anonymous: bool) -> None:
    most = KEPT_IDS if anonymous else MOST_UPLOADS
    if own.count() >= most:
        said = _("There is room for %(most)s files: delete one that you no longer need.")
        raise NotTakenError(said % {"most": most})
    if own.unfinished().count() >= MOST_WAITING:
        raise NotTakenError(_("Several of your files still wait to be read: send this one when they are."))


if TYPE_CHECKING:
    from calculator.models import UsageUploadQuerySet
