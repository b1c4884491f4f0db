"""A 0 that nothing was used or paid for is neither measured nor entered, of one model and of several."""

import pytest

from calculator.uploads.bills import bills_of
from calculator.uploads.choosing import Chosen, derived, said_of_the_export
from calculator.uploads.taken_origins import origin_of
from calculator.uploads.taking import names_to_take, take
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give

HEADER = (
    "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,"
    "line_item,project_id\n"
)
ROW = '1790812800,1790899200,2026-10-01T00:00:00Z,,2,usd,1000000,tokens,"{model}, {kind}",desk\n'


def origins(alice: User, give: Give, name: str, text: str | None = None) -> dict[str, str]:
    upload = give(name, text)
    [bill] = bills_of(upload, user=alice)
    chosen = Chosen(source=bill.source, month="2026-10", units="10", days="whole")
    found = derived(bill, chosen)
    taken = take(found, {}, names_to_take(found, {}), upload=upload, bill=bill, chosen=chosen)
    zeros = {"output_price", "input_price", "steps.1.output_price", "steps.2.output_price"}
    return {each: origin for each, origin in taken.measured.items() if each in zeros}


def test_the_price_of_output_that_there_is_none_of(alice: User, give: Give) -> None:
    found = origins(alice, give, "cost.csv", HEADER + ROW.format(model="gpt-4.1", kind="input"))

    assert found == {
        "input_price": "measured:openai-dashboard-cost:2026-10.1",
        "output_price": "nothing:openai-dashboard-cost:2026-10.1",
    }


def test_the_same_of_a_step(alice: User, give: Give) -> None:
    rows = (("gpt-4.1", "input"), ("gpt-4.1", "output"), ("o3", "input"))
    text = HEADER + "".join(ROW.format(model=model, kind=kind) for model, kind in rows)

    found = origins(alice, give, "cost.csv", text)

    assert found == {
        "steps.1.output_price": "measured:openai-dashboard-cost:2026-10.1",
        "steps.2.output_price": "nothing:openai-dashboard-cost:2026-10.1",
    }


def test_prices_of_tokens_that_are_paid_by_the_piece(alice: User, give: Give) -> None:
    found = origins(alice, give, "github-copilot-ai-usage.csv")

    assert found == dict.fromkeys(
        ("input_price", "output_price"), "nothing:github-copilot-ai-usage:2026-10.1-2:pieces"
    )


@pytest.mark.parametrize(
    ("name", "is_page"), [("cursor-usage-events.csv", False), ("openai-usage-completions.json", True)]
)
def test_only_a_file_of_several_is_called_one_page(alice: User, give: Give, name: str, is_page: bool) -> None:
    """Calls that have no price are no missing page, though that is said of both."""
    upload = give(name)
    [bill] = bills_of(upload, user=alice)

    assert len(said_of_the_export(bill)) == 1
    assert origin_of(upload, bill, "2026-10").endswith(":page") is is_page
