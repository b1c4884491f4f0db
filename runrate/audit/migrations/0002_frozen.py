"""On PostgreSQL the database itself refuses to change or remove a row of the staff log."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION runrate_audit_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the staff log is only ever added to'; END
$$
"""
TRIGGER = """
CREATE TRIGGER audit_is_frozen BEFORE UPDATE OR DELETE ON audit_auditentry
FOR EACH ROW EXECUTE FUNCTION runrate_audit_is_frozen()
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(TRIGGER)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_is_frozen ON audit_auditentry")
        schema_editor.execute("DROP FUNCTION runrate_audit_is_frozen()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_staff_log")]
    operations = [migrations.RunPython(add, remove)]
