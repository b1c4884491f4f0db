"""Team rounds keep what they came to; one-time invitations; what the benchmark has published of whom.

The counts per score that were kept with each submission are not used any more. Their table stays until the
release after this one, because old processes still write to it while this one rolls out.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0005_name_statistics")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="countable",
            field=models.BooleanField(db_default=True, default=True, editable=False),
        ),
        migrations.AddField(
            model_name="submission",
            name="published",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="submission",
            name="published_as",
            field=models.CharField(blank=True, editable=False, max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="teamround",
            name="outcome",
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "team_round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="assessment.teamround",
                    ),
                ),
            ],
            options={
                "verbose_name": "one-time invitation",
                "verbose_name_plural": "one-time invitations",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("team_round", "number"), name="seat_numbered_once"),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="BenchmarkCount")],
        ),
    ]
