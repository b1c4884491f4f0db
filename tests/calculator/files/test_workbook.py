"""The workbook holds our figures before anybody recalculates it, and its own formulas give them after."""

import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook

from calculator.domain.cost_lines import Estimate, Note
from calculator.domain.costs import estimate
from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.formulas.bounds import told
from calculator.domain.presets import BY_KEY
from calculator.domain.prices.telling_notes import TOO_LOW
from calculator.domain.workload import Workload
from calculator.domain.workload_input import flat_from, lists_from, parse_workload
from calculator.files.sheet_cells import OUTCOMES
from calculator.files.workbook import workbook

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own syntax warnings
    import formulas

EVERYTHING = parse_workload(
    {
        "units_per_day": 1000,
        "input_tokens": 400_002,
        "output_tokens": 2000,
        "calls_per_unit": 2,
        "input_price": 3,
        "output_price": 15,
        "cache_read_share": "0.4",
        "cache_write_share": "0.05",
        "cache_read_price": "0.3",
        "long_context_threshold": 200_000,
        "long_context_input_price": 6,
        "long_context_output_price": "22.5",
        "routed_share": "0.3",
        "routed_input_price": 1,
        "routed_output_price": 5,
        "batch_share": "0.25",
        "retry_rate": "0.05",
        "max_retries": 3,
        "vector_db_per_unit": "0.003",
        "review_rate": "0.1",
        "reviews_per_reviewer": 220,
        "reviewer_monthly_cost": 10_000,
        "infrastructure_step_units": 4000,
        "infrastructure_step_monthly": 1100,
        "build_cost": 48_000,
        "acceptance_rate": "0.75",
    }
)


AGENT: dict[str, Any] = {
    "unit_name": "claim",
    "units_per_month": 9001,
    "steps": [
        {
            "name": "plan",
            "calls": 20,
            "input_tokens": 8000,
            "input_growth": 12_000,
            "output_tokens": 1000,
            "input_price": 3,
            "output_price": 15,
            "cache_read_share": "0.5",
            "cache_write_1h_share": "0.1",
            "cache_read_price": "0.3",
            "long_context_threshold": 200_000,
            "long_context_input_price": 6,
            "long_context_output_price": "22.5",
            "price_factor": "0.78",
            "batch_share": "0.2",
            "batch_cache_factor": 1,
        },
        {
            "calls": "0.3",
            "input_tokens": 3000,
            "output_tokens": 300,
            "input_price": "0.25",
            "output_price": "1.25",
            "call_fee": 5,
            "searches": 2,
            "search_price": 10,
        },
    ],
    "retry_rate": "0.03",
    "seats": 12,
    "seat_monthly": 39,
    "capacity_instances": 2,
    "capacity_hourly": 3,
    "capacity_units_per_instance": 4000,
    "review_rate": "0.2",
    "review_minutes": 6,
    "reviewer_hourly_cost": 48,
    "error_rate": "0.05",
    "error_cost": 120,
    "review_catch_rate": "0.8",
    "acceptance_rate": "0.9",
    "value_per_unit": 90,
    "human_cost_per_unit": 30,
    "build_cost": 24_000,
    "build_months": 6,
    "other_lines": [
        {"name": "Evaluation runs", "monthly": 400},
        {"name": "Speech", "per_unit": "0.006", "visible": True, "step_units": 3000, "step_monthly": 250},
    ],
}
CASES = {
    "article-small": BY_KEY["article-small"].workload,
    "everything": EVERYTHING,
    "agent": parse_workload(AGENT),
    "seats alone": parse_workload({"units_per_month": 15_640, "seats": 888, "seat_monthly": 39}),
    "no volume": parse_workload(AGENT | {"units_per_month": 0}),
}
HOLD = "Do these sentences still hold?"
FIGURES = {"total_monthly": "Total per month"} | {key: label for key, (label, _format) in OUTCOMES.items()}


TOKENS: Mapping[str, int] = {
    "units_per_month": 1000, "input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5,
}  # fmt: skip


