"""Everything that hangs on a person, found by following foreign keys: a new table is never forgotten.

What only lets somebody in is left out of what is handed over: hashes, seeds, session keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from runrate.accounts.models import User

# By column name, wherever it occurs.
SECRETS = frozenset({"password", "secret_hash", "share_token", "session_key", "data", "key"})
# By table and column: a letter on its way may hold a code that lets somebody in.
UNSHOWN = {"mail.letter": frozenset({"content"}), "reports.report": frozenset({"board"})}
# Rows that are nothing but a way in; how many there are is told, what is in them is not.
# The last two hold links as they were kept before, all of which stand in `sharing.link` too.
WAYS_IN = frozenset(
    {
        "mfa.authenticator",
        "assessment.link",
        "reports.sharelink",
        "accounts.user_groups",
        "accounts.user_user_permissions",
    }
)

# What a table is called on the site, where the staff's or a library's name for it is another.
CALLED = {
    "accounts.user": _("Your account"),
    "account.emailaddress": _("Email addresses"),
    "account.emailconfirmation": _("Confirmations of an address"),
    "mail.letter": _("Mails to you"),
    "sharing.link": _("Links that you made"),
    "assessment.reviewentry": _("Reviews of assessments"),
    "admin.logentry": _("What you did as staff"),
    "assessment.submission": _("Assessments"),
    "calculator.columnmapping": _("Tables whose columns you explained"),
    "calculator.modelalias": _("Model names you matched to the price list"),
    "calculator.usageexport": _("Sums read from bills and usage exports"),
    "calculator.usageupload": _("Bills and usage exports you uploaded"),
    "usersessions.usersession": _("Browsers you are signed in with"),
}


@dataclass(frozen=True)
class Holding:
    """The rows of one table that belong to somebody."""

    table: type[models.Model]
    rows: models.QuerySet[Any]

    @property
    def name(self) -> str:
        """Such as `calculator.scenario`."""
        return self.table._meta.label_lower  # noqa: SLF001  # Django's documented model API

    @property
    def title(self) -> str:
        """As the person whose rows they are would say it."""
        return str(CALLED.get(self.name) or capfirst(self.table._meta.verbose_name_plural))  # noqa: SLF001  # Django's documented model API

    @property
    def columns(self) -> list[str]:
        """What is handed over of a row."""
        fields = self.table._meta.concrete_fields  # noqa: SLF001  # Django's documented model API
        secret = SECRETS | UNSHOWN.get(self.name, frozenset())
        return [field.attname for field in fields if field.name not in secret]

    @property
    def files(self) -> list[str]:
        """Columns that name a stored file."""
        fields = self.table._meta.concrete_fields  # noqa: SLF001  # Django's documented model API
        return [field.attname for field in fields if isinstance(field, models.FileField)]


def holdings(user: User) -> Iterator[Holding]:
    """The account itself and every row that would go with it, table by table, each table once."""
    todo: list[tuple[type[models.Model], models.QuerySet[Any]]] = [(User, User.objects.filter(pk=user.pk))]
    seen: set[type[models.Model]] = set()
    while todo:
        table, rows = todo.pop(0)
        if table in seen:
            continue
        seen.add(table)
        if table._meta.label_lower not in WAYS_IN:  # noqa: SLF001  # Django's documented model API
            yield Holding(table, rows)
        todo += [
            (relation.related_model, _hanging_on(rows, relation))
            for relation in table._meta.related_objects  # noqa: SLF001  # Django's documented model API
            if relation.on_delete is models.CASCADE and isinstance(relation.related_model, type)
        ]


def stored_files(user: User) -> Iterator[tuple[str, models.fields.files.FieldFile]]:
    """Every file of theirs, by the name it is handed over under."""
    for holding in holdings(user):
        for column in holding.files:
            for row in holding.rows.exclude(**{column: ""}):
                file = getattr(row, column)
                yield f"files/{holding.name}/{getattr(row, 'filename', file.name)}", file


def _hanging_on(
    rows: models.QuerySet[Any], relation: "models.fields.reverse_related.ForeignObjectRel"
) -> models.QuerySet[Any]:
    table = relation.related_model
    assert isinstance(table, type)  # noqa: S101  # the caller has looked; says it to the type checker
    name = relation.remote_field.name
    return table._base_manager.filter(**{f"{name}__in": rows.values("pk")}).order_by("pk")  # noqa: SLF001  # no manager of theirs may hide a row
