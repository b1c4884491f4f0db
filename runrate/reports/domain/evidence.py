"""What the evidence of a reader's claims asks for: that it is added, or that it stays true."""

from assessment.domain.answer_sheet import Sheet
from assessment.domain.scoring import EVIDENCE_FROM
from runrate.core.translation import gettext as _


def claims(sheet: Sheet) -> list[str]:
    """The questions whose level wants evidence."""
    return [
        key for key, answer in sheet.answers.items() if isinstance(answer, int) and answer >= EVIDENCE_FROM
    ]


def is_all_there(sheet: Sheet) -> bool:
    """Whether there is evidence, and no claim without it: only then is there something to keep fresh."""
    found = claims(sheet)
    return bool(found) and all(sheet.backs(key) for key in found)


def left_at_the_top(sheet: Sheet) -> str:
    """What is left to do where every step is taken."""
    if is_all_there(sheet):
        return _("What is left is to keep the evidence of each answer fresh.")
    return _("What is left is to add evidence to each answer that has none.")


def quick_task(sheet: Sheet) -> str:
    """For weeks in which no step is left to take: without any claim there is one."""
    if is_all_there(sheet):
        return _("Check that each note and each link still shows what it is there for.")
    return _("Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither.")


def later_task(sheet: Sheet) -> str:
    """For the weeks after these."""
    if is_all_there(sheet):
        return _("Keep the evidence of each answer fresh.")
    return _("Let somebody else check that each note and each link shows what it is there for.")
