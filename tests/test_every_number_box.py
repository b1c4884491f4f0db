"""Every box for a number, found by walking the site, reads the whole table of spellings alike."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from django.test import Client

from calculator.domain.fields import NUMBERS
from calculator.domain.what_if.guesses import MEASURES
from runrate.accounts.models import User
from runrate.core.number_input.reader import Measure, read_number
from runrate.core.number_input.reading_back import worded
from tests.number_boxes import NOT_A_NUMBER, Outcome, Place, places
from tests.spellings import number_of, spellings
from tests.test_addresses import Belongings
from tests.test_addresses import belongings as belongings  # noqa: PLC0414 - a fixture
from tests.test_number_boxes import number_boxes

pytestmark = pytest.mark.django_db
FEWEST_SPELLINGS = 60
THOUSAND_OR_NOT = "1.200"
"""Taken for the number that it is, after the question whether a German thousand is meant."""
ASKED = "If you mean 1,200"
A_WORD = "a lot"
LONGEST_ROW = 100
"""Characters of one number among five; a space parts it from the next."""


@pytest.fixture
def found(client: Client, alice_client: Client, staff_client: Client, belongings: Belongings) -> list[Place]:
    """Signed out; the owner of a team round, whose team is linked from nowhere else; staff."""
    own = ["/", belongings.path("assessment:team")]
    return places([(client, ["/"]), (alice_client, own), (staff_client, ["/", "/admin/", "/styleguide/"])])


def test_every_box_of_the_site_reads_the_table_of_one_measure(found: list[Place], admin_user: User) -> None:
    """N1, N15."""
    wrong, names = {}, set()
    for place in found:
        said = Answers(place)
        for box in place.boxes:
            names.add(box)
            if not any(_reads_all(said, box, measure) for measure in Measure):
                every = (list(_differing(said, box, measure)) for measure in Measure)
                wrong[place.name, box] = min(every, key=len)[:3]
            elif refused := _refused_examples(said, box):
                wrong[place.name, box] = refused

    assert not wrong, "\n".join(map(str, wrong.items()))
    assert min(len(spellings(measure)) for measure in (Measure.MONEY, Measure.COUNT)) >= FEWEST_SPELLINGS
    # What the code knows as a number is among what a browser found.
    known = {name.partition(".")[2] for name, _field in number_boxes(admin_user)}
    known |= {field.name for field in NUMBERS} | MEASURES.keys()
    assert known - names == set()


class Answers:
    """What the page of a place says of each box, asked once for a text."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.asked: dict[str, Mapping[str, Outcome]] = {}

    def of(self, box: str, text: str) -> Outcome:
        if text not in self.asked:
            self.asked[text] = self.place.sent(text)
        return self.asked[text][box]


def _reads_all(said: Answers, box: str, measure: Measure) -> bool:
    """Whether a box takes the whole table of a measure as meant; most wrong ones show within a few texts."""
    return next(_differing(said, box, measure), None) is None


def _differing(said: Answers, box: str, measure: Measure) -> Iterator[tuple[str, Outcome]]:
    """The spellings that a box takes for something else than the table of a measure does."""
    several = box in said.place.several
    for text, meant in spellings(measure).items():
        if several and (len(text.split()) > 1 or len(text) > LONGEST_ROW):
            continue
        got, number = said.of(box, text), number_of(meant)
        if text == THOUSAND_OR_NOT and not several and ASKED in (got.error or got.read).replace("$", ""):
            right = True
        elif text == THOUSAND_OR_NOT and not several:
            # What no number can do away with there stands before any question.
            right = got.error == said.of(box, f"{number:f}").error != ""
        elif number is None:
            refusal = read_number(text, measure, _example(said, box)).refusal
            right = got.error == refusal and text.strip() in got.shown
        elif got.error:
            right = got.error == said.of(box, f"{number:f}").error and NOT_A_NUMBER not in got.error
        else:
            right = several or _understood(got, number, measure)
        if not right:
            yield text, got


def _example(said: Answers, box: str) -> str:
    """What the box itself names as one, where it refuses a word."""
    return said.of(box, A_WORD).error.partition(" such as ")[2].removesuffix(".")


def _refused_examples(said: Answers, box: str) -> list[tuple[str, Outcome]]:
    """H6: what is recommended has to be taken by the very box; what any number meets there aside.

    Ends of a guess lie on both sides of what was entered, and no example of them can know that.
    """
    if box.startswith(("low_", "high_")):
        return []
    examples = _example(said, box).split(" or ")
    refused = [text for text in examples if said.of(box, text).error not in {"", said.of(box, "1").error}]
    tried = [(text, said.place.alone(box, text)) for text in refused]
    return [each for each in tried if each[1].error not in {"", said.place.alone(box, "1").error}]


def _understood(got: Outcome, number: Decimal, measure: Measure) -> bool:
    """Whether the page shows this number: in the box, or in words beside it."""
    words = worded(number, measure)
    if got.read:
        return words in got.read
    shown = got.shown.strip()
    if shown == words:
        return True
    digits, of_hundred, _rest = shown.partition("%")
    try:
        return Decimal(digits) == (number * 100 if of_hundred else number)
    except ArithmeticError:
        return False
