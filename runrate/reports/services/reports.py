"""What people do with reports: ask for one, try again, delete it, share it and stop sharing it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.models import Submission
from calculator.models import Scenario
from runrate.reports.domain.inputs import Source
from runrate.reports.models import Report, State
from runrate.reports.rendering.fingerprint import versions
from runrate.reports.tasks import JOBS
from runrate.sharing import services as links
from runrate.sharing.kinds import Kind
from runrate.sharing.models import Link

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SHARE = Kind("report", "reports:open_shared", (30, 365), only_one=False)


class QueueFullError(Exception):
    """More reports are waiting than can be made soon; asking again in a while will do."""


def start_report(
    *,
    owner: "AbstractBaseUser",
    source: Source,
    submission: Submission | None = None,
    scenario: Scenario | None = None,
    id: UUID | None = None,
) -> Report:
    """A report and its task, in one transaction. The same person asking for the same thing gets the same one.

    Raises QueueFullError when too many are waiting.
    """
    key = source.digest(*versions().values())
    with transaction.atomic():
        known = Report.objects.filter(owner=owner.pk, inputs_hash=key).first()
        if known is None:
            _make_room(owner)
            # On a race, the unique constraint lets one row in and hands it to everybody.
            known, created = Report.objects.get_or_create(
                owner_id=owner.pk,
                inputs_hash=key,
                defaults={
                    "id": id or uuid4(),
                    "submission": submission,
                    "scenario": scenario,
                    "title": title_of(source),
                    "source": source.as_json(),
                },
            )
            if created:
                JOBS.enqueue(known)
                return known
    return try_again(report=known) if known.state == State.FAILED else known


def title_of(source: Source) -> str:
    """How a report is called in a list: its workload, its team, else what it is."""
    assessed, costed = source.assessed, source.costed
    names = [
        assessed.workload_name if assessed else "",
        costed.workload_name if costed else "",
        assessed.team_name if assessed else "",
        costed.name if costed else "",
    ]
    named = " · ".join(list(dict.fromkeys(name for name in names if name))[:2])
    # In every list and mail that names it, so that nobody takes a stranger's words for ours.
    return _("%(name)s (from the imported file)") % {"name": named} if source.imported else named


def _make_room(owner: "AbstractBaseUser") -> None:
    waiting = Report.objects.unfinished().aggregate(
        all=Count("pk"), own=Count("pk", filter=Q(owner=owner.pk))
    )
    if waiting["all"] >= settings.REPORT_QUEUE_LIMIT or waiting["own"] >= settings.REPORT_QUEUE_LIMIT_OF_ONE:
        raise QueueFullError


def try_again(*, report: Report) -> Report:
    """Puts a report back into the queue with all its attempts, also one whose file is damaged.

    Raises Http404 when it is gone.
    """
    put_back = JOBS.try_again(report, also_ready=True)
    if put_back is None:
        raise Http404
    return put_back


def delete_report(*, report: Report) -> None:
    """The row at once; its files after the row is really gone (see receivers)."""
    report.delete()


@transaction.atomic
def share(*, report: Report, days: int | None = None) -> Link:
    """A new link beside those there are.

    Raises TooManyLinksError after many in an hour, Http404 when the report was deleted meanwhile.
    """
    locked = Report.objects.select_for_update(of=("self",)).get_or_404(report.pk)
    return links.make(SHARE, locked.pk, owner=locked.owner_id, days=days)


def mail_link(*, report: Report, address: str) -> Link:
    """Sends a link of its own to one address."""
    link = share(report=report)
    where = links.address(link)
    sender = get_user_model().objects.get(pk=report.owner_id)
    words = {"sender": sender.get_username(), "address": where, "link": link}
    send_mail(
        subject=_("A report on the cost of AI was shared with you"),
        message=render_to_string("reports/email/link.txt", words),
        from_email=None,
        recipient_list=[address],
    )
    return link


def shared_links(report: Report) -> list[tuple[Link, str]]:
    """The links to a report that work, each with its address where that can be remade."""
    live = Link.objects.live().to(SHARE.key, report.pk).order_by("-created_at")
    return [(link, links.address(link)) for link in live]


def stop_sharing(*, report: Report) -> None:
    links.revoke(SHARE, report.pk)


def today() -> date:
    return timezone.now().date()
