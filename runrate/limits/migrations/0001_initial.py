"""A table for counts that have to be right when many ask at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(verbose_name="how often")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "count of tries",
                "verbose_name_plural": "counts of tries",
                "indexes": [models.Index(fields=["ends_at"], name="limits_tally_ends")],
            },
        ),
    ]
