"""The dearest thing a stranger can ask of each address: CPU per request, against a ceiling of 150 ms."""

import json
import random
import statistics
import sys
from collections.abc import Callable
from urllib.parse import urlencode

from calculator.domain.presets import BY_KEY
from calculator.domain.workload import FIELDS, Kind
from tests.bench.bench_pages import _begun, _cpu_of, _served
from tests.faults.browser import Answer, Browser
from tests.faults.stack import stack

CEILING = 150
ROUNDS = 3
REQUESTS = 4


def main() -> None:
    """Prints a line for each address and input: the median, and whether it is below the ceiling."""
    with (
        stack(DJANGO_SETTINGS_MODULE="tests.bench.settings") as running,
        _served(running, "runrate.wsgi") as (site, address),
    ):
        running.manage("import_prices")
        sys.stdout.write(f"{'CPU per anonymous request':<52}{'ms':>8}{'below 150':>12}\n")
        for name, call in _calls(address).items():
            call()
            taken = statistics.median(_cpu_of(site, call, REQUESTS)[1] for _ in range(ROUNDS))
            sys.stdout.write(f"{name:<52}{taken:>8.1f}{'yes' if taken <= CEILING else 'NO':>12}\n")
            sys.stdout.flush()


def _calls(address: str) -> dict[str, Callable[[], Answer]]:
    visitor = Browser(address)
    short, long = BY_KEY["insurance-claims"].workload.as_json(), _long()
    guessed = {f"low_{name}": "0" for name in long} | {f"high_{name}": _high(name) for name in long}
    words = " ".join("abcdefghij" * 5)
    draft = _begun(visitor)
    body = json.dumps({**long, "max_retries": "100", "retry_rate": "0.142857142857143"})
    deep, fields = "[" * 60_000, json.dumps({f"field{number}": 1 for number in range(4000)})

    percents = "answer=2&rest=" + "%" * 399_980

    def form(path: str, text: str) -> Callable[[], Answer]:
        return lambda: visitor.post_form(path, text)

    def get(path: str, **asked: str) -> Callable[[], Answer]:
        return lambda: visitor.get(f"{path}?{urlencode(asked)}" if asked else path)

    def post(path: str, text: str) -> Callable[[], Answer]:
        return lambda: visitor.post_json(path, text)

    return {
        "/": get("/"),
        "/method/": get("/method/"),
        "/framework/": get("/framework/"),
        "/learn/": get("/learn/"),
        "/calculator/ an example": get("/calculator/"),
        "/calculator/ every field, 15 digits": get("/calculator/", **long),
        "/calculator/ every field wrong": get("/calculator/", **dict.fromkeys(long, "x")),
        "/calculator/explore/ an example": get("/calculator/explore/", **short),
        "/calculator/explore/ every field, 15 digits": get("/calculator/explore/", **long),
        "/calculator/explore/ guesses of every field": get(
            "/calculator/explore/", **short, **_of(guessed, short)
        ),
        "/calculator/explore/ guesses, 15 digits, 100 retries": get(
            "/calculator/explore/", **{**long, "max_retries": "100"}, **_of(guessed, long)
        ),
        "/calculator/models/ fifty words": get("/calculator/models/", q=words),
        "/calculator/models/ one letter": get("/calculator/models/", q="a"),
        "/calculator/models/ a name nobody knows": get("/calculator/models/", q="zzzzqqqq-9-turbo-preview"),
        "/calculator/ a model nobody knows": get("/calculator/", **{**short, "model": "zzzzqqqq-9-turbo"}),
        "/calculator/costs.csv 15 digits": get("/calculator/costs.csv", **long),
        "/calculator/costs.json 15 digits": get("/calculator/costs.json", **long),
        "/reports/sample/": get("/reports/sample/"),
        "/assessment/ all questions": get(f"/assessment/{draft}/all/"),
        "/assessment/ 400 kB of percent signs": form(f"/assessment/{draft}/1/", percents),
        "/api/v1/models whole": get("/api/v1/models"),
        "/api/v1/models fifty words": get("/api/v1/models", q=words),
        "/api/v1/questionnaire": get("/api/v1/questionnaire"),
        "/api/v1/openapi.json": get("/api/v1/openapi.json"),
        "/api/v1/estimates 15 digits, 100 retries": post("/api/v1/estimates", body),
        "/api/v1/estimates deep": post("/api/v1/estimates", deep),
        "/api/v1/estimates four thousand fields": post("/api/v1/estimates", fields),
        "/api/v1/scores four thousand fields": post("/api/v1/scores", fields),
    }


def _of(guessed: dict[str, str], inputs: dict[str, str]) -> dict[str, str]:
    numbers = {field.name for field in FIELDS if field.kind is not Kind.TEXT and not field.whole}
    return {name: text for name, text in guessed.items() if name.partition("_")[2] in numbers & set(inputs)}


def _high(name: str) -> str:
    return "1" if any(field.name == name and field.kind is Kind.SHARE for field in FIELDS) else "1000000"


def _long() -> dict[str, str]:
    """Every number of a worked example with fifteen digits."""
    dice, found = random.Random(1), dict(BY_KEY["insurance-claims"].workload.as_json())
    for field in FIELDS:
        if field.name in found and field.kind is not Kind.TEXT and not field.whole:
            digits = dice.randrange(10**14, 3 * 10**14)
            whole = found[field.name].partition(".")[0]
            found[field.name] = f"0.{digits}" if field.kind is Kind.SHARE else f"{whole}.{digits // 10**5}"
    return found


if __name__ == "__main__":
    main()
