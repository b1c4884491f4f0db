"""Every door that takes a number, found by walking the site: hostile ones are refused, cheaply, never 5xx."""

import json
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from math import inf
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from calculator.domain.fields import FIELDS
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.guesses import Exploration
from runrate.accounts.models import User
from tests.test_addresses import OURS, Belongings
from tests.test_addresses import belongings as belongings  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.django_db
LONG = "9" * 5000
HOSTILE = (
    "1e100000000",
    "1e400",
    "1e5000",
    LONG,
    f"0.{LONG}",
    f"{LONG}/7",
    f"{'0' * 20}{LONG}",
    "1\0",
    "\0",
    "1\ufffc",
    "[" * 3000,
)
NOT_TEXT = ("1e100000000", LONG, "1\0")
CHEAP = 10
"""How many of the calculator's plain pages a hostile number may cost beyond the same page as it is filled."""
INPUTS = BY_KEY["article-small"].workload.as_form()
# What a program sends or what its browser keeps; each page's own fields are found in the page.
NUMBERS = [field.name for field in FIELDS]
BESIDE = ["model", "priced_on", "preset", "scenario", "last_invoice", "workload_name"]
GUESSES = ["seed", "growth", "price_change", "review_rate_decay", "low_input_price", "high_input_price"]
QUERIES: dict[str, list[str]] = {
    "calculator:page": [*NUMBERS, *BESIDE],
    "calculator:explore": [*GUESSES, "other_model", "scenario", "model"],
    "calculator:models": ["q", "model"],
    "calculator:export_csv": ["input_price", "units_per_month"],
    "calculator:export_json": ["input_price"],
    "calculator:export_xlsx": ["input_price"],
    "api:models": ["q"],
    "api:benchmark": ["score", "industry", "version"],
    "scenarios:compare": ["id"],
    "reports:new": ["submission", "scenario", "day_cost"],
    "reports:start": ["submission"],
    "assessment:compare": ["first", "second"],
    "pages:framework": ["example"],
}  # fmt: skip


class Fields(HTMLParser):
    """The forms of a page: where each goes, and what it has to fill in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, dict[str, str], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("method", "get").lower(), given.get("action", ""), {}, []))
        if tag in {"input", "select", "textarea"} and self.forms and given.get("name"):
            _method, _action, filled, free = self.forms[-1]
            filled[given["name"]] = given.get("value", "")
            if given["name"] != "csrfmiddlewaretoken" and given.get("type") not in {"file", "submit"}:
                free.append(given["name"])


def cost(client: Client, method: str, path: str, sent: Any, most: float = inf) -> tuple[int, float]:
    """Status and CPU; what seems dear is asked again, for a collection of garbage is nobody's fault."""
    status, taken = _cost(client, method, path, sent)
    if taken > most:
        taken = min(taken, *(_cost(client, method, path, sent)[1] for _ in range(2)))
    return status, taken


def bound(client: Client, usual: float) -> float:
    """The CPU that this machine, at this moment, may spend on a hostile number."""
    return usual + CHEAP * min(_cost(client, "get", "/calculator/", {})[1] for _ in range(3))


def _cost(client: Client, method: str, path: str, sent: Any) -> tuple[int, float]:
    cache.clear()
    with transaction.atomic():
        began = time.thread_time()
        answer = client.get(path, sent) if method == "get" else client.post(path, sent)
        b"".join(answer)
        taken = time.thread_time() - began
        transaction.set_rollback(True)
    return answer.status_code, taken


def walked(client: Client, belongings: Belongings) -> Iterator[tuple[str, str, dict[str, str], list[str]]]:
    """Every form of every page of ours, once for each place it goes to."""
    seen = set()
    for name in OURS:
        if name.startswith(("mfa_", "account_", "usersessions", "mydata:delete")):
            continue
        path = belongings.path(name)
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for method, action, filled, free in Fields(answer.text).forms:
            place = action.partition("?")[0] or path
            if (key := (method, place, tuple(sorted(free)))) not in seen and free:
                seen.add(key)
                yield method, place, filled, free


