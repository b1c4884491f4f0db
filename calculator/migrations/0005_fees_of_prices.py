"""Prices of what is not a token: calls, searches, one-hour cache writes; and what a list says in words."""

from django.db import migrations, models


def price(name):
    return models.DecimalField(name, blank=True, decimal_places=10, max_digits=20, null=True)


def words(name):
    return models.TextField(name, blank=True, db_default="", default="")


class Migration(migrations.Migration):
    dependencies = [("calculator", "0004_prices_copied_from_no_row")]

    operations = [
        migrations.AddField("pricerow", "cache_write_1h_price", price("one-hour cache write price")),
        migrations.AddField("pricerow", "call_fee", price("fee for 1,000 calls")),
        migrations.AddField("pricerow", "search_price", price("price of 1,000 searches")),
        migrations.AddField(
            "pricerow",
            "batch_listed_from",
            models.DateField(
                "batch prices listed from",
                blank=True,
                null=True,
                help_text=(
                    "The day from which the list has the batch prices, where it is later than the prices."
                ),
            ),
        ),
        migrations.AddField(
            "pricerow",
            "seller",
            models.CharField("seller", blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AlterField(
            "pricerow", "note", models.TextField("note", blank=True, max_length=2000)
        ),
        migrations.AddField("pricerow", "comment", words("comment of the list")),
        migrations.AddField("pricerow", "description", words("description of the model")),
    ]
