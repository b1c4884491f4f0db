"""Bills and variances over the JSON API: exact answers, and everything strange refused by its name."""

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from django.test import Client

from calculator.api_usage import VarianceOut
from calculator.api_usage_answer import UsageOut
from calculator.api_usage_schema import LONGEST_BODY
from tests.calculator.usage.analysis.bills import answer_of
from tests.calculator.usage.analysis.test_variance import ACTUAL, ESTIMATED

pytestmark = pytest.mark.django_db
NOT_SO = ["This is not as the description of the API has it."]
MISSING = ["This is missing."]


@cache
def usage_of(name: str = "focus-1.0-aws-bedrock.csv") -> dict[str, Any]:
    return answer_of(name, by=None)


def post(client: Client, call: str, body: object) -> tuple[int, dict[str, Any]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.post(f"/api/v1/{call}", raw, content_type="application/json")
    return response.status_code, response.json()


def test_the_sums_of_a_bill_say_what_was_understood_and_what_may_be_chosen(client: Client) -> None:
    status, found = post(client, "usage", {"usage": usage_of()})

    assert status == 200
    assert set(found) == set(UsageOut.model_fields)
    assert (found["source"], found["months"], found["models"]) == ("FOCUS bill", ["2026-10"], ["NovaPro"])
    assert found["rows"] == {"read": 10, "taken": 9, "set_aside": 1, "refused": 0}
    assert found["choice"] == {"month": "2026-10", "slice": {}, "models": None}
    assert found["derived"] is None


def test_with_units_the_inputs_follow_with_their_lines_and_cost_the_bills_usage(client: Client) -> None:
    found = post(client, "usage", {"usage": usage_of(), "units": 1000})[1]["derived"]

    assert found["origin"] == "measured: FOCUS bill, 5 October 2026"
    assert (found["workload"]["input_tokens"], found["workload"]["output_price"]) == ("119000", "3.2")
    assert found["missing"] == ["calls_per_unit"]
    assert [each["lines"] for each in found["inputs"] if each["name"] == "cache_read_share"] == [[4]]
    assert usage_of()["lines"][4]["kind"] == "cache_read"
    assert {name: amount for name, amount in found["parts"].items() if amount != "0"} == {
        "tokens": "102.8",
        "credits": "-10",
        "tax": "21.5",
    }
    estimate = post(client, "estimates", found["workload"])[1]
    assert estimate["lines"][0]["monthly"] == found["usage_cost"]
    assert found["usage_cost"].startswith("102.800000000000000000000")


def test_a_slice_a_month_and_models_are_chosen(client: Client) -> None:
    both = usage_of("litellm-spend-logs.jsonl")
    name, values = next(iter(post(client, "usage", {"usage": both})[1]["slices"].items()))

    status, found = post(client, "usage", {"usage": both, "slice": {name: values[0]}, "units": "2"})

    assert (status, found["choice"]["slice"]) == (200, {name: values[0]})


def test_another_currency_needs_its_rate(client: Client) -> None:
    euros = {"usage": usage_of("focus-1.3-saas-eur.csv"), "units": 100}

    assert post(client, "usage", euros) == (
        422,
        {"errors": {"rates": ["Enter how many dollars one EUR is."]}},
    )
    found = post(client, "usage", {**euros, "rates": {"EUR": "1.1"}})[1]
    assert found["derived"]["parts"]["tokens"] == "48.3615"


def test_usage_and_cost_of_one_vendor_are_put_together_and_others_are_not(client: Client) -> None:
    pair = {"usage": usage_of("anthropic-usage-report.json"), "cost": usage_of("anthropic-cost-report.json")}

    found = post(client, "usage", {**pair, "units": "500"})[1]["derived"]

    assert found["usage_cost"].startswith("21.75")
    for wrong in ({"cost": usage_of()}, {"usage": pair["cost"], "cost": pair["usage"]}):
        status, answer = post(client, "usage", {**pair, **wrong})
        assert (status, list(answer["errors"])) == (422, ["cost"])


def test_usage_and_cost_that_do_not_agree_are_told_with_both_sides(client: Client) -> None:
    sent = {"usage": usage_of("bedrock-invocation-log.json.gz"), "cost": usage_of("aws-cur2-bedrock.csv")}

    found = post(client, "usage", sent | {"units": "10"})[1]

    assert [note for note in found["derived"]["notes"] if "do not agree" in note] == [
        f"The usage and the cost do not agree. {said}"
        for said in (
            "Models: claude-sonnet-4-6 in the usage, Claude Sonnet 4.6, NovaPro in the cost.",
            (
                "Tokens of claude-sonnet-4-6, only input that is not cached, cache reads, output: "
                "15750 in the usage, 8400000 in the cost."
            ),
        )
    ]


def test_what_usage_and_cost_name_differently_is_a_list_to_ask_about(client: Client) -> None:
    pair = {"usage": usage_of("bedrock-invocation-log.json.gz"), "cost": usage_of("aws-cur2-bedrock.csv")}
    like = {"usage": usage_of("anthropic-usage-report.json"), "cost": usage_of("anthropic-cost-report.json")}

    apart, agreed = (post(client, "usage", sent)[1]["doubts"] for sent in (pair, like))

    assert apart == [
        {
            "about": "models",
            "model": None,
            "usage": ["claude-sonnet-4-6"],
            "cost": ["Claude Sonnet 4.6", "NovaPro"],
        },
        {"about": "tokens", "model": "claude-sonnet-4-6", "usage": ["15750"], "cost": ["8400000"]},
    ]
    assert agreed == []


def test_nothing_follows_from_a_bill_with_more_than_1_percent_of_its_money_refused(client: Client) -> None:
    bad = {"usage": usage_of("bad-rows-focus.csv"), "units": 10}

    found = post(client, "usage", bad)[1]
    status, refused = post(client, "variances", {"estimate": ESTIMATED.as_json(), "bill": bad})

    assert (found["usable"], found["derived"]) == (False, None)
    assert (status, list(refused["errors"])) == (422, ["bill.usage"])


def test_a_slice_of_usage_and_cost_is_put_together_as_on_the_pages(client: Client) -> None:
    pair = {
        "usage": usage_of("openai-dashboard-usage.csv"),
        "cost": usage_of("openai-dashboard-cost.csv"),
        "units": "5",
    }

    whole = post(client, "usage", pair)[1]
    parts = [
        post(client, "usage", {**pair, "slice": {"key": key}})[1]["derived"] for key in whole["slices"]["key"]
    ]

    assert whole["derived"]["parts"]["tokens"] == "0.03064"
    assert sum(Decimal(part["parts"]["tokens"]) for part in parts) == Decimal("0.03064")
    assert [part["notes"][0] for part in parts] == [
        (
            "“OpenAI usage” and “OpenAI cost” do not agree on “key_syn1”: its money is what the cost states "
            "for it, its tokens are those of the usage, and its prices follow from both."
        ),
        (
            "“OpenAI usage” has tokens of “key_syn2” for which “OpenAI cost” states no money, though it "
            "states some for others."
        ),
    ]


def test_what_belongs_to_no_chosen_model_is_left_out(client: Client) -> None:
    sent = {"usage": usage_of("aws-cur2-bedrock.csv"), "units": "10"}

    whole, part = (
        post(client, "usage", {**sent, **more})[1]["derived"] for more in ({}, {"models": ["NovaPro"]})
    )

    assert [whole["parts"][name] for name in ("tokens", "credits", "tax")] == ["24.19", "-1", "3.15"]
    assert [part["parts"][name] for name in ("tokens", "credits", "tax")] == ["6.64", "0", "0"]
    assert (
        "Left out, because the file does not say which part it belongs to: Credits −$1.00, Tax $3.15."
        in part["notes"]
    )
    assert not any(note.startswith("Left out") for note in whole["notes"])


def test_inputs_that_make_no_workload_say_why(client: Client) -> None:
    found = post(client, "usage", {"usage": usage_of("openai-usage-completions.json"), "units": 9})[1]

    assert found["derived"]["usage_cost"] is None
    assert found["derived"]["residuals"] == []
    assert "steps.1.input_price" in found["derived"]["refused"]


def test_lines_of_ones_own_of_two_workloads_are_named_with_their_side(client: Client) -> None:
    def own(each: float) -> dict[str, Any]:
        return {"units_per_month": 2000, "other_lines": [{"name": "V", "per_unit": each, "visible": True}]}

    _status, found = post(client, "variances", {"estimate": own(0.1), "actual": own(0.2)})

    assert found["not_compared"] == [
        {"name": "V", "amount": "200", "side": "estimate"},
        {"name": "V", "amount": "400", "side": "actual"},
    ]
    assert (
        "$400.00 of what it is set against is in lines of one's own, and is not compared: V."
        in (found["said"])
    )


def test_the_example_of_a_variance_to_the_last_digit(client: Client) -> None:
    status, found = post(client, "variances", {"estimate": ESTIMATED.as_json(), "actual": ACTUAL.as_json()})

    assert status == 200
    assert set(found) == set(VarianceOut.model_fields)
    assert (found["estimated"], found["actual"]) == ("181.22304", "178.430818359375")
    assert (found["difference"], found["agrees"], found["unexplained"]) == ("-2.792221640625", False, "0")
    assert [each["key"] for each in found["causes"]] == [
        "volume",
        "cache",
        "price",
        "batch",
        "retries",
        "size",
    ]
    assert [each["key"] for each in found["one_after_another"]][:2] == ["volume", "size"]
    assert found["causes"][4]["inputs"] == [{"name": "retry_rate", "estimated": "0.02", "actual": "0.05"}]
    assert found["said"][0] == "The bill is $2.79 below the estimate: $178.43 against $181.22."
    three = found["price_volume_mix"]
    assert (three["before"], three["after"], three["mix"]) == (found["estimated"], found["actual"], "0")


@pytest.mark.parametrize("volume", ["701", "900", "1234.5"])
@pytest.mark.parametrize(
    "changed", [{}, {"input_tokens": 1700, "output_price": "13.7"}, {"retry_rate": "0.3"}]
)
def test_the_parts_of_a_variance_add_up_to_the_digits_that_are_printed(
    client: Client, volume: str, changed: dict[str, Any]
) -> None:
    actual = {**ACTUAL.as_json(), "units_per_month": volume, **changed}

    found = post(client, "variances", {"estimate": ESTIMATED.as_json(), "actual": actual})[1]

    for causes in (found["causes"], found["one_after_another"]):
        assert sum(Fraction(each["amount"]) for each in causes) == Fraction(found["difference"])
    three = {name: Fraction(amount) for name, amount in found["price_volume_mix"].items()}
    assert three["volume"] + three["mix"] + three["price"] == three["after"] - three["before"]


def test_a_bill_and_its_invoice_leave_the_unexplained(client: Client) -> None:
    bill = {"usage": usage_of(), "units": 1000}

    found = post(client, "variances", {"estimate": ESTIMATED.as_json(), "bill": bill, "invoice": "120"})[1]

    assert (found["total"], found["unexplained"]) == ("120", "5.7")
    assert [(each["key"], each["amount"]) for each in found["apart"]][:2] == [
        ("credits", "-10"),
        ("tax", "21.5"),
    ]


def test_a_bill_after_another_is_volume_mix_and_price(client: Client) -> None:
    bill = {"usage": usage_of(), "units": 1000}
    half = {**usage_of(), "lines": [{**each, "quantity": _halved(each)} for each in usage_of()["lines"]]}

    body = {"estimate": ESTIMATED.as_json(), "bill": bill, "before": {"usage": half}}
    three = post(client, "variances", body)[1]["price_volume_mix"]

    assert three == {"before": "102.8", "after": "102.8", "volume": "102.8", "mix": "0", "price": "-102.8"}


def _halved(line: dict[str, Any]) -> str | None:
    return None if line["quantity"] is None else str(int(line["quantity"]) // 2)


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"usage": None}, {"usage": NOT_SO}),
        ({"usage": {}}, {f"usage.{name}": MISSING for name in ("format", "rows", "lines")}),
        ({"colour": 1}, {"colour": ["This field is not known."]}),
        ({"units": 0}, {"units": ["Enter a number above 0."]}),
        ({"units": "1e5"}, {"units": NOT_SO}),
        ({"units": True}, {"units": NOT_SO}),
        ({"month": 202610}, {"month": NOT_SO}),
        ({"month": "2026-13"}, {"month": NOT_SO}),
        ({"slice": {"app": 5}}, {"slice.app": NOT_SO}),
        ({"rates": {"euro": 1}}, {"rates.euro.[key]": NOT_SO}),
    ],
)
def test_what_a_bill_is_not_is_named(client: Client, change: dict[str, Any], errors: object) -> None:
    assert post(client, "usage", {"usage": usage_of(), **change}) == (422, {"errors": errors})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lines": [5]}, "lines.1"),
        ({"lines": [{**usage_of()["lines"][0], "kind": "gold"}]}, "lines.1.kind"),
        ({"lines": [{**usage_of()["lines"][0], "calls": -1}]}, "lines.1.calls"),
        ({"lines": [{**usage_of()["lines"][0], "calls": "3"}]}, "lines.1.calls"),
        ({"lines": [{**usage_of()["lines"][0], "billed": "9" * 31}]}, "lines.1.billed"),
        ({"lines": [{**usage_of()["lines"][0], "prompt": "x"}]}, "lines.1.prompt"),
        ({"days": {}}, "days"),
        ({"format": "../../x"}, "format"),
    ],
)
def test_sums_that_the_command_line_does_not_write_are_refused(
    client: Client, change: dict[str, Any], field: str
) -> None:
    status, found = post(client, "usage", {"usage": {**usage_of(), **change}})

    assert (status, list(found["errors"])) == (422, [f"usage.{field}"])


