"""The site, the people at it, and what has to hold after every step whatever they did."""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from django_tasks_db.management.commands.db_worker import Worker

from tests.journeys.browser import Browser
from tests.journeys.downloads import readable
from tests.journeys.fresh import forget_counts
from tests.journeys.page import Page, ids
from tests.journeys.people import MARK, Known, Person

# A fault already written down, by a part of its text: the machine looks past it, to find others.
KNOWN = [re.compile(line) for line in os.environ.get("JOURNEYS_KNOWN", "").split("\n") if line]
# A session is written when it is read: its messages were shown, its end was moved; and visitors are counted.
_OWN_BOOKKEEPING = re.compile(r'"(django_session|usersessions_usersession|limits_tally)"')


class FaultError(AssertionError):
    """Something that must hold does not, with the actions that led there."""


class World:
    """Everything a run knows. It asks the site over its doors alone."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self.story: list[str] = []
        self.before: list[str] = []
        """What had been done when the run began."""
        self.posts = 0
        self.tried: set[tuple[str, str, bool]] = set()
        self.handed: list[tuple[str, str, Page]] = []
        """Links that were shown to be handed on: who may do it, and the page that showed them."""
        self.entered: list[tuple[str, Person, str]] = []
        """Which link let whom in, and where they came out."""
        self.dead: set[str] = set()
        self.doubtful: set[str] = set()
        """Links of which no page says whether they still work."""
        self.people = [Person(name, Browser(self.watch), has, known.get(name)) for name, has in _PEOPLE]
        for person in self.people:
            person.remember(person.page)

    # --- what is held ------------------------------------------------------------------------------------

    def fault(self, said: str) -> None:
        """Ends the run with the list of actions, unless this one is written down already."""
        if not any(known.search(said) for known in KNOWN):
            self._end(said)

    def _end(self, said: str) -> NoReturn:
        steps = "\n".join(f"  {number}. {step}" for number, step in enumerate([*self.before, *self.story], 1))
        raise FaultError(f"{said}\nTo see it again:\n{steps}")

    def watch(self, method: str, address: str, answer: Any, writes: list[str]) -> None:
        """Held for each answer: no server error, no GET that writes."""
        if answer.status_code >= 500 and answer.status_code != 503:
            cause = answer.exc_info[1] if getattr(answer, "exc_info", None) else None
            where = _place(answer.exc_info[2]) if cause is not None else ""
            self.fault(f"{answer.status_code} at {method} {_short(address)}: {cause!r:.200} {where}")
        wrote = [sql for sql in writes if not _OWN_BOOKKEEPING.search(sql)]
        if method == "GET" and wrote:
            self.fault(f"GET {_short(address)} writes: {wrote[0][:200]}")
        if method != "GET":
            self.posts += 1

    def see(self, person: Person, page: Page) -> Page:
        """Held for each page: nothing of others on it; what is personal opens for nobody else."""
        page.posts = self.posts
        if page.is_html and person.signed_in_at(page) != person.was_signed_in:
            person.was_signed_in = not person.was_signed_in
            self._claims(person)
        if page.status < 400 and page.is_html:
            person.remember(page)
        if not page.is_html and page.status < 400:
            self._file(person, page)
        self._marks(person, page)
        if page.status == 200 and ids(page.address):
            self._only_theirs(person, page)
            self._offers(person, page)
        return page

    def _file(self, person: Person, page: Page) -> None:
        try:
            good = readable(page.kind, page.body)
        except (ValueError, OSError) as error:
            good, page.kind = False, f"{page.kind} {error!r:.80}"
        if not good:
            self.fault(f"The file at {_short(page.address)} cannot be read: {page.kind}")
        person.keep(page)

    def _marks(self, person: Person, page: Page) -> None:
        found = {mark[0] for mark in MARK.finditer(page.words) if mark[1] != person.letter} - person.told
        if found and ids(page.address) & person.given:
            person.told |= found
        elif found:
            self.fault(f"{person.name} reads at {_short(page.address)} what others typed: {sorted(found)}")

    def _only_theirs(self, person: Person, page: Page) -> None:
        if page.address in person.opened or ids(page.address) & person.given:
            return
        person.opened[page.address] = person.signed_in
        for other in self.people:
            if other is person or ids(page.address) & other.given:
                continue
            seen = other.browser.get(page.address)
            if seen.status not in {403, 404} and not seen.asks_who_it_is and seen.path == page.path:
                self.fault(f"{other.name} opens {_short(page.address)} of {person.name}: {seen.status}")

    def _claims(self, person: Person) -> None:
        """Who signs in takes along what their browser had: a link to go on with work gives that work away."""
        for other in self.people:
            if other is not person and person.was_signed_in:
                other.gone |= person.given
        self.doubtful |= {link for link, _, page in self.handed if ids(page.address) & person.given}
        # Work that was begun signed out is the account's from now on: the link to come back with has ended.
        mine = [(link, page) for link, owner, page in self.handed if owner == person.name]
        self.doubtful |= {link for link, page in mine if not person.signed_in_at(page)}

    def _offers(self, person: Person, page: Page) -> None:
        for link in page.offered:
            if link not in {known for known, *_ in self.handed}:
                self.handed.append((link, person.name, page))

    # --- what happens ------------------------------------------------------------------------------------

    def say(self, step: str) -> None:
        """One line of the list; counts of visitors start anew with each step, so that no limit is met."""
        forget_counts()
        self.story.append(step)

    def open(self, person: Person, address: str) -> Page:
        page = self.see(person, person.browser.get(address))
        person.tab.show(page)
        return page

    def fresh(self, page: Page) -> bool:
        """Whether nothing was sent by anybody since the page was asked for."""
        return page.posts == self.posts

    def hand_over(self, link: str, owner: str, receiver: Person) -> None:
        """Somebody opens a link that was meant to be handed on."""
        before = len(receiver.tab.pages)
        page = receiver.browser.get(link)
        if link in self.dead:
            if page.status == 200 and not page.asks_who_it_is:
                self.fault(f"A link that was stopped opens for {receiver.name}: {_short(page.address)}")
            return
        if page.status == 200:
            receiver.given |= ids(link) | ids(page.address)
            self.entered.append((link, receiver, page.address))
        elif page.status == 404 and link not in self.doubtful:
            self.fault(f"A link that {owner} was given to hand on is not there for {receiver.name}")
        self.see(receiver, page)
        if page.is_html and len(receiver.tab.pages) == before:
            receiver.tab.show(page)

    def stopped(self, person: Person, about: frozenset[str], *, all_gone: bool) -> None:
        """After a press on stop, revoke or delete: what it was about opens nothing, also inside."""
        for link, _owner, page in self.handed:
            if link not in self.dead and ids(page.address) & about:
                state = "dead" if all_gone else self._state_of(link, person, page)
                (self.dead if state == "dead" else self.doubtful if state == "doubtful" else set()).add(link)
        self._dead_is_shut(person)

    def left(self, person: Person) -> None:
        """After somebody deleted their account: nothing of theirs opens for anybody."""
        person.gone |= {id for address in person.opened for id in ids(address)}
        self.dead |= {link for link, owner, _ in self.handed if owner == person.name}
        self._dead_is_shut(person)

    def _dead_is_shut(self, person: Person) -> None:
        for link, receiver, inside in self.entered:
            alive = any(who is receiver and ids(at) & ids(inside) and one not in self.dead
                        for one, who, at in self.entered)  # fmt: skip
            if link not in self.dead or alive or receiver is person:
                continue
            for address in (link, inside):
                page = receiver.browser.get(address)
                if page.status == 200 and not page.asks_who_it_is:
                    self.fault(
                        f"{receiver.name} still opens {_short(address)} after {person.name} stopped it"
                    )

    def _state_of(self, link: str, person: Person, page: Page) -> str:
        """Whether a link still works, as far as the page that showed it tells."""
        now = person.browser.get(page.address)
        if link in now.offered:
            return "alive"
        if now.path != page.path or page.by_post:
            return "doubtful"
        stops = any(_STOP.search(button.words) for form in now.forms for button in form.buttons)
        return "dead" if now.offered or not stops else "doubtful"

    def work(self) -> None:
        """The worker does everything that is due, as the real one does."""
        Worker(
            queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id="journeys", excluded_queue_names=[],
        ).run()  # fmt: skip

    def strangers_of(self, person: Person) -> Iterator[Person]:
        return (other for other in self.people if other is not person)


_PEOPLE = (("Ada", True), ("Bo", True), ("Stranger", False))
_STOP = re.compile(r"\b(stop|revoke)\b", re.IGNORECASE)


def _short(address: str) -> str:
    return address if len(address) < 160 else f"{address[:150]}… ({len(address)} characters)"


def _place(trace: Any) -> str:
    """The last place of our own that an exception passed."""
    found = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "site-packages" not in file and "/lib/python" not in file:
            found = f"({'/'.join(file.split('/')[-2:])}:{trace.tb_lineno})"
        trace = trace.tb_next
    return found
