"""An index over the three-letter pieces of workload and team names, for the staff search on PostgreSQL.

The pieces are made by a function of our own, so that no extension has to be installed or allowed.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION runrate_trigrams(workload text, team text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(names, place, 3)), '{}')
  FROM (SELECT lower(workload || chr(10) || team) AS names) AS both_names,
       generate_series(1, length(names) - 2) AS place
$$
"""
INDEX = """
CREATE INDEX submission_by_name ON assessment_submission
USING gin (runrate_trigrams(workload_name, team_name)) WHERE finished_at IS NOT NULL
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(INDEX)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX submission_by_name")
        schema_editor.execute("DROP FUNCTION runrate_trigrams(text, text)")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_staff")]
    operations = [migrations.RunPython(add, remove)]