def stored(file: bytes) -> dict[str, Any]:
    """What the file shows before any program has worked it out: the costs by their names."""
    sheet = load_workbook(BytesIO(file), data_only=True)["Costs"]
    return {str(row[0].value): row[1].value or None for row in sheet.iter_rows(max_col=2) if row[0].value}


def recalculated(file: bytes, folder: Path) -> dict[str, Any]:
    """What a spreadsheet program calculates from the file."""
    path = folder / "costs.xlsx"
    path.write_bytes(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cells = formulas.ExcelModel().loads(str(path)).finish().calculate()
    found = {}
    for row in load_workbook(BytesIO(file))["Costs"].iter_rows(max_col=2):
        cell = cells.get(f"'[costs.xlsx]COSTS'!B{row[0].row}")
        if row[0].value and cell is not None:
            found[str(row[0].value)] = cell.value[0, 0] or None
    return found


def expected(found: Estimate) -> dict[str, float | None]:
    """Our own figures; a line that was not entered shows nothing, and so does what is not known."""
    missing = {line.key for line in found.missing}
    amounts = {line.name: None if line.key in missing else float(line.monthly) for line in found.lines}
    outcomes = {
        label: None if (value := told(key, found)) is None else float(value) for key, label in FIGURES.items()
    }
    return {name: value or None for name, value in (amounts | outcomes).items()}


def same(found: dict[str, Any], wanted: dict[str, float | None]) -> bool:
    return {name: found[name] for name in wanted} == pytest.approx(wanted, abs=0.005)


def changed(file: bytes, **values: float) -> bytes:
    """The file after somebody typed other values into its inputs."""
    book = load_workbook(BytesIO(file))
    for name, value in values.items():
        group, number, part = name.split(".") if name.startswith("steps.") else ("", "1", name)
        sheet = book["Steps" if group else "Inputs"]
        row = next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == part)
        sheet.cell(row, 2 + int(number), value)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("workload", CASES.values(), ids=CASES)
def test_the_file_holds_every_figure_and_works_it_out_to_the_cent(workload: Workload, tmp_path: Path) -> None:
    """N14."""
    file = workbook(workload)

    wanted = expected(estimate(workload))
    assert same(stored(file), wanted)
    assert same(recalculated(file, tmp_path), wanted)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("units_per_month", 12_001),
        ("steps.1.calls", 17),
        ("steps.1.input_growth", 0),
        ("steps.2.searches", 3),
        ("steps.2.price_factor", 1.1),
        ("seats", 0),
        ("capacity_instances", 5),
        ("error_rate", 0.01),
        ("review_rate", 0.4),
        ("other_lines.1.monthly", 10),
        ("other_lines.2.step_units", 800),
        ("acceptance_rate", 0.5),
        ("build_months", 24),
        ("retry_rate", 1),
    ],
)
def test_the_costs_follow_a_changed_cell(name: str, value: float, tmp_path: Path) -> None:
    found = recalculated(changed(workbook(parse_workload(AGENT)), **{name: value}), tmp_path)

    inputs = lists_from(flat_from(AGENT) | {name: str(value)})
    assert same(found, expected(estimate(parse_workload(inputs))))


