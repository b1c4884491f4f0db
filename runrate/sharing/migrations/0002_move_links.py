"""Links of three kinds of table become links of one, and go on opening what they opened until they end.

Links to scenarios had no end and stood in clear: they get a year from here, and a hash; the clear text goes.
The old rows stay for code of before; nothing of today reads them.
"""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import migrations
from django.utils import timezone

AT_ONCE = 500
KINDS = {"resume": "resume", "share": "result", "invite": "invitation"}
YEAR = timedelta(days=365)


def move(apps, schema_editor):
    links = apps.get_model("sharing", "Link")
    known = set(links.objects.values_list("secret_hash", flat=True))
    found = [*_of_assessments(apps, links), *_of_reports(apps, links), *_of_scenarios(apps, links)]
    fresh = [link for link in found if link.secret_hash not in known]
    links.objects.bulk_create(fresh, batch_size=AT_ONCE, ignore_conflicts=True)
    apps.get_model("calculator", "Scenario").objects.exclude(share_token="").update(share_token="")


def _of_assessments(apps, links):
    rows = apps.get_model("assessment", "Link").objects.filter(revoked_at=None)
    for row in rows.select_related("submission", "team_round").iterator(chunk_size=AT_ONCE):
        target = row.submission or row.team_round
        # What an account has claimed is come back to by signing in: its resume link had stopped with that.
        if target is None or (row.purpose == "resume" and target.owner_id is not None):
            continue
        yield links(
            id=row.pk,
            kind=KINDS[row.purpose],
            target=target.pk,
            owner_id=target.owner_id,
            secret_hash=row.secret_hash,
            created_at=row.created_at,
            expires_at=row.expires_at or timezone.now() + YEAR,
        )


def _of_reports(apps, links):
    rows = apps.get_model("reports", "ShareLink").objects.filter(revoked_at=None)
    for row in rows.select_related("report").iterator(chunk_size=AT_ONCE):
        yield links(
            id=row.pk,
            kind="report",
            target=row.report_id,
            owner_id=row.report.owner_id,
            secret_hash=row.secret_hash,
            created_at=row.created_at,
            expires_at=row.expires_at,
        )


def _of_scenarios(apps, links):
    rows = apps.get_model("calculator", "Scenario").objects.exclude(share_token="").filter(deleted_at=None)
    for row in rows.only("pk", "owner_id", "share_token").iterator(chunk_size=AT_ONCE):
        # The address held the token with hyphens, and the address is what people have.
        written = str(UUID(row.share_token))
        yield links(
            id=uuid4(),
            kind="scenario",
            target=row.pk,
            owner_id=row.owner_id,
            secret_hash=hashlib.sha256(written.encode()).hexdigest(),
            expires_at=timezone.now() + YEAR,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0001_initial"),
        ("assessment", "0005_name_statistics"),
        ("calculator", "0001_initial"),
        ("reports", "0001_initial"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
