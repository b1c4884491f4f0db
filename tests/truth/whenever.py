"""Which of the main sentences have to be said: whoever one of them is true of is told it.

The other way round from the conditions: a verdict, a tie, a cap or a contradiction that is left out is no
untrue sentence, and yet the reader is told less than is so.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from tests.truth.conditions_answers import caps_of
from tests.truth.conditions_joined import CONTRADICTIONS
from tests.truth.reader import Answers, Costs, Reader
from tests.truth.recording import Said

CAPS: Final = {
    "weak_link": "The weakest dimension limits the stage",
    "unit_cost": "The answer on the cost per unit limits the stage",
    "unknowns": "Too many answers are not known",
}
EVEN: Final = "All five dimensions stand at {score}: none is weaker than another."
TIE_UNKNOWN: Final = (
    "Counting unknown answers as 0, all five dimensions stand at {score}: which one is weakest is not "
    "known yet."
)


def of_costs(c: Costs) -> Iterator[str]:
    if c.untold:
        return
    if c.accepted is None:
        if c.units:
            yield "No {unit} is accepted, so there is nothing to set the cost against."
    elif c.net is None:
        yield "What one {unit} is worth was not entered."
    elif not c.total and not c.complete:
        yield "An accepted {unit} is worth {value}; nothing that was entered costs anything so far."
    elif c.net:
        yield "a net gain of {net} per month" if c.net > 0 else "a net loss of {net} per month"
    else:
        yield "it just breaks even" if c.complete else "with what is entered, it just breaks even"
    saved = c.hand.saving_against_human()
    if saved is None or not c.units:
        return
    if saved:
        more = "People doing all of it at {human} each would cost {amount} per month less."
        less = "Saves {amount} per month compared with people doing all of it at {human} each."
        yield less if saved > 0 else more
    else:
        alike = "Costs the same as people doing all of it at {human} each."
        partly = "As far as entered, it costs the same as people doing all of it at {human} each."
        yield alike if c.complete else partly


def of_answers(a: Answers) -> Iterator[str]:
    yield from (CAPS[rule] for rule in caps_of(a))
    if len(set(a.dimensions.values())) == 1:
        yield TIE_UNKNOWN if a.unknown else EVEN


def of_both(reader: Reader) -> Iterator[str]:
    """Contradictions whose sentence has nothing of its reader in it, so that the condition asks no words."""
    yield from (
        message for message, holds in CONTRADICTIONS.items() if "{" not in message and holds(reader, {})
    )


def unsaid(book: Iterable[Said], reader: Reader) -> list[str]:
    told = {said.message for said in book}
    due = [
        *(of_costs(reader.costs) if reader.costed else ()),
        *(of_answers(reader.answers) if reader.answered else ()),
        *(of_both(reader) if reader.costed and reader.answered else ()),
    ]
    return [message for message in due if message not in told]