@pytest.mark.parametrize("steps", [False, True], ids=["flat", "in steps"])
@pytest.mark.parametrize(
    ("name", "value", "cannot"),
    [
        ("retry_rate", 0.5, False),
        ("retry_rate", 0.9, True),
        ("acceptance_rate", 0.97, True),
        ("units_per_month", 3000, True),
        ("capacity_tokens_per_second", 1, True),
        ("capacity_hours", 0, False),
    ],
)
def test_what_cannot_be_as_entered_has_no_figures_and_says_why(
    steps: bool, name: str, value: float, cannot: bool, tmp_path: Path
) -> None:
    """Of an acceptance of 75% a quarter may fail for good, as of half of the attempts and one retry."""
    tokens = {"input_tokens": 2000, "output_tokens": 500}
    work = {
        "units_per_month": 1000, "capacity_instances": 1, "capacity_hourly": 2, "capacity_hours": 100,
        "capacity_tokens_per_second": 20, "retry_rate": "0.2", "max_retries": 1, "acceptance_rate": "0.75",
        "value_per_unit": 3, "human_cost_per_unit": 4, "build_cost": 100,
        **({"steps": [{"calls": 1, "input_price": 0, "output_price": 0, **tokens}]} if steps else tokens),
    }  # fmt: skip

    file = changed(workbook(parse_workload(work)), **{name: value})
    now = estimate(parse_workload(lists_from(flat_from(work) | {name: str(value)})))

    assert (now.out_of_reach, same(recalculated(file, tmp_path), expected(now))) == (cannot, True)


def test_a_line_that_was_not_entered_is_blank_and_the_total_says_at_least(tmp_path: Path) -> None:
    """N14."""
    file = workbook(BY_KEY["article-small"].workload)
    sheet = load_workbook(BytesIO(file), data_only=True)["Costs"]
    remarks = {row[0].value: (row[1].value or None, row[3].value) for row in sheet.iter_rows(max_col=4)}

    assert remarks["Tools and guardrails"] == (None, "not entered")
    assert remarks["Seats"] == (None, "none")
    assert remarks["Errors that pass"] == (None, "not counted")
    assert (remarks["Total per month"][1], remarks["Above the waterline"][1]) == ("at least", None)
    entered = recalculated(changed(file, tools_monthly=70), tmp_path)
    assert (entered["Tools and guardrails"], entered["Total per month"]) == (70, 13_669)


def test_where_seats_or_hours_are_paid_and_no_token_costs_anything_no_line_of_tokens_is_said_to_be_there(
    tmp_path: Path,
) -> None:
    free = {name: value for name, value in TOKENS.items() if "price" not in name} | {"seats": 3}
    file = workbook(parse_workload({**free, "seat_monthly": 19, "retry_rate": "0.1"}))
    sheet = load_workbook(BytesIO(file), data_only=True)["Costs"]
    remarks = {row[0].value: row[3].value for row in sheet.iter_rows(max_col=4)}

    assert (remarks["Tokens"], remarks["Retries"], remarks["Seats"]) == ("none", "none", None)
    priced = recalculated(changed(file, input_price=3), tmp_path)
    assert priced["Tokens"] == 3 * TOKENS["input_tokens"] * TOKENS["units_per_month"] / 10**6


def test_a_step_with_a_threshold_and_calls_that_do_not_grow_is_written() -> None:
    step = {"calls": 3, "input_tokens": 1000, "output_tokens": 10, "input_price": 3, "output_price": 15}
    long = {"long_context_threshold": 5000, "long_context_input_price": 6, "long_context_output_price": 22}
    workload = parse_workload({"units_per_month": 100, "steps": [{**step, **long}]})

    assert same(stored(workbook(workload)), expected(estimate(workload)))


def test_the_sentences_about_volumes_stand_below_and_say_of_which_day_they_are() -> None:
    with time_machine.travel("2026-11-28 12:00Z", tick=False):
        said = list(stored(workbook(parse_workload(AGENT))))

    head = said.index("As of writing, 28 November 2026. These sentences do not follow changes.")
    assert head < said.index("As far as entered, it pays from 133 claims per month on.")


