"""Prices say what is known of them: the list that names them, or the day somebody checked them; never both.

Until here a bundled row carried the newest day that any comment of its list named as if it had been checked
then. That day goes, from the rows and from the copies in scenarios; `import_prices` fills in the list.
"""

from django.db import migrations, models


def forget_invented_days(apps, schema_editor):
    rows = apps.get_model("calculator", "PriceRow")
    scenarios = apps.get_model("calculator", "Scenario")
    rows.objects.filter(origin="bundled").update(checked_on=None)
    staff = set(rows.objects.filter(origin="staff").values_list("pk", flat=True))
    copied = scenarios.objects.exclude(prices_copied={}).only("pk", "prices_copied")
    for scenario in copied.iterator(chunk_size=500):
        kept = scenario.prices_copied
        if kept.get("checked_on") and kept.get("row") not in staff:
            scenario.prices_copied = {**kept, "checked_on": None}
            scenario.save(update_fields=["prices_copied"])


def keep_as_it_is(apps, schema_editor):
    """Old code needs a day in each row: the list's own, where it is known, stands in for it."""
    rows = apps.get_model("calculator", "PriceRow")
    rows.objects.filter(checked_on=None, listed_on__isnull=False).update(checked_on=models.F("listed_on"))
    rows.objects.filter(checked_on=None).update(checked_on="2000-01-01")


def price(name):
    return models.DecimalField(name, blank=True, decimal_places=10, max_digits=20, null=True)


class Migration(migrations.Migration):
    dependencies = [("calculator", "0001_initial")]

    operations = [
        migrations.AlterField(
            "pricerow",
            "checked_on",
            models.DateField(
                "checked on",
                null=True,
                blank=True,
                help_text="The day somebody opened the source and compared this row with it. Empty otherwise.",
            ),
        ),
        migrations.AddField(
            "pricerow",
            "batch_cache_factor",
            models.DecimalField(
                "batch share of the price of cached tokens",
                blank=True,
                decimal_places=10,
                max_digits=11,
                null=True,
            ),
        ),
        migrations.AddField(
            "pricerow", "long_context_cache_read_price", price("long-context cache read price")
        ),
        migrations.AddField(
            "pricerow", "long_context_cache_write_price", price("long-context cache write price")
        ),
        migrations.AddField(
            "pricerow",
            "deprecated",
            models.BooleanField("deprecated by its vendor", db_default=False, default=False),
        ),
        migrations.AddField(
            "pricerow",
            "text",
            models.BooleanField(
                "billed by text",
                db_default=True,
                default=True,
                help_text="Off for models of images, audio and video, whose main price is not in this table.",
            ),
        ),
        migrations.AddField(
            "pricerow",
            "listed_in",
            models.CharField("listed in", blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            "pricerow", "listed_on", models.DateField("list published on", blank=True, null=True)
        ),
        migrations.AddField(
            "pricerow",
            "match",
            models.JSONField("rule of its names", blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            "pricerow",
            "place",
            models.PositiveIntegerField("place in the list", db_default=0, default=0, editable=False),
        ),
        migrations.RunPython(forget_invented_days, keep_as_it_is),
    ]
