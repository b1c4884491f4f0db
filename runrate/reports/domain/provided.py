"""What a report itself provides of what its answers lack: figures on its lines, the cost per unit."""

from assessment.domain.answer_sheet import Answer
from assessment.domain.next_steps import Step
from assessment.domain.questionnaire import Dimension, Question
from assessment.domain.statements import statement
from runrate.core.translation import gettext as _
from runrate.reports.domain.evaluation import Assessment, Reading, Scenario

KNOWN_COSTS, UNIT_COST, UNIT_WORTH = "q1", "q4", "q5"
UP_TO = {KNOWN_COSTS: 2, UNIT_COST: 1, UNIT_WORTH: 0}
"""The highest level that this report goes beyond: at these, and where nobody knows, its own figures stand."""
SOME_LINES = 1
"""The highest level on known costs that an estimate goes beyond which has figures on some hidden lines."""
ENOUGH_LINES = 2
"""So many hidden lines have a figure at the level above that."""


def provides(reading: Reading, question: str, answer: Answer | None) -> bool:
    """Whether this report holds what an answer says is missing. None is an unknown, as in a step."""
    scenario = reading.scenario
    if scenario is None or question not in UP_TO:
        return False
    if not (answer in (None, "dk") or (isinstance(answer, int) and answer <= UP_TO[question])):
        return False
    if question == UNIT_WORTH:
        return scenario.workload.value_per_unit is not None
    if question == UNIT_COST:
        return scenario.estimate.complete and scenario.estimate.cost_per_unit is not None
    return scenario.estimate.complete or (answer in (None, "dk", 0, SOME_LINES) and _some_lines(scenario))


def _some_lines(scenario: Scenario) -> bool:
    """Whether an estimate that is not complete has a figure on two hidden lines all the same."""
    return sum(line.entered and not line.visible for line in scenario.estimate.lines) >= ENOUGH_LINES


def _is_complete(reading: Reading) -> bool:
    return reading.scenario is not None and reading.scenario.estimate.complete


def _begun_with_tokens(reading: Reading, question: str, level: int | None) -> bool:
    """Whether the cost of a unit is in this report though not the full one: the token price times a guess."""
    scenario = reading.scenario
    return (
        question == UNIT_COST
        and level == 0
        and scenario is not None
        and scenario.estimate.cost_per_unit is not None
        and not scenario.estimate.complete
    )


def delivered(reading: Reading, question: str, level: int | None) -> bool:
    """Whether this report itself does what the next step on a question asks: nobody pays for that work."""
    if question == UNIT_WORTH and level is not None:
        return False  # it states a worth; how that was found is still to be measured
    return provides(reading, question, level) or _begun_with_tokens(reading, question, level)


def action(reading: Reading, question: Question, level: int | None) -> str:
    """What to do next on a question: of what this report provides already, what is left of it."""
    if _begun_with_tokens(reading, question.key, level):
        return question.advice[1]
    if not provides(reading, question.key, level):
        return Step(question, level, 0 if level is None else level + 1).text
    if level is None:
        return _(
            "This report has the figure: check that it holds, and answer question {number} again with it."
        ).format(number=question.number)
    if question.key == KNOWN_COSTS:
        some = question.advice[SOME_LINES + 1]
        complete = _is_complete(reading)
        return _("Refresh the figure of every cost line once a month, on a set day.") if complete else some
    if question.key == UNIT_COST:
        return _("Calculate the full cost per unit again every month.")
    return _("This report states what a unit is worth. {next}").format(next=question.advice[1])


def dimension_text(reading: Reading, assessment: Assessment, dimension: Dimension) -> str:
    """What is so in a dimension, answer by answer; this report's own figures where an answer lacks them."""
    return " ".join(
        _said(reading, reading.questionnaire.question(key), assessment.sheet.answers[key])
        for key in dimension.questions
    )


def _said(reading: Reading, question: Question, answer: Answer) -> str:
    if not provides(reading, question.key, answer):
        return statement(question, answer)
    if question.key == KNOWN_COSTS:
        if not _is_complete(reading):
            return _("This report puts a figure on at least two of the hidden lines.")
        return _("This report puts a figure on every cost line.")
    if question.key == UNIT_COST:
        return _("This report calculates the full cost per unit.")
    return _("This report states what a unit is worth.")
