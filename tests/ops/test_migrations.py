"""Expand, then contract."""

import pytest
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from runrate.ops.migrations import problems, problems_of


def _migration(*steps: Operation, contract: str = "") -> migrations.Migration:
    migration = migrations.Migration("0002_step", "reports")
    migration.operations = list(steps)  # type: ignore[misc]  # what a migration file does in its class body
    migration.contract = contract  # type: ignore[attr-defined]  # our own mark
    return migration


def test_no_migration_of_ours_breaks_the_code_before_it() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    "step",
    [
        migrations.AddField("Report", "note", models.TextField(null=True)),
        migrations.AddField("Report", "count", models.IntegerField(db_default=0)),
        migrations.AddIndex("Report", models.Index(fields=["state"], name="reports_state")),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    ],
)
def test_adding_is_fine(step: Operation) -> None:
    assert list(problems_of(_migration(step))) == []


@pytest.mark.parametrize(
    "step",
    [
        migrations.RemoveField("Report", "note"),
        migrations.RenameField("Report", "note", "remark"),
        migrations.DeleteModel("Report"),
        migrations.RenameModel("Report", "Paper"),
        migrations.AddField("Report", "count", models.IntegerField(default=0)),
        migrations.RunPython(migrations.RunPython.noop),
    ],
)
def test_what_old_code_would_not_survive_is_named(step: Operation) -> None:
    assert len(list(problems_of(_migration(step)))) == 1


def test_a_contraction_says_why_it_is_safe_now() -> None:
    step = migrations.RemoveField("Report", "note")

    assert list(problems_of(_migration(step, contract="unused since 1.2"))) == []


def test_a_table_the_migration_makes_itself_is_free() -> None:
    steps = (
        migrations.CreateModel("Paper", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("Paper", "count", models.IntegerField(default=0)),
    )

    assert list(problems_of(_migration(*steps))) == []
