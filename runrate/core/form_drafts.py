"""What a person typed into a form that was not accepted: kept in their session for two hours, or until it is.

A refused POST leads back to the page of the form, which shows the text and the mistakes again: going back,
reloading and opening a second tab show the same, and no browser asks whether to send it once more.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import time
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from runrate.core.requests import SeeOther

KEPT_SECONDS = 2 * 3600
MOST_FORMS = 4
"""Of one session; the oldest goes first."""
MOST_LETTERS = 100_000
"""Of all of them together: fifteen notes and reasons at their limit fit, so does a pasted file."""
DROP = "typed"
"""`?typed=no` shows a form as it was before anything was typed."""
REFUSED, SIGNED_OUT, UNSENT = "refused", "signed-out", "unsent"

type Errors = Mapping[str, list[str]]

_SESSION_KEY = "typed"
# Broken off, too many fields, another encoding than UTF-8: who refuses such a form must not trip over it.
_UNREADABLE = (MultiPartParserError, SuspiciousOperation, BadRequest, LookupError, OSError, UnicodeError)
_TURNS = re.compile("[\u202a-\u202e]")
# What opens something is never kept: passwords, codes, keys and the form's own token.
_SECRET = re.compile(r"pass|secret|token(?!s(?:\b|_))|code\b|credential|otp|\bkey\b", re.IGNORECASE)
_UNTYPED = re.compile(r"(?:^|-)(?:seen|once|then|next)$")
_LONGEST_ADDRESS = 8_000
"""About what the server reads: to leave the page of a refused form without a way back would be worse."""


@dataclass(frozen=True)
class Kept:
    """One form's text, and why it was not accepted."""

    place: str
    fields: QueryDict
    why: str
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    form: str = ""
    file: bool = False

    @property
    def without(self) -> str:
        """The address of the same page as it was before anything was typed."""
        path, _, query = self.place.partition("?")
        return f"{path}?{query + '&' if query else ''}{DROP}=no"


def kept(request: HttpRequest) -> Kept | None:
    """What waits for this page, if anything does. Reading it leaves it where it is."""
    if request.method not in {"GET", "HEAD"} or request.GET.get(DROP) == "no":
        return None
    # Who has no session has nothing waiting, and is to be given none for asking.
    if not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return None
    here = _without_drop(request.get_full_path())
    found = next((each for each in _waiting(request) if each["place"] == here), None)
    if found is None:
        return None
    return _announced(request, _as_kept(found), silent="silent" in found)


def _announced(request: HttpRequest, waiting: Kept, *, silent: bool) -> Kept:
    """The base template says that it is there; the form itself is the view's to show."""
    if not silent:
        request.form_draft = waiting  # type: ignore[attr-defined]
    return waiting


