"""What figures rest on and who answers for them: only what was given."""

from dataclasses import replace

import pytest

from runrate.reports.domain.cover import Cover
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.sections.basis import Origin, answers_for, basis, origin_of
from tests.reports.readers import LARGE, SMALL, article, sheet, source, workload

OWNED = "A named owner answers for the cost per unit."
UNNAMED = "That name is not in this report: add it before it is decided on."
LOOSE = "Engineering answers for the cost per unit, informally."
NOBODY = "No name was given for this report: add who answers for it before it is decided on."


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("", Origin.ENTERED),
        ("you entered", Origin.ENTERED),
        ("our default", Origin.DEFAULT),
        ("Our assumption (2026-11-24)", Origin.DEFAULT),
        ("price of Sonnet, checked 2026-11-10", Origin.SOURCE),
    ],
)
def test_an_input_is_entered_assumed_or_has_a_source(said: str, kind: Origin) -> None:
    assert origin_of("input_price", {"input_price": said}, {"input_price"}) is kind


def test_an_input_that_nobody_gave_is_assumed() -> None:
    assert origin_of("max_retries", {}, set()) is Origin.DEFAULT


@pytest.mark.parametrize(
    ("made_from", "said"),
    [
        (source(None, workload(SMALL)), NOBODY),
        (source(sheet(2)), f"The answers are those of Care team. {OWNED} {UNNAMED}"),
        (source(sheet(1)), f"The answers are those of Care team. {LOOSE} {NOBODY}"),
        (source(None, workload(SMALL), cover=Cover(author="Dana")), "Prepared by Dana."),
        (replace(article(SMALL), imported=True), f"The answers are those of Care team. {NOBODY}"),
    ],
)  # fmt: skip
def test_only_who_was_given_answers_for_it(made_from: Source, said: str) -> None:
    assert answers_for(read(made_from)) == said


def test_nothing_is_said_to_be_measured_where_no_bill_was_read() -> None:
    found = {each.kind: each.figures for each in basis(read(article(SMALL)))}

    assert found == {
        "Measured": "Nothing: no bill was read for this report.",
        "Entered": "14 inputs of the scenario and the fifteen answers, which nobody audited.",
        "Our assumptions": (
            "2 inputs at figures of ours, what each step saves, from our planning table (vendor's claim for "
            "Stored data and telemetry), the days of work of each step and a working day at $600."
        ),
    }


def test_the_kind_of_evidence_is_named_for_each_step_that_is_asked_for() -> None:
    found = {each.kind: each.figures for each in basis(read(article(LARGE)))}

    assert "measured in another field for Human review; no evidence for" in found["Our assumptions"]
    assert "vendor's claim for Stored data and telemetry" in found["Our assumptions"]
