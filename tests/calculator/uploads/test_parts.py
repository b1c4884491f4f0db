"""Usage and cost of one vendor are two views of one source; which files are one bill is said."""

import pytest

from calculator.models import UsageExport, UsageUpload
from calculator.uploads.pairs import ALL
from calculator.uploads.parts import is_cost, other_view, parted, source_of

USAGE, COST = "openai-dashboard-usage", "openai-dashboard-cost"


def upload(said: str = "") -> UsageUpload:
    return UsageUpload(choice={"partners": {"openai": said}} if said else {})


def export(format: str, of: UsageUpload, project: str = "") -> UsageExport:
    return UsageExport(format=format, upload=of, lines=[{"slice": {"project": project}}])


def test_usage_and_cost_are_two_views_of_one_source() -> None:
    usage, cost = export(USAGE, upload()), export(COST, upload())

    assert source_of(USAGE) == source_of(COST) == "openai"
    assert (is_cost(COST), is_cost(USAGE)) == (True, False)
    assert parted([usage, cost]) == ([cost], [usage])


def test_one_file_of_the_other_view_alone_needs_no_question() -> None:
    mine, cost = upload(), export(COST, upload())

    found = other_view(mine, [export(USAGE, mine)], [cost], "openai")

    assert (found.wanted, found.candidates) == ([cost], ())


@pytest.mark.parametrize(
    ("project", "more"), [("y", True), ("x", False), ("", False)], ids=["another", "the same", "untold"]
)
def test_a_file_of_the_same_view_is_another_part_where_it_is_of_another_project(
    project: str, more: bool
) -> None:
    mine, other = upload(), upload()
    others = [export(COST, upload()), export(USAGE, other, project)]

    found = other_view(mine, [export(USAGE, mine, "x")], others, "openai")

    assert (found.wanted, found.with_mine) == ([], ())
    assert found.more == ([other] if more else [])


def test_all_of_them_are_those_of_which_it_was_said() -> None:
    mine = upload(ALL)
    said, unsaid = ([export(name, upload(word)) for name in (USAGE, COST)] for word in (ALL, ""))

    found = other_view(mine, [export(USAGE, mine)], [*said, *unsaid], "openai")

    assert (found.wanted, found.with_mine) == ([said[1]], [said[0]])
