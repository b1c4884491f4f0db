"""Prices that staff set say when, and no longer that a list has them.

A staff copy of a listed row kept the list's name when its prices were changed. Where no bundled row of that
list has the same prices, the name goes.
"""

from django.db import migrations, models

PRICES = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "cache_write_1h_price",
    "call_fee",
    "search_price",
    "batch_input_price",
    "batch_output_price",
    "batch_cache_factor",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "long_context_cache_read_price",
    "long_context_cache_write_price",
)


def no_list_has_them(apps, schema_editor):
    rows = apps.get_model("calculator", "PriceRow").objects
    for row in rows.filter(origin="staff").exclude(listed_in=""):
        bundled = rows.filter(origin="bundled", provider=row.provider, model=row.model)
        same = bundled.filter(**{name: getattr(row, name) for name in PRICES})
        if bundled.exists() and not same.exists():
            row.listed_in, row.listed_on = "", None
            row.save(update_fields=["listed_in", "listed_on"])


class Migration(migrations.Migration):
    dependencies = [("calculator", "0007_errors_of_jobs")]

    operations = [
        migrations.AddField(
            "pricerow",
            "set_on",
            models.DateField(
                "set on",
                blank=True,
                null=True,
                help_text="The day staff of this site last set a price of this row; no list has it then.",
            ),
        ),
        migrations.RunPython(no_list_has_them, migrations.RunPython.noop),
    ]
