"""More than one of what is counted."""

import pytest

from calculator.domain.units import counted, plural_of


@pytest.mark.parametrize(("number", "said"), [(1, "1 claim"), (0, "0 claims"), (2200, "2,200 claims")])
def test_a_number_stands_with_as_many_of_the_unit(number: int, said: str) -> None:
    assert counted(number, "claim") == said


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ("claim", "claims"),
        ("Analysis", "Analyses"),
        ("ANALYSIS", "ANALYSes"),
        ("tickets", "tickets"),
        ("TICKETS", "TICKETS"),
        ("process", "processes"),
        ("status", "statuses"),
        ("iris", "irises"),
        ("box", "boxes"),
        ("quiz", "quizzes"),
        ("case worker person", "case worker people"),
        ("child", "children"),
        ("hour of audio", "hours of audio"),
        ("hours of audio", "hours of audio"),
        ("Fälle", "Fälle"),
        ("café", "café"),
        ("case 2", "case 2"),
        ("batch", "batches"),
        ("wish", "wishes"),
        ("month", "months"),
        ("query", "queries"),
        ("工单", "工单"),
        ("билет", "билет"),
        ("🤖", "🤖"),
        ("تذكرة", "تذكرة"),
        ("QUERY", "QUERies"),
        ("y", "ies"),
        ("day", "days"),
        ("key", "keys"),
        ("alibiy", "alibiys"),
        ("address", "addresses"),
        ("guy", "guys"),
        ("claim with all of its appendices", "claims with all of its appendices"),
        ("reply for a customer", "replies for a customer"),
        ("with", "withs"),
    ],
)
def test_more_than_one_is_called_as_people_call_it(one: str, more: str) -> None:
    """W32."""
    assert plural_of(one) == more
