"""Signs that a spreadsheet takes for the start of a formula, and rows that begin with them."""

from typing import Any

from assessment.domain.scoring import NotApplicable
from assessment.models import Submission
from assessment.services import submissions
from calculator.domain.presets import BY_KEY
from runrate.accounts.models import User
from tests.assessment.sheets import sheet

SMALL = BY_KEY["article-small"].workload.as_json()


SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "−", "\t", "\r")


UNSEEN = ("", "\ufeff", "\u200b", "\u2060", "\u00ad", " ", "\u00a0", "\u3000", "\u3164", "\u202e", "\u0301")


STAFF_EXPORT = "/admin/assessment/submission/export/"


def sent(answer: Any) -> bytes:
    return b"".join(answer)


def submitted(start: str, owner: User) -> Submission:
    words = f"{start}cmd()"
    answered = sheet(2, {"q1": words}, q7=NotApplicable(f"{words} applies"))
    return submissions.record(
        sheet=answered, owner=owner, context={"workload_name": words, "team_name": words}
    )
