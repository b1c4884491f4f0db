"""Every sentence that a template says of its reader has a condition, and is true on the pages that are drawn.

What stands in a template without anything of its reader in it, and outside of any condition, is the same for
everybody; so is a label that comes and goes with its figure. All else needs a condition or is named by kind.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import pytest
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.answer_sheet import Sheet
from assessment.services import submissions
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core.rendering import cached_parts
from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.document import context
from tests.assessment.linking import path_of, share
from tests.assessment.sheets import sheets
from tests.facts.costs import query, visitor
from tests.reports.printing import job_of
from tests.reports.readers import source
from tests.truth import known as hand_made
from tests.truth.conditions_pages import (
    PAGES_OF_ANSWERS,
    PAGES_OF_COSTS,
    PAGES_OF_SOURCES,
    TARGET,
    TRIGGERS,
)
from tests.truth.page_words import HELD_ELSEWHERE, NO_PAGE_STATEMENTS
from tests.truth.reader import Answers, Costs
from tests.truth.readers import workloads
from tests.truth.recording import Said, recorded
from tests.truth.template_messages import (
    TESTS,
    Message,
    longest_piece,
    messages_of,
    under,
    with_included,
)

PARTS: Final = "given find_out standing anchors meaning holding step next_step stages_table"
PAGES: Final = with_included(
    "assessment/result.html",
    *(f"assessment/parts/{name}.html" for name in PARTS.split()),
    "calculator/page.html",
    "calculator/keep.html",
    "calculator/explore.html",
    "scenarios/portfolio.html",
    "scenarios/compare.html",
    "scenarios/detail.html",
    "reports/body.html",
    "reports/pdf/report.html",
    *under("reports/parts"),
)
"""Results, estimates, what is made of them; other pages say nothing of answers or costs."""
CONDITIONS: Final = {**PAGES_OF_ANSWERS, **PAGES_OF_COSTS, **PAGES_OF_SOURCES}


NOBODY_CHECKED: Final = "Nobody here has checked its inputs; the figures are calculated from them."


def every_message() -> Iterator[Message]:
    for template in sorted(PAGES):
        yield from messages_of(template)


def test_each_message_of_a_template_that_may_state_something_has_a_condition_or_a_kind() -> None:
    named = {*CONDITIONS, *NO_PAGE_STATEMENTS, *HELD_ELSEWHERE}

    assert [each for each in every_message() if each.may_state and each.text not in named] == []


def test_no_message_has_two_kinds_or_is_named_and_in_no_template() -> None:
    named = [*CONDITIONS, *NO_PAGE_STATEMENTS, *HELD_ELSEWHERE]
    there = {each.text for each in every_message()}

    assert sorted(set(named) - there) == []
    assert len(named) == len(set(named))


@pytest.mark.parametrize("message", HELD_ELSEWHERE)
def test_what_is_held_elsewhere_is_asserted_there(message: str) -> None:
    """Its longest piece between two words of its reader, as far as a line of a test has it."""
    assert longest_piece(message) in (TESTS / HELD_ELSEWHERE[message]).read_text("utf-8")


def on(client: Client, address: str, data: dict[str, str] | None = None) -> list[Said]:
    """What a page says; no part of it is taken from one that was drawn before."""
    cached_parts._rendered.cache_clear()
    with recorded() as book:
        answer = client.get(address, data, follow=True)
    assert answer.status_code == 200
    return [said for said in book if said.message in CONDITIONS]


def untrue_of_costs(book: list[Said], inputs: dict[str, Any]) -> list[str]:
    costs = Costs(inputs)
    return [said.text for said in book if not PAGES_OF_COSTS[said.message](costs, said.words)]


def reading(owner: User) -> Client:
    client = visitor()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def on_the_result_page(sheet: Sheet) -> list[Said]:
    owner, _new = User.objects.get_or_create(email="reader@example.com")
    return on(reading(owner), submissions.record(sheet=sheet, owner=owner).get_absolute_url())


@pytest.mark.django_db
@given(sheets())
def test_each_sentence_in_the_templates_of_a_result_is_true(sheet: Sheet) -> None:
    answers = Answers(sheet)
    book = on_the_result_page(sheet)

    assert [said.text for said in book if not PAGES_OF_ANSWERS[said.message](answers, said.words)] == []
    assert book != []


@pytest.mark.django_db
@given(workloads())
def test_each_sentence_in_the_templates_of_an_estimate_is_true(inputs: dict[str, Any]) -> None:
    book = on(visitor(), "/calculator/", query(inputs))

    assert untrue_of_costs(book, inputs) == []
    assert book != []


@pytest.mark.django_db
@settings(max_examples=max(50, settings().max_examples // 4))
@given(workloads())
def test_each_sentence_in_the_templates_of_exploring_is_true(inputs: dict[str, Any]) -> None:
    book = on(visitor(), "/calculator/explore/", query(inputs))

    assert untrue_of_costs(book, inputs) == []
    assert book != []


def in_a_report(made_from: Source) -> list[Said]:
    """On its page and on paper."""
    content = json.loads(json.dumps(asdict(compose(made_from))))
    with recorded() as book:
        render_to_string("reports/body.html", context(content))
        job_of(made_from)
    return [said for said in book if said.message in PAGES_OF_SOURCES]


def test_each_sentence_in_the_templates_of_a_report_is_true() -> None:
    told = set()
    for made_from in hand_made.documents():
        book = in_a_report(made_from)
        told |= {said.message for said in book}
        assert [said.text for said in book if not PAGES_OF_SOURCES[said.message](made_from, said.words)] == []

    assert told == set(PAGES_OF_SOURCES)


@settings(max_examples=max(12, settings().max_examples // 16))
@given(workloads(), sheets(), st.sampled_from(["both", "costs", "answers"]), st.booleans())
def test_each_sentence_in_the_templates_of_a_composed_report_is_true(
    inputs: dict[str, Any], sheet: Sheet, halves: str, imported: bool
) -> None:
    answered = None if halves == "costs" else sheet
    made_from = source(answered, None if halves == "answers" else parse_workload(inputs), imported=imported)
    book = in_a_report(made_from)

    assert [said.text for said in book if not PAGES_OF_SOURCES[said.message](made_from, said.words)] == []
    assert (NOBODY_CHECKED in {said.message for said in book}) is imported


@pytest.mark.django_db
def test_readers_made_by_hand_are_told_each_sentence_of_their_pages() -> None:
    owner, _new = User.objects.get_or_create(email="reader@example.com")
    told: set[str] = set()
    for sheet in hand_made.answers():
        told |= {said.message for said in on_the_result_page(sheet)}
    shared = share(reading(owner), submissions.record(sheet=sheet, owner=owner))
    told |= {said.message for said in on(visitor(), path_of(shared))}
    built = {**hand_made.TOKENS, **hand_made.ZEROS, "build_cost": 90_000, "value_per_unit": 2}
    seats = {"unit_name": "claim", "units_per_month": 1000, "seats": 40, "seat_monthly": 19}
    reviewed = {"review_rate": "0.1", "reviews_per_reviewer": 10, "reviewer_monthly_cost": 400}
    alone = {**seats, **hand_made.ZEROS}
    unused = {**hand_made.TOKENS, "units_per_month": 0}
    further = ({**hand_made.TOKENS, **hand_made.FREE}, built, alone, {**alone, **reviewed}, unused)
    for inputs in [*list(hand_made.workloads())[:8], *further]:
        book = on(visitor(), "/calculator/", query(inputs))
        for growth in ("", "20%") if "seats" in inputs else ("",):
            book += on(visitor(), "/calculator/explore/", {**query(inputs), "growth": growth})
        Scenario.objects.filter(owner=owner).delete()
        Scenario.objects.create(
            owner=owner, name="Desk", inputs=inputs, productivity_target=TARGET, **TRIGGERS
        )
        book += on(reading(owner), "/scenarios/portfolio/")
        told |= {said.message for said in book}
        assert untrue_of_costs([said for said in book if said.message in PAGES_OF_COSTS], inputs) == []

    assert sorted({*PAGES_OF_ANSWERS, *PAGES_OF_COSTS} - told) == []
