"""Finished rows named the first of several weakest dimensions, and one where all five were even.

The column keeps the first of several and names none where all are even; the weekly sums count each of several.
Both follow from the frozen result, which stays as it is.
"""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from django.db import migrations

CHUNK = 2000


def mend(apps, schema_editor):
    Submission = apps.get_model("assessment", "Submission")
    FiguresChange = apps.get_model("assessment", "FiguresChange")
    finished = Submission.objects.filter(finished_at__isnull=False).exclude(weakest_dimension="")
    columns = ("pk", "version", "finished_at", "result", "weakest_dimension", "counted_as")
    even, taken, given = [], defaultdict(list), defaultdict(list)
    for pk, version, at, result, named, counted in finished.values_list(*columns).iterator(CHUNK):
        weakest = weakest_of(result["dimensions"])
        if weakest == [named] or "weakest_dimensions" in result:
            continue
        if not weakest:
            even.append(pk)
        if counted is not None:
            week = version, (at - timedelta(days=at.weekday())).date()
            taken[week].append(f"weakest.{named}")
            given[week] += [f"weakest.{key}" for key in weakest or ["even"]]
    for start in range(0, len(even), CHUNK):
        Submission.objects.filter(pk__in=even[start : start + CHUNK]).update(weakest_dimension="")
    for by, weeks in ((-1, taken), (1, given)):
        for (version, week), facts in weeks.items():
            FiguresChange.objects.create(version=version, week=week, by=by, facts=facts)


def weakest_of(dimensions):
    """As `assessment/domain/scoring.py` finds them, written out because a migration follows no later change."""
    values = {key: Decimal(value) for key, value in dimensions.items() if value is not None}
    weakest = [key for key, value in values.items() if value == min(values.values())]
    return weakest if len(weakest) < len(dimensions) else []


class Migration(migrations.Migration):
    dependencies = [("assessment", "0009_durable_job")]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
