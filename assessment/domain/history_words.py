"""What is said of attempts over time: which ones are compared, why these, and how the score moved.

Attempts are about one workload where all of them name it alike; those without a name may be about any.
"""

from assessment.domain.charts import show_range
from assessment.domain.comparison import Span
from assessment.domain.scoring import show
from runrate.core.translation import gettext as _


def workload_of(name: str) -> str:
    """A name as it is told from others, without case and spaces; nothing where no workload is named."""
    return " ".join(name.casefold().split())


def moved(by: Span, since: str) -> str:
    """How the score moved, least and most; `since` is the day of the first attempt that is compared."""
    low, high = by
    if not low and not high:
        return _("The same score as on {day}").format(day=since)
    if low < 0 < high:
        return _("Between {down} points down and {up} points up since {day}").format(
            down=show(-low), up=show(high), day=since
        )
    said = _("Up {by} points since {day}") if high > 0 else _("Down {by} points since {day}")
    return said.format(by=show_range(*sorted(map(abs, by))), day=since)


def chosen(workload: str, version: str, number: int) -> str:
    """Which attempts are drawn together; others say nothing about how this workload moved."""
    return _(
        "Score from 0 to 100 of the {number} attempts on {workload} with version {version} of the questions. "
        "Attempts on other workloads, without a workload name or with another version are not in it."
    ).format(number=number, workload=workload, version=version)


def none_chosen() -> str:
    return _(
        "No trend is drawn: no two of your finished attempts name the same workload and have the same "
        "version of the questions."
    )


def pair(before: str, after: str) -> str:
    """What two attempts are about, by the names of their workloads; whether a difference is a change."""
    if not before and not after:
        return _(
            "Neither attempt names its workload, so a difference may be one between two workloads and no "
            "change of one."
        )
    if not before or not after:
        return _(
            "Only one attempt names its workload, {workload}, so a difference may be one between two "
            "workloads and no change of one."
        ).format(workload=before or after)
    if workload_of(before) != workload_of(after):
        return _(
            "The attempts are about two workloads, {before} and {after}: a difference is no change of either."
        ).format(before=before, after=after)
    return _("Both attempts are about {workload}.").format(workload=after)
