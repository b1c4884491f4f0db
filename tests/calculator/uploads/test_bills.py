"""From uploads to a bill: views put together, names of models resolved, what may not be used left out."""

from fractions import Fraction

import pytest

from calculator.models import ModelAlias, UsageUpload
from calculator.uploads import samples
from calculator.uploads.bills import bills_of, unknown_models
from calculator.uploads.restated import rivals_of
from calculator.uploads.samples import FOLDER
from calculator.usage.analysis.bill import Choice
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.uploads.conftest import Give

USAGE, COST = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv"
MODEL = "gpt-4.1-2025-04-14"


def test_lines_of_two_views_are_put_together_and_keep_their_places(alice: User, give: Give) -> None:
    give(COST)
    [bill] = bills_of(give(USAGE), user=alice)

    assert [line.place for line in bill.all_lines] == list(range(len(bill.all_lines)))
    assert sum(line.billed or 0 for line in bill.lines()) == Fraction("0.03064")
    assert sum(line.quantity or 0 for line in bill.lines() if line.unit == "token") == 11_500


def test_a_slice_on_which_the_views_disagree_has_the_money_that_the_cost_states(
    alice: User, give: Give
) -> None:
    give(COST)
    [bill] = bills_of(give(USAGE), user=alice)
    choice = Choice("2026-10", {"key": "key_syn1"})

    output = [line for line in bill.lines_for(choice) if line.kind == "output"]

    # The cost names this key for all of the $0.012; 900 of 1,500 tokens were its.
    assert [(line.quantity, line.billed, line.slice) for line in output] == [
        (900, Fraction("0.012"), choice.slice)
    ]
    assert bill.doubts_on(choice)
    assert not bill.doubts_on(Choice("2026-10"))


@pytest.mark.parametrize(("batch", "of_b"), [("True", "1.40"), ("False", "4.90")])
def test_a_slice_costs_what_the_cost_states_whatever_the_others_pay(
    alice: User, give: Give, batch: str, of_b: str
) -> None:
    """One project in batch calls, which the cost knows no lane of; one that pays another tier."""
    give(COST, costs_of(("a", Fraction("2.80")), ("b", Fraction(of_b))))
    [bill] = bills_of(give(USAGE, usage_of(("a", "False"), ("b", batch))), user=alice)

    for name, value in (("key", "k{}"), ("project", "proj_{}")):
        choices = [Choice("2026-10", {name: value.format(each)}) for each in "ab"]
        paid = [sum(line.billed or 0 for line in bill.lines_for(each)) for each in choices]
        assert paid == [Fraction("2.80"), Fraction(of_b)]
        assert not any(map(bill.doubts_on, choices))


def test_a_table_without_a_column_of_cached_tokens_measures_none_of_them(alice: User, give: Give) -> None:
    rows = [row.split(",") for row in (FOLDER / USAGE).read_text().splitlines()]
    place = rows[0].index("input_cached_tokens")
    without = "\n".join(",".join(row[:place] + row[place + 1 :]) for row in rows)

    [whole], [bare] = (bills_of(give(USAGE, text), user=alice) for text in (None, without))

    assert (whole.not_told, bare.not_told) == ({"cache_write"}, {"cache_read", "cache_write"})


def usage_of(*parts: tuple[str, str]) -> str:
    """A million tokens in and 100,000 out of each part."""
    head = (FOLDER / USAGE).read_text().splitlines()[0]
    cells = "1790812860,1790812920,,,proj_{0},10.0,,k{0},{1},{2},default,1000000,100000,0,1000000"
    return "\n".join([head, *(cells.format(part, MODEL, batch) for part, batch in parts)])


def costs_of(*parts: tuple[str, Fraction]) -> str:
    head = (FOLDER / COST).read_text().splitlines()[0]
    cells = '1790812800,1790899200,,,{1},usd,{2},tokens,"{3}, {4}",,k{0},proj_{0},org-syn,Team {0},,,'
    kinds = (("input", 1_000_000, Fraction(5, 7)), ("output", 100_000, Fraction(2, 7)))
    rows = [
        cells.format(part, float(money * share), count, MODEL, kind)
        for part, money in parts
        for kind, count, share in kinds
    ]
    return "\n".join([head, *rows])


def test_the_cost_alone_is_a_bill_of_the_tokens_it_counts(alice: User, give: Give) -> None:
    [bill] = bills_of(give(COST), user=alice)

    assert (bill.format, bill.partners) == ("openai-dashboard-cost", ())
    assert {line.kind: line.quantity for line in bill.lines()} == {"input": 8720, "output": 1500}


