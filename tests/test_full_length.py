"""What one door accepts, every other door can draw: numbers at their full length through all of them."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from calculator.domain.costs import estimate
from calculator.domain.formulas.lines import explain
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.workload_input import parse_workload
from calculator.files.exports import as_csv
from calculator.models import Scenario
from calculator.web import explore_page
from calculator.web.estimate import read
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Costed, Source
from runrate.reports.models import Report
from runrate.reports.rendering.document import print_job
from tests.calculator.full_length import AMOUNTS, SHARES, full_length
from tests.calculator.pocket_calculator import worked_out
from tests.journeys.fresh import forget_counts
from tests.reports.readers import ARTICLE_ANSWERS, DAY, source

FEW = settings(max_examples=12, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=40, suppress_health_check=list(HealthCheck))
THIRDS: dict[str, Any] = {
    "units_per_month": "1000", "input_tokens": "1000", "output_tokens": "100", "input_price": "3",
    "output_price": "15", "batch_share": "0.333333333333333", "cache_read_share": "0.142857142857143",
    "cache_read_price": "0.3", "routed_share": "0.333333333333333", "routed_input_price": "0.142857142857143",
    "routed_output_price": "1",
}  # fmt: skip


@given(full_length())
@example(THIRDS)
@SOME
def test_every_formula_is_exact_or_says_that_it_was_cut(inputs: dict[str, Any]) -> None:
    workload = parse_workload(inputs)
    found = estimate(workload)

    for line, cost in zip(explain(workload, found), found.listed, strict=True):
        if line.substituted and "…" not in line.substituted:
            assert worked_out(line.substituted) == cost.monthly, line
        for figure in line.substituted.split():
            assert len(figure) < 400, line


@given(full_length())
@example(THIRDS)
@SOME
def test_page_explore_table_and_report_are_drawn_from_whatever_is_accepted(inputs: dict[str, Any]) -> None:
    workload = parse_workload(inputs)

    assert read(workload).rows
    assert explore_page.explore(Exploration({}, workload)).total
    assert len(list(csv.reader(StringIO(as_csv(workload))))) > 15
    for assessed in (None, ARTICLE_ANSWERS):
        made = source(assessed, workload)
        assert parse_source(json.loads(json.dumps(made.as_json()))) == made
        content = compose(made).as_json()
        assert "<html" in print_job(content, attachment="", created=None).html  # type: ignore[arg-type]


@st.composite
def guessed(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, str]]:
    inputs = draw(full_length())
    names = draw(st.lists(st.sampled_from(sorted(inputs)), min_size=1, max_size=4, unique=True))
    ends = st.sampled_from([*AMOUNTS, *SHARES, "", "0"])
    typed = {f"{end}_{name}": draw(ends) for name in names for end in ("low", "high")}
    more = {
        "seed": draw(st.sampled_from(["1", "4294967295", ""])),
        "growth": draw(st.sampled_from(["-1", "10", "0.333333333333333333333333333333"])),
        "review_rate_decay": draw(st.sampled_from(["0", "2", "1e-29", "0.142857142857143"])),
        "price_change": draw(st.sampled_from(["-1", "10", "0.99999999999999999999999999999"])),
    }
    return inputs, typed | more


@given(guessed())
@SOME
def test_guesses_of_any_length_are_explored_or_refused_at_their_field(
    asked: tuple[dict[str, Any], dict[str, str]],
) -> None:
    inputs, typed = asked

    form = Exploration(typed, parse_workload(inputs))

    assert explore_page.explore(form).year
    assert all(form.errors.values())


@pytest.mark.django_db
@given(full_length(), st.booleans())
@example(THIRDS, True)
@FEW
def test_no_door_answers_five_hundred_to_what_another_accepts(inputs: dict[str, Any], guess: bool) -> None:
    client, query = Client(raise_request_exception=False), urlencode(inputs)
    cache.clear()
    forget_counts()
    Report.objects.all().delete()
    owner, _new = User.objects.get_or_create(email="long@example.com")
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    typed = urlencode({"low_input_price": "0", "high_input_price": "1e29"}) if guess else ""

    answers = {
        path: client.get(f"{path}?{query}&{typed}")
        for path in ("/calculator/", "/calculator/explore/", "/calculator/models/", "/calculator/costs.csv",
                     "/calculator/costs.json", "/calculator/costs.xlsx")
    }  # fmt: skip
    answers["api"] = client.post("/api/v1/estimates", json.dumps(inputs), content_type="application/json")
    answers["save"] = client.post(
        "/calculator/save/", {"scenario": f"{query}&{typed}", "name": "Long", "id": str(uuid4())}
    )
    scenario = Scenario.objects.latest("created_at")
    for end in ("", "edit/", "prices/", "costs.csv", "costs.json", "costs.xlsx"):
        answers[f"scenario {end}"] = client.get(f"/scenarios/{scenario.pk}/{end}")
    answers["list"] = client.get("/scenarios/")
    answers["portfolio"] = client.get("/scenarios/portfolio/")
    answers["report"] = client.post("/reports/new/", {"scenario": str(scenario.pk)})
    report = Report.objects.latest("created_at")

    assert {
        path: answer.status_code for path, answer in answers.items() if answer.status_code not in {200, 302}
    } == {}
    assert load_workbook(BytesIO(answers["scenario costs.xlsx"].content))["Costs"]["A1"].value
    beside = {"origins", "notes"}
    exported = json.loads(answers["scenario costs.json"].content)
    kept = {key: value for key, value in exported.items() if key not in beside}
    assert kept == parse_workload(inputs).as_json()
    assert compose(report.read_source()).cost


def test_a_long_number_is_cut_where_it_would_fill_the_page() -> None:
    workload = parse_workload(
        THIRDS | {"input_price": "0.333333333333333", "retry_rate": "0.142857142857143"}
    )

    retries = explain(workload, estimate(workload))[1]

    assert "…" in retries.substituted
    assert "0.142857142857143" in retries.substituted


def test_a_reports_source_keeps_every_digit() -> None:
    costed = Costed(parse_workload(THIRDS), "Thirds")

    assert parse_source(json.loads(json.dumps(Source(DAY, None, costed).as_json()))) == Source(
        DAY, None, costed
    )
