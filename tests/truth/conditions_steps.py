"""When each sentence about steps is true: what is asked for, what to do first, and the plan of ninety days.

What a step saves is calculated a second time in `tests/reports/test_promised_effects.py`; here the figures of
a sentence have to follow from each other, and its words from what was answered and entered.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from assessment.domain.answer_sheet import NotApplicable
from assessment.domain.scoring import score
from runrate.reports.domain.wording import MONTH_NAMES
from tests.reports.readers import DAY as MADE_ON
from tests.truth.conditions_answers import count, unnumbered
from tests.truth.conditions_costs import Words
from tests.truth.conditions_joined import OfBoth
from tests.truth.paybacks import inside, paid_back
from tests.truth.reader import INSTRUMENT, Reader, number_in, shows, shows_share

DAY: Final = 600
"""Dollars of a working day, as a report counts it unless told otherwise."""
NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _levels(r: Reader) -> list[object]:
    """Of the answers that apply."""
    given = r.answers.sheet.answers.values()
    return [answer for answer in given if not isinstance(answer, NotApplicable)]


def at_the_top(r: Reader) -> bool:
    """Every answer that applies is the highest level."""
    return all(level == 4 for level in _levels(r))


def _open(r: Reader) -> int:
    return sum(level != 4 for level in _levels(r))


def _counted(w: Words) -> int:
    """A number of steps, in a word or in digits."""
    said = str(w["count"]).lower()
    return NUMBERS.get(said) or int(said)


def _asked(r: Reader, w: Words) -> bool:
    work = number_in(str(w["work"]))[0]
    return (
        r.costed
        and 1 <= _counted(w) <= _open(r)
        and work > 0
        and work % DAY == 0
        and inside(w, "around")
        and paid_back(w, work)
    )


def _groundwork(r: Reader, w: Words) -> bool:
    work = number_in(str(w["work"]))[0]
    return r.costed and 1 <= _counted(w) <= min(3, _open(r)) and work > 0 and work % DAY == 0


def _worked(w: Words) -> bool:
    """So many days at the price of one."""
    days, _places = number_in(str(w["days"]))
    return shows(w["work"], days * DAY) and str(w["days"]).endswith("day" if days == 1 else "days")


def _ahead(w: Words) -> bool:
    """A month of this report's year or of a later one."""
    month, _space, year = str(w["by"]).partition(" ")
    return month in MONTH_NAMES and int(year) >= MADE_ON.year


def _dear(r: Reader, w: Words) -> bool:
    """Twelve months, a build until it is paid off, come to less than the work."""
    build = r.costs.lines["build"]
    months = min(Fraction(12), max(r.costs.value("build_months"), Fraction(1)))
    yearly = 12 * (r.costs.total - build) + months * build
    work = number_in(str(w["work"]))[0]
    return shows(w["yearly"], yearly) and 0 < yearly < work and _groundwork(r, {"count": "one", **w})


def _higher_stage(r: Reader, w: Words) -> bool:
    """A stage above today's; which one, `test_groundwork.py` finds with a new assessment."""
    names = [stage.name for stage in INSTRUMENT.stages]
    today = INSTRUMENT.stage(score(r.answers.sheet, INSTRUMENT).stage or "").name
    return r.costed and not at_the_top(r) and names.index(str(w["stage"])) > names.index(today)


def _missing(r: Reader, w: Words) -> bool:
    return r.costed and count(w) == len(r.costs.missing) > 0


def _thing(r: Reader, w: Words) -> bool:
    work = number_in(str(w["work"]))[0]
    return r.costed and work > 0 and work % DAY == 0 and inside(w, "span") and paid_back(w, work)


def _released(r: Reader, w: Words) -> bool:
    cash = number_in(str(w["cash"]))[0]
    return (
        r.costed
        and cash > 0
        and _counted(w) <= _open(r)
        and " the work" in str(w["payback"]).partition(" (")[0]
    )


def _days(r: Reader, w: Words) -> bool:
    """So many days at the price of one."""
    days = Fraction(str(w["days"]).replace(",", ""))
    return r.costed and days >= 1 and shows(w["work"], days * DAY)


def _beyond(r: Reader, w: Words) -> bool:
    return _days(r, w) and 1 <= count(w) <= _open(r)


def _whole_plan(r: Reader, w: Words) -> bool:
    """More days than the part of it that is not asked for, at the price of one each."""
    days, whole = (Fraction(str(w[name]).replace(",", "")) for name in ("days", "total"))
    return _beyond(r, w) and whole > days and shows(w["whole"], whole * DAY)


