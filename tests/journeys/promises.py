"""What the site has said is saved: found again, with its numbers, until its owner takes it away."""

import re
from dataclasses import dataclass

from tests.journeys.page import Page, ids, tidy
from tests.journeys.people import Person
from tests.journeys.sending import Sent, alike, judge, told
from tests.journeys.world import World

_SAVED = re.compile(r"“(?P<name>.*)” is (?:saved|yours|back|replaced|kept)")
_MOST = 5


@dataclass(frozen=True)
class Kept:
    """One thing that was acknowledged: whose it is, where it stands, what it said there."""

    owner: Person
    address: str
    heading: str
    figures: tuple[str, ...]


class Promises:
    """All acknowledged things of a run."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kept: dict[str, Kept] = {}

    def after(self, person: Person, sent: Sent, page: Page) -> None:
        """Looks for what was just promised, and whether every earlier promise is still true."""
        for notice in page.notices:
            if found := _SAVED.search(notice):
                self._promised(person, sent, page, found["name"])
        self._still_there(person, sent)

    def _promised(self, person: Person, sent: Sent, page: Page, name: str) -> None:
        self._of_what_was_typed(person, sent, name)
        here = [link.address for link in page.links if link.words == name and ids(link.address)]
        if not here and page.heading == name and ids(page.address):
            here = [page.address]
        if not here:
            return
        shown = self.world.see(person, person.browser.get(here[0]))
        if shown.status != 200 or shown.heading != name:
            said = f"is {shown.status} with the heading {shown.heading[:60]!r}"
            self.world.fault(f"“{name[:60]}” was said to be saved for {person.name}; its page {said}")
            return
        before = sent.form.page
        if before.figures and not ids(before.address) and before.figures != shown.figures:
            self.world.fault(f"“{name[:60]}” was saved at {before.figures} and its page says {shown.figures}")
        if shown.path not in self.kept:
            self._files(person, shown)
        self.kept.pop(shown.path, None)
        self.kept[shown.path] = Kept(person, shown.address, name, shown.figures)

    def _of_what_was_typed(self, person: Person, sent: Sent, name: str) -> None:
        """A name that was typed is the name of what is said to be saved."""
        if sent.button and sent.is_meant and name in sent.button.words:
            return
        given = [sent.pairs.get(one.name, [""])[0] for one in sent.form.fields if one.is_text]
        given = [text for text in given if tidy(text.replace("\0", ""))]
        if given and not any(_same_name(text, name) for text in given):
            did = "pressed Enter at" if sent.entered else "typed"
            self.world.fault(f"{person.name} {did} {given[0][:60]!r} and is told that “{name[:60]}” is saved")

    def _files(self, person: Person, page: Page) -> None:
        """Everything the page offers about this one thing opens."""
        for link in page.links:
            if ids(link.address) & ids(page.address):
                found = self.world.see(person, person.browser.get(link.address))
                if found.status >= 400:
                    self.world.fault(f"“{link.words}” on the page of “{page.heading[:40]}”: {found.status}")

    def _still_there(self, person: Person, sent: Sent) -> None:
        for path, kept in list(self.kept.items())[-_MOST:]:
            shown = kept.owner.browser.get(kept.address)
            if shown.asks_who_it_is:
                continue  # signed out for now
            if shown.status == 200 and (shown.heading, shown.figures) == (kept.heading, kept.figures):
                continue
            id = next(iter(ids(kept.address)))
            allowed = kept.owner is person and (sent.speaks_of(id) or id in person.gone)
            if not allowed:
                now = (
                    f"{shown.heading[:40]!r}, {shown.figures[:1]}"
                    if shown.status == 200
                    else str(shown.status)
                )
                self.world.fault(
                    f"“{kept.heading[:40]}” of {kept.owner.name} was {kept.figures[:1]} and is now {now}; "
                    f"nothing {person.name} pressed says so"
                )
            del self.kept[path]
            if shown.status == 200 and shown.heading:
                self.kept[path] = Kept(kept.owner, kept.address, shown.heading, shown.figures)


def act(world: World, promises: Promises, person: Person, sent: Sent) -> Page:
    """Sends a form and looks at everything that has to hold after it."""
    here = " / ".join(form.kind for form in sent.form.page.forms)
    for kind in {sent.form.kind, here}:
        person.sent[kind] = person.sent.get(kind, 0) + 1
    world.say(told(person, sent))
    after = person.browser.send(sent.form, sent.button, sent.pairs, sent.files)
    after = judge(world, person, sent, world.see(person, after))
    person.tab.show(after)
    if sent.form.method == "post":
        promises.after(person, sent, after)
    return after


def _same_name(text: str, name: str) -> bool:
    plain = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    name = name.replace("\N{REPLACEMENT CHARACTER}", "")
    return alike(text, name) or alike(plain, name) or tidy(plain).startswith(name.removesuffix("…"))
