"""The summary: the finding with its number, four figures, what was found, what to do first."""

from collections.abc import Iterable
from itertools import islice

from assessment.domain.dimension_words import in_a_sentence, lowest_shown
from assessment.domain.scoring import show
from calculator.domain.estimate_notes import REVIEW_LEFT_OPEN
from calculator.domain.formulas.bounds import bounded, hedge
from calculator.domain.shares import visible_percent
from calculator.domain.verdict import headline as cost_headline
from calculator.domain.verdict import verdict, visible_label, visible_name
from runrate.core.decimals import plain
from runrate.core.numbers import count, headline_money, money, price
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.beside_a_bill.volumes import which_volume
from runrate.reports.domain.content import Figure, Summary
from runrate.reports.domain.evaluation import Assessment, Reading, Scenario, line_name
from runrate.reports.domain.largest_lines import largest_lines, named, use_or_retire
from runrate.reports.domain.least_review import no_allowed_rate_pays
from runrate.reports.domain.owner.board import for_a_board
from runrate.reports.domain.sections.against_bill import gap_for_a_board
from runrate.reports.domain.sections.ask import ask
from runrate.reports.domain.sections.basis import answers_for, basis
from runrate.reports.domain.sections.first_steps import later, things, things_title
from runrate.reports.domain.sections.own_range import own_range
from runrate.reports.domain.sections.scaling import what_stays
from runrate.reports.domain.sections.standing import MATURITY_FINDINGS, stands
from runrate.reports.domain.wording import long_date

COST_FINDINGS = 2


def summarize(reading: Reading) -> Summary:
    scenario = reading.scenario
    return Summary(
        headline=headline(reading),
        lede=_lede(reading),
        range_note=own_range(scenario) if scenario else "",
        figures=_figures(reading),
        found=tuple(_found(reading)),
        verdict_title=_("Is one {unit} worth it?").format(unit=scenario.unit) if scenario else "",
        verdict=(*verdict(scenario.workload, scenario.estimate), *no_allowed_rate_pays(reading))
        if scenario
        else (),
        ask=ask(reading),
        things_title=things_title(reading),
        things=tuple(things(reading)),
        why_later=later(reading),
        stands_title=_("Where the team stands") if reading.assessment else "",
        stands=tuple(stands(reading)),
        answers_for=answers_for(reading),
        basis=tuple(basis(reading)),
    )


def headline(reading: Reading) -> str:
    """The finding of the whole report, in one sentence that carries its number."""
    if reading.scenario:
        return cost_headline(reading.scenario.unit, reading.scenario.estimate)
    if reading.assessment is None:
        raise ValueError("There is nothing to report on.")
    weakest = reading.assessment.weakest
    words = {
        "score": reading.assessment.shown,
        "stage": reading.questionnaire.stage(reading.assessment.stage).name,
    }
    if not weakest:
        return (
            _("{score} of 100: the stage is {stage}, and which dimension is weakest is not known yet")
            if reading.assessment.result.find_out
            else _("{score} of 100: the stage is {stage}, and all five dimensions are even")
        ).format(**words)
    if reading.assessment.result.weakest_is_open:
        return ngettext(
            "{score} of 100: the stage is {stage}; counting unknown answers as 0, {dimensions} is the "
            "weakest dimension",
            "{score} of 100: the stage is {stage}; counting unknown answers as 0, {dimensions} are the "
            "weakest dimensions",
            len(weakest),
        ).format(**words, dimensions=in_a_sentence(weakest, reading.questionnaire))
    return ngettext(
        "{score} of 100: the stage is {stage}, and {dimensions} is the weakest dimension",
        "{score} of 100: the stage is {stage}, and {dimensions} are the weakest dimensions",
        len(weakest),
    ).format(**words, dimensions=in_a_sentence(weakest, reading.questionnaire))


def _lede(reading: Reading) -> str:
    sentences = []
    if reading.scenario and reading.scenario.missing and not reading.scenario.estimate.total_monthly:
        sentences.append(reading.scenario.still_open)
    elif reading.scenario:
        estimate = reading.scenario.estimate
        split = (
            ngettext(
                "{units} per month costs {total}, {tokens} of it {visible}.",
                "{units} per month cost {total}, {tokens} of it {visible}.",
                1 if estimate.units_per_month == 1 else 2,
            )
            if estimate.total_monthly > estimate.visible
            else ngettext(
                "{units} per month costs {total}.",
                "{units} per month cost {total}.",
                1 if estimate.units_per_month == 1 else 2,
            )
        )
        sentences.append(
            split.format(
                units=reading.scenario.counted(estimate.units_per_month),
                total=bounded(reading.scenario.headed(estimate.total_monthly), estimate),
                tokens=reading.scenario.swing(estimate.visible),
                visible=visible_name(estimate),
            )
        )
        sentences += which_volume(reading)
        if exchange := reading.scenario.exchange:
            sentences.append(
                _("In {code} that is {total} per month, at {rate} for a dollar, the rate of {day}.").format(
                    code=exchange.code,
                    total=bounded(reading.scenario.exchanged(estimate.total_monthly), estimate),
                    rate=plain(exchange.rate),
                    day=long_date(exchange.day),
                )
            )
    if reading.assessment and not reading.scenario:
        # The headline carries the score already.
        sentences.append(
            _("This report says how these costs are managed, not what they come to: no scenario is in it.")
        )
    elif reading.assessment:
        stage = reading.questionnaire.stage(reading.assessment.stage)
        sentences.append(
            _("How these costs are managed scores {score} of 100, which is the stage {stage}.").format(
                score=reading.assessment.shown, stage=stage.name
            )
        )
    return " ".join(sentences)


