"""Expand, then contract: which steps of a migration would hurt the old code that is still serving.

While a new version rolls out, old processes run on the new schema. So a migration may add; taking away or
renaming waits for the release after the one whose code no longer needs it, and says so in the migration:
`contract = "why it is safe now"`.
"""

from collections.abc import Iterator, Sequence

from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

_OURS = (
    "accounts",
    "sharing",
    "limits",
    "mail",
    "assessment",
    "audit",
    "calculator",
    "reports",
    "pages",
    "mydata",
    "kit",
)
_TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def problems() -> list[str]:
    """A sentence per step that old code would not survive, over all of our migrations."""
    loader = MigrationLoader(None)
    ours = sorted(key for key in loader.disk_migrations if key[0] in _OURS)
    return [
        f"{app}.{name}: {problem}"
        for app, name in ours
        for problem in problems_of(loader.disk_migrations[app, name])
    ]


def problems_of(migration: Migration) -> Iterator[str]:
    """The same for one migration. Tables it makes itself have no old code and no rows yet."""
    if getattr(migration, "contract", ""):
        return
    fresh: set[str] = set()
    for step in _flat(migration.operations):
        if isinstance(step, migrations.CreateModel):
            fresh.add(step.name_lower)
        elif getattr(step, "model_name", "").lower() in fresh:
            continue
        elif isinstance(step, _TAKES_AWAY):
            yield f"{step.describe()} takes away what old code still uses"
        elif isinstance(step, migrations.AddField) and _breaks_inserts(step.field):
            yield f"{step.describe()} makes old code's inserts fail; give it db_default or null=True"
        elif isinstance(step, migrations.RunPython | migrations.RunSQL) and not step.reversible:
            yield f"{step.describe()} cannot be undone; give it a reverse"


def _flat(steps: Sequence[Operation]) -> Iterator[Operation]:
    for step in steps:
        if isinstance(step, migrations.SeparateDatabaseAndState):
            yield from step.database_operations
        else:
            yield step


def _breaks_inserts(field: "models.Field[object, object]") -> bool:
    """Django drops a plain default after adding the column, so old code's INSERT would leave it out."""
    if field.null or field.many_to_many or field.has_db_default():
        return False
    return not getattr(field, "generated", False)
