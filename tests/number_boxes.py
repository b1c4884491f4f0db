"""Finds the boxes for numbers by walking the site as a browser does, and tries them with what people type."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.journeys.page import Form, Page, shape, tidy

MOST_PAGES = 400
TYPED = {"text", "number", ""}
NOT_FOLLOWED = ("/admin/logout", "/accounts/logout", "/admin/jsi18n")
FILES = ("/download/", ".pdf", ".xlsx", ".csv", ".json", ".png", ".xml")
NOT_A_NUMBER = "This is not a number."
SEVERAL = "Give five numbers"


@dataclass(frozen=True)
class Outcome:
    """What the page says of one box: what is wrong with it, what it shows, what was understood."""

    error: str
    shown: str
    read: str


@dataclass
class Place:
    """A form and the boxes for numbers in it that no form before it had."""

    client: Client
    form: Form
    boxes: list[str]
    several: list[str] = field(default_factory=list)
    """Those of the boxes that take five numbers, parted by spaces."""

    @property
    def name(self) -> str:
        return shape(self.form.action)

    def sent(self, text: str) -> dict[str, Outcome]:
        """What becomes of `text` in every box at once; the rest is left out, so that nothing is saved."""
        typed = dict.fromkeys(self.boxes, text) | dict.fromkeys(self.several, f"{text} 1 1 1 1")
        answer = send(self.client, self.form, typed)
        return {name: outcome(answer, name) for name in self.boxes}

    def alone(self, box: str, text: str) -> Outcome:
        """What becomes of `text` in one box: nothing beside it can be at odds with it."""
        return outcome(send(self.client, self.form, {box: text}), box)


def get(client: Client, address: str) -> Page:
    cache.clear()
    answer = client.get(address, follow=True)
    at = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    body = b"".join(answer) if answer.streaming else answer.content
    return Page(at, answer.status_code, answer.headers.get("Content-Type", ""), body)


def send(client: Client, form: Form, typed: dict[str, str]) -> Page:
    cache.clear()
    free = {each.name for each in form.fields_to_fill}
    sent: dict[str, list[str] | str] = {n: v for n, v in form.filled.items() if n not in free}
    lines = {name: texts for name, texts in form.filled.items() if name in boxed(form)}
    sent |= {name: [text for text in texts if text] for name, texts in lines.items()}
    sent |= typed
    ask = client.post if form.method == "post" else client.get
    with transaction.atomic():  # limits are counted in the database, too
        answer = ask(form.action.partition("?")[0], sent, follow=True)
        transaction.set_rollback(True)
    return Page(form.action, answer.status_code, answer.headers.get("Content-Type", ""), answer.content)


def boxed(form: Form) -> list[str]:
    """What a person types a line into, codes that were sent to them and rows of other kinds aside."""
    return [each.name for each in form.fields_to_fill if each.kind in TYPED and not each.code]


def outcome(page: Page, name: str) -> Outcome:
    found = page.document.xpath(f"//form//*[@name='{name}' and not(@type='hidden')]")
    assert found, f"{name} is not shown again by {page.address}: {page.heading}"
    box = found[0]
    ids = (box.get("aria-describedby") or "").split()
    told = {id: one for id in ids if (one := page.document.get_element_by_id(id, None)) is not None}
    hints = [tidy(one.text_content()) for one in told.values()]
    wrong = box.get("aria-invalid") == "true"
    said = [tidy(one.text_content()) for id, one in told.items() if wrong and id.endswith("error")]
    beside = page.document.xpath(f"//output[@for='{box.get('id')}']")
    read = [tidy(one.text_content()) for one in beside] or [hint for hint in hints if "Read as" in hint]
    return Outcome(" ".join(said), box.get("value") or "", " ".join(read))


def pages(client: Client, starts: list[str]) -> Iterator[Page]:
    """Every page that can be come to by links; of those that differ by an id or a filter, one."""
    waiting, seen = list(starts), set()
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        asked = parse_qs(parts.query)
        filters = () if "/admin/" in parts.path else sorted(asked)
        kind = (shape(parts.path), *filters, *asked.get("preset", []))
        if kind in seen or parts.netloc or parts.path.startswith(NOT_FOLLOWED):
            continue
        if parts.path.endswith(FILES):
            continue
        seen.add(kind)
        assert len(seen) < MOST_PAGES
        page = get(client, address)
        if not page.is_html or page.status != 200:
            continue
        yield page
        waiting += [link.address for link in page.links]


def places(clients: list[tuple[Client, list[str]]]) -> list[Place]:
    """Every form with boxes for numbers, each box once; a box is one where a page says so of a word in it."""
    found: list[Place] = []
    seen: set[tuple[str, str]] = set()
    for client, starts in clients:
        for page in pages(client, starts):
            for form in page.forms:
                # Rows are alike: the first of each kind is tried.
                first = {_kind(form, name): name for name in reversed(boxed(form))}
                new = {kind: name for kind, name in first.items() if kind not in seen}
                if not new:
                    continue
                seen |= new.keys()
                if place := _place(client, form, [*new.values()]):
                    found.append(place)
    return found


def _kind(form: Form, name: str) -> tuple[str, str]:
    return shape(form.action), shape(name)


def _place(client: Client, form: Form, names: list[str]) -> Place | None:
    marked = {each.name for each in form.fields if each.numeric}
    answer = send(client, form, dict.fromkeys(names, "a lot"))
    shown = {name for name in names if answer.document.xpath(f"//form//*[@name='{name}']")}
    boxes = [
        name
        for name in names
        if name in marked or (name in shown and NOT_A_NUMBER in outcome(answer, name).error)
    ]
    if not boxes:
        return None
    once = send(client, form, dict.fromkeys(boxes, "2"))
    several = [name for name in boxes if SEVERAL in outcome(once, name).error]
    return Place(client, form, boxes, several)
