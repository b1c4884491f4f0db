"""A file that this site did not sign: its figures are taken and marked, what it says of itself is named."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from runrate.core.text import as_sentence, listed
from runrate.core.translation import gettext as _
from runrate.reports.domain.beside_a_bill.retries import RETRY_RATE, in_the_tokens, without_a_bill
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.currency import is_of_no_currency
from runrate.reports.domain.inputs import NOT_TAKEN, Costed, Source


def from_a_file(source: Source, today: date) -> Source:
    """The same figures without what only this site could say of them: whence, when, and of whom."""
    assessed, costed = source.assessed, source.costed
    if assessed is not None:
        sheet = replace(assessed.sheet, any_note_counts=False)
        assessed = replace(assessed, sheet=sheet, finished_on=None, team=None)
    if costed is not None:
        costed = replace(
            costed,
            origins=_origins(costed),
            saved_on=None,
            notes=tuple(note for note in costed.notes if is_of_no_currency(note)),
            billed=replace(costed.billed, source=said()) if costed.billed else None,
        )
    left = {*source.not_taken, *_left(source, today)}
    return replace(
        source,
        made_on=today,
        assessed=assessed,
        costed=costed,
        cover=Cover(),
        example=False,
        imported=True,
        not_taken=tuple(name for name in NOT_TAKEN if name in left),
    )


def said() -> str:
    """Whence every input of such a report is."""
    return _("from the imported file")


def told(not_taken: Iterable[str]) -> str:
    """What the file holds and this report does not repeat, in a sentence; nothing where that is nothing."""
    words = {
        "made_on": _("the day it was made"),
        "cover": _("the words of its cover"),
        "example": _("that it is an example"),
        "dates": _("the days of its parts"),
        "team": _("how far the answers of its team lie apart"),
        "any_note": _("an older rule of what counts as evidence"),
        "origins": _("where its inputs come from"),
        "bill": _("which bill it read"),
        "notes": _("its notes on prices"),
    }
    named = [words[name] for name in not_taken]
    return as_sentence(_("Not taken from it: {what}.").format(what=listed(named))) if named else ""


def _origins(costed: Costed) -> dict[str, str]:
    """One for every input; what an origin means for a figure stays: retries in tokens, a sum of a bill."""
    origins = dict.fromkeys(costed.workload.entered() | {"unit_name": ""}, said())
    if in_the_tokens(costed.origins):
        origins[RETRY_RATE] = without_a_bill(said())
    if costed.billed_in:
        origins["last_invoice"] = said()
    return origins


def _left(source: Source, today: date) -> Iterable[str]:
    assessed, costed = source.assessed, source.costed
    origins = costed.origins if costed else {}
    found = {
        "made_on": source.made_on != today,
        "cover": bool(source.cover),
        "example": source.example,
        "dates": bool((assessed and assessed.finished_on) or (costed and costed.saved_on)),
        "team": bool(assessed and assessed.team),
        "any_note": bool(assessed and assessed.sheet.any_note_counts),
        "origins": any(words not in {said(), without_a_bill(said())} for words in origins.values()),
        "bill": bool(costed and costed.billed and costed.billed.source != said()),
        "notes": bool(costed and not all(map(is_of_no_currency, costed.notes))),
    }
    return (name for name, is_left in found.items() if is_left)