def _as_kept(entry: dict[str, Any]) -> Kept:
    told = {name: entry[name] for name in ("place", "why", "errors", "form", "file")}
    return Kept(fields=_as_posted(entry["fields"]), **told)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is to be filled with: what was just sent, or what waits for it."""
    if request.method == "POST":
        return request.POST
    waiting = kept(request)
    return waiting.fields if waiting else None


def bind[F: forms.BaseForm](request: HttpRequest, make: Callable[..., F], **more: Any) -> F:
    """The form of this request: as sent, as it was refused, or as `more` says."""
    if request.method == "POST":
        return make(_straight(request.POST), request.FILES, **more)
    waiting = kept(request)
    # What another form of this page was refused with says nothing of this one.
    if waiting is None or waiting.form not in {"", getattr(make, "__name__", "")}:
        return _uncut(make(**more))
    form = _uncut(make(waiting.fields, **more))
    # What is wrong with the text is found again; what was wrong with a file cannot be.
    return fill(form, waiting) if waiting.file else form


def _straight(sent: QueryDict) -> QueryDict:
    """Without the marks that turn the letters after them round, in whatever page shows them."""
    if not any(_TURNS.search(text) for name in sent for text in sent.getlist(name)):
        return sent
    straight = sent.copy()
    for name in sent:
        straight.setlist(name, [_TURNS.sub("", text) for text in sent.getlist(name)])
    return straight


def _uncut[F: forms.BaseForm](form: F) -> F:
    """Without the limit at which a browser drops what is typed or pasted and says nothing."""
    for each in form.fields.values():
        each.widget.attrs.pop("maxlength", None)
    return form


def fill[F: forms.BaseForm](form: F, waiting: Kept) -> F:
    """Shows the mistakes as they were said, without looking at anything a second time."""
    if waiting.errors:
        said = {name: ErrorList(listed) for name, listed in waiting.errors.items()}
        # What Django itself tells a form by that was looked at; its stubs do not name it.
        form._errors = ErrorDict(said)  # type: ignore[attr-defined]  # noqa: SLF001
        form.cleaned_data = {}
    return form


def refused(
    request: HttpRequest, form: object = None, *, to: str = "", errors: Errors | None = None
) -> HttpResponse | None:
    """Keeps what was typed and leads back to it; None where it is more than a session may hold."""
    place = to or place_of(request)
    if not keep(request, why=REFUSED, form=form, to=place, errors=errors):
        return None
    return SeeOther(place)


def answer(
    request: HttpRequest, form: object, template: str, shown: dict[str, Any], *, to: str = ""
) -> HttpResponse:
    """The page of a form; where it was sent and refused, the way back to it."""
    if request.method != "POST":
        return render(request, template, shown)
    return refused(request, form, to=to) or render(request, template, shown, status=422)


def keep(
    request: HttpRequest, *, why: str, form: object = None, to: str = "", errors: Errors | None = None
) -> bool:
    """Puts what was posted into the session; says whether it fits."""
    place, typed = to or place_of(request), list(sent(request, form))
    entry = {"place": place, "path": request.path, "why": why, "fields": typed, "file": bool(request.FILES)}
    if why == REFUSED and not request.FILES and _is_empty(typed):
        entry["silent"] = True
    told = _told(form, errors) | {"at": int(time())}
    return _put(request.session, entry | told, others=_waiting(request))


def _told(form: object, errors: Errors | None) -> dict[str, Any]:
    """Whose mistakes they are, in words."""
    said = form.errors if isinstance(form, forms.BaseForm) else errors or {}
    name = type(form).__name__ if isinstance(form, forms.BaseForm) else ""
    return {"errors": {at: [str(each) for each in listed] for at, listed in said.items()}, "form": name}


def _is_empty(fields: Iterable[tuple[str, str]]) -> bool:
    """Whether nobody typed anything of it."""
    return not any(text.strip() for name, text in fields if not _UNTYPED.search(name))


def _put(session: SessionBase, entry: dict[str, Any], *, others: list[dict[str, Any]]) -> bool:
    """The entry first, then as many of the others as there is room for; False where it alone is too much."""
    place, said = entry["place"], entry["errors"].values()
    size = _letters(entry["fields"]) + sum(len(each) for listed in said for each in listed)
    if size > MOST_LETTERS or len(place) > _LONGEST_ADDRESS:
        return False
    others = [each for each in others if each["place"] != place][: MOST_FORMS - 1]
    while others and size + sum(_letters(each["fields"]) for each in others) > MOST_LETTERS:
        others.pop()
    fresh = session.is_empty()
    session[_SESSION_KEY] = [entry, *others]
    if fresh:
        session.set_expiry(KEPT_SECONDS)
    return True


def forget(request: HttpRequest) -> None:
    """Once accepted, it waits no longer.

    What was refused of another form of the same page stays in its fields with its mistakes, which say enough:
    above the success of this form, a notice that something is not saved would be taken for its answer.
    """
    if not request.COOKIES.get(settings.SESSION_COOKIE_NAME) or _SESSION_KEY not in request.session:
        return
    left = _silenced((each for each in _waiting(request) if each["path"] != request.path), place_of(request))
    if left != request.session[_SESSION_KEY]:
        request.session[_SESSION_KEY] = left


def _silenced(entries: Iterable[dict[str, Any]], place: str) -> list[dict[str, Any]]:
    told = {"place": place, "why": REFUSED}
    return [{**each, "silent": True} if told.items() <= each.items() else each for each in entries]


def split(address: str) -> SplitResult:
    """The parts of an address that somebody sent; of what is none, empty parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def place_of(request: HttpRequest) -> str:
    """The address at which the form is read: the page that sent it, else the one it was sent to."""
    came = split(request.headers.get("Referer", ""))
    if came.netloc == request.get_host() and len(came.path) > 1 and not came.path.startswith("//"):
        return _without_drop(came.path + (f"?{came.query}" if came.query else ""))
    return _without_drop(request.get_full_path())


def from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent it, as far as the browser says; another site's text is not kept."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(said) and split(said).netloc == request.get_host()


def readable(request: HttpRequest) -> QueryDict:
    """The form's fields; none where what was sent cannot be read as a form."""
    try:
        return request.POST
    except _UNREADABLE:
        return QueryDict()


def address_after(request: HttpRequest) -> str:
    """Where a form of the sign-in leads in the end, as the form says or else the address of its page."""
    return str(readable(request).get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, ""))


def has_files(request: HttpRequest) -> bool:
    """Whether files came with it; none where what was sent cannot be read as a form."""
    try:
        return bool(request.FILES)
    except _UNREADABLE:
        return False


def sent(request: HttpRequest, form: object = None) -> Iterator[tuple[str, str]]:
    """Each field and its text, without what opens something."""
    hidden = _password_fields(form)
    for name, values in readable(request).lists():
        if name not in hidden and not _SECRET.search(name):
            yield from ((name, str(value)) for value in values)


def has_secrets(request: HttpRequest) -> bool:
    """Whether something was sent that is never kept, beside the form's own token."""
    return any(_SECRET.search(name) for name in readable(request) if name != "csrfmiddlewaretoken")


def _as_posted(fields: list[list[str]]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, text in fields:
        found.appendlist(name, text)
    return found


def _letters(fields: Iterable[Sequence[str]]) -> int:
    return sum(len(name) + len(text) for name, text in fields)


def _password_fields(form: object) -> set[str]:
    if not isinstance(form, forms.BaseForm):
        return set()
    return {
        form.add_prefix(name)
        for name, each in form.fields.items()
        if getattr(each.widget, "input_type", "") == "password"
    }


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    oldest = time() - KEPT_SECONDS
    return [each for each in request.session.get(_SESSION_KEY, []) if each["at"] >= oldest]


def _without_drop(address: str) -> str:
    return re.sub(rf"([?&]){DROP}=no(&|$)", lambda found: found[1] if found[2] else "", address).rstrip("?&")
