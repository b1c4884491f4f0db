"""Published figures: each with number, source and day, shown until there is a benchmark, never as one."""

from datetime import date

import pytest
from django.test import Client

from assessment.domain import published_figures
from assessment.domain.questionnaire import load
from tests.assessment.others import people, publish, submit
from tests.assessment.walking import at, finished

TITLE = "What others have published"


@pytest.mark.parametrize(
    "anchor", published_figures.published(), ids=lambda anchor: f"{anchor.question}-{anchor.n}"
)
def test_each_says_how_many_were_asked_by_whom_and_when(anchor: published_figures.Anchor) -> None:
    assert 0 < anchor.percent < 100
    assert anchor.n >= 100
    assert anchor.source
    assert date(2024, 1, 1) <= anchor.published_on <= anchor.checked_on
    assert anchor.read_at.startswith("https://")
    assert anchor.checked_on <= date.today()  # noqa: DTZ011  # a day, not a moment
    assert anchor.question in ("", *load("1").keys)


def test_each_is_as_it_was_read_at_its_source() -> None:
    """A figure that changes here has to be read again where it says, and its day with it."""
    checked = date(2026, 11, 28)

    assert [
        (each.question, each.percent, each.n, each.says, each.source)
        for each in published_figures.published()
    ] == [
        (
            "q13",
            15,
            372,
            "forecast their AI cost within 10%; 24% missed it by more than 50%",
            "Mavvrik and Benchmarkit, 2025 State of AI Cost Management",
        ),
        (
            "",
            79,
            500,
            "saw AI cost more than planned within a year; finance leaders of large companies",
            "DoiT and Sapio Research, AI Spending Survey",
        ),
        (
            "",
            98,
            1192,
            "manage AI spend, up from 63% a year earlier",
            "FinOps Foundation, State of FinOps 2026",
        ),
    ]
    assert [
        (each.published_on, each.by_month, each.read_at, each.checked_on)
        for each in published_figures.published()
    ] == [
        (
            date(2025, 1, 1),
            False,
            (
                "https://www.prnewswire.com/news-releases/2025-state-of-ai-cost-management-research-finds-"
                "85-of-companies-miss-ai-forecasts-by-10-302551947.html"
            ),
            checked,
        ),
        (date(2026, 2, 1), True, "https://kostkompass.com/ai-budget-overrun-finops-paradox/", checked),
        (date(2026, 2, 1), True, "https://data.finops.org/", checked),
    ]


@pytest.mark.django_db
def test_they_stand_where_the_benchmark_will_and_go_when_it_comes(client: Client) -> None:
    for person in people(49):
        submit(person, 1)
    publish()
    mine = finished(client, "3")
    before = client.get(at("result", mine)).content.decode()
    submit(people(1, "last")[0], 1)
    publish()

    after = client.get(at("result", mine)).content.decode()

    assert (TITLE in before, "Higher than" in before) == (True, False)
    assert (TITLE in after, "Higher than" in after) == (False, True)


@pytest.mark.django_db
def test_none_is_called_a_percentile_and_each_is_printed_with_its_number(client: Client) -> None:
    page = client.get(at("result", finished(client))).content.decode()
    section = page.partition(TITLE)[2].partition("</details>")[0]

    assert [
        f"{each.percent}% of {each.n:,} respondents" in section for each in published_figures.published()
    ] == [True] * 3
    assert "percentile" not in section.lower()
    assert "shown once 50 accounts have one" in section


@pytest.mark.django_db
def test_a_question_is_said_to_ask_the_same_only_beside_the_survey_that_did(client: Client) -> None:
    page = client.get(at("result", finished(client))).text
    section = page.partition(TITLE)[2].partition("</details>")[0]

    said = [each for each in section.split("<li>") if "asks you the same" in each]

    assert len(said) == 1
    assert "forecast their AI cost within 10%" in said[0]
    assert "Question 13 asks you the same." in said[0]
