"""The rules by which three people use the site: they know of it what it shows them, and nothing else."""

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.journeys.arriving import Start, address_of, link_of, press, sign_up
from tests.journeys.browser import Tab
from tests.journeys.page import Form, Page, ids
from tests.journeys.people import Person
from tests.journeys.promises import Promises, act
from tests.journeys.sending import Choices, Sent, Style, fill
from tests.journeys.world import World

SAME = 9
WHO = st.sampled_from((SAME, SAME, SAME, SAME, 0, 1, 2))
HOW = st.sampled_from(Style)
SELDOM = st.integers(0, 5)
NUMBER = st.integers(0, 999)
CHOICES = st.lists(st.tuples(st.integers(0, 99), NUMBER), max_size=3)
_MOST_TRIED = 12


class Journeys(RuleBasedStateMachine):
    """Each rule is one thing a person does; each draws numbers, which count around what is there."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self._begin(starts[0])

    @initialize(start=st.sampled_from((0, 1)))
    def begins(self, start: int) -> None:
        """With nothing done yet, or after Ada's tour: she has one of everything that forms make."""
        if start:
            self._begin(starts[start])

    def _begin(self, start: Start) -> None:
        start.begin_again()
        self.world = World(start.known)
        self.world.before, self.world.handed = list(start.story), list(start.handed)
        self.promises = Promises(self.world)
        self.last: dict[str, tuple[int, Sent]] = {}
        self.worked = self.active = 0

    def _who(self, number: int) -> Person:
        """Mostly whoever did the last thing goes on."""
        Journeys.steps += 1
        self.active = self.active if number == SAME else number
        return self.world.people[self.active]

    # --- going around ------------------------------------------------------------------------------------

    @rule(who=WHO, kind=NUMBER, which=st.integers(0, 5))
    def opens_a_place(self, who: int, kind: int, which: int) -> None:
        """Types or picks an address that some page has shown."""
        person = self._who(who)
        seldom = sorted(person.places, key=lambda shape: person.visits.get(shape, 0))
        address = pick(person.places[pick(half(seldom), kind)][::-1], which)
        self.world.say(f"{person.name} opens {address}")
        page = self.world.open(person, address)
        self._not_gone(person, address, page)

    @rule(who=WHO, which=NUMBER)
    def follows_a_link(self, who: int, which: int) -> None:
        """A link of the page that is open; fresh from the site, it leads somewhere."""
        person = self._who(who)
        links = sorted(person.page.links, key=lambda link: not ids(link.address))
        if not links:
            return
        link, fresh, at = pick(links, which), self.world.fresh(person.page), person.page.path
        self.world.say(f"{person.name}, at {at}, follows “{link.words}”")
        page = self.world.open(person, link.address)
        if page.status == 404 and fresh:
            self.world.fault(f"The link “{link.words}” on {at} leads to a page that is not there")

    @rule(who=WHO, way=st.integers(0, 4))
    def moves_between_pages(self, who: int, way: int) -> None:
        """Back, to the page as kept or asked for anew; reload; another tab; every link."""
        person = self._who(who)
        if way < 2 and person.tab.at:
            person.tab.at -= 1
            anew = ", which is asked for anew" if way else ""
            self.world.say(f"{person.name} goes Back to {person.page.path}{anew}")
            if way:
                self._again(person)
        elif way == 2:
            self.world.say(f"{person.name} reloads {person.page.path}")
            self._again(person)
        elif way == 3:
            if len(person.tabs) < 2:
                person.tabs.append(Tab([person.page]))
            person.tab = next(tab for tab in person.tabs if tab is not person.tab)
            self.world.say(f"{person.name} goes on in another tab, at {person.page.path}")
        elif way == 4:
            self._try_every_link(person)

    @rule(who=WHO, which=st.integers(0, 5))
    def goes_on_with_work(self, who: int, which: int) -> None:
        """Opens again what is theirs alone, the newest first."""
        person = self._who(who)
        own = list(person.opened)[::-1]
        if not own:
            return
        self.world.say(f"{person.name} opens {pick(own, which)}")
        self._not_gone(person, pick(own, which), self.world.open(person, pick(own, which)))

    # --- forms -------------------------------------------------------------------------------------------

    @rule(who=WHO, where=NUMBER, which=SELDOM, button=st.integers(0, 9), choices=CHOICES, how=HOW)
    def sends_a_form(
        self, who: int, where: int, which: int, button: int, choices: Choices, how: Style
    ) -> None:
        """Fills a form, here or on a page with forms seen before, and presses one of its buttons."""
        person = self._who(who)
        form = self._form(person, where, which)
        if form is not None:
            self._send(
                person, fill(person, form, pick(form.buttons, button), choices, how=how, entered=False)
            )

    @rule(who=WHO, which=st.integers(0, 9), button=st.integers(0, 9), choices=CHOICES, how=HOW)
    def sends_the_form_of_the_page(
        self, who: int, which: int, button: int, choices: Choices, how: Style
    ) -> None:
        """The same on the page that is open, the last form first."""
        person = self._who(who)
        if forms := person.page.forms:
            form = pick(forms[::-1], which)
            self._send(
                person, fill(person, form, pick(form.buttons, button), choices, how=how, entered=False)
            )

    @rule(who=WHO, where=NUMBER, which=SELDOM, field=NUMBER, choices=CHOICES, value=NUMBER)
    def presses_enter(
        self, who: int, where: int, which: int, field: int, choices: Choices, value: int
    ) -> None:
        """Types into a field and presses Enter there: the browser presses the form's first button."""
        person = self._who(who)
        # Where a form has several buttons, Enter can mean another one than the person does.
        form = self._form(person, where, which, first=lambda form: -len(form.buttons))
        if form is None or not (fields := [one for one in form.fields if one.takes_enter]):
            return
        there = form.fields_to_fill.index(pick(fields, field))
        choices = [*choices, (there, value)]
        self._send(person, fill(person, form, form.default, choices, how=Style.TOUCH, entered=True))

    @rule(who=WHO, way=st.integers(0, 2), button=st.integers(0, 9), choices=CHOICES.filter(bool))
    def thinks_again(self, who: int, way: int, button: int, choices: Choices) -> None:
        """Changes what was just sent: in the same form as it came back, or Back in the kept one."""
        person = self._who(who)
        at, sent = self.last.get(person.name, (0, None))
        if sent is None or person.tab.at <= at or person.tab.pages[at] is not sent.form.page:
            return
        form = next((form for form in person.page.forms if form.action == sent.form.action), None)
        if way == 0 or form is None:
            person.tab.at = at
            self.world.say(f"{person.name} goes Back to the form at {person.page.path}")
            self._send(person, fill(person, sent.form, sent.button, choices, how=Style.TOUCH, entered=False))
        elif way == 1:
            pressed = pick(form.buttons, button)
            self._send(person, fill(person, form, pressed, choices, how=Style.TOUCH, entered=False))
        elif any(one.takes_enter for one in form.fields):
            self._send(person, fill(person, form, form.default, choices, how=Style.TOUCH, entered=True))

    # --- people ------------------------------------------------------------------------------------------

    @rule(who=WHO)
    def signs_in_or_out(self, who: int) -> None:
        """In a third tab, so that pages open elsewhere do not know of it."""
        person = self._who(who)
        if not person.has_account:
            return
        home = person.browser.get("/")
        way_in = link_of(home, "Sign in")
        if way_in is None:
            self.world.say(f"{person.name} signs out in another tab")
            account = person.browser.get(address_of(home, "Your account"))
            press(self.world, person, person.browser.get(address_of(account, "Sign out")))
        else:
            self.world.say(f"{person.name} signs in in another tab")
            after = press(self.world, person, person.browser.get(way_in))
            if after.wants_password:
                sign_up(self.world, person)

    @rule(which=NUMBER, to=st.integers(0, 2))
    def hands_a_link_on(self, which: int, to: int) -> None:
        """Somebody opens a link that another one was shown to copy."""
        if not self.world.handed:
            return
        link, owner, _page = pick(self.world.handed[::-1], which)
        receiver = self._who(to)
        if receiver.name != owner:
            self.world.say(f"{receiver.name} opens the link that {owner} was given to hand on: {link}")
            self.world.hand_over(link, owner, receiver)

    @precondition(lambda self: self.world.posts > self.worked)
    @rule()
    def the_worker_works(self) -> None:
        """What was asked for is made: reports, mail, counts."""
        Journeys.steps += 1
        self.worked = self.world.posts
        self.world.say("The worker works")
        self.world.work()
        for person in self.world.people:
            for address in person.places.get("/reports/…/", []):
                page = person.browser.get(address)
                if re.search("attempts? failed", page.words) and "took longer" not in page.words:
                    self.world.fault(f"The report of {person.name} at {address} fails")

    # --- parts of rules ----------------------------------------------------------------------------------

    def _send(self, person: Person, sent: Sent) -> None:
        self.last[person.name] = (person.tab.at, sent)
        act(self.world, self.promises, person, sent)

    def _form(
        self, person: Person, where: int, which: int, first: Callable[[Form], int] | None = None
    ) -> Form | None:
        """A form of the open page; where it has none, and now and then, of another page with forms."""
        if not person.page.forms or where % 2:
            seldom = sorted(person.with_forms, key=lambda kinds: person.sent.get(kinds, 0))
            address = person.with_forms[pick(half(seldom), where // 2)] if seldom else "/"
            self.world.say(f"{person.name} opens {address}")
            self.world.open(person, address)
        forms = sorted(person.page.forms, key=first or (lambda form: person.sent.get(form.kind, 0)))
        return pick(forms, which) if forms else None

    def _try_every_link(self, person: Person) -> None:
        """Each link of the page that is open, in a tab of its own that is closed again."""
        page, fresh, there = person.page, self.world.fresh(person.page), person.signed_in
        self.world.say(f"{person.name} tries every link at {page.path}")
        untried = [one for one in page.links if (person.name, one.address, there) not in self.world.tried]
        for link in untried[:_MOST_TRIED]:
            self.world.tried.add((person.name, link.address, there))
            seen = self.world.see(person, person.browser.get(link.address))
            if seen.status >= 400 and seen.status != 422 and fresh:
                self.world.fault(f"The link “{link.words}” on {page.path} leads to {seen.status}")

    def _again(self, person: Person) -> None:
        if person.page.by_post:
            if person.page.status in {200, 422}:
                self.world.fault(f"{person.page.path} cannot be shown again: it was the answer to a form")
            return
        person.tab.instead(self.world.see(person, person.browser.get(person.page.address)))

    def _not_gone(self, person: Person, address: str, page: Page) -> None:
        was = person.opened.get(address)
        if (
            page.status == 404
            and was is not None
            and was == person.signed_in
            and not ids(address) & person.gone
        ):
            self.world.fault(f"{address} opened for {person.name} and is not there any more")


starts: list[Start] = []
"""Set by the test: the states of the site from which runs begin."""


def pick[T](several: Sequence[T], number: int) -> T:
    return several[number % len(several)]


def half[T](several: Sequence[T]) -> Sequence[T]:
    """The first half, and one."""
    return several[: len(several) // 2 + 1]
