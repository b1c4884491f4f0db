"""`manage.py import_prices` says what it did, and does nothing twice."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from calculator.models import Origin, PriceRow
from calculator.prices import second_list
from tests.calculator.prices.second_lists import entry, put_second_list

pytestmark = pytest.mark.django_db
SONNET = "anthropic/claude-sonnet-5-5"


def test_the_command_is_idempotent_and_says_what_it_did() -> None:
    first, second = StringIO(), StringIO()

    call_command("import_prices", stdout=first)
    call_command("import_prices", stdout=second)

    count = PriceRow.objects.count()
    assert first.getvalue() == f"{count} prices added (0 in place of a closed one), 0 closed, 0 unchanged\n"
    assert second.getvalue() == f"0 prices added (0 in place of a closed one), 0 closed, {count} unchanged\n"


def said(**options: object) -> list[str]:
    out = StringIO()
    call_command("import_prices", stdout=out, **options)
    return out.getvalue().splitlines()


def test_what_changed_is_said_by_its_fields_before_and_after() -> None:
    call_command("import_prices", verbosity=0, stdout=StringIO())
    count = PriceRow.objects.count()
    of = PriceRow.objects.filter
    of(provider="anthropic", model="claude-sonnet-5-5").update(input_price=Decimal("2.5"), search_price=None)
    of(provider="openai", model="gpt-6.1-sol").delete()
    PriceRow.objects.create(
        provider="openai",
        model="gpt-0",
        display_name="GPT-0",
        input_price=1,
        output_price=2,
        origin=Origin.BUNDLED,
    )

    assert said() == [
        f"changed: {SONNET} (start not known): input price 2.5 -> 2; search price none -> 10",
        "added: openai/gpt-6.1-sol (start not known): $2 in, $10 out",
        "closed, no longer listed: openai/gpt-0 (start not known)",
        f"2 prices added (1 in place of a closed one), 1 closed, {count - 2} unchanged",
    ]


def test_a_comparison_without_a_second_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_list, "PACKAGE", "a-list-that-nobody-keeps")

    assert said(compare=True)[-1] == "not compared: no second list is installed (model-prices is one)"


def test_differences_from_the_second_list_are_said_by_model_and_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard = entry(None, input=15, output=75, cache_read=1.5, cache_write=18.75)
    opus = {"standard": [standard], "batch": [entry(None, input=7.5, output=37.5)]}
    put_second_list(tmp_path, anthropic={"claude-opus-4-1": opus})
    monkeypatch.syspath_prepend(str(tmp_path))

    assert said(compare=True)[1:] == [
        "differs: anthropic/claude-opus-4-1: batch input price none here, 7.5 there",
        "differs: anthropic/claude-opus-4-1: batch output price none here, 37.5 there",
        "shared with model-prices 9.1 of 2026-11-20: models in both 1, that differ 1, in prices 2",
    ]


def test_a_second_list_in_another_form_is_named_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_second_list(tmp_path, schema=2)
    monkeypatch.syspath_prepend(str(tmp_path))

    last = said(compare=True)[-1]

    assert last == "not compared: the installed model-prices cannot be read (its form is 2, not 1)"
    assert PriceRow.objects.exists()
