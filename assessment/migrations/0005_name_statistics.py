"""Statistics over the names as the staff search compares them, so that PostgreSQL knows how many have a word.

Without them it takes every word for a rare one, and reads and sorts the whole table for a common one.
"""

from django.db import migrations

COMPARED = ("workload_name", "team_name")


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in COMPARED:
            schema_editor.execute(
                f"CREATE STATISTICS submission_{name} ON (upper({name}::text)) FROM assessment_submission"
            )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in COMPARED:
            schema_editor.execute(f"DROP STATISTICS submission_{name}")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0004_export_lease")]
    operations = [migrations.RunPython(add, remove)]