def _by_the_minute(r: Reader, w: Words) -> bool:
    """Time is freed where review is paid by the minute, and no more than all of it."""
    review = r.costs.lines["human_review"]
    given = r.costs.given("reviews_per_reviewer")
    return review > 0 and (given or 0 < number_in(str(w["time"]))[0] <= review + 1)


def _staffed(r: Reader, _w: Words) -> bool:
    return r.costs.given("reviews_per_reviewer") and r.costs.lines["human_review"] > 0


def _errors_unknown(r: Reader, _w: Words) -> bool:
    """Something is reviewed, and nobody said what an error costs."""
    return r.costs.value("review_rate") > 0 and not (
        r.costs.given("error_rate") and (r.costs.given("error_cost") or not r.costs.value("error_rate"))
    )


def _title(r: Reader, w: Words) -> bool:
    """Steps, and what has to be entered before them."""
    entered = int(r.costed and not r.costs.complete)
    return 1 <= _counted(w) <= min(3, _open(r) + entered)


def _topic(r: Reader, w: Words) -> bool:
    question = next(each for each in INSTRUMENT.questions if each.topic == unnumbered(w["topic"]))
    return r.answers.sheet.answers[question.key] != 4


def _numbered(r: Reader, w: Words) -> bool:
    """A question that is not at the top, by the number of its step."""
    return _topic(r, w) and 1 <= count({"count": w["number"]}) <= _open(r)


def _open_topics(r: Reader, w: Words) -> bool:
    """Steps of a quarter, on questions that are not at the top."""
    slow = [each for each in INSTRUMENT.questions if each.topic in str(w["topics"])]
    return bool(slow) and all(each.effort == "L" and r.answers.sheet.answers[each.key] != 4 for each in slow)


def _each_of(said: str) -> set[int]:
    """`1, 3 to 5 and 9` as the numbers it names."""
    ends = [part.split(" to ") for part in said.replace(" and ", ", ").split(", ")]
    return {each for part in ends for each in range(int(part[0]), int(part[-1]) + 1)}


def _unpriced(r: Reader, _w: Words) -> bool:
    return not at_the_top(r)


def _changed(r: Reader, w: Words) -> bool:
    """From what was entered to another share."""
    before, after = (number_in(str(w[name]))[0] for name in ("before", "after"))
    shares = ("review_rate", "retry_rate", "routed_share")
    return before != after and any(shows_share(w["before"], r.costs.value(name)) for name in shares)


def _tokens_cost(r: Reader, w: Words) -> bool:
    """The planning table has no factor of nothing, nor one of ten times as much."""
    return r.costs.lines["tokens"] > 0 and 0 <= number_in(str(w["share"]))[0] < 1000


