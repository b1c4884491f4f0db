"""Inputs as markup: each is drawn once by its template, then only its value changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calculator.domain.labels import LABELS, worded
from calculator.domain.presets import BY_KEY, PRESETS, Source
from calculator.web.forms import LAST_INVOICE, WorkloadForm
from calculator.web.input_groups import FIRST, GROUPS, PRICES, Group

_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
_TEXT_FIELDS = frozenset({"unit_name", "model", "priced_on"})


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A group of inputs below the waterline, and how much of it was entered."""

    key: str
    title: str
    note: str
    inputs: SafeString
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the page shows of a form: six inputs first, the rest in named groups."""

    first: SafeString
    prices: SafeString
    groups: list[OpenGroup]


def inputs(form: WorkloadForm) -> Inputs:
    return Inputs(_fields(form, FIRST), _fields(form, PRICES), [_group(form, group) for group in GROUPS])


def examples(form: WorkloadForm) -> dict[str, SafeString]:
    """The examples to start from, and where the numbers of the chosen one come from."""
    language = get_language()
    return {
        "examples": _examples(form.start, form.preset, language),
        "example": _example(form.preset, language) if form.preset else SafeString(),
    }


@lru_cache(maxsize=256)
def _examples(start: str, preset: str, language: str | None) -> SafeString:
    shown = {"presets": PRESETS, "start": start, "preset": preset}
    return render_to_string("calculator/examples.html", shown)


@lru_cache(maxsize=128)
def _example(key: str, language: str | None) -> SafeString:
    preset = BY_KEY[key]
    sources = [_sourced(name, key, source) for name, source in preset.sources.items()]
    return render_to_string("calculator/preset.html", {"preset": preset, "sources": sources})


def _group(form: WorkloadForm, group: Group) -> OpenGroup:
    entered = sum(1 for name in group.names if form.typed.get(name))
    state = _("%(count)s entered") % {"count": entered} if entered else _("not entered")
    wrong = any(name in form.mistakes for name in group.names)
    by_day = group.key == "volume" and not form.typed.get("units_per_month")
    return OpenGroup(group.key, group.title, group.note, _fields(form, group.names), state, wrong or by_day)


def _sourced(name: str, key: str, source: Source) -> tuple[str, str, Source]:
    """One input of an example: its label, its own value, and where that comes from."""
    return LABELS[name].text, worded(name, BY_KEY[key].workload.value(name) or 0), source


def _fields(form: WorkloadForm, names: Iterable[str]) -> SafeString:
    language = get_language()
    return mark_safe("".join(_field(form, name, language) for name in names))  # noqa: S308  # escaped below


def _field(form: WorkloadForm, name: str, language: str | None) -> str:
    typed = form.invoice_typed if name == LAST_INVOICE else form.typed.get(name, "")
    errors = form.mistakes.get(name)
    if errors:
        return _draw(name, typed, errors)
    before, after = _blank(name, language)
    return f"{before}{escape(typed) if typed else ''}{after}"


@cache
def _blank(name: str, language: str | None) -> tuple[str, str]:
    """The markup around a value. Rendering the template for every input would cost more than the estimate."""
    before, _value, after = _draw(name, _VALUE, []).partition(_VALUE)
    return before, after


def _draw(name: str, typed: str, errors: list[str]) -> str:
    hint = [f"{name}-hint"] if LABELS[name].hint else []
    return render_to_string(
        "calculator/field.html",
        {
            "name": name,
            "label": LABELS[name],
            "typed": typed,
            "errors": errors,
            "described": " ".join([*hint, *([f"{name}-error"] if errors else [])]),
            "inputmode": "" if name in _TEXT_FIELDS else "decimal",
        },
    )
