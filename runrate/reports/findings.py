"""The summary: the finding with its number, four figures, what was found, what to do first."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from assessment.scoring import show
from calculator.costs import numbers
from calculator.workload import plain
from runrate.kit.language import gettext as _
from runrate.kit.language import ngettext
from runrate.kit.numbers import count, money, percent, price
from runrate.reports.advice import Measure, Saving, Staffing
from runrate.reports.content import Figure, Summary, Thing
from runrate.reports.language import listed, long_date, uncapital
from runrate.reports.maturity import capped_sentence
from runrate.reports.reading import (
    WHOLE_DOLLARS_FROM,
    Assessment,
    Reading,
    Scenario,
    at_least,
    at_most,
    dollars,
    line_name,
    share,
    span,
)

THINGS = 3
LINES_NAMED = 2
COST_FINDINGS, MATURITY_FINDINGS = 3, 2


def summarise(reading: Reading) -> Summary:
    scenario = reading.scenario
    return Summary(
        headline=headline(reading),
        lede=_lede(reading),
        figures=_figures(reading),
        found=tuple(_found(reading)),
        verdict_title=_("Is one {unit} worth it?").format(unit=scenario.unit) if scenario else "",
        verdict=tuple(_verdict(scenario)) if scenario else (),
        things_title=_things_title(reading),
        things=tuple(_things(reading)),
        together=together(reading),
    )


def headline(reading: Reading) -> str:
    """The finding of the whole report, in one sentence that carries its number."""
    if reading.scenario:
        return cost_headline(reading.scenario)
    if reading.assessment is None:
        raise ValueError("There is nothing to report on.")
    weakest = [reading.questionnaire.dimension(key).name.lower() for key in reading.assessment.weakest]
    words = {
        "score": show(reading.assessment.score),
        "stage": reading.questionnaire.stage(reading.assessment.stage).name.lower(),
    }
    if not weakest:
        return _("{score} of 100: costs are {stage}, and all five dimensions are even").format(**words)
    return ngettext(
        "{score} of 100: costs are {stage}, and {dimensions} is the weakest dimension",
        "{score} of 100: costs are {stage}, and {dimensions} are the weakest dimensions",
        len(weakest),
    ).format(**words, dimensions=listed(weakest))


def cost_headline(scenario: Scenario) -> str:
    estimate = scenario.estimate
    if estimate.cost_per_unit is None:
        return _("{total} a month is spent before the first {unit} is finished").format(
            total=scenario.amount(estimate.total_monthly), unit=scenario.unit
        )
    missing = len(scenario.missing)
    if missing:
        return ngettext(
            "Each {unit} costs at least {price}, with one cost line still to be entered",
            "Each {unit} costs at least {price}, with {count} cost lines still to be entered",
            missing,
        ).format(unit=scenario.unit, price=price(estimate.cost_per_unit), count=missing)
    if not estimate.total_monthly:
        return _("Nothing is paid for one {unit} so far").format(unit=scenario.unit)
    return _("Each {unit} costs {price}, and the invoice shows {share} of it").format(
        unit=scenario.unit, price=price(estimate.cost_per_unit), share=share(estimate.invoice_share)
    )


def _lede(reading: Reading) -> str:
    sentences = []
    if reading.scenario:
        estimate = reading.scenario.estimate
        sentences.append(
            ngettext(
                "{units} a month costs {total}, of which tokens are {tokens}.",
                "{units} a month cost {total}, of which tokens are {tokens}.",
                1 if estimate.units_per_month == 1 else 2,
            ).format(
                units=reading.scenario.counted(estimate.units_per_month),
                total=at_least(estimate, reading.scenario.amount(estimate.total_monthly)),
                tokens=reading.scenario.amount(estimate.line("tokens").monthly),
            )
        )
        if exchange := reading.scenario.exchange:
            sentences.append(
                _("In {code} that is {total} a month, at {rate} for a dollar, the rate of {day}.").format(
                    code=exchange.code,
                    total=at_least(estimate, reading.scenario.exchanged(estimate.total_monthly)),
                    rate=plain(exchange.rate),
                    day=long_date(exchange.day),
                )
            )
    if reading.assessment:
        stage = reading.questionnaire.stage(reading.assessment.stage)
        sentences.append(
            _("How these costs are managed scores {score} of 100, at the stage {stage}: {summary}").format(
                score=show(reading.assessment.score), stage=stage.name, summary=uncapital(stage.summary)
            )
        )
    return " ".join(sentences)


def _figures(reading: Reading) -> tuple[Figure, ...]:
    figures = []
    if reading.scenario:
        estimate = reading.scenario.estimate
        figures += [
            Figure(
                _whole_money(reading.scenario, estimate.total_monthly),
                _("full cost a month") if estimate.complete else _("a month, at least"),
            ),
            Figure(
                "–" if estimate.cost_per_unit is None else price(estimate.cost_per_unit),
                _("full cost of one {unit}").format(unit=reading.scenario.unit)
                if estimate.complete
                else _("one {unit}, at least").format(unit=reading.scenario.unit),
            ),
            Figure(
                share(estimate.visible_share),
                _("is tokens, above the waterline") if estimate.complete else _("tokens, of what is entered"),
            ),
        ]
    if reading.assessment:
        result, stage = reading.assessment.result, reading.questionnaire.stage(reading.assessment.stage)
        figures.append(
            Figure(show(reading.assessment.score), _("of 100, stage {stage}").format(stage=stage.name))
        )
        if not reading.scenario:
            weakest = [reading.questionnaire.dimension(key).name for key in reading.assessment.weakest]
            figures += [
                Figure(
                    show(result.evidenced_score or Fraction(0)),
                    _("of 100, claims without evidence at level 2"),
                ),
                Figure(
                    show(reading.assessment.lowest),
                    weakest[0] if len(weakest) == 1 else _("of 100, the lowest dimension"),
                ),
                Figure(str(len(result.find_out)), _("of 15 answers not known")),
            ]
    elif reading.scenario:
        figures.append(
            Figure(
                _whole_money(reading.scenario, reading.scenario.estimate.total_yearly),
                _("at this volume, a year")
                if reading.scenario.estimate.complete
                else _("a year at this volume, at least"),
            )
        )
    return tuple(figures)


def _whole_money(scenario: Scenario, value: Fraction) -> str:
    """A big figure: cents only where the amount is small."""
    return money(value, places=0) if value >= WHOLE_DOLLARS_FROM else scenario.amount(value)


def _found(reading: Reading) -> Iterable[str]:
    """The few that fit on one page; the parts behind it say the rest."""
    if reading.scenario:
        yield from islice(_cost_findings(reading.scenario), COST_FINDINGS)
    if reading.assessment:
        most = MATURITY_FINDINGS if reading.scenario else COST_FINDINGS + MATURITY_FINDINGS
        yield from islice(_maturity_findings(reading, reading.assessment), most)


def _cost_findings(scenario: Scenario) -> Iterable[str]:
    estimate = scenario.estimate
    largest = sorted((line for line in estimate.lines if line.monthly), key=lambda line: -line.monthly)
    if not largest:
        yield _("Every line that was entered comes to {nothing}.").format(nothing=money(0))
        return
    top, rest = largest[0], largest[1:LINES_NAMED]
    yield _("The largest line is {line}: {amount} a month, {share} of {total}{next}.").format(
        line=line_name(top.key).lower(),
        amount=scenario.amount(top.monthly),
        share=share(top.share),
        total=scenario.amount(estimate.total_monthly),
        next="".join(
            _(", followed by {line} with {amount}").format(
                line=line_name(line.key).lower(), amount=scenario.amount(line.monthly)
            )
            for line in rest
        ),
    )
    if estimate.complete and estimate.hidden_per_visible_dollar is not None:
        yield _("For every dollar of tokens, {hidden} is paid below the waterline: {amount} a month.").format(
            hidden=money(estimate.hidden_per_visible_dollar),
            amount=scenario.amount(estimate.total_monthly - estimate.line("tokens").monthly),
        )
    if scenario.missing:
        yield ngettext(
            "Not entered: {lines}. The true cost is {total} a month plus whatever it comes to.",
            "Not entered: {lines}. The true cost is {total} a month plus whatever they come to.",
            len(scenario.missing),
        ).format(
            lines=listed([name.lower() for name in scenario.missing]),
            total=scenario.amount(estimate.total_monthly),
        )
    if estimate.fixed_monthly and estimate.units_per_month:
        yield _what_stays(scenario)
    if estimate.line("retries").monthly:
        yield _("One {unit} takes {attempts} attempts on average, which adds {amount} a month.").format(
            unit=scenario.unit,
            attempts=count(estimate.attempts_per_unit, places=4),
            amount=scenario.amount(estimate.line("retries").monthly),
        )


def _what_stays(scenario: Scenario) -> str:
    """Reviewers on the payroll and blocks of capacity go, too, when volume falls far enough."""
    estimate = scenario.estimate
    stepped = scenario.stepped_monthly
    words = {
        "fixed": percent((estimate.fixed_monthly - stepped) / estimate.total_monthly),
        "stepped": percent(stepped / estimate.total_monthly),
        "unit": scenario.unit,
        "variable": price(estimate.variable_cost_per_unit),
    }
    if not stepped:
        return _("{fixed} of the total stays when volume falls; the next {unit} adds {variable}.").format(
            **words
        )
    return _(
        "{fixed} of the total stays when volume falls, {stepped} moves only in whole steps; within a step "
        "the next {unit} adds {variable}."
    ).format(**words)


def _maturity_findings(reading: Reading, assessment: Assessment) -> Iterable[str]:
    result = assessment.result
    for cap in result.caps:
        yield capped_sentence(cap, reading)
    yield _weakest(reading, assessment)
    if result.find_out:
        yield ngettext(
            "One answer is not known: the score lies between {low} and {high}.",
            "{count} answers are not known: the score lies between {low} and {high}.",
            len(result.find_out),
        ).format(
            count=len(result.find_out),
            low=show(assessment.score),
            high=show(result.score_high or assessment.score),
        )
    if result.evidenced_score is not None and result.evidenced_score < assessment.score:
        yield _(
            "With claims of level 3 or 4 that nothing backs counted as level 2, "
            "{evidenced} of the {score} remain."
        ).format(evidenced=show(result.evidenced_score), score=show(assessment.score))


def _weakest(reading: Reading, assessment: Assessment) -> str:
    names = [reading.questionnaire.dimension(key).name for key in assessment.weakest]
    if not names:
        return _("All five dimensions stand at {score}: none is weaker than another.").format(
            score=show(assessment.lowest)
        )
    return ngettext(
        "{dimensions} is the weakest dimension at {lowest}, against {score} overall.",
        "{dimensions} are the weakest dimensions at {lowest} each, against {score} overall.",
        len(names),
    ).format(
        dimensions=listed([names[0], *(name.lower() for name in names[1:])]),
        lowest=show(assessment.lowest),
        score=show(assessment.score),
    )


def _verdict(scenario: Scenario) -> Iterable[str]:
    """Is a unit worth it, from which volume, up to which review share, and against people."""
    yield _worth_it(scenario)
    estimate = scenario.estimate
    if estimate.margin_per_unit is not None:
        yield _from_which_volume(scenario)
    if estimate.break_even_review_rate is not None:
        yield _up_to_which_review_share(scenario)
    if estimate.saving_against_human_monthly is not None and estimate.units_per_month:
        yield _against_people(scenario)


def _worth_it(scenario: Scenario) -> str:
    estimate, value = scenario.estimate, numbers(scenario.workload).get("value_per_unit")
    cost = estimate.cost_per_accepted_unit
    if cost is None:
        return _("No {unit} is accepted, so there is nothing to set the cost against.").format(
            unit=scenario.unit
        )
    if value is None or estimate.net_monthly is None:
        asked = _("What one {unit} is worth was not entered.").format(unit=scenario.unit)
        if not cost:
            return asked
        pays = _("It pays once an accepted one brings at least {cost}.").format(cost=price(cost))
        return f"{asked} {pays}"
    net = scenario.amount(abs(estimate.net_monthly))
    outcome = (
        _("the workload earns {net} a month").format(net=at_most(estimate, net))
        if estimate.net_monthly >= 0
        else _("the workload loses {net} a month").format(net=at_least(estimate, net))
    )
    return _("An accepted {unit} is worth {value} and costs {cost}: {outcome}.").format(
        unit=scenario.unit, value=price(value), cost=at_least(estimate, price(cost)), outcome=outcome
    )


def _from_which_volume(scenario: Scenario) -> str:
    estimate, v = scenario.estimate, numbers(scenario.workload)
    if estimate.break_even_units is None:
        return _("More volume does not help: the next {unit} costs {variable} and brings {brings}.").format(
            unit=scenario.unit,
            variable=at_least(estimate, price(estimate.variable_cost_per_unit)),
            brings=price(v["value_per_unit"] * v["acceptance_rate"]),
        )
    if not estimate.fixed_monthly and estimate.complete:
        return _("Nothing costs a fixed amount: it pays from the first {unit}.").format(unit=scenario.unit)
    return _("With today's fixed cost it pays from {volume} a month.").format(
        volume=at_least(estimate, scenario.counted(estimate.break_even_units))
    )


def _up_to_which_review_share(scenario: Scenario) -> str:
    estimate = scenario.estimate
    rate = estimate.break_even_review_rate
    if not rate:
        return _("Not even without review would it break even.")
    if rate == 1 and estimate.complete:
        return _("It would still break even with every {unit} reviewed.").format(unit=scenario.unit)
    return _("It breaks even up to a review share of {rate}.").format(rate=at_most(estimate, percent(rate)))


def _against_people(scenario: Scenario) -> str:
    estimate = scenario.estimate
    saved = estimate.saving_against_human_monthly or Fraction(0)
    human, amount = price(numbers(scenario.workload)["human_cost_per_unit"]), scenario.amount(abs(saved))
    if saved >= 0:
        return _("Against people doing all of it at {human} each, it saves {amount} a month.").format(
            human=human, amount=at_most(estimate, amount)
        )
    return _("People doing all of it at {human} each would cost {amount} a month less.").format(
        human=human, amount=at_least(estimate, amount)
    )


def _things_title(reading: Reading) -> str:
    if not reading.assessment:
        return ""
    number = min(THINGS, len(reading.advice.worth_taking))
    if not reading.advice.measures:
        return _("Nothing left to climb")
    if not number:
        return _("No step left that pays for its work within a year")
    return ngettext("One thing to do this quarter", "{count} things to do this quarter", number).format(
        count={2: _("Two"), 3: _("Three")}.get(number, str(number))
    )


def _things(reading: Reading) -> Iterable[Thing]:
    for measure in reading.advice.worth_taking[:THINGS]:
        question = measure.question
        if measure.frm is None:
            yield Thing(question.topic, _("Find out: {question}").format(question=question.text), "")
            continue
        yield Thing(question.topic, question.advice[measure.frm], _thing_worth(measure))


def _thing_worth(measure: Measure) -> str:
    """What a measure is worth, cash before reviewers' time."""
    saving = measure.saving
    if saving is None or not measure.pays:
        return ""
    if saving.staffing is None:
        amount, around = dollars(saving.net.base), span(saving.net)
        if around == amount:
            return _("{amount} a month").format(amount=amount)
        return _("{amount} a month ({span})").format(amount=amount, span=around)
    return _("{cash} a month in cash; reviewer time worth {time} freed").format(
        cash=dollars(saving.cash), time=dollars(saving.time_freed)
    )


