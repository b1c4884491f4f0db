"""Shares, what stays and what one more adds, other volumes and inputs that move: as formulas."""

from collections.abc import Iterable

import pytest

from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Scenario, read
from runrate.reports.domain.formulas.cost import of_costs, of_swings, of_volumes
from runrate.reports.domain.sections.scaling import describe_scale
from tests.reports.readers import BY_THE_MINUTE, LARGE, SMALL, article, source, workload


def scenario_of(inputs: object = SMALL) -> Scenario:
    found = read(article(SMALL) if inputs is SMALL else source(None, workload(inputs))).scenario  # type: ignore[arg-type]  # one of the readers
    assert found is not None
    return found


def told(rows: Iterable[FormulaRow]) -> dict[str, tuple[str, str]]:
    return {row.name: (row.substituted, row.monthly) for row in rows}


def test_what_lies_above_and_below_the_waterline() -> None:
    found = told(of_costs(scenario_of()))

    assert found["Share of tokens, of what is entered"] == ("$99.00 ÷ $13,607.55", "0.7%")
    assert found["Below the waterline, as far as entered"] == ("$13,607.55 − $99.00", "$13,508.55")
    assert found["Share of Human review, of what is entered"] == ("$10,000.00 ÷ $13,607.55", "73.5%")


def test_nearly_all_below_the_waterline_is_told_by_its_side_in_formula_and_sentence_alike() -> None:
    """1 − 0.0% is no share that is over 99.9%."""
    nearly = {**SMALL, "integrations_monthly": 9_000_000}

    found = told(of_costs(scenario_of(nearly)))

    assert found["Share of tokens, of what is entered"] == ("$99.00 ÷ $9,013,099.00", "under 0.1%")
    assert found["Share below the waterline, of what is entered"] == (
        "($9,013,099.00 − $99.00) ÷ $9,013,099.00",
        "over 99.9%",
    )
    one = told(of_costs(scenario_of()))
    assert one["Share below the waterline, of what is entered"] == ("1 − 0.007", "99.3%")


def test_reviewers_in_whole_people_move_in_steps() -> None:
    found = told(of_costs(scenario_of()))

    assert found["Share that moves in whole steps, of what is entered"] == (
        "$10,000.00 ÷ $13,607.55",
        "73.5%",
    )
    by_the_minute = told(of_costs(scenario_of(BY_THE_MINUTE)))
    assert [name for name in by_the_minute if "moves in whole steps" in name] == []


def test_the_volumes_that_sentences_name_have_their_unit_and_the_largest_its_visible_share() -> None:
    scenario = scenario_of(LARGE)

    names = [row.name for row in of_volumes(scenario, scenario.scale)]

    assert names == [
        "One ticket at 11,000,000 tickets, at least",
        "One ticket at 110,000,000 tickets, at least",
        "Visible share at 110,000,000 tickets, of what is entered",
    ]


def test_an_input_that_moves_takes_its_lines_out_and_puts_them_back() -> None:
    scenario = scenario_of(BY_THE_MINUTE)

    found = told(of_swings(scenario, scenario.drivers))

    assert found["Minutes per review, a fifth less"] == ("$4,699.00 − $1,100.00 + $880.00", "$4,479")
    assert [name for name in found if name.endswith("swing")] == ["Observability, swing"]
    assert found["Observability, swing"] == ("$5,099.00 − $4,299.00", "$800")


@pytest.mark.parametrize(
    ("read", "figures", "more"),
    [
        ("0.5", ("1 − 0.2 − 0.25", "55%"), "at most 55%"),
        ("0.4", None, "a fifth more"),
        ("0.55", ("1 − 0.2 − 0.25", "55%"), "at most 55%"),
    ],
)
def test_where_a_cached_share_stops_has_its_formula_and_names_the_end(
    read: str, figures: tuple[str, str] | None, more: str
) -> None:
    cached = {"cache_read_share": read, "cache_write_share": "0.2", "cache_write_1h_share": "0.25"}
    scenario = scenario_of({**SMALL, **cached, "units_per_day": 100_000})

    moved = tuple(swing for swing in scenario.swings if swing.field == "cache_read_share")
    found = told(of_swings(scenario, moved))

    label = "Cached input (read), at most"
    assert found.get(label) == figures
    ends = [name for name in found if name.startswith("Cached input (read), a") and name != label]
    assert ends == ["Cached input (read), a fifth less", f"Cached input (read), {more}"]


def test_an_input_that_moves_no_line_at_one_end_takes_nothing_out_and_puts_nothing_back() -> None:
    """One reviewer is needed today and for fewer reviews; for more there has to be another."""
    scenario = scenario_of()

    rows = list(of_swings(scenario, scenario.drivers))

    said = "total per month: no line changes, as in blocks that are not full"
    still = [(row.name, row.substituted, row.monthly) for row in rows if row.formula == said]
    assert still == [
        ("Human review rate, a fifth less", "$13,607.55", "$13,608"),
        ("Reviews per reviewer per month, a fifth more", "$13,607.55", "$13,608"),
    ]
    assert [row.name for row in rows if "$0.00" in row.substituted] == []


def test_the_ends_of_inputs_that_move_have_in_their_formulas_the_digits_of_their_column() -> None:
    """One end that needs five decimals gives them to all."""
    tiny = {
        name: value for name, value in SMALL.items() if name.startswith(("unit", "days", "output", "input"))
    }
    scenario = scenario_of(
        {**tiny, "units_per_day": 1, "days_per_month": 1, "integrations_monthly": "0.0501"}
    )

    scale = describe_scale(scenario)
    assert scale is not None
    ends = {end for row in scale.drivers for end in (row.low, row.high)}

    told = {row.monthly for row in of_swings(scenario, scenario.drivers)}
    assert {len(end.partition(".")[2]) for end in ends} == {5}
    assert ends - told == set()
