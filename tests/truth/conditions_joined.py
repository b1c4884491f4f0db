"""When each sentence that needs more than one half is true, and what a portfolio says of one agent.

Where an answer and a workload contradict each other, what was entered is read a second time.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from assessment.domain.answer_sheet import NotApplicable
from tests.truth.conditions_answers import count, unnumbered
from tests.truth.conditions_costs import OfCosts, Words, bounded
from tests.truth.conditions_volumes import hopeless
from tests.truth.reader import INSTRUMENT, Costs, Reader, number_in, shows, shows_share

type OfBoth = Callable[[Reader, Words], bool]


def _level(r: Reader, question: str) -> object:
    answer = r.answers.sheet.answers[question]
    return "na" if isinstance(answer, NotApplicable) else answer


def _free(c: Costs, line: str) -> bool:
    """Entered, and nothing of it is paid."""
    names = {
        "infrastructure": ("infrastructure_monthly", "infrastructure_step_monthly"),
    }.get(line, (f"{line}_monthly", f"{line}_per_unit"))
    return line in c.entered and not any(c.value(name) for name in names)


def _paid(c: Costs, line: str) -> bool:
    return line in c.entered and not _free(c, line)


def _answered(question: str, levels: tuple[object, ...], holds: OfCosts) -> OfBoth:
    return lambda r, w: _level(r, question) in levels and holds(r.costs, w)


def _one_review_costs(c: Costs) -> bool:
    if c.given("reviews_per_reviewer"):
        return bool(c.value("reviewer_monthly_cost"))
    return bool(c.value("review_minutes") and c.value("reviewer_hourly_cost"))


def _one_review_is_free(c: Costs) -> bool:
    pair = ("review_minutes", "reviewer_hourly_cost")
    names = ("reviewer_monthly_cost",) if c.given("reviews_per_reviewer") else pair
    return any(c.given(name) and not c.value(name) for name in names)


def _reviewed(c: Costs, w: Words) -> bool:
    return c.value("review_rate") > 0 and shows_share(w["rate"], c.value("review_rate"))


def _some(c: Costs, w: Words) -> bool:
    return 0 < c.value("review_rate") < 1 and shows_share(w["rate"], c.value("review_rate"))


def _several_models(c: Costs, w: Words) -> bool:
    """By the two prices of each step."""
    prices = {(step.get("input_price"), step.get("output_price")) for step in c.hand.steps}
    return len(prices) == count(w) > 1


def _saved_and_cost(c: Costs) -> tuple[Fraction, Fraction]:
    """Of one review: what it saves in errors, and what it costs."""
    v = c.value
    saved = v("acceptance_rate") * v("error_rate") * v("review_catch_rate") * v("error_cost")
    if c.given("reviews_per_reviewer"):
        reviews = c.units * v("review_rate")
        full = v("reviewer_monthly_cost") / v("reviews_per_reviewer")
        return saved, c.lines["human_review"] / reviews if reviews else full
    return saved, v("review_minutes") * v("reviewer_hourly_cost") / 60


def _loses_on_a_review(c: Costs, w: Words) -> bool:
    saved, cost = _saved_and_cost(c)
    known = c.given("error_rate") and c.given("error_cost") and _one_review_costs(c)
    shown = shows(w["saved"], saved) and shows(w["cost"], cost)
    return known and 0 < saved < cost and c.value("review_rate") > 0 and shown


def _last_check_pays(c: Costs) -> bool:
    """One more check saves at least what it costs, where both are known."""
    saved, cost = _saved_and_cost(c)
    known = _one_review_costs(c) or _one_review_is_free(c)
    return known and c.given("error_rate") and c.given("error_cost") and 0 < saved >= cost


def _loses_today(c: Costs) -> bool:
    return bool(c.units) and not c.untold and c.net is not None and c.net + c.lines["build"] < 0


def _pays_nowhere(c: Costs) -> bool:
    return not c.untold and c.net is not None and hopeless(c)


KEPT: Final = ("vector_db", "observability")
SIZED: Final = ("infrastructure", "integrations")
CONTRADICTIONS: Final[Mapping[str, OfBoth]] = {
    (
        "All lines are said to have a figure, yet the scenario has none entered for {lines}: "
        "enter it, or zero where nothing is paid."
    ): _answered("q1", (3, 4), lambda c, _w: not c.complete),
    (
        "All calls of a unit are said to be joined and to carry a cost, yet observability is entered as zero."
    ): _answered("q3", (3, 4), lambda c, _w: _free(c, "observability")),
    "The cost of tracing is said to be known, yet observability is not entered in the scenario.": (
        _answered("q3", (4,), lambda c, _w: "observability" not in c.entered)
    ),
    (
        "The full cost per unit is said to be calculated over all lines, yet the scenario has "
        "{rate} of the units reviewed by a person and a review that costs nothing."
    ): _answered(
        "q4", (3, 4), lambda c, w: _reviewed(c, w) and not _one_review_costs(c) and _one_review_is_free(c)
    ),
    (
        "The full cost per unit is said to be calculated over all lines, yet the scenario has "
        "{rate} of the units reviewed by a person and no cost of a review entered."
    ): _answered(
        "q4", (3, 4), lambda c, w: _reviewed(c, w) and not _one_review_costs(c) and not _one_review_is_free(c)
    ),
    "One large model is said to do everything, yet the scenario sends {share} to a cheaper one.": (
        _answered("q7", (0,), lambda c, w: shows_share(w["share"], c.value("routed_share")))
    ),
    "The choice of a model is said not to apply, yet the scenario sends {share} to a second one.": (
        _answered("q7", ("na",), lambda c, w: shows_share(w["share"], c.value("routed_share")))
    ),
    (
        "One large model is said to do everything, yet the steps of the scenario have the prices of {count} "
        "models."
    ): _answered("q7", (0,), _several_models),
    (
        "The choice of a model is said not to apply, yet the steps of the scenario have the prices of "
        "{count} models."
    ): _answered("q7", ("na",), _several_models),
    (
        "The retry rate is said to be known, yet none is entered in the scenario: "
        "enter it and the retries line will carry it."
    ): _answered("q9", (2, 3, 4), lambda c, _w: not c.given("retry_rate")),
    (
        "The retry rate is said to be known, yet the scenario repeats no run: "
        "enter the measured rate and the retries line will carry it."
    ): _answered(
        "q9",
        (2, 3, 4),
        lambda c, _w: c.given("retry_rate") and not c.value("retry_rate"),
    ),
    (
        "By the answers nobody knows the retry rate, yet the scenario has {rate} entered: it is a guess "
        "until the rate is found out."
    ): _answered(
        "q9", ("dk",), lambda c, w: c.given("retry_rate") and shows_share(w["rate"], c.value("retry_rate"))
    ),
    (
        "Repeated runs are said not to be counted, yet the scenario has a retry rate of {rate}: it is a "
        "guess until they are."
    ): _answered(
        "q9", (0,), lambda c, w: c.given("retry_rate") and shows_share(w["rate"], c.value("retry_rate"))
    ),
    (
        "Each launch and each renewal is said to need a margin above a threshold, yet no volume of this "
        "workload pays: it could pass no renewal."
    ): _answered("q6", (3,), lambda c, _w: _pays_nowhere(c)),
    (
        "Each launch and each renewal is said to need a margin above a threshold, yet at today's volume this "
        "workload loses money: as it is, it could pass no renewal."
    ): _answered("q6", (3,), lambda c, _w: _loses_today(c) and not hopeless(c)),
    (
        "What loses money is said to be switched to a cheaper path or off, by rule, yet at today's volume "
        "this workload loses money and it runs."
    ): _answered("q6", (4,), lambda c, _w: _loses_today(c) and not hopeless(c)),
    (
        "What a unit is worth is said to be a written figure, yet no value per unit is entered in the "
        "scenario: enter it, so that it stands beside the cost."
    ): _answered("q5", (2, 3, 4), lambda c, _w: not c.given("value_per_unit")),
    (
        "What loses money is said to be switched to a cheaper path or off, by rule, yet no volume of this "
        "workload pays and it runs."
    ): _answered("q6", (4,), lambda c, _w: _pays_nowhere(c)),
    "All outputs are said to be treated alike, yet the scenario has {rate} checked.": (
        _answered("q10", (0,), _some)
    ),
    "A share of the outputs is said to be checked, yet the scenario has none checked.": _answered(
        "q10", (1, 2, 3, 4), lambda c, _w: c.given("review_rate") and not c.value("review_rate")
    ),
    (
        "Review is said to be tuned to the point where one more check no longer pays, "
        "yet the scenario has {rate} of the units checked."
    ): _answered(
        "q10", (4,), lambda c, w: c.value("review_rate") == 1 and _reviewed(c, w) and not _last_check_pays(c)
    ),
    (
        "Review is said to be tuned to the errors it avoids, yet one review saves {saved} in errors and "
        "costs {cost}."
    ): _answered("q10", (4,), _loses_on_a_review),
    "Human review is said not to apply, yet the scenario has {rate} of the units checked.": (
        _answered("q10", ("na",), _reviewed)
    ),
    (
        "Retention is said to be set for stored data and telemetry, yet neither a vector database nor "
        "observability has a cost entered in the scenario."
    ): _answered(
        "q11",
        (3, 4),
        lambda c, _w: not any(_paid(c, line) for line in KEPT) and not all(_free(c, line) for line in KEPT),
    ),
    (
        "Retention is said to be set for stored data and telemetry, yet a vector database and "
        "observability are both entered as zero."
    ): _answered("q11", (3, 4), lambda c, _w: all(_free(c, line) for line in KEPT)),
    (
        "Stored data and telemetry are said to be kept, yet a vector database and observability are both "
        "entered as zero."
    ): _answered("q11", (0, 1, 2), lambda c, _w: all(_free(c, line) for line in KEPT)),
    (
        "The cost per unit of stored data and telemetry is said to be budgeted, yet the scenario has none "
        "entered for {line}."
    ): _answered(
        "q11",
        (4,),
        lambda c, _w: any(_paid(c, line) for line in KEPT) and any(line not in c.entered for line in KEPT),
    ),
    "This is said not to apply, yet the scenario has a cost of {lines}.": lambda r, _w: (
        (_level(r, "q11") == "na" and any(_paid(r.costs, line) for line in KEPT))
        or (
            _level(r, "q12") == "na"
            and (any(_paid(r.costs, line) for line in SIZED) or r.costs.value("capacity_hourly") > 0)
        )
    ),
    (
        "Always-on capacity and integrations are said to be in use, yet infrastructure and integrations are "
        "both entered as zero."
    ): _answered(
        "q12", (0, 1), lambda c, _w: all(_free(c, line) for line in SIZED) and not c.lines["capacity"]
    ),
    (
        "Capacity and integrations are said to be sized on purpose, yet infrastructure and integrations are "
        "both entered as zero."
    ): _answered(
        "q12", (2, 3, 4), lambda c, _w: all(_free(c, line) for line in SIZED) and not c.lines["capacity"]
    ),
    (
        "The cost of an integration call is said to be known, yet integrations are not entered in the "
        "scenario."
    ): _answered("q12", (4,), lambda c, _w: "integrations" not in c.entered),
}


def _has_value(r: Reader, _w: Words) -> bool:
    return r.costs.given("value_per_unit") and _level(r, "q5") in ("dk", 0)


def _has_lines(r: Reader, _w: Words) -> bool:
    return r.costs.complete and _level(r, "q1") in ("dk", 0, 1, 2)


def _has_some_lines(r: Reader, _w: Words) -> bool:
    """Two or more of the lines that are not billed by a vendor of AI were entered, and not all lines."""
    own = enumerate(r.costs.inputs.get("other_lines", ()), 1)
    billed = {"tokens", "seats", "capacity"} | {f"other_{n}" for n, line in own if line.get("visible")}
    entered = set(r.costs.listed) - set(r.costs.missing) - billed
    return not r.costs.complete and len(entered) >= 2 and _level(r, "q1") in ("dk", 0, 1)


def _has_figures(r: Reader, w: Words) -> bool:
    return _has_lines(r, w) or _has_some_lines(r, w)


def _has_unit_cost(r: Reader, _w: Words) -> bool:
    return r.costs.complete and bool(r.costs.units) and _level(r, "q4") in ("dk", 0, 1)


def _has_it(r: Reader, w: Words) -> bool:
    answered = next(each for each in INSTRUMENT.questions if each.topic == unnumbered(w["topic"]))
    conditions = {"q1": _has_figures, "q4": _has_unit_cost, "q5": _has_value}
    return answered.key in r.answers.unknown and conditions[answered.key](r, w)


def _for_which_there_is_a_figure(r: Reader, w: Words) -> bool:
    answered = next(each for each in INSTRUMENT.questions if each.topic == unnumbered(w["topic"]))
    return {"q1": _has_figures, "q4": _has_unit_cost, "q5": _has_value}[answered.key](r, w)


PROVIDED: Final[Mapping[str, OfBoth]] = {
    "This report states what a unit is worth.": _has_value,
    "This report states what a unit is worth. {next}": _has_value,
    "This report puts a figure on every cost line.": _has_lines,
    "This report puts a figure on at least two of the hidden lines.": _has_some_lines,
    "Refresh the figure of every cost line once a month, on a set day.": _has_lines,
    "This report calculates the full cost per unit.": _has_unit_cost,
    "Calculate the full cost per unit again every month.": _has_unit_cost,
    (
        "{topic} to level {level} (this report has the first figure; the days are for repeating and "
        "checking it)"
    ): _for_which_there_is_a_figure,
    "answer {topic} again with the figure of this report": _has_it,
    "This report has the figure: check that it holds, and answer question {number} again with it.": (
        lambda r, w: _has_it(r, {"topic": INSTRUMENT.question(f"q{w['number']}").topic})
    ),
    "{count} answers do not fit the scenario": lambda r, w: count(w) > 0 and bool(r.costs.listed),
    "{count} answers do not fit the scenario: look at them again before the score is relied on.": (
        lambda r, w: count(w) > 0 and bool(r.costs.listed) and r.answered
    ),
}


def _above(amount: Callable[[Costs], Fraction | None], *, share: bool = False) -> OfCosts:
    """The figure printed is the workload's, and by what is printed it is past the limit."""

    def holds(c: Costs, w: Words) -> bool:
        figure, found = number_in(w["figure"])[0], amount(c)
        right = found is not None and shows(w["figure"], found, unit=100 if share else 1)
        right = right and (share or bounded(w["figure"], "at least ", c))
        return right and figure > number_in(w["limit"])[0]

    return holds


