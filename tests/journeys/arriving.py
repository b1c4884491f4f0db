"""How people come to the site: they sign up through its own pages and see the pages that all can see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.journeys.fresh import keeper
from tests.journeys.page import Form, Page, shape
from tests.journeys.people import Known, Person
from tests.journeys.promises import Promises, act
from tests.journeys.sending import ENDS, Style, fill
from tests.journeys.world import World

_MOST_SEEN = 60
_MOST_SENT = 40


class Start(NamedTuple):
    """A state of the site and its people from which a run begins."""

    begin_again: Callable[[], None]
    known: dict[str, Known]
    story: list[str]
    handed: list[tuple[str, str, Page]]


@contextmanager
def arrivals() -> Iterator[list[Start]]:
    """Two ways to begin: everybody has signed up and looked around; and then Ada has made a tour."""
    world = World({})
    for person in world.people:
        if person.has_account:
            sign_up(world, person)
        _look_around(world, person)
    with keeper() as begin_again:
        fresh = Start(begin_again, {one.name: one.knows() for one in world.people}, [], [])
        _tour(world, world.people[0])
        with keeper() as begin_after_tour:
            known = {one.name: one.knows() for one in world.people}
            yield [fresh, Start(begin_after_tour, known, world.story, world.handed)]


def _look_around(world: World, person: Person) -> None:
    """Follows links from page to page, one of each kind."""
    for address in Ways(person):
        page = world.see(person, person.browser.get(address))
        if page.status >= 400 and page.status != 422:
            world.fault(f"{address}, to which a page links, is {page.status} for {person.name}")


def _tour(world: World, person: Person) -> None:
    """Sends each kind of form that makes something once, every question answered; the worker follows."""
    promises, done, empty = Promises(world), set[tuple[str, str]](), set[str]()
    for _ in range(_MOST_SENT):
        form = _next_form(world, person, done, empty)
        if form is None:
            break
        act(world, promises, person, fill(person, form, form.default, (), how=Style.WHOLE, entered=False))
        world.work()
        _look_around(world, person)


def _next_form(world: World, person: Person, done: set[tuple[str, str]], empty: set[str]) -> Form | None:
    """The next form of a kind not sent yet; not those that sign in or out, end or change what lets one in."""
    for address in [one for one in person.with_forms.values() if one not in empty][::-1]:
        page = world.open(person, address)
        for form in page.forms:
            words = form.default.words if form.default else ""
            kind = (shape(form.action), words)
            personal = any(one.kind in {"password", "email"} or one.code for one in form.fields)
            if kind not in done and form.method == "post" and not personal and not ENDS.search(words):
                done.add(kind)
                return form
        empty.add(address)
    return None


class Ways:
    """The addresses a person has seen and not opened, one of each kind, in the order in which they showed."""

    def __init__(self, person: Person) -> None:
        self.person, self.done = person, set[str]()

    def __iter__(self) -> "Ways":
        return self

    def __next__(self) -> str:
        for kind, addresses in self.person.places.items():
            if kind not in self.done and kind not in self.person.visits and len(self.done) < _MOST_SEEN:
                self.done.add(kind)
                return addresses[-1]
        raise StopIteration


def sign_up(world: World, person: Person) -> None:
    """Through the site's own pages, with the code from the mail."""
    page = press(world, person, person.browser.get(address_of(person.browser.get("/"), "Sign up")))
    world.work()
    page = press(world, person, page)
    person.tab.show(world.see(person, page))
    assert person.signed_in, f"{person.name} cannot sign up: {page.words[:300]}"
    person.tab.show(person.browser.get("/"))


def press(world: World, person: Person, page: Page) -> Page:
    """Fills in what a site asks its people for and presses the first button."""
    form = next(form for form in page.forms if form.page.path == page.path and form.method == "post")
    pairs = form.filled | {name: [known] for name, known in person.credentials(form).items()}
    return world.see(person, person.browser.send(form, form.default, pairs, {}))


def link_of(page: Page, words: str) -> str | None:
    return next((link.address for link in page.links if link.words == words), None)


def address_of(page: Page, words: str) -> str:
    found = link_of(page, words)
    assert found is not None, f"no link “{words}” at {page.address}"
    return found