IN_BLOCKS = {
    "units_per_month": 5000, "input_tokens": 5000, "output_tokens": 2000, "input_price": 3,
    "output_price": 15, "infrastructure_step_units": 1000, "infrastructure_step_monthly": 3000,
    "value_per_unit": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("workload", "change"),
    [
        (AGENT, {"steps.1.input_growth": 1000}),
        (AGENT, {"value_per_unit": 89}),
        (AGENT, {"human_cost_per_unit": 3}),
        ({"units_per_month": 900, "seats": 9, "seat_monthly": 30}, {"value_per_unit": 2}),
        ({"units_per_month": 900, "seats": 9, "seat_monthly": 30}, {"units_per_month": 901}),
        (IN_BLOCKS, {"infrastructure_step_units": 1200}),
        (IN_BLOCKS, {"human_cost_per_unit": 1}),
    ],
)
def test_a_live_cell_says_when_the_sentences_no_longer_hold(
    workload: dict[str, Any], change: dict[str, float], tmp_path: Path
) -> None:
    file = workbook(parse_workload(workload))

    assert stored(file)[HOLD] == recalculated(file, tmp_path)[HOLD] == "yes"
    assert recalculated(changed(file, **change), tmp_path)[HOLD] == "no: inputs have changed since"


def test_what_stands_in_the_steps_has_no_second_place_that_nothing_reads() -> None:
    def fields(workload: Workload) -> set[str]:
        rows = load_workbook(BytesIO(workbook(workload)))["Inputs"].iter_rows(min_row=5, max_col=1)
        return {str(row[0].value) for row in rows}

    stepped, flat = fields(parse_workload(AGENT)), fields(EVERYTHING)

    assert flat - stepped == REPLACED_BY_STEPS - {"model", "priced_on"}


def named_so(value: object) -> bool:
    return str(value).endswith("cmd()")


def test_text_of_people_is_never_a_formula() -> None:
    named = parse_workload(AGENT | {"other_lines": [{"name": "=cmd()", "monthly": 1}]})
    book = load_workbook(BytesIO(workbook(named, {"seats": "=cmd()"}, "=HYPERLINK(1)")))

    assert book["Inputs"]["A1"].value == "'=HYPERLINK(1)"
    assert all(cell.data_type != "f" for row in book["Inputs"].iter_rows(max_col=4) for cell in row)
    assert not any("cmd()" in str(row[4].value) for row in book["Inputs"].iter_rows())
    assert all(row[0].data_type != "f" for row in book["Costs"].iter_rows(max_col=1))
    written = {
        sheet: {cell.value for row in book[sheet].iter_rows() for cell in row if named_so(cell.value)}
        for sheet in ("Inputs", "Costs")
    }
    assert written == {"Inputs": {"'=cmd()"}, "Costs": {"'=cmd()"}}


@pytest.mark.parametrize(("line", "said"), [({"monthly": 5}, None), ({}, "at least")])
def test_what_stands_above_the_waterline_is_a_least_sum_where_a_visible_line_is_missing(
    line: Mapping[str, Any], said: str | None, tmp_path: Path
) -> None:
    own = {"other_lines": [{"name": "Speech", "visible": True, **line}]}
    for notes, remark in (((), said), ((Note("model", TOO_LOW),), "at least")):
        file = workbook(parse_workload({**TOKENS, **own}), notes=notes)
        sheet = load_workbook(BytesIO(file), data_only=True)["Costs"]
        row = next(row for row in sheet.iter_rows(max_col=4) if row[0].value == "Above the waterline")

        assert row[3].value == remark


def test_an_own_line_is_above_the_waterline_as_its_input_says() -> None:
    own = {"other_lines": [{"name": "Speech", "visible": True, "monthly": 5}, {"name": "Desk", "monthly": 7}]}
    file = workbook(parse_workload({**TOKENS, **own}))
    inputs, costs = (load_workbook(BytesIO(file))[name] for name in ("Inputs", "Costs"))
    values = load_workbook(BytesIO(file), data_only=True)["Costs"]
    rows = {str(cell.value): place for place, cell in enumerate(costs["A"], start=1)}
    asked = {str(cell.value): place for place, cell in enumerate(inputs["A"], start=1)}

    for number, (name, said) in enumerate((("Speech", "yes"), ("Desk", "no")), start=1):
        cell = f"Inputs!$C${asked[f'other_lines.{number}.visible']}"
        assert costs.cell(rows[name], 5).value == f'=IF({cell}="yes","yes","no")'
        assert values.cell(rows[name], 5).value == said
