"""How each output beyond the lines came about: its formula in words, and with figures that come to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from calculator.domain.break_even.review_words import rate_told
from calculator.domain.capacity import SECONDS_PER_HOUR, CapacityUse, instances, most_units
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers as in_force
from calculator.domain.fields import spread_over
from calculator.domain.formulas.bounds import label_with_bound
from calculator.domain.formulas.break_even import pays_for_good
from calculator.domain.formulas.rounded import Part, enough
from calculator.domain.formulas.terms import Term, figure, given, say, units
from calculator.domain.shares import shown_share
from calculator.domain.workload import Workload
from runrate.core.decimals import Exact
from runrate.core.numbers import count, percent, price
from runrate.core.translation import gettext as _

_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """One output, explained: calculated from `substituted`, it is what is printed."""

    key: str
    name: str
    formula: str
    substituted: str
    printed: str


def outcomes(workload: Workload, estimate: Estimate) -> tuple[Outcome, ...]:
    """Every output that is known, in the order in which a reader asks for them."""
    found = _Outcomes(workload, estimate).all()
    return tuple(replace(each, name=label_with_bound(each.key, each.name, estimate)) for each in found)


class _Outcomes:
    """The outputs of one estimate; amounts below a dollar have four digits, as headlines tell them."""

    def __init__(self, workload: Workload, estimate: Estimate) -> None:
        self.workload, self.estimate = workload, estimate
        self.v = in_force(workload)
        self.total = Part(_("total per month"), estimate.total_monthly)
        self.amount: Callable[[Exact], str] = price

    def given(self, name: str) -> Term:
        return given(self.workload, name)

    def _shown(
        self,
        key: str,
        name: str,
        template: Term,
        parts: tuple[Part, ...],
        work: Callable[..., Fraction],
        write: Callable[[Exact], str],
    ) -> Outcome:
        """`template` has a place for each of the parts, `work` is the same in numbers."""
        printed = write(getattr(self.estimate, key))
        terms = enough(parts, work, write, printed)
        return Outcome(
            key,
            name,
            template.words.format(*(term.words for term in terms)),
            template.figures.format(*(term.figures for term in terms)),
            printed,
        )

    def all(self) -> Iterator[Outcome]:
        yield from self._costs()
        if not self.estimate.out_of_reach:
            yield from self._worth()
            yield from self._against_people()
        yield from self._capacity()

    def _costs(self) -> Iterator[Outcome]:
        e, unit = self.estimate, self.workload.unit_name
        total, volume = self.total, units(e)
        if e.cost_per_unit is not None:
            yield self._shown(
                "cost_per_unit",
                _("Cost of one {unit}").format(unit=unit),
                say("{{0}} ÷ {}", volume),
                (total,),
                lambda whole: whole / e.units_per_month,
                price,
            )
        if e.visible_share is not None:
            yield self._shown(
                "visible_share",
                _("Share above the waterline"),
                Term("{0} ÷ {1}", "{0} ÷ {1}"),
                (Part(_("lines above the waterline"), e.visible), total),
                lambda seen, whole: seen / whole,
                shown_share,
            )
        if e.invoice_share is not None and e.invoice_share != e.visible_share:
            # The one place that says how much the retries add to it.
            yield self._shown(
                "invoice_share",
                _("Share that AI vendors bill, retries included"),
                Term("{0} ÷ {1}", "{0} ÷ {1}"),
                (Part(_("what AI vendors bill"), e.billed), total),
                lambda billed, whole: billed / whole,
                shown_share,
            )
        if e.attainable_cost_per_accepted_unit is not None:
            yield self._shown(
                "cost_per_accepted_unit",
                _("Cost of one accepted {unit}").format(unit=unit),
                say("{{0}} ÷ ({} × {})", volume, self.given("acceptance_rate")),
                (total,),
                lambda whole: whole / (e.units_per_month * self.v["acceptance_rate"]),
                price,
            )
        yield self._year()

    def _year(self) -> Outcome:
        """A build that is paid off sooner is no part of the months after."""
        build = self.estimate.line("build").monthly
        name, months = _("The next twelve months"), spread_over(self.v)
        if not build or months >= _YEAR:
            return self._shown(
                "total_yearly",
                name,
                Term(f"{_YEAR} × {{0}}", f"{_YEAR} × {{0}}"),
                (self.total,),
                lambda whole: _YEAR * whole,
                self.amount,
            )
        return self._shown(
            "total_yearly",
            name,
            say(f"{_YEAR} × ({{{{0}}}} − {{{{1}}}}) + {{{{1}}}} × {{}}", self.given("build_months"))
            if months > 1
            else Term(f"{_YEAR} × ({{0}} − {{1}}) + {{1}}", f"{_YEAR} × ({{0}} − {{1}}) + {{1}}"),
            (self.total, Part(_("build per month"), build)),
            lambda whole, part: _YEAR * (whole - part) + part * months,
            self.amount,
        )

    def _worth(self) -> Iterator[Outcome]:
        e, unit = self.estimate, self.workload.unit_name
        if e.margin_per_unit is None or e.net_monthly is None:
            return
        value, rate = self.given("value_per_unit"), self.given("acceptance_rate")
        each = self.v["value_per_unit"] * self.v["acceptance_rate"]
        brought = each * e.units_per_month
        yield self._shown(
            "margin_per_unit",
            _("Margin of the next {unit}").format(unit=unit),
            say("{} × {} − {{0}}", value, rate),
            (Part(_("what one more costs"), e.variable_cost_per_unit),),
            lambda variable: each - variable,
            price,
        )
        yield self._shown(
            "net_monthly",
            _("Net gain or loss per month"),
            say("{} × {} × {} − {{0}}", value, units(e), rate),
            (self.total,),
            lambda whole: brought - whole,
            self.amount,
        )
        if e.paying is not None and e.break_even_units is not None:
            most = most_units(self.v, e.attempts_per_unit)
            yield Outcome("break_even_units", *pays_for_good(e, e.margin_per_unit, unit, most=most))
        if e.payback_months is not None:
            yield self._shown(
                "payback_months",
                _("The build cost is paid back in"),
                say("{} ÷ ({} × {} × {} − ({{0}} − {{1}}))", self.given("build_cost"), value, units(e),
                    rate),
                (self.total, Part(_("build per month"), e.line("build").monthly)),
                lambda whole, build: self.v["build_cost"] / (brought - (whole - build)),
                _months,
            )  # fmt: skip
        if e.break_even_review_rate is not None:
            yield self._review_rate()

    def _review_rate(self) -> Outcome:
        """Where the value covers everything else and the reviews; each review saves what it catches."""
        e, v = self.estimate, self.v
        value, rate, volume = self.given("value_per_unit"), self.given("acceptance_rate"), units(e)
        minutes = say("{} × {} ÷ 60", self.given("review_minutes"), self.given("reviewer_hourly_cost"))
        others = e.total_monthly - e.line("human_review").monthly - e.line("errors").monthly
        brought = v["value_per_unit"] * e.units_per_month * v["acceptance_rate"]
        left = say("{} × {} × {} − {{0}}", value, volume, rate)
        wrong = Fraction(0)
        avoided = e.avoided_error_cost_per_review or Fraction(0)
        if e.line("errors").entered:
            one = (self.given(name) for name in ("error_rate", "error_cost"))
            errors = say("{} × {} × {} × {}", volume, rate, *one)
            wrong = e.units_per_month * v["acceptance_rate"] * v["error_rate"] * v["error_cost"]
            left = Term(f"{left.words} − {errors.words}", f"{left.figures} − {errors.figures}")
        if avoided:
            saved = say(
                "{} × {} × {} × {}",
                rate, *(self.given(name) for name in ("error_rate", "review_catch_rate", "error_cost")),
            )  # fmt: skip
            minutes = Term(f"({minutes.words} − {saved.words})", f"({minutes.figures} − {saved.figures})")
        one_review = v["review_minutes"] * v["reviewer_hourly_cost"] / 60 - avoided
        return self._shown(
            "break_even_review_rate",
            _("Break-even review rate"),
            say("max(0; min(1; ({}) ÷ ({} × {})))", left, volume, minutes),
            (Part(_("all other lines"), others),),
            lambda other: min(
                max((brought - other - wrong) / (e.units_per_month * one_review), Fraction(0)), Fraction(1)
            ),
            lambda rate: rate_told(Fraction(rate), self.workload),
        )

    def _against_people(self) -> Iterator[Outcome]:
        e, v = self.estimate, self.v
        if e.saving_against_human_monthly is None:
            return
        volume, rate = units(e), self.given("acceptance_rate")
        human = self.given("human_cost_per_unit")
        if e.cost_per_handled_unit is not None:
            yield self._shown(
                "cost_per_handled_unit",
                _("Cost of one {unit}, human work included").format(unit=self.workload.unit_name),
                say("({{0}} + {} × (1 − {}) × {}) ÷ {}", volume, rate, human, volume),
                (self.total,),
                lambda whole: (
                    whole / e.units_per_month + (1 - v["acceptance_rate"]) * v["human_cost_per_unit"]
                ),
                price,
            )
        yield self._shown(
            "saving_against_human_monthly",
            _("Saved compared with people doing all of it"),
            say("{} × {} × {} − {{0}}", volume, rate, human),
            (self.total,),
            lambda whole: e.units_per_month * v["acceptance_rate"] * v["human_cost_per_unit"] - whole,
            self.amount,
        )

    def _capacity(self) -> Iterator[Outcome]:
        e, v = self.estimate, self.v
        if e.avoided_error_cost_per_review is not None:
            names = ("acceptance_rate", "error_rate", "review_catch_rate", "error_cost")
            avoided = e.avoided_error_cost_per_review
            yield self._shown(
                "avoided_error_cost_per_review",
                _("What one review saves in errors"),
                say("{} × {} × {} × {}", *map(self.given, names)),
                (),
                lambda: avoided,
                price,
            )
        if (tokens := CapacityUse.of(v, e.units_per_month, e.attempts_per_unit).tokens) is None:
            return
        through = Part(_("tokens per month"), tokens, money=False)
        if e.capacity_cost_per_million_tokens is not None:
            yield self._shown(
                "capacity_cost_per_million_tokens",
                _("Capacity per million tokens"),
                Term("{0} ÷ {1} × 1,000,000", f"{{0}} ÷ {{1}} × {figure(10**6, money=False)}"),
                (Part(_("capacity per month"), e.line("capacity").monthly), through),
                lambda cost, used: cost / used * 10**6,
                price,
            )
        if e.capacity_utilisation is not None:
            there = instances(v, e.units_per_month)
            running = Term(_("instances"), figure(there, money=False))
            hours, rate = self.given("capacity_hours"), self.given("capacity_tokens_per_second")
            seconds = Term("3,600", figure(SECONDS_PER_HOUR, money=False))
            most = there * v["capacity_hours"] * SECONDS_PER_HOUR * v["capacity_tokens_per_second"]
            yield self._shown(
                "capacity_utilisation",
                _("Capacity used, by tokens per second"),
                say("{{0}} ÷ ({} × {} × {} × {})", running, hours, seconds, rate),
                (through,),
                lambda used: used / most,
                percent,
            )


def _months(number: Exact) -> str:
    return _("{count} months").format(count=count(number, places=1))
