"""Changes nothing: workbooks that wait under their job's old name are found there, see `assessment.tasks`.

A row given the new name here would fail in a worker of the release before, which is still at work.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0007_freeze_rounds_and_recount"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations: list[object] = []
