"""Inputs as markup: each is drawn once by its template, then only its value changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from calculator.domain.cost_lines import NOT_ENTERED
from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.labels import label, label_of, worded
from calculator.domain.presets import BY_KEY, PRESETS, Source
from calculator.domain.typed_numbers.inputs import LAST_INVOICE, measure_of, shown
from calculator.web.form_rows import ROW_NAMES
from calculator.web.forms import WorkloadForm
from calculator.web.input_groups import FIRST, GROUPS, OWN_LINES, PRICES, STEP, Group
from runrate.core.number_input.reader import Measure
from runrate.core.translation import gettext as _

_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
_NUMBER = "\N{INTERLINEAR ANNOTATION ANCHOR}"
"""Stands for the number of a row, whose markup is the same but for it."""
_READ = "\N{INTERLINEAR ANNOTATION TERMINATOR}"
"""Stands for what was understood of a box."""
_TEXT_FIELDS = frozenset({"unit_name", "model", "priced_on", "name"})
_TICKED = frozenset({"visible"})
_YES = frozenset({"yes", "true", "on", "1"})
ROWS_LEFT_OPEN = 3
"""Of more steps than these only those are open in which something is missing."""


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A group of inputs below the waterline, and how much of it was entered."""

    key: str
    title: str
    note: str
    inputs: SafeString
    state: str
    open: bool
    billed: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A model step or a line of one's own, as the page shows it."""

    id: str
    number: int
    name: str
    inputs: SafeString
    more: SafeString
    open: bool
    more_open: bool
    was: str = ""
    """Which row of the saved scenario it is; nothing where there is none."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the page shows of a form: six inputs first, the rest in named groups, steps and lines in rows."""

    first: SafeString
    prices: SafeString
    groups: list[OpenGroup]
    steps: list[OpenRow]
    own_lines: list[OpenRow]


def inputs(form: WorkloadForm) -> Inputs:
    shown = (group for group in GROUPS if group.key == OWN_LINES or _shown(form, group.names))
    return Inputs(
        _fields(form, _shown(form, FIRST)),
        _fields(form, _shown(form, PRICES)),
        [_group(form, group) for group in shown],
        _rows(form, "steps") if form.stepped else [],
        _rows(form, OWN_LINES),
    )


def _shown(form: WorkloadForm, names: Iterable[str]) -> list[str]:
    """Without what each model step has for itself, unless something stands in it all the same."""
    return [n for n in names if not form.stepped or n not in REPLACED_BY_STEPS or form.typed.get(n)]


def _rows(form: WorkloadForm, group: str) -> list[OpenRow]:
    first = STEP if group == "steps" else ROW_NAMES[group]
    return [_row(form, group, number, first) for number in range(1, form.row_count(group) + 1)]


def _row(form: WorkloadForm, group: str, number: int, first: tuple[str, ...]) -> OpenRow:
    id = f"{group}.{number}"
    more = [f"{id}.{part}" for part in ROW_NAMES[group] if part not in first]
    wrong = [name for name in form.mistakes if name.startswith(f"{id}.")]
    few = form.row_count(group) <= ROWS_LEFT_OPEN
    return OpenRow(
        id,
        number,
        form.typed.get(f"{id}.name", "").strip(),
        _fields(form, [f"{id}.{part}" for part in first]),
        _fields(form, more),
        few or bool(wrong) or number > form.rows.counts[group],
        any(name in more for name in wrong)
        or (number <= form.rows.counts[group] and not form.typed.get(f"{id}.model")),
        form.rows.was(group, number) if form.scenario_id else "",
    )


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
    own = group.key == OWN_LINES
    names = _shown(form, group.names)
    entered = [n for n in form.typed if n.startswith(OWN_LINES)] if own else filter(form.typed.get, names)
    count = len(list(entered))
    state = _("%(count)s entered") % {"count": count} if count else _(NOT_ENTERED)
    wrong = any(name in names or (own and name.startswith(OWN_LINES)) for name in form.mistakes)
    by_day = group.key == "volume" and not form.typed.get("units_per_month")
    opened = wrong or by_day or (own and form.adds == OWN_LINES)
    note = _(group.note) if group.note else ""
    inputs_of = _fields(form, names)
    return OpenGroup(group.key, _(group.title), note, inputs_of, state, opened, group.billed)


def _sourced(name: str, key: str, source: Source) -> tuple[str, str, Source]:
    """One input of an example: its label, its own value, and where that comes from."""
    return label_of(name), worded(name, BY_KEY[key].workload.value(name) or 0), source


def _fields(form: WorkloadForm, names: Iterable[str]) -> SafeString:
    language = get_language()
    return mark_safe("".join(_field(form, name, language) for name in names))  # noqa: S308  # escaped below


def _field(form: WorkloadForm, name: str, language: str | None) -> str:
    typed = form.invoice_typed if name == LAST_INVOICE else form.typed.get(name, "")
    errors = form.mistakes.get(name)
    if errors:
        return _draw(name, typed, errors)
    read = form.said_back(name) if typed else ""
    written = shown(name, typed, measured=name in form.measured)
    # What a box shows as a percentage says for itself how it was read, but a bare 1 may have meant 1%.
    plain = written != typed and name not in form.doubts and (typed != "1" or bool(form.preset))
    said = form.measured.get(name, "") if plain else read
    said = _said_back(name, said)
    group, _dot, rest = name.partition(".")
    number, _dot, part = rest.partition(".")
    if part in _TICKED:
        ticked = typed.strip().lower() in _YES
        return _tick(f"{group}.{_NUMBER}.{part}", ticked, language).replace(_NUMBER, number)
    before, after = _blank(f"{group}.{_NUMBER}.{part}" if part else name, language)
    if part:
        before, after = before.replace(_NUMBER, number), after.replace(_NUMBER, number)
    return f"{before}{escape(written) if written else ''}{after.replace(_READ, said)}"


def _said_back(name: str, said: str) -> str:
    """What was understood, beside its box."""
    return format_html('<output class="field__read" for="{}">{}</output>', name, said) if said else ""


@cache
def _tick(name: str, ticked: bool, language: str | None) -> str:
    """A box to tick, of a row whose number is still to be put in."""
    return _draw(name, "yes" if ticked else "", [])


@cache
def _blank(name: str, language: str | None) -> tuple[str, str]:
    """The markup around a value. Rendering the template for every input would cost more than the estimate."""
    before, _value, after = _draw(name, _VALUE, [], _READ).partition(_VALUE)
    return before, after


def _is_share(name: str) -> bool:
    """Whether a box takes a percentage, in a row whose number is still to be put in too."""
    return measure_of(name.replace(_NUMBER, "1")) is Measure.SHARE


def _draw(name: str, typed: str, errors: list[str], said: str = "") -> str:
    words = label(name)
    hint = [f"{name}-hint"] if words.hint else []
    part = name.rpartition(".")[2]
    return render_to_string(
        "calculator/field.html",
        {
            "name": name,
            "label": words,
            "typed": typed,
            "said": said,
            "after": _("such as 7%") if _is_share(name) else words.after,
            "errors": errors,
            "described": " ".join([*hint, *([f"{name}-error"] if errors else [])]),
            "inputmode": "" if part in _TEXT_FIELDS else "decimal",
            "picks_model": part == "model",
            "ticked": typed.strip().lower() in _YES,
            "yes_or_no": part in _TICKED,
        },
    )