def test_rows_that_do_not_add_up_are_refused(client: Client) -> None:
    rows = {"read": 9, "taken": 9, "set_aside": 1, "refused": 0}

    assert post(client, "usage", {"usage": {**usage_of(), "rows": rows}}) == (
        422,
        {"errors": {"usage.rows": ["rows read are not those taken, set aside and refused"]}},
    )


@pytest.mark.parametrize(("attempts", "status"), [("3", 200), ("3.01", 422), (5, 422)])
def test_more_attempts_than_two_retries_make_are_refused(
    client: Client, attempts: object, status: int
) -> None:
    body = {"usage": usage_of(), "units": 1000, "attempts": attempts}

    answered, found = post(client, "usage", body)

    assert answered == status
    if status == 422:
        assert found == {"errors": {"attempts": ["At most 3: a first attempt and two retries."]}}


def test_many_errors_are_cut_and_a_long_body_is_refused(client: Client) -> None:
    many = {"usage": {**usage_of(), "lines": [5] * 500}}

    assert len(post(client, "usage", many)[1]["errors"]) == 20
    assert post(client, "usage", b" " * (LONGEST_BODY + 1)) == (
        422,
        {"errors": {"__all__": ["This is longer than 384 kB."]}},
    )
    assert post(client, "usage", b" " * LONGEST_BODY)[1]["errors"] == {"__all__": ["This is not JSON."]}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"estimate": MISSING}),
        ({"estimate": ESTIMATED.as_json()}, {"__all__": ["Give either a workload as actual or a bill."]}),
        (
            {"estimate": {"units_per_month": 1}, "actual": ACTUAL.as_json()},
            ["estimate.input_tokens", "estimate.output_tokens"],
        ),
        ({"estimate": ESTIMATED.as_json(), "actual": {"colour": 1}}, ["actual.colour"]),
        ({"estimate": ESTIMATED.as_json(), "bill": {"usage": usage_of()}}, {"bill.units": MISSING}),
        (
            {"estimate": ESTIMATED.as_json(), "bill": {"usage": usage_of(), "units": 1, "month": "2026-09"}},
            ["bill.month"],
        ),
        (
            {
                "estimate": ESTIMATED.as_json(),
                "bill": {"usage": usage_of(), "units": 1},
                "before": {"usage": usage_of("focus-1.3-saas-eur.csv")},
            },
            {"before.rates": ["Enter how many dollars one EUR is."]},
        ),
    ],
)
def test_a_variance_without_its_two_sides_says_which_is_missing(
    client: Client, body: dict[str, Any], errors: dict[str, list[str]] | list[str]
) -> None:
    status, found = post(client, "variances", body)

    assert status == 422
    if isinstance(errors, dict):
        assert found == {"errors": errors}
    else:
        assert set(errors) <= set(found["errors"])


def test_usage_and_cost_of_different_days_make_no_price_and_no_variance(client: Client) -> None:
    usage, cost = usage_of("openai-usage-completions.json"), usage_of("openai-dashboard-cost.csv")
    pair = {"usage": usage, "cost": cost, "units": "10"}

    derived = post(client, "usage", pair)[1]["derived"]
    status, refused = post(client, "variances", {"estimate": ESTIMATED.as_json(), "bill": pair})

    assert derived["parts"]["tokens"] == "0"
    assert any("make no price" in note for note in derived["notes"])
    assert (status, list(refused["errors"])) == (422, ["bill.cost"])
    assert "make no price" in refused["errors"]["bill.cost"][0]
