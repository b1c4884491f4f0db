"""From rows to a source: what a submission and a scenario of one person bring into a report."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.models import Submission, TeamRound
from assessment.services import team_rounds
from calculator.domain.presets import BY_KEY as PRESETS
from calculator.domain.what_if.guesses import Exploration
from calculator.models import Scenario, UsageUpload
from calculator.prices.how_known import set_by_staff_of
from calculator.prices.provenance import CHOSEN_DAY, in_words, row_of
from calculator.prices.usage_sources import FROM_A_BILL, month_name, on_one_page, source_name
from calculator.uploads.against import Against, against_upload, newest_against
from calculator.uploads.choosing import SCALED, days_said, other_days
from calculator.uploads.cover import cover_of, gaps_said
from calculator.usage.analysis.bill import NoRateError, by_currency, chosen
from calculator.usage.analysis.derived import has_more, has_unpriced
from runrate.core.decimals import plain
from runrate.core.numbers import count, is_currency
from runrate.core.text import one_name
from runrate.reports.domain.billed import LONGEST_SOURCE, Billed, InFile
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.currency import DOLLARS, Exchange, notes_on
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import (
    DEFAULT_DAY_COST,
    Assessed,
    Costed,
    Paper,
    Source,
    Team,
    WorthChanges,
)


def gather(
    *,
    made_on: date,
    submission: Submission | None,
    scenario: Scenario | None,
    bill: UsageUpload | None = None,
    worth_changes: WorthChanges | None = None,
    minimum_review_rate: Decimal | None = None,
    reviewers_by_the_hour: bool = False,
    day_cost: Decimal = DEFAULT_DAY_COST,
    paper: Paper = "A4",
    cover: Cover | None = None,
    example: bool = False,
) -> Source:
    """Everything the report will be made from, copied, so that later changes to the rows change no report.

    `bill` is the one that the scenario is set against, where it is not to be its own.
    """
    return Source(
        made_on=made_on,
        assessed=assessed_from(submission) if submission else None,
        costed=costed_from(scenario, bill) if scenario else None,
        worth_changes=worth_changes or {},
        minimum_review_rate=minimum_review_rate,
        reviewers_by_the_hour=reviewers_by_the_hour,
        day_cost=day_cost,
        paper=paper,
        cover=Cover() if cover is None else cover,
        example=example,
    )


def assessed_from(submission: Submission) -> Assessed:
    return Assessed(
        sheet=submission.sheet(),
        workload_name=one_name(submission.workload_name),
        team_name=one_name(submission.team_name),
        finished_on=submission.finished_at.date() if submission.finished_at else None,
        team=team_behind(submission),
    )


def team_behind(submission: Submission) -> Team | None:
    """How far the members of a team lie apart, where a submission combines a round; without names."""
    team_round = TeamRound.objects.filter(combined=submission).first()
    found = team_rounds.combined(team_round) if team_round else None
    if found is None:
        return None
    spreads = {
        each.question.key: (each.spread.low, each.spread.high) for each in found.agreements if each.spread
    }
    without = {
        each.question.key: (each.counts.unknown, each.counts.not_applicable)
        for each in found.agreements
        if each.counts and (each.counts.unknown or each.counts.not_applicable)
    }
    return Team(found.raters, spreads, without)


def costed_from(scenario: Scenario, bill: UsageUpload | None = None) -> Costed:
    return Costed(
        workload=scenario.workload(),
        name=one_name(scenario.name),
        workload_name=one_name(scenario.workload_name),
        origins={name: _origin(scenario, name, origin) for name, origin in scenario.origins.items()},
        saved_on=scenario.updated_at.date(),
        notes=(*scenario.notes_on_prices(), *notes_on(scenario.currency)),
        guessed=guessed_in(scenario),
        exchange=exchange_of(scenario),
        billed=billed_for(scenario, bill),
        last_invoice=scenario.last_invoice,
        triggers=scenario.triggers,
        target=scenario.productivity_target,
        person=one_name(scenario.agent_owner),
    )


def billed_for(scenario: Scenario, bill: UsageUpload | None = None) -> Billed | None:
    """The bill that was asked for, else the scenario's own, as far as it holds still."""
    found = against_upload(scenario, bill) if bill else newest_against(scenario)
    if found is None:
        return None
    words = {"source": source_name(found.bill.format), "month": month_name(found.chosen.month)}
    said = _("%(source)s, %(month)s") % words
    cover = cover_of(found.bill, found.chosen.month)
    is_filled = cover is not None and days_said(found.bill, found.chosen) == SCALED
    if cover is not None:
        part = {"said": said, "days": count(cover.days), "of": count(cover.of)}
        filled = _("%(said)s, scaled up from %(days)s of %(of)s days")
        said = (filled if is_filled else _("%(said)s, %(days)s of %(of)s days taken as the month")) % part
    if other_days(found.bill):
        said = _("%(said)s, without the file of different days") % {"said": said}
    if gaps_said(found.bill, found.chosen.month):
        said = _("%(said)s, usage and cost not of just the same") % {"said": said}
    notes = [note for each in found.bill.exports for note in each.notes]
    if has_more(notes):
        said = on_one_page(said)
    if found.found.has_bill and has_unpriced(notes):
        said = _("%(said)s, without calls that have no price in it") % {"said": said}
    if found.among > 1:
        # Another can be chosen where the report is made.
        said = _("%(said)s, the newest of %(n)s of that month") % {"said": said, "n": count(found.among)}
    said = _("%(said)s, of a made-up sample") % {"said": said} if found.upload.is_sample else said
    return Billed(
        workload=found.actual,
        parts=found.found.parts,
        elsewhere=found.found.elsewhere,
        source=_with_part(said, found.chosen.part),
        months=_months(found),
        basis=found.found.basis,
        commitment=found.found.commitment,
        assumed=tuple(sorted(found.found.assumed)),
        by_tool=found.found.by_tool,
        days=f"{cover.days} of {cover.of} days" if cover else "",
        filled=is_filled,
        in_file=_in_file(found) if found.found.has_bill else (),
        of_part=bool(found.chosen.part),
    )


