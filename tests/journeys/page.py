"""What a browser knows of a page that was served: its links, its forms, what it says. Nothing of the site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml import html

from tests.journeys.downloads import written_in

type Element = html.HtmlElement
# What stands in an address for one thing of one person: an id, or the secret of a link.
ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?<=/)(?=[^/]*[A-Z])(?=[^/]*\d)[A-Za-z0-9_-]{22,}(?=/|$)"
)
_TYPED = ("text", "search", "email", "url", "tel", "number", "date", "password", "")
_PRESSED = ("submit", "image")


@dataclass(frozen=True)
class Link:
    """A link as a person sees it: words, and where it leads."""

    words: str
    address: str


@dataclass(frozen=True)
class Field:
    """One control of a form; for a choice, all of its options."""

    name: str
    kind: str
    """The input's type, or `textarea`, `select`, `radio`."""
    label: str
    value: str = ""
    options: tuple[str, ...] = ()
    longest: int | None = None
    numeric: bool = False
    told: bool = False
    """Whether the page says that something is wrong with it."""
    code: bool = False
    """Whether a code from an email belongs into it."""

    @property
    def is_text(self) -> bool:
        """Whether a person types into it what they could type again only with effort."""
        return self.kind in {"text", "search", "email", "url", "tel", "number", "date", "textarea", ""}

    @property
    def takes_enter(self) -> bool:
        return self.kind in _TYPED


@dataclass(frozen=True)
class Button:
    """What sends a form, and the pair it adds."""

    words: str
    name: str = ""
    value: str = ""
    action: str = ""
    method: str = ""


class Form:
    """A form with the fields and buttons it owns, wherever on the page they stand."""

    def __init__(self, page: "Page", element: Element) -> None:
        self.page = page
        self.method = (element.get("method") or "get").lower()
        self.multipart = element.get("enctype") == "multipart/form-data"
        self.action = urljoin(page.address, element.get("action") or page.address).partition("#")[0]
        owned = list(_owned(page, element))
        self.fields = list(_fields(page, owned))
        self.buttons = list(_buttons(page, owned))

    @property
    def default(self) -> Button | None:
        """What Enter presses: the first button that sends the form."""
        return self.buttons[0] if self.buttons else None

    @property
    def kind(self) -> str:
        """What it is for, by the words on its buttons; names that stand in them aside."""
        return " / ".join(re.sub("“.*”", "“…”", button.words) for button in self.buttons)

    @property
    def filled(self) -> dict[str, list[str]]:
        """The pairs that are sent when nobody touches anything."""
        pairs: dict[str, list[str]] = {}
        for field in self.fields:
            if field.kind == "file" or (field.kind in {"radio", "checkbox"} and not field.value):
                continue
            pairs.setdefault(field.name, []).append(field.value)
        return pairs

    @property
    def fields_to_fill(self) -> list[Field]:
        """What a person can change."""
        return [one for one in self.fields if one.kind not in {"hidden", "readonly"}]

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


