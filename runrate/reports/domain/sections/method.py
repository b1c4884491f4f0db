"""How every number came about: rules, formulas with their figures, inputs with origins, limits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from calculator.domain.cost_lines import line_name
from calculator.domain.formulas.attempt import steps
from calculator.domain.formulas.outcomes import outcomes
from calculator.domain.further_answers import not_included
from calculator.domain.labels import worded_apart, worded_short
from runrate.core.decimals import plain
from runrate.core.numbers import half_up, price
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.appendix import FormulaRow, InputRow, Method, WorthRow
from runrate.reports.domain.evaluation import Reading, Scenario
from runrate.reports.domain.formulas.bill import of_bill, of_invoice
from runrate.reports.domain.formulas.cost import of_costs, of_swings, of_volumes
from runrate.reports.domain.formulas.gap import of_gap
from runrate.reports.domain.formulas.scores import of_scores
from runrate.reports.domain.formulas.steps import of_steps
from runrate.reports.domain.formulas.stopping import of_losses
from runrate.reports.domain.formulas.written import printable
from runrate.reports.domain.owner.board import at_odds
from runrate.reports.domain.savings import Savings
from runrate.reports.domain.sections.basis import attached, puts_dollars_on_steps
from runrate.reports.domain.sections.listed_inputs import left_out, listed_inputs
from runrate.reports.domain.sections.work_and_cash import price_of_a_day
from runrate.reports.domain.wording import long_date

COST_MODEL_VERSION = "2"


def describe_method(reading: Reading, *, versions: Mapping[str, str]) -> Method:
    scenario = reading.scenario
    return Method(
        headline=_("Every number here can be recalculated"),
        lede=attached(reading),
        scoring=tuple(_scoring(reading)) if reading.assessment else (),
        formulas=_by_formula(_steps(scenario)) if scenario else (),
        results=_by_formula(_results(reading)),
        inputs=listed_inputs(reading, scenario.workload) if scenario else (),
        left_out=left_out(scenario.workload) if scenario else "",
        worth_note=_worth_note(reading) if puts_dollars_on_steps(reading) else "",
        worth=tuple(_worth(reading)) if puts_dollars_on_steps(reading) else (),
        assumptions=tuple(_assumptions(reading)),
        limits=tuple(_limits(reading)),
        versions=tuple(_versions(reading, versions)),
    )


def _scoring(reading: Reading) -> Iterable[str]:
    questionnaire = reading.questionnaire
    yield _(
        "A dimension is the mean of its answers that apply, times 25. The score is the mean of the five "
        "dimensions."
    )
    yield _("Stages by score: {bands}.").format(
        bands=", ".join(
            _("{stage} from {floor}").format(stage=stage.name, floor=stage.floor)
            for stage in questionnaire.stages
        )
    )
    yield _(
        "A stage is at most one above the weakest dimension; {optimized} needs the cost per unit at level "
        "{level}; with {unknowns} or more unknown answers it is at most {limit}. "
        "Caps lower the stage, never the score."
    ).format(
        optimized=questionnaire.stage("optimized").name,
        level=questionnaire.caps.gate_level,
        unknowns=questionnaire.caps.unknowns,
        limit=questionnaire.stage(questionnaire.caps.unknowns_stage).name,
    )
    yield _(
        "An unknown answer counts 0 in the score and 4 in its upper end. An answer that does not apply "
        "leaves the mean. In the evidenced score a level of 3 or 4 counts 2 without evidence: a link, or "
        "at least four words."
    )


def _steps(scenario: Scenario) -> Iterable[FormulaRow]:
    """The model steps; the lines have theirs in the table of the lines."""
    for name, term, cost in steps(scenario.workload):
        yield FormulaRow(
            name=_("{step}, for one {unit}").format(step=name, unit=scenario.unit),
            formula=printable(term.words),
            substituted=printable(term.figures),
            monthly=price(cost),
        )


def _results(reading: Reading) -> Iterable[FormulaRow]:
    """Every figure that is more than a line, with the figures it comes from."""
    scenario = reading.scenario
    if scenario:
        for said in outcomes(scenario.workload, scenario.estimate):
            yield FormulaRow(said.name, said.formula, printable(said.substituted), said.printed)
        yield from of_costs(scenario)
        yield from of_invoice(scenario)
        if scenario.scales:
            yield from of_volumes(scenario, scenario.scale)
            yield from of_swings(scenario, scenario.drivers)
        if reading.source.costed and reading.source.costed.billed:
            yield from of_gap(scenario.workload, reading.source.costed.billed)
    if reading.source.costed and reading.source.costed.billed:
        yield from of_bill(reading.source.costed.billed)
    yield from of_steps(reading)
    yield from of_losses(reading)
    if reading.assessment:
        yield from of_scores(reading, reading.assessment)


def _by_formula(rows: Iterable[FormulaRow]) -> tuple[FormulaRow, ...]:
    """Together what is reckoned alike, so that each formula is told in words once, and the same sum once."""
    found: dict[str, dict[tuple[str, str], list[FormulaRow]]] = {}
    for row in rows:
        found.setdefault(row.formula, {}).setdefault((row.substituted, row.monthly), []).append(row)
    return tuple(_as_one(alike) for group in found.values() for alike in group.values())


def _as_one(alike: Sequence[FormulaRow]) -> FormulaRow:
    """One row for all; what each of them is of several topics is said once, behind the last."""
    names = list(dict.fromkeys(row.name for row in alike))
    of = {name.rpartition(": ")[2] for name in names}
    if len(names) > 1 and len(of) == 1 and all(": " in name for name in names):
        names = [*(name.rpartition(": ")[0] for name in names[:-1]), names[-1]]
    return replace(alike[0], name="; ".join(names))


def _worth_note(reading: Reading) -> str:
    if reading.assessment is None:
        return ""
    changed = len(reading.source.worth.changed)
    note = _(
        "By how much a step changes what costs, relative to level 4: from level i to level j by "
        "m(j) ÷ m(i); moves multiply, so their order does not matter. Where the scenario has the input "
        "itself (share reviewed, retry rate, tokens, a second model at its price), that input "
        "is changed and the cost model calculates again, errors that pass included; otherwise the line. "
        "Low and high are half and one and a half times each figure's distance from 1 where it was measured "
        "or is yours, a third and five thirds where a vendor or a survey says so, a quarter and seven "
        "quarters where it was measured in another field or nothing was published. These are planning "
        "assumptions of ours, not measurements of your team."
    )
    if not changed:
        return note
    return (
        note
        + " "
        + ngettext(
            "One row was changed by the reader and is marked.",
            "{count} rows were changed by the reader and are marked.",
            changed,
        ).format(count=changed)
    )


def _worth(reading: Reading) -> Iterable[WorthRow]:
    table = reading.source.worth
    for question, line, factors in table.figures():
        yield WorthRow(
            question=reading.questionnaire.question(question).topic,
            line=line_name(line),
            factors=tuple(_factor(factor) for factor in factors),
            evidence=table.evidence(question, line).told,
            changed=(question, line) in table.changed,
        )


def _factor(factor: Fraction) -> str:
    """Two decimals, so that a column is even; one that was typed with more keeps them."""
    rounded = half_up(factor, 2)
    return f"{rounded:f}" if rounded == factor else plain(factor, digits=4)


def _assumptions(reading: Reading) -> Iterable[str]:
    source = reading.source
    if source.assessed and source.assessed.finished_on:
        yield _("The answers are as they were finished on {day}.").format(
            day=long_date(source.assessed.finished_on)
        )
    if source.costed and source.costed.saved_on:
        yield _("The scenario is as it was saved on {day}.").format(day=long_date(source.costed.saved_on))
    if reading.savings is None or not puts_dollars_on_steps(reading):
        return
    if source.minimum_review_rate is None and reading.savings.values["review_rate"]:
        yield _("No minimum share of reviews was entered, so nothing bounds the savings on review.")
    elif source.minimum_review_rate is not None:
        yield _minimum(source.minimum_review_rate, reading.savings)
    yield from at_odds(reading)
    yield price_of_a_day(reading)
    yield from _of_reviewers(reading.savings)


def _of_reviewers(savings: Savings) -> Iterable[str]:
    """When less review is less pay."""
    if savings.workload.staffed:
        yield _(
            "Reviewers are on the payroll in whole people: a smaller load frees their time at once, "
            "and releases cash only when a whole reviewer is no longer needed."
        )
    elif savings.paid_by_the_hour:
        yield _("Reviewers are paid only for the hours they review, as entered: reviewing less is cash.")
    elif savings.estimate.line("human_review").monthly:
        yield _(
            "Review by the minute is time: reviewing less frees it, and releases no cash unless reviewers "
            "are paid only for the hours they review."
        )


def _minimum(minimum: Decimal, savings: Savings) -> str:
    """A scenario below the minimum has nothing to save on review, and something to explain."""
    today = savings.workload.review_rate or Decimal(0)
    if today < minimum:
        shown = worded_apart("review_rate", today, minimum)
        return _(
            "{today} of the units are checked, less than the minimum of {rate} entered: no saving on "
            "review is counted, and checking more would cost more."
        ).format(today=shown[0], rate=shown[1])
    return _("Savings on review stop where {rate} of the units are checked: the minimum entered.").format(
        rate=worded_short("review_rate", minimum)
    )


def _limits(reading: Reading) -> Iterable[str]:
    if reading.assessment:
        yield _("Answers are self-reported and were not audited; self-ratings tend to run high.")
    if reading.scenario:
        yield _(
            "All amounts are US dollars per month at today's volume, rounded only when shown, except where a "
            "formula says “as printed”."
        )
        yield _("Prices change: check each again before you use these figures in a business case.")
        yield not_included(reading.scenario.estimate)
    if reading.savings and reading.assessment and len({n.casefold() for n in reading.workload_names}) > 1:
        yield _(
            "The answers are about {assessed} and the costs about {costed}: a saving holds only as far "
            "as both are managed alike."
        ).format(assessed=reading.workload_names[0], costed=reading.workload_names[1])
    if puts_dollars_on_steps(reading):
        yield _("A saving is what the planning table says about your own inputs and lines, not a promise.")
        yield _("Where an answer is unknown or does not apply, no figure is given.")


def _versions(reading: Reading, versions: Mapping[str, str]) -> Iterable[InputRow]:
    if reading.assessment:
        yield InputRow(_("Questionnaire and planning table"), reading.questionnaire.version, "")
    if reading.scenario:
        yield InputRow(_("Cost model"), COST_MODEL_VERSION, "")
    for name, version in versions.items():
        yield InputRow(name, version, "")
