"""What follows from an estimate beside its verdict: payback, reviews against errors, capacity in use."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.capacity import instances
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers, review, volume
from calculator.domain.fields import spread_over
from calculator.domain.formulas.bounds import said_with_bound
from calculator.domain.workload import Workload
from runrate.core.numbers import at_least, count, half_up, money, percent, price
from runrate.core.telling_apart.figures import counts_apart, prices_apart
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

AN_AGE: Final = 120
"""Months after which a build is not told to be paid back: ten years."""
_OF_TOKENS: Final = frozenset({"tokens", "retries"})


def payback_and_reviews(workload: Workload, found: Estimate) -> Iterator[str]:
    """When a build is paid back, and whether a review saves more in errors than it costs."""
    if found.payback_months is not None and not found.untold:
        yield _payback(found.payback_months, spread=_spread(workload, found), complete=found.complete)
    saved, cost = found.avoided_error_cost_per_review, cost_of_a_review(workload)
    if not saved:
        return
    saved_text, cost_text = prices_apart(saved, cost)
    words = {"saved": saved_text, "cost": cost_text}
    if cost and workload.staffed and not reviews(workload):
        yield _(
            "On average one review saves {saved} in errors; by a reviewer who is fully used it costs {cost}."
        ).format(**words)
    elif not cost:
        yield _("On average one review saves {saved} in errors.").format(**words)
    elif saved > cost:
        yield _("On average one review saves {saved} in errors and costs {cost}: it pays.").format(**words)
    elif saved == cost:
        yield _("On average one review saves {saved} in errors and costs as much.").format(**words)
    else:
        yield (
            _("On average one review saves {saved} in errors and costs {cost}: it does not pay.").format(
                **words
            )
        )
    at_best = cost_fully_used(workload)
    if at_best != cost:
        yield _("By a reviewer who is fully used one review would cost {cost}.").format(
            cost=prices_apart(at_best, cost)[0]
        )


def _spread(workload: Workload, found: Estimate) -> Fraction | None:
    """Over how many months the build is spread, where that alone is why today is a loss."""
    return spread_over(numbers(workload)) if found.complete and (found.net_monthly or 0) < 0 else None


def _payback(months: Fraction, *, spread: Fraction | None, complete: bool) -> str:
    if not half_up(months, 1):
        return (
            _("The build cost is paid back within the first month.")
            if complete
            else _("The build cost is paid back within the first month at the earliest.")
        )
    if months > AN_AGE:
        return _("At today's volume the build cost is not paid back within ten years.")
    text = at_least(count(months, places=1), complete=complete)
    if spread is not None:
        # It is longer than what it is spread over, and is printed so.
        text = at_least(counts_apart(months, spread, 1)[0], complete=complete)
        return ngettext(
            "The build cost is paid back in {months} months: spread over {spread} month, it makes the loss.",
            "The build cost is paid back in {months} months: spread over {spread} months, it makes the loss.",
            1 if spread == 1 else 2,
        ).format(months=text, spread=count(spread))
    return _("The build cost is paid back in {months} months.").format(months=text)


def cost_of_a_review(workload: Workload) -> Fraction:
    """What one review costs: its minutes, or its part of all reviewers that today's reviews need.

    Where there are none to share that, its part of a reviewer who is fully used.
    """
    done = reviews(workload)
    if not workload.staffed or not done:
        return cost_fully_used(workload)
    v = numbers(workload)
    return review(v, volume(v), Fraction(0))[0] / done


def cost_fully_used(workload: Workload) -> Fraction:
    """What one review costs where no reviewer ever waits for the next."""
    v = numbers(workload)
    if workload.staffed:
        return v["reviewer_monthly_cost"] / v["reviews_per_reviewer"]
    return v["review_minutes"] * v["reviewer_hourly_cost"] / 60


def reviews(workload: Workload) -> Fraction:
    """How many reviews a month has."""
    v = numbers(workload)
    return volume(v) * v["review_rate"]


def capacity(workload: Workload, found: Estimate) -> Iterator[str]:
    """What capacity comes to for a million tokens, and how full it is by tokens and by units."""
    if found.capacity_cost_per_million_tokens is not None:
        cost = price(found.capacity_cost_per_million_tokens)
        each = {"cost": said_with_bound("capacity_cost_per_million_tokens", cost, found)}
        yield _("Capacity comes to {cost} per million tokens.").format(**each)
    if found.capacity_utilisation is not None:
        share = said_with_bound("capacity_utilisation", percent(found.capacity_utilisation), found)
        yield _("By tokens per second the instances are {share} used.").format(share=share)
    v, units = numbers(workload), Fraction(found.units_per_month)
    most = v.get("capacity_units_per_instance", Fraction(0)) * instances(v, units)
    if most:
        words = {"share": percent(units / most), "units": count(units), "most": count(most)}
        yield _("By units the instances are {share} used: {units} of {most} per month.").format(**words)


def invoice_sentence(found: Estimate, last_invoice: Decimal | None, billed_in: str = "") -> str:
    """Which part of the vendor's last invoice the estimate explains; what to look at where it is above it.

    One that was read in a bill together with inputs, `measured: …`, explains itself: it has no share.
    """
    if last_invoice is None:
        return ""
    if billed_in:
        return _("Usage before tax and credits (%(bill)s): %(invoice)s.") % {
            "bill": billed_in,
            "invoice": money(last_invoice),
        }
    if not last_invoice:
        return _("Your last invoice is entered as %(invoice)s: no share of it can be explained.") % {
            "invoice": money(last_invoice)
        }
    billed = found.billed
    share = _of_invoice(found, last_invoice)
    words = {
        "billed": money(billed),
        "share": percent(share),
        "invoice": money(last_invoice),
    }
    said = _of_the_invoice(found) % words
    if not is_above(found, last_invoice):
        return said
    above = _("That is more than was invoiced: check tokens, prices and the month of the invoice.") % words
    return f"{said} {above}"


def _of_invoice(found: Estimate, last_invoice: Decimal) -> Fraction:
    return Fraction(half_up(found.billed, 2)) / Fraction(last_invoice)  # an invoice is in cents


def is_above(found: Estimate, last_invoice: Decimal) -> bool:
    """Whether an estimate is more than was invoiced, in a share as it is printed."""
    return half_up(_of_invoice(found, last_invoice), 3) > 1


def _of_the_invoice(found: Estimate) -> str:
    if found.billed_too_low:
        return _at_least_billed(found)
    if all(line.key in _OF_TOKENS and not line.with_fees for line in found.listed if line.invoiced):
        return _("Tokens and retries come to %(billed)s: %(share)s of your last invoice of %(invoice)s.")
    return _("What vendors bill comes to %(billed)s: %(share)s of your last invoice of %(invoice)s.")


def _at_least_billed(found: Estimate) -> str:
    """The same where a line that vendors bill is missing; retries are named once they are entered."""
    lines = {line.key for line in found.listed if line.invoiced and line.entered}
    if (
        not lines <= _OF_TOKENS
        or found.line("tokens").with_fees
        or any(line.visible for line in found.missing)
    ):
        return _(
            "What vendors bill comes to at least %(billed)s: at least %(share)s of your last invoice of "
            "%(invoice)s."
        )
    if "retries" in lines:
        return _(
            "Tokens and retries come to at least %(billed)s: at least %(share)s of your last invoice of "
            "%(invoice)s."
        )
    return _("Tokens come to at least %(billed)s: at least %(share)s of your last invoice of %(invoice)s.")


def not_included(estimate: Estimate) -> str:
    """What no figure of an estimate holds and no input asks for; errors may be entered."""
    if estimate.line("errors").entered:
        return _(
            "Not included: tax, model training, data licenses, tools and tracing of repeated attempts, "
            "volume discounts, free tiers and minimum charges, ramp-up, and the time value of money."
        )
    return _(
        "Not included: tax, model training, data licenses, tools and tracing of repeated attempts, volume "
        "discounts, free tiers and minimum charges, ramp-up, the time value of money, and the cost of wrong "
        "answers that nobody caught."
    )