def _with_part(said: str, part: str) -> str:
    """The bill with the chosen part of it by name, as far as there is room for its names."""
    if not part:
        return said
    whole = f"{said}, {part}"
    return whole if len(whole) <= LONGEST_SOURCE else _("%(said)s, a chosen part of it") % {"said": said}


def _in_file(found: Against) -> tuple[InFile, ...]:
    """The chosen lines' money as it stands in the file, the vendor's own dollars first."""
    held = chosen(found.bill.lines_for(found.chosen.choice), found.chosen.choice)
    sums, rates = by_currency(held), found.chosen.rates
    if not all(map(is_currency, sums)):
        return ()
    return tuple(
        InFile(code, amount)
        if code == DOLLARS
        else InFile(code, amount, Decimal(rates[code]["rate"]), date.fromisoformat(rates[code]["on"]))
        for code, amount in sums.items()
        if amount or len(sums) == 1
    )


def _months(found: Against) -> dict[str, Fraction]:
    """One month alone is told already; months in a currency without a rate are left out."""
    try:
        months = found.months()
    except NoRateError:
        return {}
    return months if len(months) > 1 else {}


def exchange_of(scenario: Scenario) -> Exchange | None:
    """The owner's currency with its rate and day; None for dollars and an unknown one, and without a rate."""
    if scenario.currency == DOLLARS or not scenario.exchange_rate or not scenario.exchange_rate_on:
        return None
    if not is_currency(scenario.currency):
        return None
    return Exchange(scenario.currency, scenario.exchange_rate, scenario.exchange_rate_on)


def guessed_in(scenario: Scenario) -> Guessed:
    """What was typed behind "Explore" when the scenario was saved, as far as it can be read."""
    form = Exploration(scenario.exploration, scenario.workload())
    given, measured = (
        {each.field: (_decimal(each.low), _decimal(each.high)) for each in held}
        for held in (form.guesses, form.measured)
    )
    if not given and not measured and not form.decay:
        return Guessed(seed=form.seed)
    return Guessed(given, form.seed, _decimal(form.decay), measured)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(plain(number))


def how_known(copied: Mapping[str, object]) -> str:
    """Whether somebody set or checked a copied price and when, or which list names it."""
    if staff := set_by_staff_of(copied):
        return staff
    if copied.get("checked_on"):
        return _("checked %(day)s") % {"day": _written(copied["checked_on"])}
    if not copied.get("listed_in"):
        return _("date of the last check unknown")
    words = {"list": copied["listed_in"], "day": _written(copied.get("listed_on"))}
    return _("listed in %(list)s of %(day)s") % words


def _written(day: object) -> str:
    """A day as a scenario keeps it, as people read it."""
    return date_format(date.fromisoformat(str(day)), "j F Y") if day else _("an unknown date")


def _origin(scenario: Scenario, name: str, origin: str) -> str:
    """Where one input came from, with its day and the address it was read at."""
    kind, _colon, key = origin.partition(":")
    if kind in FROM_A_BILL:
        return in_words(origin, {}, scenario.updated_at.date())
    if kind == "preset" and key in PRESETS and name in PRESETS[key].sources:
        source = PRESETS[key].sources[name]
        return _("%(source)s (%(day)s)%(url)s") % {
            "source": source.text,
            "day": date_format(source.day, "j F Y"),
            "url": f" {source.url}" if source.url else "",
        }
    if kind == "preset" and key in PRESETS:
        return _("example: %(title)s") % {"title": PRESETS[key].title}
    if kind == "price":
        copied = row_of(scenario.prices_copied, key)
        words = {
            "model": copied.get("model", ""),
            "known": how_known(copied),
            "copied": _written(copied.get("copied_on")),
            "url": copied.get("source_url", ""),
        }
        if day := copied.get(CHOSEN_DAY):
            words["day"] = _written(day)
            return _("price of %(model)s, asked for %(day)s, %(known)s, copied %(copied)s %(url)s") % words
        return _("price of %(model)s, %(known)s, copied %(copied)s %(url)s") % words
    return _("our default") if kind == "default" else _("you entered")
