"""Scenarios with typed prices say again that no price was copied.

A change of such a scenario used to note its typed prices as copied, from no row and on no day, and its page
could not be read any more. Where no row is named, nothing was copied: the note goes, and an input that names
a row of which nothing is known counts as entered.
"""

from django.db import migrations


def copied_from_nowhere(apps, schema_editor):
    scenarios = apps.get_model("calculator", "Scenario")
    found = scenarios.objects.exclude(prices_copied={}).only("pk", "prices_copied", "origins")
    for scenario in found.iterator(chunk_size=500):
        if isinstance(scenario.prices_copied, dict) and scenario.prices_copied.get("row"):
            continue
        scenario.prices_copied = {}
        scenario.origins = {
            name: "entered" if str(origin).startswith("price:") else origin
            for name, origin in scenario.origins.items()
        }
        scenario.save(update_fields=["prices_copied", "origins"])


class Migration(migrations.Migration):
    dependencies = [("calculator", "0003_scenario_versions")]

    operations = [migrations.RunPython(copied_from_nowhere, migrations.RunPython.noop)]
