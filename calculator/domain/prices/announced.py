"""Which other prices are announced of the models in use: a year's total is not at them."""

import re
from typing import Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.remarks import remarks_of
from runrate.core.translation import gettext, known_as
from runrate.core.translation import gettext_noop as _

ANOTHER_PRICE: Final = _("From %(day)s another price is announced: %(input)s in and %(output)s out.")


def year_at_todays_prices(estimate: Estimate) -> str:
    """What stands beside the total of a year; nothing where no other price is announced."""
    told = [
        remark.sentence if remark.fields[0].startswith("steps.") else remark.message
        for remark in remarks_of(note for note in estimate.notes if _announces(note.message))
    ]
    if not told:
        return ""
    return " ".join([gettext("A year is counted at today's prices."), *told])


def _announces(message: str) -> bool:
    patterns = (".+?".join(map(re.escape, re.split(r"%\(\w+\)s", said))) for said in known_as(ANOTHER_PRICE))
    return any(re.fullmatch(pattern, message) for pattern in patterns)
