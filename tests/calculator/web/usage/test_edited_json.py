"""The command line's JSON edited by hand: read as it says, or refused at the field; the API says the same."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.calculator.usage.analysis.bills import answer_of
from tests.calculator.web.usage.conftest import Send, text_of

type Edit = Callable[[dict[str, Any]], object]
NOT_AS_WRITTEN: Final = "Line 1 is not as the command line writes it: "


def top(**changed: Any) -> Edit:
    return lambda data: data.update(changed)


def line(place: int, **changed: Any) -> Edit:
    return lambda data: data["lines"][place].update(changed)


def day(**changed: Any) -> Edit:
    return lambda data: data["days"][0].update(changed)


def without(*path: str | int) -> Edit:
    def edit(data: Any) -> None:
        for name in path[:-1]:
            data = data[name]
        del data[path[-1]]

    return edit


MISSING_MONEY: Final = "missing, and there is money"
REFUSED: Final[dict[str, tuple[Edit, str]]] = {
    "not usable, nothing refused": (top(usable=False), "usable: false, though no row was refused"),
    "usable as a word": (top(usable="true"), "usable: neither true nor false"),
    "no rows": (without("rows"), "rows: missing"),
    "no lines": (without("lines"), "lines: missing"),
    "lines that are none": (top(lines=[5]), "lines.1: not an object"),
    "period the wrong way round": (
        top(period={"first": "2026-10-31", "last": "2026-10-01", "zone": "UTC"}),
        "period.last: before the first day",
    ),
    "period of another time": (
        top(period={"first": "2026-07-01", "last": "2026-07-31", "zone": "UTC"}, days=[]),
        "lines.1.month: outside of the period",
    ),
    "a day of another month": (day(day="2026-09-01"), "days.1.day: outside of the period"),
    "a day with more cached than all": (
        day(cache_read="99000000"),
        "days.1.cache_read: more cached tokens than input",
    ),
    "days as words": (top(days=["2026-10-01"]), "days.1: not an object"),
    "notes as a word": (top(notes="hello"), "notes: not a list of words"),
    "a note that is an object": (top(notes=[{}]), "notes: not a list of words"),
    "no currency": (line(1, currency=None), f"lines.2.currency: {MISSING_MONEY}"),
    "a currency that is none": (line(1, currency="Euro"), "lines.2.currency: no currency: 'Euro'"),
    "money of no kind": (line(1, money_kind=None), f"lines.2.money_kind: {MISSING_MONEY}"),
    "tokens of no unit": (line(1, unit=None), "lines.2.unit: missing, and there is a quantity"),
    "tokens below 0": (
        line(1, quantity="-1"),
        "lines: the tokens of syn-large, cache_read, in 2026-10 come to less than 0: corrections exceed use",
    ),
    "a decimal comma": (line(1, billed="0,54"), "lines.2.billed: not a number: '0,54'"),
    "money as a truth": (line(1, billed=True), "lines.2.billed: not a number: 'True'"),
    "a slice of slices": (line(1, slice={"project": {"a": "b"}}), "lines.2.slice: not a word"),
    "a model that is a list": (line(1, model_raw=["a"]), "lines.2.model_raw: not a word"),
    "a factor": (top(price_factor="0.5"), "price_factor: the command line writes no such field"),
    "a factor of a line": (line(1, factor=2), "lines.2.factor: the command line writes no such field"),
    "units of a month without lines": (
        top(units=[{"month": "2026-09", "slice": {}, "units": 5}]),
        "units.1.month: a month without lines",
    ),
    "more reasoning than output": (
        top(tokens={"reasoning": "99999999999"}),
        "tokens.reasoning: more than the output of all lines",
    ),
    "kinds not told that are none": (top(not_told=["gold"]), "not_told: not known: gold"),
}
AS_IT_SAYS: Final[dict[str, tuple[Edit, str]]] = {
    "amounts that are numbers": (line(1, billed=0.54), "Money, billed€43.97"),
    "another amount": (line(1, billed="1.54"), "Money, billed€44.97"),
    "a refund": (line(2, billed="-1000"), "Money, billed−€977.64"),
    "no days": (without("days"), "FOCUS bill 1.3, 1 October 2026 (UTC): 6 rows, none refused"),
    "no period": (without("period"), "FOCUS bill 1.3, no days: 6 rows, none refused"),
    "another period": (
        top(period={"first": "2026-10-01", "last": "2026-10-31", "zone": "UTC"}),
        "FOCUS bill 1.3, 1 October 2026 to 31 October 2026 (UTC)",
    ),
    "a currency in small letters": (line(1, currency="eur"), "Money, billed€43.97"),
    "a note": (top(notes=["Two rows are guesses."]), "Two rows are guesses."),
}


def edited(edit: Edit) -> dict[str, Any]:
    data = deepcopy(answer_of("focus-1.3-saas-eur.csv"))
    edit(data)
    return data


def asked(client: Client, data: dict[str, Any]) -> Any:
    body = {"usage": data, "units": 100, "rates": {"EUR": "1.1"}}
    return client.post("/api/v1/usage", json.dumps(body), content_type="application/json")


@pytest.mark.parametrize(("edit", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_true_is_refused_at_its_field(
    alice_client: Client, send: Send, edit: Edit, said: str
) -> None:
    data = edited(edit)

    upload = send(alice_client, "edited.json", json.dumps(data))
    answer = asked(alice_client, data)

    assert (upload.state, upload.failure) == ("failed", f"{NOT_AS_WRITTEN}{said}.")
    assert said in text_of(alice_client.get(upload.get_absolute_url()))
    field = said.partition(":")[0]
    assert answer.status_code == 422
    assert any(name.startswith(f"usage.{field}") for name in answer.json()["errors"])


@pytest.mark.parametrize("indent", [None, 2], ids=["in one line", "over many lines"])
@pytest.mark.parametrize(("edit", "said"), AS_IT_SAYS.values(), ids=AS_IT_SAYS.keys())
def test_what_may_be_true_is_read_as_it_says(
    alice_client: Client, send: Send, edit: Edit, said: str, indent: int | None
) -> None:
    upload = send(alice_client, "edited.json", json.dumps(edited(edit), indent=indent))

    page = text_of(alice_client.get(upload.get_absolute_url()))
    sent = {"month": "2026-10", "units_by": "typed", "units": "100", "alias_0": "", "alias_1": ""}
    rate = {"rate_EUR": "1.1", "rate_on_EUR": "2026-10-31"}
    alice_client.post(upload.get_absolute_url(), sent | rate)

    assert said in page
    # A refund of more than the usage leaves nothing to measure: test_corrected_away.py.
    shown = alice_client.get(reverse("usage:inputs", args=[upload.pk]))
    assert shown.status_code == (302 if "−" in said else 200)
