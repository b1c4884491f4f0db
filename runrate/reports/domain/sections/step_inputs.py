"""Which inputs of the scenario a step changes, in words: how its figure comes from what was entered."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.domain.labels import inside_of, worded_short
from runrate.core.decimals import Exact
from runrate.core.numbers import percent
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.reports.domain.changes import Moves
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.savings import Measure, Savings

SHARES: Final = ("review_rate", "retry_rate")
CAPACITY: Final = "q12"
"""The question about capacity and integrations."""
DIGITS_FROM: Final = 10
"""Three digits: a percentage of at least this much with one decimal."""
MOST_PLACES: Final = 6
BESIDE: Final = ("routed_share",)
"""Shares of what costs less: the planning factor is on what is left beside them."""


class Moved(NamedTuple):
    """One share of a scenario before and after a step."""

    name: str
    before: Fraction
    after: Fraction
    factor: Fraction
    beside: bool
    """Whether the factor is on the rest beside it rather than on itself."""

    @property
    def today(self) -> str:
        """As the inputs and every other sentence have it: one share has one precision."""
        return worded_short(_last(self.name), self.before)

    def shown(self, share: Exact) -> str:
        """What it is then: in full where that is short, else with as many digits as tell the two apart."""
        places = _places(Fraction(share))
        if not Fraction(share) * 100 * 10**places % 1:
            return worded_short(_last(self.name), share)
        while percent(share, places=places) == percent(self.before, places=places):
            places += 1
        return percent(share, places=places)


def moved_shares(savings: Savings, moves: Moves) -> tuple[Moved, ...]:
    """The shares that these moves change in the base case, those of steps included."""
    found = savings.changed(moves, "base")
    return tuple(
        Moved(name, savings.values[name], value, found.factors[name], _last(name) in BESIDE)
        for name, value in found.values.items()
        if _last(name) in (*SHARES, *BESIDE)
    )


def shorter_by(savings: Savings, moves: Moves) -> Fraction:
    """By what share the tokens of a unit fall in the base case; 0 where their number stays."""
    factors = savings.changed(moves, "base").factors
    return 1 - next((each for name, each in factors.items() if _last(name).endswith("_tokens")), Fraction(1))


def cheaper_by(savings: Savings, moves: Moves) -> Fraction:
    """By what share an attempt gets cheaper where no input stands for what changes; below 0 where dearer."""
    return (
        1 - savings.changed(moves, "base").attempt if savings.estimate.line("tokens").monthly else Fraction(0)
    )


def lowered(share: Exact) -> str:
    """By what share something falls or rises: in full where that is short, as every other share."""
    return percent(share) if Fraction(share) * 1000 % 1 else worded_short("review_rate", share)


def said_change(reading: Reading, measure: Measure) -> str:
    """What this step changes, such as a review rate from one share to another; else nothing."""
    if reading.savings is None or measure.frm is None:
        return ""
    moves = {measure.question.key: (measure.frm, measure.to)}
    said = list(_changes(reading.savings, moves))
    calculated = _("Calculated with {changes}.").format(changes=listed(said)) if said else ""
    return " ".join(filter(None, (calculated, _without_capacity(reading.savings, measure))))


def _without_capacity(savings: Savings, measure: Measure) -> str:
    """Why the step on capacity is worth nothing of the line that is named like it."""
    if measure.question.key != CAPACITY or not savings.estimate.line("capacity").monthly:
        return ""
    return _("Reserved or self-hosted capacity is not in it: the planning table has no figure for that line.")


def _changes(savings: Savings, moves: Moves) -> Iterator[str]:
    shares = moved_shares(savings, moves)
    for last in dict.fromkeys(_last(each.name) for each in shares):
        alike = [each for each in shares if _last(each.name) == last]
        if len(alike) == 1:
            moved = alike[0]
            yield _("{input} from {before} to {after}").format(
                input=inside_of(moved.name), before=moved.today, after=moved.shown(moved.after)
            )
        else:
            yield _("{input} of {count} model steps").format(input=inside_of(last), count=len(alike))
    if shorter := shorter_by(savings, moves):
        yield _("{share} fewer tokens per unit").format(share=lowered(shorter))
    if cheaper := cheaper_by(savings, moves):
        said = _("{share} lower token cost") if cheaper > 0 else _("{share} higher token cost")
        yield said.format(share=lowered(abs(cheaper)))


def _places(share: Fraction) -> int:
    """One decimal from 10 percent up, and one more for each digit that a smaller share would lose."""
    part, places = share * 100, 1
    while part * 10 ** (places - 1) < DIGITS_FROM and part * 10**places % 1 and places < MOST_PLACES:
        places += 1
    return places


def _last(name: str) -> str:
    """The input of a step by its own name."""
    return name.rpartition(".")[2]
