"""The rules by which three people use the site: they know of it what it shows them, and nothing else."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.journeys.browser import Tab
from tests.journeys.page import Button, Form, Page, ids
from tests.journeys.people import Person
from tests.journeys.promises import Promises
from tests.journeys.sending import Choices, Sent, fill, judge, told
from tests.journeys.world import World

WHO = st.sampled_from((0, 0, 0, 1, 1, 2))
NUMBER = st.integers(0, 999)
CHOICES = st.lists(st.tuples(st.integers(0, 99), NUMBER), max_size=3)
_MOST_TRIED = 12


class Journeys(RuleBasedStateMachine):
    """Each rule is one thing a person does; each draws numbers, which count around what is there."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        begin_again()
        self.world = World()
        self.promises = Promises(self.world)
        self.last: dict[str, tuple[int, Sent]] = {}
        for person in self.world.people:
            if person.has_account:
                self._sign_up(person)

    def _who(self, number: int) -> Person:
        Journeys.steps += 1
        return self.world.people[number]

    # --- going around ------------------------------------------------------------------------------------

    @rule(who=WHO, kind=NUMBER, which=st.integers(0, 5))
    def opens_a_place(self, who: int, kind: int, which: int) -> None:
        """Types or picks an address that some page has shown."""
        person = self._who(who)
        known = pick(list(person.places.values()), kind)
        address = pick(known[::-1], which)
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

    @rule(who=WHO)
    def tries_every_link(self, who: int) -> None:
        """Each link of the page, in a tab of its own that is closed again."""
        person = self._who(who)
        page, fresh = person.page, self.world.fresh(person.page)
        self.world.say(f"{person.name} tries every link at {page.path}")
        untried = [one for one in page.links if (person.name, one.address, person.signed_in) not in self.world.tried]
        for link in untried[:_MOST_TRIED]:
            self.world.tried.add((person.name, link.address, person.signed_in))
            seen = self.world.see(person, person.browser.get(link.address))
            if seen.status >= 400 and fresh and not (seen.status == 422):
                self.world.fault(f"The link “{link.words}” on {page.path} leads to {seen.status}")

    @rule(who=WHO, kept=st.booleans())
    def goes_back(self, who: int, kept: bool) -> None:
        """Back, to the page as the browser kept it or asked for anew."""
        person = self._who(who)
        if not person.tab.at:
            return
        person.tab.at -= 1
        self.world.say(f"{person.name} goes Back to {person.page.path}{'' if kept else ', which is asked for anew'}")
        if not kept:
            self._again(person)

    @rule(who=WHO)
    def reloads(self, who: int) -> None:
        person = self._who(who)
        self.world.say(f"{person.name} reloads {person.page.path}")
        self._again(person)

    @rule(who=WHO)
    def changes_the_tab(self, who: int) -> None:
        """A second tab on the same page, or the other one that was open."""
        person = self._who(who)
        if len(person.tabs) < 2:
            person.tabs.append(Tab([person.page]))
        person.tab = next(tab for tab in person.tabs if tab is not person.tab)
        self.world.say(f"{person.name} goes on in another tab, at {person.page.path}")

    # --- forms -------------------------------------------------------------------------------------------

    @rule(who=WHO, where=NUMBER, which=NUMBER, button=st.integers(0, 9), choices=CHOICES, long=st.booleans())
    def sends_a_form(self, who: int, where: int, which: int, button: int, choices: Choices, long: bool) -> None:
        """Fills a form, here or on a page with forms seen before, and presses one of its buttons."""
        person = self._who(who)
        form = self._form(person, where, which)
        if form is not None:
            self._send(person, fill(person, form, pick(form.buttons, button), choices, long=long, entered=False))

    @rule(who=WHO, where=NUMBER, which=NUMBER, field=NUMBER, choices=CHOICES, value=NUMBER)
    def presses_enter(self, who: int, where: int, which: int, field: int, choices: Choices, value: int) -> None:
        """Types into a field and presses Enter there: the browser presses the form's first button."""
        person = self._who(who)
        form = self._form(person, where, which)
        if form is None or not (fields := [one for one in form.fields if one.takes_enter]):
            return
        open_ = [one for one in form.fields if one.kind not in {"hidden", "readonly"}]
        there = open_.index(pick(fields, field)) if pick(fields, field) in open_ else 0
        self._send(person, fill(person, form, form.default, [*choices, (there, value)], long=False, entered=True))

    @rule(who=WHO, choices=CHOICES.filter(bool))
    def thinks_again(self, who: int, choices: Choices) -> None:
        """Goes Back to the form just sent, as the browser kept it, changes something and sends it again."""
        person = self._who(who)
        at, sent = self.last.get(person.name, (0, None))
        if sent is None or person.tab.at <= at or person.tab.pages[at] is not sent.form.page:
            return
        person.tab.at = at
        self.world.say(f"{person.name} goes Back to the form at {person.page.path}")
        self._send(person, fill(person, sent.form, sent.button, choices, long=False, entered=False))

    # --- people ------------------------------------------------------------------------------------------

    @rule(who=WHO)
    def signs_in_or_out(self, who: int) -> None:
        """In a third tab, so that pages open elsewhere do not know of it."""
        person = self._who(who)
        if not person.has_account:
            return
        home = person.browser.get("/")
        way_in = _link(home, "Sign in")
        if way_in is None:
            self.world.say(f"{person.name} signs out in another tab")
            account = person.browser.get(_address(home, "Your account"))
            self._press(person, person.browser.get(_address(account, "Sign out")))
        else:
            self.world.say(f"{person.name} signs in in another tab")
            after = self._press(person, person.browser.get(way_in))
            if after.wants_password:
                self._sign_up(person)

    @rule(which=NUMBER, to=st.integers(0, 2))
    def hands_a_link_on(self, which: int, to: int) -> None:
        """Somebody opens a link that another one was shown to copy."""
        if not self.world.handed:
            return
        link, owner, _page = pick(self.world.handed[::-1], which)
        receiver = self._who(to)
        if receiver is not owner:
            self.world.say(f"{receiver.name} opens the link that {owner.name} was given to hand on: {link}")
            self.world.hand_over(link, owner, receiver)

    @rule()
    def the_worker_works(self) -> None:
        """What was asked for is made: reports, mail, counts."""
        Journeys.steps += 1
        self.world.say("The worker works")
        self.world.work()
        for person in self.world.people:
            for address in person.places.get("/reports/…/", []):
                page = person.browser.get(address)
                if "attempt failed" in page.words or "attempts failed" in page.words:
                    self.world.fault(f"The report of {person.name} at {address} fails")

    # --- parts of rules ----------------------------------------------------------------------------------

    def _send(self, person: Person, sent: Sent) -> None:
        self.last[person.name] = (person.tab.at, sent)
        self.world.say(told(person, sent))
        after = person.browser.send(sent.form, sent.button, sent.pairs, sent.files)
        after = judge(self.world, person, sent, self.world.see(person, after))
        person.tab.show(after)
        if sent.form.method == "post":
            self.promises.after(person, sent, after)

    def _form(self, person: Person, where: int, which: int) -> Form | None:
        """A form of the open page; where it has none, and now and then, of another page with forms."""
        if not person.page.forms or where % 4 == 3:
            address = pick(list(person.with_forms.values()), where // 4) if person.with_forms else "/"
            self.world.say(f"{person.name} opens {address}")
            self.world.open(person, address)
        forms = person.page.forms
        return pick(forms, which) if forms else None

    def _again(self, person: Person) -> None:
        if person.page.by_post:
            if person.page.status == 200 or person.page.status == 422:
                self.world.fault(f"{person.page.path} cannot be shown again: it was the answer to a form")
            return
        person.tab.instead(self.world.see(person, person.browser.get(person.page.address)))

    def _not_gone(self, person: Person, address: str, page: Page) -> None:
        was = person.opened.get(address)
        if page.status == 404 and was is not None and was == person.signed_in and not ids(address) & person.gone:
            self.world.fault(f"{address} opened for {person.name} and is not there any more")

    def _press(self, person: Person, page: Page) -> Page:
        """Fills in what a site asks its people for and presses the first button."""
        form = next(form for form in page.forms if form.page.path == page.path and form.method == "post")
        pairs = form.filled | {name: [known] for name, known in person.credentials(form).items()}
        return self.world.see(person, person.browser.send(form, form.default, pairs, {}))

    def _sign_up(self, person: Person) -> None:
        """Through the site's own pages, with the code from the mail."""
        page = self._press(person, person.browser.get(_address(person.browser.get("/"), "Sign up")))
        self.world.work()
        page = self._press(person, page)
        person.tab.show(self.world.see(person, page))
        assert person.signed_in, f"{person.name} cannot sign up: {page.words[:300]}"


def begin_again() -> None:
    """Set by the test: the site as it was when the run began."""


def pick[T](several: Sequence[T], number: int) -> T:
    return several[number % len(several)]


def _link(page: Page, words: str) -> str | None:
    return next((link.address for link in page.links if link.words == words), None)


def _address(page: Page, words: str) -> str:
    found = _link(page, words)
    assert found is not None, f"no link “{words}” at {page.address}"
    return found


__all__ = ["Button", "Journeys"]