STEPS: Final[Mapping[str, OfBoth]] = {
    # That a number is the one of its row: tests/reports/test_step_numbers.py.
    "{topic} (step {number})": _numbered,
    "Step {number}: {topic}": _numbered,
    "Steps go by their numbers in “What to do”.": lambda r, _w: not at_the_top(r),
    "What is done in it stands on the board page.": lambda r, _w: not at_the_top(r),
    "Nothing: every answer that applies stands at the top.": lambda r, _w: (
        at_the_top(r)
        and not (r.costed and (r.costs.net or 0) + r.costs.lines["build"] < 0 and not r.costs.untold)
        and not (r.costed and r.costs.missing)
    ),
    "Every answer that applies stands at the highest level": lambda r, _w: (
        at_the_top(r) and len(_levels(r)) < len(r.answers.sheet.answers)
    ),
    "Every answer stands at the highest level": lambda r, _w: (
        at_the_top(r) and len(_levels(r)) == len(r.answers.sheet.answers)
    ),
    "Cost one workload line by line; no money can be named before that.": lambda r, _w: not r.costed,
    "This report says how these costs are managed, not what they come to: no scenario is in it.": (
        lambda r, _w: not r.costed
    ),
    (
        "The part “What to do” says of each step whose work it is and how long it takes; with a "
        "scenario also what it releases per month."
    ): lambda r, _w: not r.costed and not at_the_top(r),
    "Answer the fifteen questions about this workload; no money is asked for before that.": (
        lambda r, _w: not r.answered
    ),
    (
        "With the answers this page names the steps worth taking: their cost, the cash they release "
        "per month and when it is earned back."
    ): lambda r, _w: not r.answered,
    "No money: {none}.": lambda r, _w: r.costed and not at_the_top(r),
    "at the middle figures no step releases as much cash in a year as its work costs": lambda r, _w: (
        r.costed and r.costs.complete and not at_the_top(r)
    ),
    (
        "on the lines entered and at the middle figures, no step releases as much cash "
        "in a year as its work costs"
    ): lambda r, _w: r.costed and not r.costs.complete and not at_the_top(r),
    "{enter} before any money is asked for: {none}.": lambda r, _w: r.costs.half_reviewed,
    "{enter}: until then this line has no figure.": lambda r, _w: r.costs.half_reviewed,
    "Enter which share of the {units} is reviewed": lambda r, w: (
        r.costs.half_reviewed and not r.costs.given("review_rate") and w["units"] == "claims"
    ),
    "Enter what a review costs": lambda r, _w: r.costs.half_reviewed and r.costs.value("review_rate") > 0,
    "Enter {lines}, or zero where nothing is paid.": lambda r, w: (
        len(r.costs.missing)
        == len(str(w["lines"]).replace("tools and guardrails", "tools").replace(" and ", ", ").split(", "))
    ),
    "The first figure is in this report: no money is asked for this": lambda r, _w: (
        r.costed and any(r.answers.sheet.answers[key] in {0, 1, 2, "dk"} for key in ("q1", "q4", "q5"))
    ),
    "It rests on the answers to {topics}, which do not fit the scenario: look at them again first.": (
        lambda r, w: (
            r.costed
            and any(each.topic in str(w["topics"]) for each in INSTRUMENT.questions)
            and not at_the_top(r)
        )
    ),
    "Approve about {work} ({days}) for {count} steps of groundwork by {by}: {none}.": lambda r, w: (
        _groundwork(r, {"count": "one", **w}) and _worked(w) and _ahead(w)
    ),
    "The steps below that carry no figure can still be taken for what they make known.": lambda r, _w: (
        r.costed and not at_the_top(r)
    ),
    (
        "Approve about {work} ({days}) for {count} steps by {by}. Together they release {cash} per month in "
        "cash{around}, earned back {payback}."
    ): lambda r, w: _asked(r, {"count": "one", **w}) and _worked(w) and _ahead(w),
    "{topic} would free reviewers' time worth {time} per month, but payroll would not change.": (
        lambda r, w: _topic(r, w) and _by_the_minute(r, w)
    ),
    (
        "{topic} would free reviewers' time worth {time} per month, and let errors pass that cost {passed}; "
        "payroll would not change."
    ): lambda r, w: _topic(r, w) and _by_the_minute(r, w) and r.costs.value("error_rate") > 0,
    (
        "The first {count} steps of groundwork would cost {work}, more than a year of the workload, "
        "{yearly}: worth it only for several workloads."
    ): lambda r, w: _dear(r, w) and r.costs.complete,
    (
        "The first {count} steps of groundwork would cost {work}, more than what is entered for a year, "
        "{yearly}."
    ): lambda r, w: _dear(r, w) and not r.costs.complete,
    "No money for this workload alone: {none}.": lambda r, _w: (
        r.costed and r.costs.complete and not at_the_top(r)
    ),
    (
        "Enter the {count} cost lines that are missing before any money is asked for: no step pays by what "
        "is entered."
    ): lambda r, w: _missing(r, w) and not at_the_top(r),
    "Enter the {count} cost lines that are missing: every step is taken, and no money is asked for.": (
        lambda r, w: _missing(r, w) and at_the_top(r)
    ),
    "Every answer that applies stands at the top.": lambda r, _w: at_the_top(r),
    (
        "After the ninety-day plan the way to the next stage needs {steps}; {days} working days in all, "
        "{work}."
    ): lambda r, w: _days(r, w) and bool(w["steps"]),
    (
        "After the ninety-day plan, once {topics} is finished too, the way to the next stage needs "
        "{steps}; {days} working days in all, {work}."
    ): lambda r, w: _days(r, w) and bool(w["steps"]) and _open_topics(r, w),
    "With the ninety-day plan done, the stage is already {stage}.": _higher_stage,
    "With the ninety-day plan done, and once {topics} is finished too, the stage is already {stage}.": (
        lambda r, w: _higher_stage(r, w) and _open_topics(r, w)
    ),
    "what a step saves is not known until the answers are": lambda r, _w: (
        r.costed and bool(r.answers.unknown)
    ),
    "no step left carries a figure": lambda r, _w: r.costed and not at_the_top(r),
    "The sum also holds {steps}.": lambda r, w: (
        r.costed and all(step.partition(" (")[0].strip() for step in str(w["steps"]).split(", "))
    ),
    (
        "The cash includes the pay of {count} reviewers ({change}); what it costs to move or to part with "
        "them is not in it."
    ): lambda r, w: _staffed(r, w) and count(w) >= 1,
    "Beside the cash, reviewers' time worth {time} per month is freed, but payroll does not change.": (
        _by_the_minute
    ),
    (
        "Not included: what wrong results cost that fewer reviews let pass, as no error rate with its cost "
        "was entered."
    ): _errors_unknown,
    "No step left that pays for its work within a year, at the middle figure": lambda r, _w: (
        not at_the_top(r)
    ),
    "{count} things to do this quarter": lambda r, w: _title(r, {"count": "one", **w}),
    "{cash} per month in cash for {work} of work, earned back {payback}": _thing,
    "{cash} per month in cash ({span}) for {work} of work, earned back {payback}": _thing,
    (
        "The full ninety-day plan takes {whole} ({total} working days), of which {work} ({days}) for {count} "
        "pieces of work without a cash figure of their own, not asked for here."
    ): _whole_plan,
    (
        "The ninety-day plan holds {count} pieces of work without a cash figure of their own: {days} working "
        "days ({work}), not asked for here."
    ): _beyond,
    "{work} of work, without a cash figure of its own": lambda r, w: (
        not at_the_top(r) and number_in(str(w["work"]))[0] % DAY == 0
    ),
    "{work} of work, without a cash figure of its own; not in the ask": lambda r, w: (
        r.costed and not at_the_top(r) and number_in(str(w["work"]))[0] >= DAY
    ),
    "What errors that fewer reviews let pass cost is not in it.": _errors_unknown,
    "All of it is about {days} working days, {work} at {cost} each; a step of a quarter counts whole.": (
        lambda r, w: _days(r, w) and shows(w["cost"], DAY)
    ),
    "All of it is about {days} working days; a step of a quarter counts whole.": lambda r, w: (
        not r.costed and not at_the_top(r) and int(str(w["days"]).replace(",", "")) >= 1
    ),
    "Get the {count} answers that nobody knows yet: steps {numbers}.": lambda r, w: (
        1 <= count(w) == len(_each_of(str(w["numbers"]))) <= len(r.answers.unknown)
        and max(_each_of(str(w["numbers"]))) <= _open(r)
    ),
    "Answer again with what was found out, and take the steps that follow.": lambda r, _w: bool(
        r.answers.unknown
    ),
    "{count} steps release {cash} per month in cash, earned back {payback}": lambda r, w: _released(
        r, w if w.get("count") else {**w, "count": "one"}
    ),
    "The {count} steps that pay for their work, taken together": lambda r, w: (
        r.costed and 1 <= count(w) <= _open(r)
    ),
    "No single step saves money on the lines entered": lambda r, _w: r.costed and not at_the_top(r),
    "Begin with {topic}; a scenario would put dollars on it": lambda r, w: not r.costed and _topic(r, w),
    "Begin with {topic}; {none}": lambda r, w: r.costed and _topic(r, w),
    "Steps without a figure: they make the others possible, or their level or cost line is not known": (
        _unpriced
    ),
    "Reviewers' time freed, {time} per month; cash released, {cash} per month: {change}.": _staffed,
    "Frees reviewers' time worth {time} per month, which is not cash.": _by_the_minute,
    "Less {passed} per month for errors that fewer reviews let pass.": lambda r, w: (
        r.costs.value("error_rate") > 0 and number_in(str(w["passed"]))[0] > 0
    ),
    "Costs more at first: {lines}.": lambda r, w: r.costed and bool(str(w["lines"])),
    "It pays once level {level} is reached.": lambda r, w: (
        r.costed and any(isinstance(level, int) and level + 2 <= int(str(w["level"])) for level in _levels(r))
    ),
    "It pays for its work alone, but not beside the steps that are asked for.": lambda r, _w: (
        r.costed and _open(r) >= 2
    ),
    "{input} from {before} to {after}": _changed,
    "{share} fewer tokens per unit": lambda r, w: (
        r.costs.value("input_tokens") + r.costs.value("output_tokens") > 0
        and 0 < number_in(str(w["share"]))[0] < 100
    ),
    "Reserved or self-hosted capacity is not in it: the planning table has no figure for that line.": (
        lambda r, _w: r.costs.lines["capacity"] > 0 and r.answers.sheet.answers["q12"] in {0, 1, 2, 3}
    ),
    " No step counts this: the planning table has no figure for capacity.": (
        lambda r, _w: r.costed and r.costs.lines["capacity"] > 0
    ),
    "{share} lower token cost": _tokens_cost,
    "{share} higher token cost": _tokens_cost,
}
