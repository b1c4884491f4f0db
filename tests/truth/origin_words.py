"""What names where a figure of a bill or of draws is from, or what it is set against, and states nothing."""

from typing import Final

OF_A_BILL: Final = frozenset(
    {
        "Estimate against usage",
        "one model (set against {step})",
        "These are ranges of single days: the mean of a month usually varies less.",
        "A day's tokens per unit are its tokens per call, at the calls per unit of the whole month.",
        "Usage in the bill, before tax and credits",
        "measured: {source}, {month}",
        "inside the measured tokens: {source}, {month}",
        "{said}, one page of several",
        "example: %(title)s",
        "{said}, scaled up from {days} of {of} days",
        "entered for {days} of {of} days of {source}, {month}, and scaled up",
        "{said}, {days} of {of} days taken as the month",
        "price list times {factor}, from the total of {source}, {month}",
        "price list, by the total of {source}, {month}",
        "assumed: one call per unit",
        "0, as there are no such tokens: {source}, {month}",
        "0, as credits and requests are paid and not tokens: {source}, {month}",
        "models that are not named",
        "{said}, of a made-up sample",
        # Rates between currencies: tests/calculator/web/usage/test_rates_on_every_door.py.
        "one {currency} taken as ${rate}, the rate entered for {day}",
        "Currency of its bill",
        "dollars alone",
        "Total that the tool has estimated",
        "Total that the tool has estimated for this part",
        "Total of this part of the bill",
        "All that the tool has estimated",
        "Tool's cost estimate",
        "From the estimate to the measured tokens",
        "From the estimate to the tool's cost estimate",
        "From the estimate to the bill",
        "The whole bill",
        "This part of the bill",
        "US dollars per month",
        "US dollars per month, from {days}",
        # How a volume is called beside another that was measured: domain/beside_a_bill/test_volumes.py.
        "today's volume",
        "Today's volume",
        "The estimated volume",
        "the estimated volume",
        "estimated",
        "not told apart",
        "estimated {volume}",
    }
)
OF_DRAWS: Final = frozenset({"the low end", "the median", "the high end", "the month", "an accepted {unit}"})
"""Words of what is told only roughly, whose condition reads them."""
OF_A_FILE: Final = frozenset(
    {
        "from the imported file",
        "the day it was made",
        "the words of its cover",
        "that it is an example",
        "the days of its parts",
        "how far the answers of its team lie apart",
        "an older rule of what counts as evidence",
        "where its inputs come from",
        "which bill it read",
        "its notes on prices",
    }
)
"""Whence each input of an unsigned file is, and what of it is not taken, as its sentence lists them:
tests/reports/domain/brought_in/test_unsigned.py."""
