"""The pictures of a report say what its sentences and tables say."""

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.compose import compose
from tests.reports.readers import sheet, source


def test_a_score_with_unknown_answers_is_told_from_its_lowest_to_its_highest_everywhere() -> None:
    """W18: the strip of the board page told the lowest alone, the curve both."""
    charts = compose(source(sheet(2, q11="dk", q14="dk"))).charts

    told = [charts["strip"]["you"], charts["cover_stages"]["you"], charts["curve"]["you"]["label"]]
    assert told == ["You: 43.3 to 56.7 of 100", "You: 43.3 to 56.7 of 100", "You: 43.3 to 56.7"]


def test_a_score_that_is_known_is_one_figure() -> None:
    charts = compose(source(sheet(2))).charts

    assert (charts["strip"]["you"], charts["curve"]["you"]["label"]) == ("You: 50.0 of 100", "You: 50.0")


def test_the_stairs_of_the_cover_are_lit_no_further_than_the_stage() -> None:
    """Levels that come to 78.3 of 100, and a weakest dimension that holds the stage at Tracked."""
    levels = (4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 3, 4, 0, 0, 1)
    answered = Sheet("1", {f"q{n}": level for n, level in enumerate(levels, 1)}, {})
    told = compose(source(answered))

    stairs = told.charts["cover_stages"]

    assert told.maturity is not None
    lit = [bar["name"] for bar in stairs["bars"] if bar["filled"]]
    assert lit[-1] in told.maturity.stage
    assert stairs["title"] == f"The five stages, lit up to {lit[-1]}, with a mark at a score of 78.3"