def together(reading: Reading) -> str:
    """All steps that save, taken together: cash leads, reviewers' time stands beside it."""
    if reading.assessment and not reading.advice.measures:
        return _("Every answer that applies stands at the top; what is left is to keep its evidence fresh.")
    saving = reading.advice.together
    if saving is None:
        return ""
    number = len(reading.advice.paying)
    amount, around = dollars(saving.net.base), span(saving.net)
    if saving.staffing is None and around == amount:
        saved = ngettext(
            "One step saves money: {amount} a month.",
            "{count} steps save money: together {amount} a month.",
            number,
        ).format(count=number, amount=amount)
    elif saving.staffing is None:
        saved = ngettext(
            "One step saves money: {amount} a month, {span} with cautious and hopeful figures.",
            "{count} steps save money: together {amount} a month, {span} with cautious and hopeful figures.",
            number,
        ).format(count=number, amount=amount, span=around)
    else:
        saved = _saved_with_staff(saving, saving.staffing, number)
    return f"{saved} {_paid_for(reading)}".strip()


def _saved_with_staff(saving: Saving, staffing: Staffing, number: int) -> str:
    """Reviewers who are no longer needed are in the cash, and their hours in the time freed."""
    words = {
        "count": number,
        "cash": dollars(saving.cash),
        "change": staffing_change(staffing),
        "time": dollars(saving.time_freed),
    }
    if staffing.cash:
        return ngettext(
            "One step saves money: it releases {cash} a month in cash ({change}). The reviewer time freed, "
            "worth {time}, overlaps with it: do not add the two.",
            "{count} steps save money: together they release {cash} a month in cash ({change}). The reviewer "
            "time freed, worth {time}, overlaps with it: do not add the two.",
            number,
        ).format(**words)
    return ngettext(
        "One step saves money: it releases {cash} a month in cash ({change}), "
        "and frees reviewer time worth {time}.",
        "{count} steps save money: together they release {cash} a month in cash ({change}), "
        "and free reviewer time worth {time}.",
        number,
    ).format(**words)


def _paid_for(reading: Reading) -> str:
    """How many of the steps that save also pay for their work; nothing where all do."""
    paying = reading.advice.paying
    worthwhile = sum(1 for measure in paying if measure.pays_for_its_work)
    if worthwhile == len(paying):
        return ""
    if not worthwhile:
        return ngettext(
            "It does not pay for its work within a year.",
            "None of them pays for its work within a year.",
            len(paying),
        )
    return ngettext(
        "One of them pays for its work within a year.",
        "{count} of them pay for their work within a year.",
        worthwhile,
    ).format(count=worthwhile)


def staffing_change(staffing: Staffing) -> str:
    if staffing.before == staffing.after:
        return _("{count} before and after").format(count=reviewers(staffing.before))
    return _("{before} to {after}").format(before=reviewers(staffing.before), after=count(staffing.after))


def reviewers(number: int) -> str:
    return ngettext("{count} reviewer", "{count} reviewers", number).format(count=count(number))