def test_no_form_of_any_page_costs_or_breaks(belongings: Belongings, alice: User) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    broken, dear, tried = [], [], 0
    for method, place, filled, free in walked(client, belongings):
        cost(client, method, place, filled)
        most = bound(client, cost(client, method, place, filled)[1])
        for hostile in NOT_TEXT if len(free) > 20 else HOSTILE:
            status, taken = cost(client, method, place, filled | dict.fromkeys(free, hostile), most)
            tried += 1
            broken += [(method, place, hostile[:12], status)] if status >= 500 else []
            dear += [(method, place, hostile[:12], taken)] if taken > most else []

    assert broken == []
    assert dear == []
    assert tried > 100


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_string_costs_or_breaks(belongings: Belongings, alice: User, name: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    path = belongings.path(name)
    base = INPUTS if name.startswith("calculator:") else {}
    cost(client, "get", path, base)
    most = bound(client, cost(client, "get", path, base)[1])
    broken, dear = [], []
    for field in QUERIES[name]:
        for hostile in HOSTILE:
            status, taken = cost(client, "get", path, {**base, field: hostile}, most)
            broken += [(field, hostile[:12], status)] if status >= 500 else []
            dear += [(field, hostile[:12], taken)] if taken > most else []

    assert broken == []
    assert dear == []


def test_a_nested_query_string_is_bounded_too(client: Client) -> None:
    client.raise_request_exception = False
    for hostile in HOSTILE:
        for typed in (
            hostile,
            f"input_price={hostile}",
            "&".join(f"{f.name}={hostile[:200]}" for f in FIELDS),
        ):
            status, _taken = cost(client, "post", "/calculator/save/", {"scenario": typed, "name": hostile})
            assert status in {302, 400}, typed[:60]


BODIES = [
    json.dumps({"input_price": "1e100000000"}),
    f'{{"input_price": {LONG}}}',
    '{"input_price": 1e5000}',
    "[" * 60_000,
    '{"a":' * 10_000,
    json.dumps({f"f{number}": 1 for number in range(4000)}),
    '{"\\ud800": 1}',
    json.dumps({**INPUTS, "model": "\0"}),
    json.dumps({**INPUTS, "unit_name": "\ud800"}),
    '{"version": "\\u0000"}',
    json.dumps({"version": "1", "answers": {"q1": "1e9999"}}),
    f'{{"usage": {{"format": "focus", "rows": {{"read": 1e9999, "taken": {LONG}}}, "lines": []}}}}',
    f'{{"estimate": {{"units_per_month": 1e9999}}, "actual": {{"seats": {LONG}}}, "invoice": 1e99}}',
    f'{{"version": "1", "answers": {{"q1": {LONG}}}}}',
    json.dumps({"model": "\ud800", "units_per_month": 1, "input_tokens": 1, "output_tokens": 1}),
    json.dumps({"version": "1", "answers": {"q1": 1}, "context": {"team_name": "\ud800\0"}}),
]
DOORS = (
    "/api/v1/estimates", "/api/v1/usage", "/api/v1/variances", "/api/v1/scores",
    "/calculator/import/", "/assessment/import/",
)  # fmt: skip


@pytest.mark.parametrize("path", DOORS)
def test_no_body_costs_or_breaks(client: Client, path: str) -> None:
    client.raise_request_exception = False
    api = path.startswith("/api")
    client.post(path, "{}", content_type="application/json") if api else client.post(path, {"workload": "{}"})
    seen, most = {}, bound(client, 0)
    for body in BODIES:
        taken = inf
        for _again in range(3):
            cache.clear()
            began = time.thread_time()
            answer = (
                client.post(path, body, content_type="application/json")
                if api
                else client.post(path, {"workload": body, "text": body})
            )
            taken = min(taken, time.thread_time() - began)
            if taken <= most:  # else asked again, for a collection of garbage is nobody's fault
                break
        seen[body[:30]] = (answer.status_code, taken)

    assert {key: status for key, (status, _taken) in seen.items() if status >= 500} == {}
    assert {key: taken for key, (_status, taken) in seen.items() if taken > most} == {}


def test_a_seed_of_many_digits_is_refused_at_its_field() -> None:
    form = Exploration({"seed": "0" * 20 + LONG}, BY_KEY["article-small"].workload)

    assert form.errors == {"seed": "Enter a number of at most 30 digits, such as 1,200."}
