"""What is said of a step on retries where a bill holds them within its tokens."""

from runrate.core.translation import gettext as _
from runrate.reports.domain.beside_a_bill.retries import RETRIES
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.savings import Measure


def not_in_the_figure(reading: Reading, measure: Measure) -> str:
    """Why a step that makes retries fewer is worth nothing on their line; else nothing."""
    savings = reading.savings
    if savings is None or measure.frm is None or RETRIES not in savings.untold:
        return ""
    if RETRIES not in savings.worth.lines(measure.question.key):
        return ""
    return _("Fewer retries have no figure: they are in tokens, and the file does not separate them.")
