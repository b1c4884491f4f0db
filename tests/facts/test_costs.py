"""One fact, many ways out: what is said of a workload is the same in each of them, to the last digit."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calculator.workloads import agents
from tests.facts.costs import (
    HALF_ENTERED,
    NOT_ENTERED,
    UNKNOWN,
    Facts,
    of_api,
    of_command_line,
    of_csv,
    of_json,
    of_page,
    of_reports,
    of_workbook,
    visitor,
)
from tests.truth.reader import shows, shows_share
from tests.truth.readers import workloads

pytestmark = pytest.mark.django_db
SHARES = {"visible_share", "invoice_share", "break_even_review_rate"}
SHOWN = ("headline", "total_monthly", "cost_per_unit", "visible_share", "visible_label", "bounded", "lines")
CANNOT = "cannot be as entered"
every = st.one_of(workloads(), workloads(), agents())


def lines_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and amount of each line in the API's order, those apart that the workload has not."""
    return [
        (facts[f"name.{key}"], amount)
        for key, amount in (
            (name.removeprefix("line."), value) for name, value in facts.items() if name[:5] == "line."
        )
    ]


def same(told: str, exact: str, name: str = "") -> bool:
    """Whether a figure as it is shown is the exact one."""
    if told == HALF_ENTERED:
        return Fraction(exact) == 0
    if UNKNOWN in (told, exact) or NOT_ENTERED in (told, exact):
        return told == exact
    return shows_share(told, Fraction(exact)) if name in SHARES else shows(told, Fraction(exact))


@given(every)
def test_each_way_out_says_the_same_of_a_workload(inputs: dict[str, Any]) -> None:
    told, table = of_api(visitor(), inputs), of_csv(visitor(), inputs)

    assert of_command_line(inputs) == told
    assert of_json(visitor(), inputs) == told
    the_files_say_what_the_api_says(told, table, of_workbook(visitor(), inputs))
    page_and_report_say_what_the_files_say(told, table, of_page(visitor(), inputs), of_reports(inputs))


def the_files_say_what_the_api_says(told: Facts, table: Facts, book: Facts) -> None:
    bounds, told = bounds_in_words(told), as_people_are_told(told)
    figures = {name for name in told if name in table and name != "bounds"}

    assert {name: table[name] for name in figures} == {name: told[name] for name in figures}
    assert [pair for pair in table["lines"] if pair not in lines_of(told)] == []
    assert [name for name, _ in book["lines"]] == [name for name, _ in table["lines"]]
    for (_name, amount), (_same_name, exact) in zip(book["lines"], table["lines"], strict=True):
        assert amount == exact == NOT_ENTERED or isclose(amount, float(exact), rel_tol=1e-9, abs_tol=1e-9)
    for name in SHARES | {"total_monthly", "total_yearly", "cost_per_unit", "net_monthly", "payback_months"}:
        exact, held = told[name], book[name]
        assert (exact == UNKNOWN) is (held == UNKNOWN)
        assert exact == UNKNOWN or isclose(held, float(exact), rel_tol=1e-9, abs_tol=1e-9)
    assert table["bounds"] == {name: said for name, said in bounds.items() if name in table}
    assert book["bounds"] == {name: said for name, said in bounds.items() if name in book}
    missing = NOT_ENTERED in [amount for _name, amount in table["lines"]]
    assert ("total_monthly" in bounds) is missing or told["notes"] != []
    assert [sentence for sentence in table["verdict"] if sentence not in book["texts"]] == []
    labels = {name: label for name, label in table.items() if name.startswith("label.") and name in book}
    assert {name: book[name] for name in labels} == labels


def as_people_are_told(told: Facts) -> Facts:
    """Without the figures that follow from what cannot be as entered: programs alone have them."""
    return told | {name: UNKNOWN for name, bound in told["bounds"].items() if bound == "out_of_reach"}


def bounds_in_words(told: Facts) -> dict[str, str]:
    """What the API says of each figure that is not exact, as files write it."""
    words = {"at_least": "at least", "at_most": "at most", "as_entered": "as far as entered"}
    words["out_of_reach"] = CANNOT
    return {
        name: "of what is entered" if name.endswith("_share") else words[bound]
        for name, bound in told["bounds"].items()
    }


def page_and_report_say_what_the_files_say(
    told: Facts, table: Facts, page: Facts, reports: Iterator[Facts]
) -> None:
    """On screen and on paper."""
    content, screen, paper = reports
    page["headline"] = page["headline"].removesuffix(".")

    for report in (content, screen, paper):
        assert {name: report[name] for name in SHOWN} == {name: page[name] for name in SHOWN}
        assert report["verdict"] == table["verdict"] == page["verdict"][: len(table["verdict"])]
    for name in ("total_monthly", "cost_per_unit", "visible_share"):
        assert same(page[name], told[name], name)
    assert page["bounded"] is bool(set(table["bounds"].values()) - {CANNOT})
    assert page["formulas"] == told["formulas"]
    # What is reckoned alike stands in one row of the report, under all of its names.
    rows = content["results"].items()
    assert [
        name
        for name, shown in told["formulas"].items()
        if not any(name.lower() in row.lower() and shown == printed for row, printed in rows)
    ] == []
    assert [name for name, _ in page["lines"]] == [name for name, _ in table["lines"]]
    for (_name, shown), (_same_name, exact) in zip(page["lines"], table["lines"], strict=True):
        assert same(shown, exact)
    labels = {name.removeprefix("label."): said for name, said in table.items() if name.startswith("label.")}
    # On the page the rows of a step, or of a line of one's own, stand under its number.
    flat = {name: label for name, label in labels.items() if "." not in name}
    assert {name: page["labels"][name] for name in flat} == flat
    named = {label.partition(":")[0] for name, label in labels.items() if name.endswith(".name")}
    others = [label for name, label in labels.items() if not name.endswith(".name")]
    assert [label for label in others if label.casefold() not in content["inputs"]] == []
    # A line with a name alone is told as one that was not entered, among the lines.
    assert content["called"] == named & {label.partition(":")[0] for label in others}
