"""What has to happen by itself: dead work put back, terms that ran out, counts checked, old prices said."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from assessment.services import benchmark
from assessment.staff.export_job import JOBS as WORKBOOKS
from calculator.models import Age, PriceRow
from calculator.uploads import job as uploads
from runrate.core.storage import WholeFileStorage
from runrate.jobs import engine
from runrate.limits import counting
from runrate.mail import tasks as letters
from runrate.mydata import leftovers, retention
from runrate.reports.tasks import JOBS as REPORTS

logger = logging.getLogger("runrate.housekeeping")
_DAILY = "housekeeping:daily"


def run(*, now: datetime) -> list[str]:
    """Does what is due and says it, a line each. A step that fails does not stop the others."""
    steps = _OFTEN
    # Shared by all machines, so that the daily steps happen once, wherever they run.
    if counting.first_in(_DAILY, seconds=timedelta(hours=23).total_seconds()):
        steps = [*_OFTEN, *_ONCE_A_DAY]
    return [line for step in steps for line in _tried(step, now)]


def _tried(step: Callable[[datetime], list[str]], now: datetime) -> list[str]:
    try:
        return step(now)
    except Exception:
        logger.exception("housekeeping step failed")
        return [f"FAILED: {step.__name__.strip('_')}, see the log"]


def _put_back_abandoned_work(now: datetime) -> list[str]:
    done = {
        "report(s) put back": REPORTS.reap() + REPORTS.requeue_lost(),
        "letter(s) put back": letters.put_back(now=now),
        "workbook(s) put back": WORKBOOKS.reap() + WORKBOOKS.requeue_lost(),
        "upload(s) put back": uploads.JOBS.reap() + uploads.JOBS.requeue_lost(),
        "dead task(s) closed": engine.close_abandoned(now=now),
    }
    return [f"{count} {what}" for what, count in done.items() if count]


def _forget_uploaded_files(now: datetime) -> list[str]:
    """Often, because a bill is somebody's and promised to be gone within a day."""
    gone = uploads.forget_files(now=now)
    return [f"{gone} uploaded file(s) deleted unread"] if gone else []


def _warn_about_waiting(now: datetime) -> list[str]:
    waiting = engine.state(now=now).oldest_waiting_seconds
    if waiting <= settings.SLOW_TASK_SECONDS:
        return []
    logger.warning("a task has waited long: is a worker running?", extra={"seconds": round(waiting)})
    return [f"a task has waited for {waiting:.0f} s"]


def _publish_benchmark(now: datetime) -> list[str]:
    published = benchmark.publish_due()
    return [f"{len(published)} benchmark snapshot(s) published"] if published else []


def _forget_tries(now: datetime) -> list[str]:
    """Counts of tries hold network addresses, and the cache table keeps them after they ran out."""
    counting.forget_over(now=now)
    if not isinstance(caches["default"], DatabaseCache):
        return []  # a cache that forgets by itself
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    # As the cache writes its times: whole seconds.
    over = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])  # noqa: S608  # our own table
    return []


def _sweep(now: datetime) -> list[str]:
    return [f"{gone} x {name} deleted" for name, gone in retention.sweep(now=now) if gone]


def _sweep_drafts(now: datetime) -> list[str]:
    if not isinstance(default_storage, WholeFileStorage):
        return []  # a bucket keeps nothing of an upload that was cut off
    swept = default_storage.sweep(before=now - timedelta(days=1))
    return [f"{swept} unfinished file(s) of killed workers deleted"] if swept else []


def _sweep_leftovers(now: datetime) -> list[str]:
    swept = leftovers.sweep(now=now)
    return [f"{swept} file(s) that no row names deleted"] if swept else []


def _reconcile_sums(now: datetime) -> list[str]:
    if benchmark.rebuild():
        return ["weekly sums equal a full recount"]
    logger.error("weekly sums differed from a full recount and were set right")
    return ["weekly sums DIFFERED and were set right"]


def _look_at_price_ages(now: datetime) -> list[str]:
    today = timezone.localdate(now)
    ages = [row.age(today) for row in PriceRow.objects.open()]
    old = {age: ages.count(age) for age in (Age.AMBER, Age.RED) if age in ages}
    if Age.RED in old:
        logger.warning("prices checked over 180 days ago", extra={"rows": old[Age.RED]})
    return [f"{count} price(s) {age.label}" for age, count in old.items()]


_OFTEN: list[Callable[[datetime], list[str]]] = [
    _put_back_abandoned_work,
    _forget_uploaded_files,
    _warn_about_waiting,
    _forget_tries,
]
_ONCE_A_DAY: list[Callable[[datetime], list[str]]] = [
    _sweep,
    _sweep_drafts,
    _sweep_leftovers,
    _reconcile_sums,
    _publish_benchmark,
    _look_at_price_ages,
]
