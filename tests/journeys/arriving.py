"""How people come to the site: they sign up through its own pages, and have seen the pages that all can see."""

from tests.journeys.page import Page, ids
from tests.journeys.people import Known, Person
from tests.journeys.world import World

_MOST_SEEN = 60


def arrive() -> dict[str, Known]:
    """Signs up whoever has an account; then each follows every link from page to page, one of each kind."""
    world = World({})
    for person in world.people:
        if person.has_account:
            sign_up(world, person)
        for address in Ways(person):
            page = world.see(person, person.browser.get(address))
            if page.status >= 400 and page.status != 422:
                world.fault(f"{address}, to which a page links, is {page.status} for {person.name}")
    return {
        one.name: Known(_cookies(one), one.page, one.places, one.with_forms)
        for one in world.people
    }


def _cookies(person: Person) -> dict[str, str]:
    return {name: one.value for name, one in person.browser.client.cookies.items()}


class Ways:
    """The addresses a person has seen and not opened, one of each kind, in the order in which they showed."""

    def __init__(self, person: Person) -> None:
        self.person, self.done = person, set[str]()

    def __iter__(self) -> "Ways":
        return self

    def __next__(self) -> str:
        for kind, addresses in self.person.places.items():
            if kind not in self.done and not ids(addresses[0]) and len(self.done) < _MOST_SEEN:
                self.done.add(kind)
                return addresses[0]
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