def _leaves_less(c: Costs, w: Words) -> bool:
    return (
        not c.untold
        and shows(w["figure"], c.margin)
        and bounded(w["figure"], "at most ", c)
        and number_in(w["figure"])[0] < number_in(w["limit"])[0]
    )


def _for_nothing(c: Costs, w: Words) -> bool:
    """Something is spent and nothing comes of it, whatever the limit."""
    spent = shows(w["figure"], c.total) and bounded(w["figure"], "at least ", c)
    return spent and c.total > 0 and not c.untold and not c.hand.accepted()


PORTFOLIO: Final[Mapping[str, OfCosts]] = {
    "an accepted %(unit)s costs %(figure)s, above %(limit)s": _above(
        lambda c: None if c.untold else c.accepted
    ),
    "the next %(unit)s leaves %(figure)s, below %(limit)s": _leaves_less,
    "a month costs %(figure)s with no %(unit)s accepted, above %(limit)s for an accepted one": _for_nothing,
    "%(status)s, cannot work as entered: not counted. %(why)s": lambda c, _w: c.out_of_reach,
    "%(label)s, without what cannot work as entered": lambda c, _w: c.out_of_reach,
    # Of several agents: tests/truth/test_portfolio_sentences.py.
    "“%(sum)s” leaves out what cannot work as entered: %(names)s (%(n)s in all).": lambda c, w: (
        c.out_of_reach and w["n"] == "1" and w["names"] == "“Desk”"
    ),
    "people review %(figure)s, above %(limit)s": _above(lambda c: c.value("review_rate"), share=True),
}
