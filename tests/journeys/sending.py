"""Filling a form and sending it, and what the answer to it has to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum

from tests.journeys import values
from tests.journeys.page import Button, Field, Form, Page, ids, tidy
from tests.journeys.people import Person
from tests.journeys.values import Value
from tests.journeys.world import World

type Choices = Sequence[tuple[int, int]]
"""Which fields are changed, and to which of the values: numbers, taken around where there are fewer."""
ROW = re.compile(r"(.+)\.(\d+)\.(\w+)")
"""The name of a field in a row: its list, the row's number, and what it is."""
ENDS = re.compile(r"\b(delete|stop|revoke|close|new (one|link)|remove|replace|sign out)\b", re.IGNORECASE)
_REFUSED = {200, 400, 403, 422}


class Style(Enum):
    """How much of a form is filled beside what is chosen to be changed; a file asked for is always given."""

    TOUCH = "only what is changed"
    WHOLE = "every question gets an answer"
    LONG = "every number as long as a spreadsheet writes it"


@dataclass
class Sent:
    """One sending of a form, as it was meant and done."""

    form: Form
    button: Button | None
    entered: bool
    pairs: dict[str, list[str]]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    typed: dict[str, Value] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The words on what was pressed."""
        return self.button.words if self.button else ""

    def takes_away(self, name: str) -> bool:
        """Whether the button that was pressed removes the row in which this field is."""
        value = self.button.value if self.button and self.told.startswith("Remove") else ""
        return bool(value) and name.startswith(f"{value}.")

    @property
    def adds_a_row(self) -> bool:
        return self.told.startswith("Add ") and self.button is not None and bool(self.button.name)

    @property
    def is_meant(self) -> bool:
        """Whether it does what was pressed: Enter among several buttons means the field, not the first."""
        return not self.entered or len({button.words for button in self.form.buttons}) < 2

    def speaks_of(self, id: str) -> bool:
        """Whether it says that it changes or takes away the thing of this id."""
        hidden = " ".join(one.value for one in self.form.fields if one.kind == "hidden")
        about = id in self.form.action or id in hidden
        return about and self.is_meant and self.button is not None and " new" not in self.button.words.lower()


def fill(
    person: Person, form: Form, button: Button | None, choices: Choices, *, how: Style, entered: bool
) -> Sent:
    """What the page has in its fields, with some of them changed."""
    sent, open_ = Sent(form, button, entered, form.filled), form.fields_to_fill
    for name, known in person.credentials(form).items():
        sent.pairs[name] = [known]
    for number, one in enumerate(open_):
        if one.kind == "file":
            _attach(person, sent, one, -1)
        elif how is Style.WHOLE and (one.kind == "radio" or not one.value):
            _choose(sent, one, number + len(choices))
        elif how is Style.LONG and one.numeric and one.value:
            _put(sent, one, values.long_fraction(number))
    for which, number in choices if open_ else ():
        _change(person, sent, open_[which % len(open_)], number)
    return sent


def _change(person: Person, sent: Sent, one: Field, number: int) -> None:
    if one.kind == "file":
        _attach(person, sent, one, number)
    elif one.kind in {"radio", "select"}:
        _choose(sent, one, number)
    elif one.kind == "checkbox":
        sent.pairs[one.name] = [] if one.value else list(one.options)
        sent.typed[one.name] = Value("", "not ticked" if one.value else "ticked")
    elif one.kind == "textarea" and any(other.kind == "file" for other in sent.form.fields):
        _put(sent, one, values.pasted(number))
    elif one.kind != "password" or number % 4 == 0:  # mostly the right one
        _put(sent, one, values.typed(one, number, person.mark()))


def _choose(sent: Sent, one: Field, number: int) -> None:
    if one.options:
        chosen = one.options[number % len(one.options)]
        sent.pairs[one.name], sent.typed[one.name] = [chosen], Value("", repr(chosen))


def _put(sent: Sent, one: Field, value: Value) -> None:
    sent.pairs[one.name], sent.typed[one.name] = [value.text], value


def _attach(person: Person, sent: Sent, one: Field, number: int) -> None:
    own = person.bills if "bill" in one.label.lower() else person.files or [("empty.json", b"{}")]
    name, content = own[number % len(own)]
    spoiled, said = values.broken(content, max(0, number // len(own)))
    sent.files[one.name] = (name, spoiled)
    sent.typed[one.name] = Value("", f"their {name}, {said}")


def told(person: Person, sent: Sent) -> str:
    """The sending as a line of the list."""
    labels = {one.name: one.label for one in sent.form.fields}
    texts = [f"{value.said} into “{labels.get(name, name)[:60]}”" for name, value in sent.typed.items()]
    put = f"puts {'; '.join(texts)}; " if texts else ""
    pressed = f"presses {'Enter, which presses ' if sent.entered else ''}“{sent.told}”"
    return f"{person.name}, at {sent.form.page.address[:100]}, {put}{pressed}"


def judge(world: World, person: Person, sent: Sent, after: Page) -> Page:
    """The page after a sending, once it is clear that nothing typed was lost and Back will work."""
    before = sent.form.page
    if after.by_post and after.is_html and (after.status < 300 or after.status == 422):
        world.fault(f"Back will be a dead end: {after.status} is the answer itself to POST {after.path}")
    if after.wants_password and not before.wants_password and sent.form.method == "post":
        after = _sign_in_there(world, person, after)
        if (
            person.signed_in_at(after)
            and not ENDS.search(sent.told)  # what cannot be undone is asked for anew
            and not before.path.startswith(after.path)
        ):
            _keeps(world, person, sent, after, "after signing in")
    elif (after.status in _REFUSED and after.mistakes) or after.status in {403, 422}:
        _keeps(world, person, sent, after, "after being refused")
    elif after.status < 400:
        _shows_again(world, person, sent, after)
    if ENDS.search(sent.told) and after.status < 400 and not after.mistakes:
        _ended(world, person, sent, after)
    return after


def _ended(world: World, person: Person, sent: Sent, after: Page) -> None:
    about, deletes = ids(sent.form.action) | ids(sent.form.page.address), "elete" in sent.told
    person.gone |= about
    if about:
        world.stopped(person, about, all_gone=deletes)
    elif deletes and not person.signed_in_at(after):
        world.left(person)


def _sign_in_there(world: World, person: Person, page: Page) -> Page:
    """They were signed out in the meantime and do what the page asks for."""
    if not person.has_account:
        return page
    form = next(form for form in page.forms if any(one.kind == "password" for one in form.fields))
    world.say(f"{person.name} signs in on the page that asks for it")
    pairs = form.filled | {name: [known] for name, known in person.credentials(form).items()}
    return world.see(person, person.browser.send(form, form.default, pairs, {}))


def _keeps(world: World, person: Person, sent: Sent, after: Page, when: str) -> None:
    """What a person typed is still there: in its field, or at least to be read on the page."""
    before = sent.form.page
    for name, value in sent.typed.items():
        one = sent.form.field(name)
        if one is None or not one.is_text or one.code or not lasting(value):
            continue
        if one.longest is not None and len(value.text) > one.longest:
            continue
        if sent.takes_away(name):
            continue
        again = [
            other.value for form in after.forms for other in form.fields if _same_place(other.name, name)
        ]
        if sent.adds_a_row and not again and any(map(ROW.fullmatch, _names(after) - _names(before))):
            continue  # with the first row of a list, what it is made of moves into it, a share for each call
        if not any(alike(value.text, text) for text in again) and tidy(value.text) not in after.words:
            world.fault(f"What {person.name} typed into “{one.label}” is lost {when}: {value.said}")


def _shows_again(world: World, person: Person, sent: Sent, after: Page) -> None:
    """A form about one thing that took what was typed shows the same when it is opened anew."""
    before = sent.form.page
    if (
        sent.form.method != "post"
        or sent.form.action.partition("?")[0] != before.path
        or not ids(before.address)
    ):
        return
    if ENDS.search(sent.told) or after.wants_password:
        return
    page = person.browser.get(before.address)
    if page.path != before.path or page.status != 200:
        return
    for name, value in sent.typed.items():
        one, again = sent.form.field(name), [f.field(name) for f in page.forms if f.field(name)]
        if one is None or not again or not (one.kind == "radio" or (one.is_text and lasting(value))):
            continue
        text = sent.pairs[name][0]
        if not any(found is not None and alike(text, found.value) for found in again):
            found = again[0].value if again[0] else ""
            world.fault(
                f"“{one.label}” took {value.said or text} of {person.name} and shows {values.shown(found)}"
            )


def _names(page: Page) -> set[str]:
    return {one.name for form in page.forms for one in form.fields}


def _same_place(shown: str, name: str) -> bool:
    """Whether a field is the one of this name, or that of another row: where one goes others move up."""
    mine, other = ROW.fullmatch(name), ROW.fullmatch(shown)
    return shown == name if mine is None or other is None else (mine[1], mine[3]) == (other[1], other[3])


def lasting(value: Value) -> bool:
    """Whether a text can be kept at all: not nothing, no NUL, no half a character."""
    return (
        bool(value.text.strip()) and "\0" not in value.text and not re.search("[\ud800-\udfff]", value.text)
    )


def alike(typed: str, shown: str) -> bool:
    """Whether it is the same text, or the same number otherwise written."""
    if tidy(typed) == tidy(shown):
        return True
    try:
        return _number(typed) == _number(shown)
    except InvalidOperation:
        return False


def _number(text: str) -> Decimal:
    plain = text.strip().removeprefix("$").replace(",", "")
    if len(plain) > 40:
        raise InvalidOperation
    share = plain.endswith("%")
    number = Decimal(plain.removesuffix("%").strip())
    return round(number / 100 if share else number, 12)