def _figures(reading: Reading) -> tuple[Figure, ...]:
    figures = []
    if reading.scenario:
        estimate = reading.scenario.estimate
        figures += [
            Figure(
                headline_money(estimate.total_monthly),
                _("per month") + hedge(estimate) if hedge(estimate) else _("full cost per month"),
            ),
            Figure(
                "–" if estimate.cost_per_unit is None else price(estimate.cost_per_unit),
                _("one {unit}").format(unit=reading.scenario.unit) + hedge(estimate)
                if hedge(estimate)
                else _("full cost of one {unit}").format(unit=reading.scenario.unit),
            ),
            Figure(visible_percent(estimate), visible_label(estimate)),
        ]
    if reading.assessment:
        result, stage = reading.assessment.result, reading.questionnaire.stage(reading.assessment.stage)
        figures.append(Figure(reading.assessment.shown, _("of 100, stage {stage}").format(stage=stage.name)))
        if not reading.scenario:
            named = reading.assessment.weakest_for_sure
            weakest = [reading.questionnaire.dimension(key).name for key in named]
            figures += [
                _evidenced(reading.assessment),
                Figure(
                    lowest_shown(result),
                    weakest[0] if len(weakest) == 1 else _("of 100, the lowest dimension"),
                ),
                Figure(str(len(result.find_out)), _("of 15 answers not known")),
            ]
    elif reading.scenario:
        behind = hedge(reading.scenario.estimate)
        figures.append(
            Figure(
                headline_money(reading.scenario.estimate.total_yearly),
                _("per year at this volume") + behind if behind else _("at this volume, per year"),
            )
        )
    return tuple(figures)


def _evidenced(assessment: Assessment) -> Figure:
    """The score that evidence leaves; where that is the score itself, how many answers have some."""
    result, sheet = assessment.result, assessment.sheet
    if result.evidenced_score is not None and result.evidenced_score < assessment.score:
        return Figure(show(result.evidenced_score), _("of 100, answers without evidence at level 2"))
    return Figure(str(sum(map(sheet.backs, sheet.answers))), _("of 15 answers with evidence"))


def _found(reading: Reading) -> Iterable[str]:
    """The few that fit on one page; the parts behind it say the rest."""
    if reading.scenario:
        most = COST_FINDINGS if reading.assessment else COST_FINDINGS + MATURITY_FINDINGS
        yield from islice(_cost_findings(reading.scenario), most)
        yield from use_or_retire(reading.scenario, planned=bool(reading.assessment))
        yield from gap_for_a_board(reading)
        yield from for_a_board(reading)


def _cost_findings(scenario: Scenario) -> Iterable[str]:
    estimate = scenario.estimate
    largest = sorted((line for line in estimate.lines if line.monthly), key=lambda line: -line.monthly)
    if not largest:
        yield _("Every line that was entered comes to {nothing}.").format(nothing=money(0))
        return
    if len(largest) > 1:
        yield largest_lines(scenario, largest)
    else:
        said = (
            _("The only line that costs anything is {line}.")
            if estimate.complete
            else _("The only line entered that costs anything is {line}.")
        )
        yield said.format(line=named(largest[0]))
    if estimate.complete and estimate.hidden_per_visible_dollar:
        said = _("For every dollar of {visible}, {hidden} is paid below the waterline: {amount} per month.")
        yield said.format(
            visible=visible_name(estimate),
            hidden=money(estimate.hidden_per_visible_dollar),
            amount=scenario.headed(estimate.total_monthly - estimate.visible),
        )
    if estimate.open_ended:
        yield _(REVIEW_LEFT_OPEN)
    elif scenario.missing:
        yield _true_cost(scenario)
    elif estimate.review_too_low:
        yield _("The true cost is at least {total} per month: reviews are only half entered.").format(
            total=scenario.headed(estimate.total_monthly)
        )
    if estimate.fixed_monthly and estimate.units_per_month:
        yield what_stays(scenario)
    if estimate.line("retries").monthly:
        yield _("One {unit} takes {attempts} attempts on average, which adds {amount} per month.").format(
            unit=scenario.unit,
            attempts=count(estimate.attempts_per_unit, places=4),
            amount=scenario.amount(estimate.line("retries").monthly),
        )


def _true_cost(scenario: Scenario) -> str:
    """What lines that were not entered are to be added to: the total, or a least one."""
    estimate = scenario.estimate
    said = ngettext(
        "Not entered: {lines}. The true cost is {total} per month plus whatever it comes to.",
        "Not entered: {lines}. The true cost is {total} per month plus whatever they come to.",
        len(scenario.missing),
    )
    if estimate.tokens_too_low:
        said = _(
            "Not entered: {lines}. The true cost is at least {total} per month, without them: a model bills "
            "more than is counted here."
        )
    elif estimate.review_too_low:
        said = _(
            "Not entered: {lines}. The true cost is at least {total} per month, without them: reviews are "
            "only half entered."
        )
    return said.format(
        lines=listed([line.own_name or line_name(line.key).lower() for line in estimate.missing]),
        total=scenario.headed(estimate.total_monthly),
    )
