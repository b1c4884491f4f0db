"""What one is told to do gives what one is told to be able to answer then, at every question and level.

Read by hand: words of the advice at a level, and the words of the next level that they bring about. Every
clause of a level that the level below does not have has its pair.
"""

import re
from typing import Final

import pytest

from assessment.domain.questionnaire import load

INSTRUMENT: Final = load("1")
BRINGS: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "q1": (
        {
            "the provider's invoice split so that this workload has its own figure": (
                "invoice for this workload"
            ),
        },
        {"Estimate two hidden lines once": "at least two hidden lines"},
        {
            "Fill in the remaining lines": "All lines",
            "refresh them every month": "refreshed every month",
            "price review labour in hours": "review labour priced in hours",
        },
        {
            "Reconcile the monthly total with the ledger, and close any gap above 5%": (
                "reconciled to the ledger within 5%"
            ),
        },
    ),
    "q2": (
        {"by a guess such as head-count": "by a guess, such as head-count"},
        {"tags: team, use case and model": "by tag", "until half the spend": "At least half"},
        {
            "until 80% is traced": "At least 80%",
            "Report untagged calls weekly": "untagged calls were reported every week",
        },
        {
            "until 90% is traced": "At least 90%",
            "Block untagged calls, or route them to an owner": (
                "untagged calls were blocked or routed to an owner"
            ),
        },
    ),
    "q3": (
        {"Log the unit's number with each model call": "reading raw logs by hand"},
        {"Store tokens in, tokens out and model for each call": "Tokens and model are stored for each call"},
        {
            "Join all calls of a unit, retries and tools included": "retries and tools included, are joined",
            "multiply them by the price": "carry a cost",
        },
        {
            "Set a sampling rate and a retention time": "sampled and retained on purpose",
            "write down what tracing costs": "the cost of tracing is itself known",
        },
    ),
    "q4": (
        {"the price in force": "From the token price", "a guess at the tokens": "times a guess"},
        {
            "Divide one month's full cost, hidden lines included, by the units finished": (
                "Full monthly cost over finished units"
            ),
        },
        {
            "Repeat the calculation every month over all lines": "every month over all lines",
            "count only finished units while failed ones stay in the cost": (
                "failed units in the cost and not in the count"
            ),
        },
        {
            "by segment every month": "every month over all lines and by segment",
            "what the next unit adds": "the cost of the next unit known apart",
        },
    ),
    "q5": (
        {"a figure for what a finished unit replaces or earns, even as a claim": "claimed a figure"},
        {"Measure a baseline": "derived from a baseline", "write the figure down": "a written figure"},
        {"Compare handled with unhandled units, or before with after": "tested against a comparison"},
        {"on a schedule": "on a schedule", "subtract what wrong results cost": "net of the cost of errors"},
    ),
    "q6": (
        {"talked about": "talked about"},
        {
            "Bring the margin to the next go or no-go, and record that it decided": (
                "margin decided a go or no-go"
            ),
        },
        {
            "Write a threshold": "a written threshold",
            "at each launch and renewal": "Each launch and each renewal",
        },
        {
            "Write the rule for loss-making segments": "by rule",
            "which cheaper path, or off": "a cheaper path or off",
            "within how many days": "within a set time",
            "switch them by it": "were switched",
        },
    ),
    "q7": (
        {"choose a model for each once, on reputation": "chosen once, on reputation"},
        {
            "test a cheaper model on them side by side": "a side-by-side test",
            "move the step to it": "one step was moved to a cheaper model",
        },
        {
            "Give every step a test, choose the cheapest model that passes it": (
                "Each step has the cheapest model that passes its test"
            ),
            "turn on caching or batch prices": "caching or batch prices are used",
        },
        {
            "whenever a price or a model changes": "re-tested on every price or model change",
            "route by their outcome automatically": "routed automatically",
        },
    ),
    "q8": (
        {"Set a cut-off": "hard cut-off"},
        {"Measure the size": "Sizes were measured", "trim the biggest": "the biggest ones trimmed"},
        {
            "Give each step a token budget": "Each step has a budget",
            "limit the passages retrieved": "retrieval is limited",
            "bound the output": "output is bounded",
        },
        {
            "raise an alarm on growth": "growth per unit raises an alarm",
            "let a regression stop a release": "a regression blocks a release",
        },
    ),
    "q9": (
        {"Count errors": "Errors are counted"},
        {"the rate of repeats and failures": "The retry and failure rate"},
        {
            "Fix the most frequent causes": "The top causes were fixed",
            "run a test set before each change": "a test set runs before each change",
        },
        {
            "Give each unit a retry budget": "a retry budget per unit",
            "stop early or hand over to a person when another try costs more": (
                "stops early or is handed over when a repeat cannot pay"
            ),
        },
    ),
    "q10": (
        {"Fix a share of the outputs that a person checks, by feel": "A fixed share is checked, by feel"},
        {
            "Write down three risk classes": "written risk classes",
            "set a share for each": "The share is set by",
        },
        {
            "Record minutes and caught errors": "minutes and caught errors are recorded",
            "pick outputs by risk and by the model's confidence": "by risk and confidence",
        },
        {
            "Each quarter": "each quarter",
            "until one more check costs what the error it avoids costs": (
                "until checking one more costs what the error avoided costs"
            ),
            "Stay above compliance minimums": "within compliance minimums",
        },
    ),
    "q11": (
        {"Measure the size": "size is known"},
        {"Set a retention time for the larger of the two": "Retention is set for one of the two"},
        {
            "Set retention and a cheaper tier for stored data": "Retention and tiering are set for both",
            "drop indexes that nothing reads": "unused indexes were removed",
            "sample traces": "traces are sampled",
        },
        {
            "traces a budget for their cost per unit": "The cost per unit of both is budgeted",
            "review it": "reviewed",
        },
    ),
    "q12": (
        {"Make the utilisation of always-on capacity visible": "Utilisation is visible"},
        {
            "Cut what stood idle": "Idle capacity was cut",
            "list connectors that do the same": "duplicate connectors were listed",
        },
        {
            "Let capacity follow load": "Capacity scales with load",
            "give each shared connector one owner": "connectors are shared and owned",
        },
        {
            "Price an hour of downtime, choose redundancy by it": (
                "Redundancy was chosen by the cost of downtime"
            ),
            "calculate what one integration call costs": "the cost per integration call is known",
        },
    ),
    "q13": (
        {"last month's cost times growth": "last month's cost times growth"},
        {"units times cost per unit": "units times cost per unit", "within 20%": "within 20%"},
        {
            "within 15%": "within 15%",
            "fixed apart from variable cost": "fixed and variable cost apart",
            "two volumes": "two volumes",
        },
        {
            "within 12% for two quarters": "within 12% for two quarters",
            "Give a range": "with a range",
            "name each step in cost with the volume that triggers it": (
                "each step was named with the volume that triggers it"
            ),
        },
    ),
    "q14": (
        {"monthly budget mail": "monthly budget mail"},
        {"a daily alert to a named person": "An alert to a named person within a day"},
        {
            "Set a hard limit per key or per workload": "Hard limits per key or per workload",
            "alert within the hour": "alerts within the hour",
            "trip both once on purpose as a test": "both tested",
        },
        {"a graceful fallback": "a graceful fallback", "drill it now": "a drill in the last six months"},
    ),
    "q15": (
        {"engineering to answer for the figure informally": "Engineering, informally"},
        {"Name one owner": "A named owner"},
        {
            "a monthly half hour of owner, finance and operations": (
                "Owner, finance and operations review it every month"
            ),
            "end each with actions": "with actions",
        },
        {
            "Put targets for cost per unit in plans": "targets are in plans",
            "re-run the model within a month of each price change": (
                "price changes are re-run through the model within a month"
            ),
        },
    ),
}


@pytest.mark.parametrize("key", INSTRUMENT.keys)
def test_each_advice_brings_what_the_next_level_says(key: str) -> None:
    question = INSTRUMENT.question(key)

    for level, pairs in enumerate(BRINGS[key]):
        for done, true_then in pairs.items():
            assert done in question.advice[level], (key, level)
            assert true_then in question.levels[level + 1], (key, level + 1)


@pytest.mark.parametrize("key", INSTRUMENT.keys)
def test_each_figure_that_a_level_asks_for_is_in_the_advice_that_leads_to_it(key: str) -> None:
    question = INSTRUMENT.question(key)

    for level in range(4):
        asked = set(re.findall(r"\d+%", question.levels[level + 1])) - set(
            re.findall(r"\d+%", question.levels[level])
        )
        assert asked <= set(re.findall(r"\d+%", question.advice[level])), (key, level)
