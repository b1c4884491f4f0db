"""Workbooks that wait in the queue while a release is put in place: their job has another name now."""

from typing import Any

from django.db import migrations

BEFORE, NOW = "assessment.tasks", "assessment.staff.export_job"
JOBS = ("write_workbook", "watch_workbook")


def _rename(apps: Any, schema_editor: Any, old: str, new: str) -> None:
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects.using(schema_editor.connection.alias)
    for job in JOBS:
        tasks.filter(task_path=f"{old}.{job}").update(task_path=f"{new}.{job}")


def rename(apps: Any, schema_editor: Any) -> None:
    _rename(apps, schema_editor, BEFORE, NOW)


def back(apps: Any, schema_editor: Any) -> None:
    _rename(apps, schema_editor, NOW, BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0007_freeze_rounds_and_recount"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(rename, back)]
