"""Whether a usage and a cost export belong together, asked where they do not agree: both sides by name."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from calculator.prices.usage_sources import source_name
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import days_apart
from calculator.uploads.cover import periods_in_words
from calculator.uploads.pairs import Pair
from calculator.usage.analysis.agreement import PERIOD, TOKENS, Doubt
from runrate.core.numbers import count

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Question:
    """The two exports by name, what each of them says where they differ, and what was answered."""

    pair: Pair
    usage: str
    cost: str
    differ: list[tuple[str, str, str]]
    prices: list[str]

    @property
    def other_days(self) -> str:
        """Why nothing can be calculated from both, whatever somebody says; nothing of the same days."""
        return days_apart(self.pair)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say; of different days there is nothing to say."""
        return self.pair.together is None and not self.other_days


def question_of(bill: Bill) -> Question | None:
    """None where both views agree, or one is there alone."""
    pair = bill.pair
    if pair is None:
        return None
    usage, cost = pair.names
    if usage == cost:
        usage, cost = (source_name(each) for each in pair.formats)
    found = pair.agreement
    differ = [(each.name, _side(each, each.usage), _side(each, each.cost)) for each in found.doubts]
    return Question(pair, usage, cost, differ, [each.in_words() for each in found.odd_prices])


def questions(bills: list[Bill]) -> dict[str, Any]:
    """For the template: questions that stand open, and those that were answered."""
    found: dict[str, Question] = {}
    for bill in bills:
        if bill.pair is not None and (question := question_of(bill)) is not None:
            found[bill.pair.source] = question
    return {
        "questions": [each for each in found.values() if each.is_open],
        "answered": [each for each in found.values() if not each.is_open],
    }


def _side(doubt: Doubt, said: tuple[str, ...]) -> str:
    if doubt.about == TOKENS:
        return count(Decimal(said[0]))
    if doubt.about == PERIOD:
        return periods_in_words(said)
    more = len(said) - MOST_NAMED
    named = ", ".join(said[:MOST_NAMED])
    return _("%(names)s and %(n)s more") % {"names": named, "n": more} if more > 0 else named
