"""The last ten versions of a scenario are kept, so that a change can be taken back."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calculator", "0002_price_facts")]

    operations = [
        migrations.CreateModel(
            name="ScenarioVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="as it was")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("replaced_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="replaced")),
                ("replaced_by", models.CharField(
                    choices=[
                        ("change", "changes in the calculator"),
                        ("prices", "prices of another day"),
                        ("edit", "a change of name, notes, currency or agent"),
                        ("version", "an earlier version"),
                    ],
                    max_length=10,
                    verbose_name="replaced by",
                )),
                ("scenario", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="versions",
                    to="calculator.scenario",
                )),
            ],
            options={
                "verbose_name": "earlier version of a scenario",
                "verbose_name_plural": "earlier versions of scenarios",
                "ordering": ["-pk"],
            },
        ),
    ]
