"""What to do first, in sentences: three steps with their dollars, and all that save taken together."""

from collections.abc import Iterable

from assessment.domain.next_steps import FIRST, why_later
from runrate.core.numbers import count
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import Thing
from runrate.reports.domain.evaluation import Reading, dollars, span
from runrate.reports.domain.provided import action
from runrate.reports.domain.savings import Measure, Saving, Staffing


def things_title(reading: Reading) -> str:
    if not reading.assessment:
        return ""
    number = min(FIRST, len(reading.advice.worth_taking))
    if not reading.advice.measures:
        return _("Every step is taken")
    if not number:
        return _("No step left that pays for its work within a year")
    return ngettext("One thing to do this quarter", "{count} things to do this quarter", number).format(
        count={2: _("Two"), 3: _("Three")}.get(number, str(number))
    )


def things(reading: Reading) -> Iterable[Thing]:
    for measure in reading.advice.worth_taking[:FIRST]:
        text = action(reading, measure.question, measure.frm)
        yield Thing(measure.question.topic, text, _thing_worth(measure))


def later(reading: Reading) -> str:
    """Why a weakest dimension has none of these steps, where that is so."""
    assessment, measures = reading.assessment, reading.advice.measures
    if assessment is None:
        return ""
    return why_later(
        [measure.question for measure in measures],
        assessment.result,
        reading.questionnaire,
        by_dollars=any(measure.saving for measure in measures),
    )


def _thing_worth(measure: Measure) -> str:
    """What a measure is worth, cash before reviewers' time."""
    saving = measure.saving
    if saving is None or not measure.pays:
        return ""
    if saving.staffing is None:
        amount, around = dollars(saving.net.base), span(saving.net)
        if around == amount:
            return _("{amount} per month").format(amount=amount)
        return _("{amount} per month ({span})").format(amount=amount, span=around)
    return _("{cash} per month in cash; reviewer time worth {time} freed").format(
        cash=dollars(saving.cash), time=dollars(saving.time_freed)
    )


def together(reading: Reading) -> str:
    """All steps that save, taken together: cash leads, reviewers' time stands beside it."""
    if reading.assessment and not reading.advice.measures:
        return _("Every answer that applies stands at the top; what is left is to keep its evidence fresh.")
    saving = reading.advice.together
    if saving is None:
        return ""
    number = len(reading.advice.paying)
    amount, around = dollars(saving.net.base), span(saving.net)
    if saving.staffing is None and around == amount:
        saved = ngettext(
            "One step saves money: {amount} per month.",
            "{count} steps save money: together {amount} per month.",
            number,
        ).format(count=number, amount=amount)
    elif saving.staffing is None:
        saved = ngettext(
            "One step saves money: {amount} per month, {span} with cautious and hopeful figures.",
            "{count} steps save money: together {amount} per month, {span} with cautious and "
            "hopeful figures.",
            number,
        ).format(count=number, amount=amount, span=around)
    else:
        saved = _saved_with_staff(saving, saving.staffing, number)
    return f"{saved} {_paid_for(reading)}".strip()


def _saved_with_staff(saving: Saving, staffing: Staffing, number: int) -> str:
    """Reviewers who are no longer needed are in the cash, and their hours in the time freed."""
    words = {
        "count": number,
        "cash": dollars(saving.cash),
        "change": staffing_change(staffing),
        "time": dollars(saving.time_freed),
    }
    if staffing.cash:
        return ngettext(
            "One step saves money: it releases {cash} per month in cash ({change}). The reviewer time freed, "
            "worth {time}, overlaps with it: do not add the two.",
            "{count} steps save money: together they release {cash} per month in cash "
            "({change}). The reviewer "
            "time freed, worth {time}, overlaps with it: do not add the two.",
            number,
        ).format(**words)
    return ngettext(
        "One step saves money: it releases {cash} per month in cash ({change}), "
        "and frees reviewer time worth {time}.",
        "{count} steps save money: together they release {cash} per month in cash ({change}), "
        "and free reviewer time worth {time}.",
        number,
    ).format(**words)


def _paid_for(reading: Reading) -> str:
    """How many of the steps that save also pay for their work; nothing where all do."""
    paying = reading.advice.paying
    worthwhile = sum(1 for measure in paying if measure.pays_for_its_work)
    if worthwhile == len(paying):
        return ""
    if not worthwhile:
        return ngettext(
            "It does not pay for its work within a year.",
            "None of them pays for its work within a year.",
            len(paying),
        )
    return ngettext(
        "One of them pays for its work within a year.",
        "{count} of them pay for their work within a year.",
        worthwhile,
    ).format(count=worthwhile)


def staffing_change(staffing: Staffing) -> str:
    if staffing.before == staffing.after:
        return _("{count} before and after").format(count=reviewers(staffing.before))
    return _("{before} to {after}").format(before=reviewers(staffing.before), after=count(staffing.after))


def reviewers(number: int) -> str:
    return ngettext("{count} reviewer", "{count} reviewers", number).format(count=count(number))