class Page:
    """One answer of the site."""

    def __init__(self, address: str, status: int, kind: str, body: bytes, *, by_post: bool = False) -> None:
        self.address, self.status, self.kind, self.body, self.by_post = address, status, kind, body, by_post

        self.posts = 0
        """How much had been sent to the site when it was asked for."""

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def is_html(self) -> bool:
        return self.kind.startswith("text/html")

    @cached_property
    def document(self) -> Element:
        parser = html.HTMLParser(encoding="utf-8")
        return html.document_fromstring(
            self.body if self.is_html and self.body else b"<p></p>", parser=parser
        )

    @cached_property
    def words(self) -> str:
        """Everything that can be read on it, what stands in its fields included."""
        if not self.is_html:
            return written_in(self.kind, self.body)
        typed = [str(value) for value in self.document.xpath("//input[not(@type='hidden')]/@value")]
        return " ".join([tidy(self.document.text_content()), *typed])

    @cached_property
    def heading(self) -> str:
        found = self.document.xpath("//h1")
        return tidy(found[0].text_content()) if found else ""

    @cached_property
    def notices(self) -> list[str]:
        """What the site just said: done, or not."""
        return [tidy(one.text_content()) for one in self.document.xpath("//*[@role='status']//li")]

    @cached_property
    def mistakes(self) -> list[str]:
        """What it says is wrong with what was sent."""
        found = self.document.xpath(
            "//*[@role='alert'] | //*[contains(@class, 'field__error') or contains(@class, 'field--error')]"
        )
        return [tidy(one.text_content()) for one in found]

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The large numbers at its top; the range that guesses give is not what is saved beside it."""
        found = self.document.xpath(
            "//main//dl[contains(@class, 'numbers')][not(ancestor::*[@id='range'])][1]//dd"
        )
        return tuple(tidy(one.text_content()) for one in found)

    @cached_property
    def links(self) -> list[Link]:
        found: dict[str, str] = {}
        for one in self.document.xpath("//a[@href] | //area[@href]"):
            address = urljoin(self.address, str(one.get("href")))
            if address.startswith("/") and one.get("href")[:1] != "#":
                found.setdefault(address.partition("#")[0], tidy(one.text_content()))
        return [Link(words, address) for address, words in found.items()]

    @cached_property
    def offered(self) -> list[str]:
        """Addresses shown to be copied: links that are meant to be handed on."""
        shown = self.document.xpath("//input[@readonly]/@value")
        return [urlsplit(str(value)).path for value in shown if re.match(r"https?://", str(value))]

    @cached_property
    def forms(self) -> list[Form]:
        return [form for one in self.document.xpath("//form") if (form := Form(self, one)).buttons]

    @property
    def wants_password(self) -> bool:
        return bool(self.document.xpath("//main//input[@type='password']"))

    @property
    def asks_who_it_is(self) -> bool:
        """A password, or the code of a sign-up or sign-in that was begun: either way nobody is signed in."""
        return self.wants_password or bool(
            self.document.xpath("//main//input[@autocomplete='one-time-code']")
        )


def tidy(text: object) -> str:
    """Words as they are read: one space where markup has many."""
    return " ".join(str(text).split())


def ids(address: str) -> frozenset[str]:
    """The ids in an address; what comes after the question mark is input, not place."""
    return frozenset(ID.findall(urlsplit(address).path))


def shape(address: str) -> str:
    """An address without what tells one thing from another of its kind."""
    path = ID.sub("…", urlsplit(address).path)
    return re.sub(r"\d+", "n", path)


def _owned(page: Page, element: Element) -> Iterator[Element]:
    name = element.get("id")
    for one in page.document.xpath("//input | //button | //select | //textarea"):
        owner = one.get("form")
        inside = element in one.iterancestors("form")
        if (owner == name if owner else inside) and one.get("disabled") is None:
            yield one


def _label(page: Page, one: Element) -> str:
    around = next(iter(one.iterancestors("label")), None)
    if (id := one.get("id")) and "'" not in id:
        found = page.document.xpath(f"//label[@for='{id}']")
        around = found[0] if found else around
    words = tidy(around.text_content()) if around is not None else ""
    return words or one.get("aria-label") or one.get("name") or ""


def _fields(page: Page, owned: list[Element]) -> Iterator[Field]:
    radios: dict[str, list[Element]] = {}
    for one in owned:
        kind = (one.get("type") or "").lower() if one.tag == "input" else str(one.tag)
        name, label = one.get("name"), _label(page, one)
        kind = "hidden" if one.get("hidden") is not None else kind
        if not name or kind in {"button", "reset", *_PRESSED}:
            continue
        if kind == "radio":
            radios.setdefault(name, []).append(one)
            continue
        told = one.get("aria-invalid") == "true"
        if one.tag == "select":
            options = [str(option.get("value", option.text or "")) for option in one.iter("option")]
            chosen = one.xpath(".//option[@selected]/@value") or options[:1]
            yield Field(name, kind, label, str(chosen[0]) if chosen else "", tuple(options), told=told)
        elif kind == "checkbox":
            value = one.get("value", "on")
            yield Field(
                name, kind, label, value if one.get("checked") is not None else "", (value,), told=told
            )
        else:
            # The first line break after <textarea> belongs to the markup.
            area = one.tag == "textarea"
            value = (one.text or "").removeprefix("\n") if area else one.get("value", "")
            longest = int(one.get("maxlength")) if str(one.get("maxlength", "")).isdigit() else None
            number = kind == "number" or one.get("inputmode") in {"decimal", "numeric"}
            code = one.get("autocomplete") == "one-time-code" or name == "code"
            kind = "readonly" if one.get("readonly") is not None else kind
            yield Field(name, kind, label, value, (), longest, number, told, code)
    for name, several in radios.items():
        chosen = [str(one.get("value", "on")) for one in several if one.get("checked") is not None]
        ways = tuple(str(one.get("value", "on")) for one in several)
        yield Field(name, "radio", name, chosen[-1] if chosen else "", ways)


def _buttons(page: Page, owned: list[Element]) -> Iterator[Button]:
    for one in owned:
        kind = (one.get("type") or ("submit" if one.tag == "button" else "")).lower()
        if one.tag in {"button", "input"} and kind in _PRESSED:
            words = tidy(one.text_content()) or one.get("value") or one.get("aria-label") or "(button)"
            action = urljoin(page.address, one.get("formaction")) if one.get("formaction") else ""
            method = (one.get("formmethod") or "").lower()
            yield Button(words, one.get("name") or "", one.get("value") or "", action, method)
