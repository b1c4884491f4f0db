"""What else a board may choose where a workload loses money: to stop it, or to let it go on losing."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from runrate.core.numbers import at_least, at_most, count, headline_money
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain import losing
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.losing import passed_limits
from runrate.reports.domain.sections.ninety_days import asked_groundwork, asks_for_cash


def loss(reading: Reading) -> Fraction | None:
    """What today's volume loses per month; None where it loses nothing, or nobody can say."""
    return None if reading.scenario is None else losing.loss(reading.scenario.estimate)


def loses_by_running(reading: Reading) -> bool:
    """Whether it loses money that does not end with the build: only then stopping is a choice."""
    if reading.scenario is None or loss(reading) is None:
        return False
    return not losing.only_the_build_loses(reading.scenario.estimate)


def every_step_is_taken(reading: Reading) -> bool:
    """Whether the answers leave no step: then stopping is no other choice, but the one to decide."""
    return reading.assessment is not None and not reading.advice.measures


def loses_at_every_volume(reading: Reading) -> bool:
    """Whether running it loses today and no other volume would help."""
    if reading.scenario is None or not loses_by_running(reading):
        return False
    return losing.pays_nowhere(reading.scenario.workload, reading.scenario.estimate)


def net_with_the_steps(reading: Reading) -> Fraction | None:
    """The net of a month once the steps are taken that are asked for with their cash; None without any."""
    together, lost = reading.advice.together, loss(reading)
    if lost is None or together is None or not asks_for_cash(reading):
        return None
    return given_back(reading) - lost


def given_back(reading: Reading) -> Fraction:
    """By how much these steps lower the cost of a month, reviewers' time that they free included."""
    together = reading.advice.together
    return sum((gain.base for gain in together.lines.values()), Fraction(0)) if together else Fraction(0)


def otherwise(reading: Reading) -> str:
    """The other choice beside the ask, and what doing nothing costs; nothing where no money is lost."""
    return " ".join(_otherwise(reading))


def decided_first(reading: Reading, asked: str) -> str:
    """The ask under its condition: nobody spends on what is to be retired before that is decided."""
    passed = passed_limits(reading.scenario) if reading.scenario else ()
    if not passed or _is_that_decision(reading):
        return asked
    first = ngettext(
        "Decide first whether it goes on: a limit that was set for retiring it is passed.",
        "Decide first whether it goes on: {count} limits that were set for retiring it are passed.",
        len(passed),
    ).format(count=count(len(passed)))
    if asks_for_cash(reading) or (reading.source.day_cost and asked_groundwork(reading)):
        asked = _("Only if it does, {ask}").format(ask=f"{asked[:1].lower()}{asked[1:]}")
    return f"{first} {asked}"


def _is_that_decision(reading: Reading) -> bool:
    """Whether all that is asked for is to decide on stopping it: then nothing else comes first."""
    return every_step_is_taken(reading) and loses_by_running(reading)


def _otherwise(reading: Reading) -> Iterator[str]:
    lost, scenario = loss(reading), reading.scenario
    if lost is None or scenario is None:
        return
    estimate, hopeless = scenario.estimate, loses_at_every_volume(reading)
    if hopeless and not every_step_is_taken(reading):
        dearer = (estimate.saving_against_human_monthly or 0) > 0
        yield (
            _("The other choice, where the work need not be done, is to stop: as it is, no volume pays.")
            if dearer
            else _("The other choice is to stop: as it is, no volume pays.")
        )
    elif losing.as_it_is_pays_nowhere(estimate) and losing.would_pay_reviewed(scenario.workload, estimate):
        yield _("As it is, no volume pays; with every {unit} reviewed it could.").format(unit=scenario.unit)
    yield _doing_nothing(estimate, lost)
    net = net_with_the_steps(reading)
    if net is not None:
        build = estimate.line("build").monthly
        yield _with_the_steps(net, build, len(reading.advice.paying), complete=estimate.complete)
    if hopeless:
        yield _("Before it stops, find out which contracts and pay would run on.")
        if estimate.line("build").monthly:
            yield _("What its build cost is spent either way.")


def _doing_nothing(estimate: Estimate, lost: Fraction) -> str:
    """What a month loses, what of it goes on once the build is written off, or that nothing of it does."""
    build, complete = estimate.line("build").monthly, estimate.complete
    running, loses = lost - build, at_least(headline_money(lost), complete=complete)
    if build and running > 0:
        return _(
            "If nothing is done, it loses {loss} per month at today's volume, and keeps losing {after} "
            "once its build is written off."
        ).format(loss=loses, after=at_least(headline_money(running), complete=complete))
    if running > 0:
        return _("If nothing is done, it keeps losing {loss} per month at today's volume.").format(loss=loses)
    if not complete:
        return _without_the_missing(loses, -running)
    if not running:
        return _(
            "Running it just breaks even at today's volume: the loss is its build, which is not paid back."
        )
    return _(
        "Running it earns {earned} per month at today's volume: the loss is a month's part of its build, "
        "which is not paid back yet."
    ).format(earned=headline_money(-running))


def _without_the_missing(loses: str, earned: Fraction) -> str:
    """What is missing may make it lose by running, too: nobody says that all of the loss is its build."""
    if not earned:
        return _(
            "If nothing is done, it loses {loss} per month at today's volume; once its build is written off, "
            "it breaks even at best."
        ).format(loss=loses)
    return _(
        "If nothing is done, it loses {loss} per month at today's volume; once its build is written off, it "
        "earns {earned}."
    ).format(loss=loses, earned=at_most(headline_money(earned), complete=False))


def _with_the_steps(net: Fraction, build: Fraction, steps: int, *, complete: bool) -> str:
    if not net:
        return ngettext(
            "With the step asked for it would just break even, as far as entered.",
            "With the steps asked for it would just break even, as far as entered.",
            steps,
        )
    if complete and net < 0 <= net + build:
        return ngettext(
            "With the step asked for it loses {loss} per month until its build is written off.",
            "With the steps asked for it loses {loss} per month until its build is written off.",
            steps,
        ).format(loss=headline_money(-net))
    if net < 0:
        return ngettext(
            "With the step asked for it still loses {loss} per month.",
            "With the steps asked for it still loses {loss} per month.",
            steps,
        ).format(loss=at_least(headline_money(-net), complete=complete))
    return ngettext(
        "With the step asked for it would bring a net gain of {gain} per month.",
        "With the steps asked for it would bring a net gain of {gain} per month.",
        steps,
    ).format(gain=at_most(headline_money(net), complete=complete))