def test_an_export_with_too_much_refused_is_in_no_bill(alice: User, give: Give) -> None:
    assert bills_of(give("bad-rows-focus.csv"), user=alice) == []


def test_another_export_of_the_same_view_and_month_is_a_rival_and_the_other_view_is_none(
    alice: User, bob: User, give: Give
) -> None:
    first, _cost = give(USAGE), give(COST)
    second = give(USAGE, (FOLDER / USAGE).read_text() + "\n")
    give(USAGE, (FOLDER / USAGE).read_text() + "\n", user=bob)

    assert rivals_of(second, alice) == [first]
    assert rivals_of(first, alice) == []


def test_bills_of_other_currencies_accounts_or_services_are_no_rivals(alice: User, give: Give) -> None:
    give("focus-1.0-aws-bedrock.csv")
    other = (FOLDER / "focus-1.0-aws-bedrock.csv").read_text()

    assert rivals_of(give("focus-1.3-saas-eur.csv"), alice) == []
    assert (
        rivals_of(give("x.csv", other.replace("AmazonBedrock", "Other").replace("Bedrock", "Other")), alice)
        == []
    )
    assert len(rivals_of(give("y.csv", other + "\n"), alice)) == 1


def test_a_sample_is_never_put_together_with_a_file_of_ones_own_nor_asks_to_replace_it(
    alice: User, give: Give
) -> None:
    own = give(COST)
    sample = give(samples.BILL, samples.bill().read(), is_sample=True)

    [bill] = bills_of(own, user=alice)

    assert (bill.partners, bill.costs, bill.usage) == ((), (), list(own.exports.all()))
    assert (rivals_of(own, alice), rivals_of(sample, alice)) == ([], [])


def test_two_bills_of_one_month_are_put_together_with_neither(alice: User, give: Give) -> None:
    first, cost = give(USAGE), give(COST)
    second = give(USAGE, (FOLDER / USAGE).read_text() + "\n")

    found = [bill.partners for each in (first, cost, second) for bill in bills_of(each, user=alice)]

    assert found == [(), (), ()]


def test_an_uploads_rivals_are_of_its_months_alone(alice: User, give: Give) -> None:
    give(USAGE)
    other = (FOLDER / USAGE).read_text().replace("17908", "17881")

    assert rivals_of(give(USAGE, other), alice) == []


def test_names_are_led_to_the_price_list_and_unknown_ones_are_asked_for(alice: User, give: Give) -> None:
    price_row("openai", "gpt-4.1-mini", 1, 2, "2025-04-14")
    [bill] = bills_of(give(USAGE), user=alice)
    assert [name for name, _near in unknown_models(bill)] == [MODEL]

    price_row("openai", MODEL, 2, 8, "2025-04-14")
    [bill] = bills_of(UsageUpload.objects.get(), user=alice)
    assert (unknown_models(bill), {line.model for line in bill.usage_lines}) == ([], {f"openai/{MODEL}"})


def test_an_answer_is_kept_for_the_account_and_for_nobody_else(alice: User, bob: User, give: Give) -> None:
    ModelAlias.objects.create(owner=alice, name=MODEL, reference="openai/gpt-4.1")

    [hers] = bills_of(give(USAGE), user=alice)
    [his] = bills_of(give(USAGE, user=bob), user=bob)

    assert {line.model for line in hers.usage_lines} == {"openai/gpt-4.1"}
    assert {line.model for line in his.usage_lines} == {MODEL}


def test_units_seen_are_those_of_month_and_slice(alice: User, give: Give) -> None:
    [bill] = bills_of(give("langfuse-observations.jsonl"), user=alice)

    assert bill.units_seen(Choice("2026-10")) == 2
    assert bill.units_seen(Choice("2026-09")) is None


@pytest.mark.parametrize(
    ("names", "lacks"),
    [
        (["openai-dashboard-cost.csv"], "usage"),
        (["anthropic-console-cost.csv"], "usage"),
        (["openai-dashboard-usage.csv"], "cost"),
        (["openai-dashboard-cost.csv", "openai-dashboard-usage.csv"], ""),
        (["aws-cur2-bedrock.csv"], ""),
    ],
)
def test_a_bill_knows_which_export_of_its_vendor_is_not_there(
    alice: User, give: Give, names: list[str], lacks: str
) -> None:
    [found] = [bills_of(upload, user=alice) for upload in [give(name) for name in names]][-1]

    assert found.other_view == lacks
