"""What older releases left: closed rounds get what they came to, imports stop counting, old snapshots go.

Each step can be run again: it looks only at what has not been done.
"""

from collections import Counter
from datetime import timedelta

from django.db import migrations
from django.db.models import F, Q

FEWEST, COUNTED_FROM = 3, 5
LEVELS = range(5)


def freeze_rounds(apps, schema_editor):
    """As `assessment/domain/team_combine.py` combines, written out here because a migration does not follow later changes."""
    TeamRound = apps.get_model("assessment", "TeamRound")
    Submission = apps.get_model("assessment", "Submission")
    for round_ in TeamRound.objects.filter(outcome__isnull=True).exclude(closed_at=None).iterator():
        ratings = Submission.objects.filter(
            team_round=round_, finished_at__isnull=False, finished_at__lte=round_.closed_at
        )
        sheets, raters = [], set()
        for owner, answers in ratings.order_by("finished_at", "pk").values_list("owner", "answers"):
            if owner is None or owner not in raters:
                sheets.append(answers)
            raters.add(owner)
        # A round that was closed without a result keeps having none.
        had_result = round_.combined_id is not None or len(sheets) >= FEWEST
        round_.outcome = outcome_of(sheets) if had_result else {"raters": len(sheets)}
        round_.save(update_fields=["outcome"])


def outcome_of(sheets):
    if len(sheets) < FEWEST:
        return {"raters": len(sheets)}
    keys = list(dict.fromkeys(key for sheet in sheets for key in sheet))
    return {"raters": len(sheets), "questions": {key: question_of(key, sheets) for key in keys}}


def question_of(key, sheets):
    answers = [sheet[key] for sheet in sheets if key in sheet]
    levels = sorted(int(each) for each in answers if not isinstance(each, dict) and each != "dk")
    unknown, apart = answers.count("dk"), sum(1 for each in answers if isinstance(each, dict))
    median = levels[(len(levels) - 1) // 2] if levels else None
    told = len(sheets) >= COUNTED_FROM
    if 2 * apart > len(sheets):
        answer = {"na": f"{apart} of {len(sheets)} raters say so" if told else "Most raters say so"}
    else:
        answer = "dk" if median is None or unknown > len(levels) else median
    given = Counter(levels)
    return {
        "answer": answer,
        "spread": [median, levels[0], levels[-1]] if len(levels) >= FEWEST else None,
        "levels": [given[level] for level in LEVELS] if told else None,
        "unknown": unknown if told else None,
        "not_applicable": apart if told else None,
    }


def mark_imports(apps, schema_editor):
    """A sheet that was begun and finished within two seconds was read from a file, or is a team's or a demo's."""
    Submission = apps.get_model("assessment", "Submission")
    at_once = Q(finished_at__lt=F("started_at") + timedelta(seconds=2))
    # A null here would leave the rows of teams out of the exclusion.
    teams = apps.get_model("assessment", "TeamRound").objects.exclude(combined=None).values("combined")
    Submission.objects.filter(at_once, countable=True).exclude(pk__in=teams).update(countable=False)


def withdraw_snapshots(apps, schema_editor):
    """They were counted by the old rules; the next run of housekeeping publishes by the new ones."""
    Snapshot = apps.get_model("assessment", "BenchmarkSnapshot")
    Snapshot.objects.update(counts={}, total=0, changes=0, published_at=None)
    # The counts per score of before: the table is left for old processes, what is in it is not needed.
    schema_editor.execute("DELETE FROM assessment_benchmarkcount")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0006_groups_keep_secrets")]

    operations = [
        migrations.RunPython(freeze_rounds, migrations.RunPython.noop),
        migrations.RunPython(mark_imports, migrations.RunPython.noop),
        migrations.RunPython(withdraw_snapshots, migrations.RunPython.noop),
    ]
