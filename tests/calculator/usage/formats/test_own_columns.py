"""A table of one's own, its columns named by hand."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from calculator.usage.analysis.bill import Choice, usage_lines
from calculator.usage.analysis.checks import price_checks
from calculator.usage.analysis.derive import derive
from calculator.usage.exports import read_file
from calculator.usage.formats.own_columns import MappingErrors, parse_mapping
from calculator.usage.headers import UnknownColumnsError
from calculator.usage.summary import as_json
from tests.calculator.usage.analysis.bills import LISTED

TABLE = "Day,LLM,Prompt k,Cached k,Answer k,Cost,Runs\n2026-10-01,m1,10,4,2,1.5,7\n2026-10-02,m1,5,1,1,.5,3\n"
COLUMNS = {
    "date": "Day",
    "model": "LLM",
    "input": "Prompt k",
    "cache_read": "Cached K",
    "output": "answer k",
    "billed": "Cost",
    "calls": "Runs",
}


def read(tmp_path: Path, text: str, **said: Any) -> dict[str, Any]:
    path = tmp_path / "mine.csv"
    path.write_text(text)
    mapping = parse_mapping({"columns": COLUMNS, "tokens_each": "1000", **said})
    [reading] = read_file(path, columns=mapping.rows())
    return as_json(reading)


def test_a_table_is_read_by_the_meanings_that_its_columns_were_given(tmp_path: Path) -> None:
    found = read(tmp_path, TABLE)

    assert found["format"] == "own-columns"
    assert {kind: found["tokens"][kind] for kind in ("uncached", "cache_read", "output")} == {
        "uncached": "10000",
        "cache_read": "5000",
        "output": "3000",
    }
    assert (found["calls"], found["money"]) == (10, {"billed": {"USD": "2"}})


def test_cached_tokens_may_stand_beside_input_and_money_in_cents(tmp_path: Path) -> None:
    found = read(tmp_path, TABLE, cached="beside", money_in="cents", currency="eur")

    assert (found["tokens"]["uncached"], found["tokens"]["input"]) == ("15000", "20000")
    assert found["money"] == {"billed": {"EUR": "0.02"}}


def test_a_kind_of_cached_tokens_without_a_column_is_not_told_and_no_zero(tmp_path: Path) -> None:
    without = {meaning: title for meaning, title in COLUMNS.items() if meaning != "cache_read"}

    found, bare = read(tmp_path, TABLE), read(tmp_path, TABLE, columns=without)

    assert (found["not_told"], bare["not_told"]) == (["cache_write"], ["cache_read", "cache_write"])
    assert (bare["tokens"]["input"], bare["tokens"]["cache_read"]) == ("15000", None)
    assert bare["shares"]["cache_read_share"] is None


def test_commas_and_days_first_are_read_where_the_mapping_says_so(tmp_path: Path) -> None:
    table = 'Day,Cost,LLM\n05/10/2026,"1.234,56",a\n31.10.2026,"0,5",a\n'
    columns = {"date": "Day", "billed": "Cost"}

    found = read(tmp_path, table, columns=columns, decimals="comma", dates="day_first")
    refused = read(tmp_path, table, columns=columns)

    assert found["money"] == {"billed": {"USD": "1235.06"}}
    assert found["period"] == {"first": "2026-10-05", "last": "2026-10-31", "zone": "UTC"}
    assert [(each["column"], each["value"]) for each in refused["refused"]] == [
        ("Day", "05/10/2026"),
        ("Day", "31.10.2026"),
    ]


@pytest.mark.parametrize("cost", ["1.23,4", "1234.567,8", "1,2,3", "12.34"])
def test_a_number_that_is_no_group_of_thousands_is_refused(tmp_path: Path, cost: str) -> None:
    found = read(
        tmp_path,
        f'Day,Cost\n2026-10-05,"{cost}"\n',
        columns={"date": "Day", "billed": "Cost"},
        decimals="comma",
    )

    assert found["rows"]["refused"] == 1


def test_a_long_table_says_the_kind_of_token_in_a_column(tmp_path: Path) -> None:
    table = (
        "d,k,n\n2026-10-01,input tokens,2\n2026-10-01,cached input,1\n2026-10-01,output,3\n2026-10-01,x,3\n"
    )

    found = read(tmp_path, table, columns={"date": "d", "kind": "k", "quantity": "n"}, tokens_each="1000000")

    assert (found["tokens"]["input"], found["tokens"]["output"]) == ("3000000", "3000000")
    assert found["refused"] == [{"row": 5, "column": "k", "value": "x", "reason": "a type that is not known"}]


def test_a_mapping_is_given_back_as_it_was_remembered() -> None:
    mapping = parse_mapping({"columns": COLUMNS, "dates": "day_first"})

    assert parse_mapping(mapping.as_json()) == mapping


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (
            {},
            {
                "date": "Choose the column that holds the date.",
                "columns": "Choose a column of tokens or of money.",
            },
        ),
        (
            {"columns": {"date": "a", "input": "A "}},
            {"input": "This column has another meaning already."},
        ),
        (
            {"columns": {"date": "a", "billed": 3}},
            {"billed": "Enter the title of a column."},
        ),
        ({"columns": {"date": "a", "billed": "b", "x": "c"}}, {"x": "This is not known."}),
        (
            {"columns": {"date": "a", "billed": "b"}, "dates": "guess", "currency": "US"},
            {"dates": "This is not known.", "currency": "Enter a currency as three letters, such as USD."},
        ),
        (
            {"columns": {"date": "a", "billed": "Cost ¥"}},
            {"currency": "The title of the money may mean JPY, CNY: give the currency as three letters."},
        ),
        (
            {"columns": {"date": "a", "billed": "Cost (EUR)", "list": "List (GBP)"}},
            {"currency": "Titles of money name several currencies, EUR, GBP: choose columns of one."},
        ),
        (
            {"columns": {"date": "a", "quantity": "b"}},
            {"kind": "A column of quantities needs one that says which kind of token each is."},
        ),
    ],
)
def test_all_that_is_wrong_with_a_mapping_is_said_at_its_field(data: dict, errors: dict) -> None:
    with pytest.raises(MappingErrors) as refused:
        parse_mapping(data)

    assert refused.value.errors == errors


def test_the_header_of_an_unknown_table_is_there_to_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE)

    with pytest.raises(UnknownColumnsError) as refused:
        list(read_file(path))

    assert refused.value.header == ("Day", "LLM", "Prompt k", "Cached k", "Answer k", "Cost", "Runs")


MONTHS = "month,billed_usd,units\n2025-09,420.0,10000\n2025-10,448.5,10700\n"
OF_MONTHS = {"date": "month", "billed": "billed_usd", "units": "units"}


@pytest.mark.parametrize("dates", ["iso", "month_first", "day_first"])
@pytest.mark.parametrize(
    ("one", "other"), [("2025-09", "2025-10"), ("09/2025", "10/2025"), ("Sep 2025", "Oct 2025")]
)
def test_months_are_known_by_themselves_however_days_are_said_to_be_written(
    tmp_path: Path, dates: str, one: str, other: str
) -> None:
    text = MONTHS.replace("2025-09", one).replace("2025-10", other)

    found = read(tmp_path, text, columns=OF_MONTHS, dates=dates, tokens_each="1")

    assert (
        found["lines"] == read(tmp_path, MONTHS, columns=OF_MONTHS, dates="months", tokens_each="1")["lines"]
    )
    assert (found["period"]["first"], found["period"]["last"]) == ("2025-09-01", "2025-10-31")


@pytest.mark.parametrize("text", ["Mar 26", "20251", "202510"])
def test_what_may_be_a_day_is_no_month_by_itself(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, MONTHS.replace("2025-09", text), columns=OF_MONTHS, tokens_each="1")

    assert [each["column"] for each in found["refused"]] == ["month"]


def test_a_table_of_months_gives_money_and_units_of_each(tmp_path: Path) -> None:
    found = read(tmp_path, MONTHS, columns=OF_MONTHS, dates="months", tokens_each="1")

    assert (found["months"], found["rows"]["taken"]) == (["2025-09", "2025-10"], 2)
    assert found["period"] == {"first": "2025-09-01", "last": "2025-10-31", "zone": "UTC"}
    assert [(each["month"], each["billed"]) for each in found["lines"]] == [
        ("2025-09", "420"),
        ("2025-10", "448.5"),
    ]
    assert found["units"] == [
        {"month": "2025-09", "slice": {}, "units": 10000},
        {"month": "2025-10", "slice": {}, "units": 10700},
    ]
    assert found["days"] == []


def test_units_below_none_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, MONTHS.replace("10000", "(3)"), columns=OF_MONTHS, dates="months")

    assert [(each["row"], each["column"], each["reason"]) for each in found["refused"]] == [
        (2, "units", "a count below 0")
    ]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_cells_may_be_parted_by_semicolons_and_tabs(tmp_path: Path, sign: str) -> None:
    found = read(
        tmp_path,
        f"Tag{sign}Kosten\n05.10.2026{sign}1.234,56\n",
        columns={"date": "tag", "billed": "kosten"},
        decimals="comma",
        dates="day_first",
    )

    assert found["money"] == {"billed": {"USD": "1234.56"}}


def test_money_is_read_as_spreadsheets_write_it(tmp_path: Path) -> None:
    table = 'Day,Cost,Cost\n2026-10-05,x,"$2,250.10"\n2026-10-06,x,(0.10)\n2026-10-06,x,"1.234,5"\n'

    found = read(tmp_path, table, columns={"date": "Day", "billed": "Cost (2)"})

    assert found["money"] == {"billed": {"USD": "2250"}}
    assert [(each["row"], each["column"], each["value"]) for each in found["refused"]] == [
        (4, "Cost (2)", "1.234,5")
    ]


def test_the_header_of_an_unknown_table_tells_titles_apart_that_stand_twice(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Date;Cost;Date\n1;2;3\n")

    with pytest.raises(UnknownColumnsError) as refused:
        list(read_file(path))

    assert refused.value.header == ("Date", "Cost", "Date (2)")


SIGNED = "Day,Paid,At list\n2026-10-01,€1.50,£2\n2026-10-02,EUR 2.50,3\n2026-10-03,$4,¥5\n2026-10-04,CHF 1,\n"


def test_amounts_are_in_the_currency_of_their_signs_and_never_all_dollars(tmp_path: Path) -> None:
    found = read(tmp_path, SIGNED, columns={"date": "Day", "billed": "Paid", "list": "At list"})

    assert found["money"] == {"billed": {"EUR": "4", "CHF": "1"}, "list": {"GBP": "2", "USD": "3"}}
    assert found["refused"] == [
        {
            "row": 4,
            "column": "At list",
            "value": "¥5",
            "reason": "¥ may be JPY, CNY: give the currency as three letters",
        }
    ]
    assert "2 currencies in one file (CHF, EUR): shown apart, never added" in found["notes"]


def test_a_column_of_money_is_no_column_of_tokens(tmp_path: Path) -> None:
    found = read(tmp_path, "Day,Paid\n2026-10-01,€150\n", columns={"date": "Day", "input": "Paid"})

    assert [each["reason"] for each in found["refused"]] == ["money where a count belongs: '€150'"]


@pytest.mark.parametrize("decimals", ["point", "comma"])
def test_a_spreadsheets_cells_are_in_the_currency_of_their_format(tmp_path: Path, decimals: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    formats = ("[$€-407] #,##0.00", '"$"#,##0.00', "General", "[$¥-411]0")
    sheet.append(["Day", "Paid"])
    for day, format in enumerate(formats, start=1):
        sheet.append([f"2026-10-0{day}", 1.125])
        sheet.cell(day + 1, 2).number_format = format
    book.save(tmp_path / "mine.xlsx")

    mapping = parse_mapping({"columns": {"date": "Day", "billed": "Paid"}, "decimals": decimals})
    [reading] = read_file(tmp_path / "mine.xlsx", columns=mapping.rows())

    assert as_json(reading)["money"] == {"billed": {"EUR": "1.125", "USD": "2.25"}}
    assert [each["row"] for each in as_json(reading)["refused"]] == [5]


PLAIN = {"date": "Day", "model": "LLM", "input": "Prompt", "output": "Answer", "billed": "Cost"}


@pytest.mark.parametrize(("cost", "factor", "passed"), [("2.8", 1, True), ("280", 100, False)])
def test_money_of_a_row_is_for_its_tokens_and_for_no_tools(
    tmp_path: Path, cost: str, factor: int, passed: bool
) -> None:
    rows = "".join(f"2026-10-{day:02},gpt-4.1,1000000,100000,{cost}\n" for day in range(1, 31))
    found = read(tmp_path, f"Day,LLM,Prompt,Answer,Cost\n{rows}", columns=PLAIN, tokens_each="1")

    lines = usage_lines(found["lines"])
    derived = derive(lines, Choice("2026-10"), Fraction(1000), prices=LISTED)
    [check] = price_checks(lines, LISTED)

    assert {each.name: Fraction(each.value) for each in derived.inputs if each.name.endswith("_price")} == {
        "input_price": 2 * factor,
        "output_price": 8 * factor,
    }
    assert (derived.elsewhere, derived.basis) == ({}, "bill")
    assert derived.residuals(Fraction(84 * factor)) == []
    assert check.passed is passed


@pytest.mark.parametrize("columns", [{"date": "Day", "billed": "Cost"}, {"model": "LLM"}])
def test_money_beside_no_tokens_is_for_tokens_that_are_not_counted(
    tmp_path: Path, columns: dict[str, str]
) -> None:
    named = {"date": "Day", "billed": "Cost", **columns}
    found = read(tmp_path, "Day,LLM,Cost\n2026-10-01,gpt-4.1,7\n", columns=named)

    derived = derive(usage_lines(found["lines"]), Choice("2026-10"), Fraction(10))

    assert (derived.basis, derived.parts["tokens"], derived.elsewhere) == ("money", 7, {})
    assert derived.missing[:2] == ("input_tokens", "output_tokens")


@pytest.mark.parametrize(
    ("title", "currency"),
    [
        ("Amount (EUR)", "EUR"),
        ("Amount [GBP]", "GBP"),
        ("Betrag in EUR", "EUR"),
        ("$", "USD"),
        ("Cost", "USD"),
    ],
)
def test_money_is_in_the_currency_of_its_title_where_none_was_said(title: str, currency: str) -> None:
    columns = {"columns": {"date": "Day", "billed": title}}

    assert parse_mapping(columns).currency == currency
    assert parse_mapping({**columns, "currency": "CHF"}).currency == "CHF"


def test_a_currency_that_was_chosen_though_the_title_says_another_is_told() -> None:
    columns = {"columns": {"date": "Day", "billed": "Cost (EUR)"}}

    assert parse_mapping({**columns, "currency": "USD"}).rows().notes == (
        "“cost (eur)” is read in USD, as chosen, though its title says EUR",
    )
    assert parse_mapping(columns).rows().notes == ()


@pytest.mark.parametrize(
    ("rows", "taken", "refused"),
    [
        ("2026-10-01;5;app\n2026-10-02;6\n2026-10-03;7;\n", 3, 0),
        ("2026-10-01;5\n2026-10-02;6\n", 2, 0),
        ("2026-10-01;5;app\n2026-10-02;6", 1, 1),
        ("2026-10-01\n2026-10-02;6;app\n", 1, 1),
        ("2026-10-01;5;app;more\n2026-10-02;6;app\n", 1, 1),
    ],
)
def test_a_row_may_end_before_a_blank_word_and_the_last_one_may_be_cut(
    tmp_path: Path, rows: str, taken: int, refused: int
) -> None:
    path = tmp_path / "short.csv"
    path.write_text("Day;Cost;App\n" + rows)
    mapping = parse_mapping({"columns": {"date": "Day", "billed": "Cost", "app": "App"}})

    [reading] = read_file(path, columns=mapping.rows())

    assert (reading.taken, reading.refusals) == (taken, refused)


@pytest.mark.parametrize(("word", "aside", "refused"), [("Summe", 1, 0), ("2026-10-03", 0, 1), (None, 0, 1)])
def test_a_row_of_totals_may_be_formulas_that_were_never_calculated(
    tmp_path: Path, word: str | None, aside: int, refused: int
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Day", "Paid"], ["2026-10-01", 1], ["2026-10-02", 2], [word, "=SUM(B2:B3)"]):
        sheet.append(row)
    book.save(tmp_path / "mine.xlsx")

    mapping = parse_mapping({"columns": {"date": "Day", "billed": "Paid"}})
    [reading] = read_file(tmp_path / "mine.xlsx", columns=mapping.rows())

    found = as_json(reading)
    assert found["money"] == {"billed": {"USD": "3"}}
    assert found["rows"] == {"read": 3, "taken": 2, "set_aside": aside, "refused": refused}
