"""An input in words: its label, its value with its unit, alone and inside a formula."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import LINE_NAMES, TOKENS_AND_FEES
from calculator.domain.fields import Kind, field_of
from calculator.domain.label_table import LABELS, OTHER_LINE_LABELS, OWNERS_LABELS, STEP_LABELS, Label
from calculator.domain.workload import Workload
from runrate.core.decimals import Exact, plain
from runrate.core.numbers import count, half_up, money, percent
from runrate.core.translation import gettext

MOST_DIGITS_TYPED: Final = 16
"""More than anybody types: a number with more has no end, and comes out of a bill."""
MOST_DIGITS_READ: Final = 8
"""As many as stand in a sentence or a column; only a formula has more."""
DIGITS_OF_A_MEASURE: Final = 6


def own_line(name: str) -> str:
    """What a line of one's own is called among ours: told from one of ours that is called the same."""
    ours = {each.casefold() for each in (*LINE_NAMES.values(), TOKENS_AND_FEES)}
    if name.casefold() not in ours:
        return name
    return gettext("{name} (own line)").format(name=name)


def worded(name: str, value: Exact | str) -> str:
    """What was entered for an input, with every digit and its unit: `$0.30`, `7.5%`, `18,000`.

    A number without an end, out of a bill, has six digits: nobody has measured more.
    """
    field = field_of(name)
    kind = Kind.TEXT if field is None else field.kind
    if isinstance(value, str):
        return value if kind in {Kind.TEXT, Kind.YES_OR_NO} else worded(name, Decimal(value))
    if kind in {Kind.SHARE, Kind.FACTOR}:
        return percent(value, places=_places(Fraction(value) * 100))
    if kind in {Kind.MONEY, Kind.PRICE}:
        return money(value, places=max(2, _places(value)))
    return count(value, places=_places(value))


def worded_short(name: str, value: Exact | str) -> str:
    """The same where it is read and not computed with: six digits of a long one, `26.821%`, `5,123.46`.

    Formulas keep every digit.
    """
    field = field_of(name)
    if field is None or field.kind in {Kind.TEXT, Kind.YES_OR_NO}:
        return worded(name, value)
    return worded(name, read_short(name, Decimal(value) if isinstance(value, str) else value))


def read_short(name: str, value: Exact) -> Exact:
    """The number that is read there."""
    field = field_of(name)
    money = field is not None and field.kind in {Kind.MONEY, Kind.PRICE}
    return _shortened(value, 2 if money else 0)


def worded_apart(name: str, one: Exact, other: Exact) -> tuple[str, str]:
    """Two values that a sentence sets against each other: short, and in full where they would look alike."""
    shown = worded_short(name, one), worded_short(name, other)
    return shown if shown[0] != shown[1] else (worded(name, one), worded(name, other))


def _shortened(value: Exact, fewest: int) -> Exact:
    """Six digits, but whole numbers and cents whole; one that is short enough is left as it is."""
    digits, decimals = _digits(value)
    if digits <= MOST_DIGITS_READ:
        return value
    return half_up(value, max(fewest, decimals - (digits - DIGITS_OF_A_MEASURE)))


def owners_label(name: str) -> str:
    """What an owner types beside the inputs is called: `The vendor's last invoice`."""
    return gettext(OWNERS_LABELS[name])


def label(name: str) -> Label:
    """The words around an input, one of a step or of a line of one's own included.

    Raises KeyError for a name that is no input.
    """
    group, _dot, rest = name.partition(".")
    if not rest:
        return LABELS[name]
    part = rest.partition(".")[2]
    if group == "other_lines":
        return OTHER_LINE_LABELS[part]
    return STEP_LABELS[part] if part in STEP_LABELS else LABELS[part]


def label_of(name: str) -> str:
    """What an input is called, `Step 2: calls per unit` in a step; the name itself of one not known here."""
    try:
        found = label(name)
    except KeyError:
        return name
    return _numbered(name, found.text, found.inside)


def group_of(name: str, inputs: Mapping[str, object]) -> str:
    """The step or line of one's own that an input is part of, `Step 2: Look things up`; empty for the others.

    `inputs` are those of its workload by their names, what each step and line is called among them.
    """
    group, dot, rest = name.partition(".")
    if not dot:
        return ""
    number = rest.partition(".")[0]
    if called := inputs.get(f"{group}.{number}.name"):
        return _numbered(name, "", str(called))
    said = gettext("Step {number}") if group == "steps" else gettext("Own line {number}")
    return said.format(number=number)


def is_name_of_group(name: str) -> bool:
    """Whether an input is what a step or a line of one's own is called."""
    return "." in name and name.endswith(".name")


def inside_of(name: str) -> str:
    """What an input is called in the middle of a sentence."""
    found = label(name)
    return _numbered(name, found.inside, found.inside)


def label_in(workload: Workload, name: str) -> str:
    """What an input is called, by the name of its step or own line: `Look up: calls per unit`."""
    called = name_of_group(workload, name)
    return f"{called}: {label(name).inside}" if called else label_of(name)


def inside_in(workload: Workload, name: str) -> str:
    """The same in the middle of a sentence."""
    called = name_of_group(workload, name)
    return f"{called}: {label(name).inside}" if called else inside_of(name)


def name_of_group(workload: Workload, name: str) -> str:
    """What an input's step or line of one's own is called, where no other is called so."""
    group, dot, rest = name.partition(".")
    if not dot:
        return ""
    names = [each.name for each in (workload.steps if group == "steps" else workload.other_lines)]
    number = int(rest.partition(".")[0])
    called = names[number - 1] if number <= len(names) else ""
    return called if called and names.count(called) == 1 else ""


def term_of(name: str) -> str:
    """What an input is called inside a formula."""
    found = label(name)
    return _numbered(name, found.term, found.term)


def _numbered(name: str, alone: str, inside: str) -> str:
    group, dot, rest = name.partition(".")
    if not dot:
        return alone
    number = rest.partition(".")[0]
    said = gettext("Step {number}: {label}") if group == "steps" else gettext("Own line {number}: {label}")
    return said.format(number=number, label=inside)


def described(name: str) -> str:
    """An input for programmers, in English whoever asks: `Input price ($ per million tokens)`."""
    found = label(name)
    unit = f"{found.before} {found.english_after}".strip()
    return f"{found.english} ({unit})" if unit else found.english


def valued(name: str, value: Exact | str) -> str:
    """A value with its unit, for where both stand in one place: `$3.00 per million tokens`."""
    return f"{worded(name, value)} {unit_of(name)}".rstrip()


def unit_of(name: str) -> str:
    """What a value is counted by, such as `per million tokens`; empty where value or label say it."""
    found, field = label(name), field_of(name)
    told = found.english.replace("accepted unit", "unit")
    said = (field is not None and field.kind is Kind.SHARE) or found.english_after in told
    return "" if said else found.after


def _places(value: Exact) -> int:
    digits, decimals = _digits(value)
    if digits <= MOST_DIGITS_TYPED:
        return decimals
    return max(0, decimals - (digits - DIGITS_OF_A_MEASURE))


def _digits(value: Exact) -> tuple[int, int]:
    """How many digits a number has, and how many of them are decimals."""
    whole, _point, decimals = plain(value).partition(".")
    return len(f"{whole}{decimals}".lstrip("-0")), len(decimals)
