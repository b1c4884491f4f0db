"""What the form would refuse of a workbook's inputs, as formulas beside them: no total is made of such."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.fields import (
    MOST_CALLS_THAT_GROW,
    NESTED,
    PAID_OTHERWISE,
    REPLACED_BY_STEPS,
    Field,
    Kind,
)
from calculator.domain.input_rules import CACHE_SHARES, NEEDED, NEEDED_TOGETHER, NEEDED_WHERE_SOME
from calculator.domain.labels import label_of
from calculator.domain.workload import Workload
from calculator.files.sheet_formulas import Cell

type Check = tuple[str, str]
"""When a cell is refused, as a condition, and what it wants."""
FLAG: Final = "$B$2"
"""Of the sheet of costs: what it says there while an input is refused."""
REFUSED: Final = f'{FLAG}<>""'
_STAFFED: Final = ("reviews_per_reviewer", "reviewer_monthly_cost")
_BY_MINUTE: Final = ("review_minutes", "reviewer_hourly_cost")
_ROUTED: Final = ("routed_input_price", "routed_output_price")


def beside(name: str, field: Field, at: Cell, workload: Workload) -> str:
    """What an input wants that is refused; nothing beside one that is not."""
    said = '""'
    for condition, words in reversed(_of_an_input(name, field, at, workload)):
        said = f"IF({condition},{_quoted(words)},{said})"
    return f"={said}"


def below(at: Cell) -> str:
    """The same of all inputs of a model step, each with its name; `at` gives its cells."""
    parts = []
    for name, field in NESTED["steps"].items():
        label = label_of(f"steps.1.{name}").partition(": ")[2]
        for condition, words in (*_of_a_field(at(name), field), *_of_a_step(name, at)):
            parts.append(f'IF({condition},{_quoted(f"{label}: {words}. ")},"")')
    return f"={'&'.join(parts)}"


def _of_an_input(name: str, field: Field, at: Cell, workload: Workload) -> list[Check]:
    """What the form would refuse of one cell of the first sheet."""
    found = list(_of_a_field(at(name), field))
    if name.startswith("other_lines."):
        own = name.removesuffix(field.name)
        return [*found, *_of_an_own_line(lambda part: at(own + part), field.name)]
    stepped = bool(workload.steps)
    billed = stepped or any(own.visible for own in workload.other_lines)
    return [*found, *_between_inputs(name, at, stepped=stepped, billed=billed)]


def flag(ranges: Iterable[str]) -> str:
    """Whether something stands in one of these ranges, in words."""
    lengths = "+".join(f"SUMPRODUCT(LEN({each}))" for each in ranges)
    return f'=IF({lengths}>0,{_quoted(refused_words())},"")'


def refused_words() -> str:
    """What stands instead of a total."""
    return _("an input is out of range: see “Check” beside the inputs")


def unless_refused(formula: str) -> str:
    """A figure that is none while an input is refused."""
    return f'IF({REFUSED},"",{formula})'


def _of_a_field(cell: str, field: Field) -> Iterator[Check]:
    """What every input of its kind has to be."""
    if not field.is_number:
        return
    yield f'AND(NOT(ISNUMBER({cell})),{cell}<>"")', _("enter a number")
    if field.default:
        yield f'{cell}=""', _("enter this too")
    if field.above_zero:
        yield f"AND(ISNUMBER({cell}),{cell}<=0)", _("enter more than 0")
    yield f"AND(ISNUMBER({cell}),{cell}<0)", _("enter 0 or more")
    if field.kind is Kind.SHARE:
        yield f"AND(ISNUMBER({cell}),{cell}>1)", _("enter at most 100%")
    if field.highest is not None:
        yield f"AND(ISNUMBER({cell}),{cell}>{field.highest})", _("enter at most %(n)s") % {"n": field.highest}
    if field.whole:
        yield f"IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)", _("enter a whole number")


def _between_inputs(name: str, at: Cell, *, stepped: bool, billed: bool) -> Iterator[Check]:
    """What an input has to be beside others; `billed` is whether a line of one's own pays a vendor of AI.

    Where the work is `stepped`, what model steps have stands with them.
    """
    cell = at(name)
    if name in CACHE_SHARES:
        yield _over_one(at), _over_one_words()
    if name in NEEDED and not billed:
        paid = "+".join(f"N({at(each)})" for each in PAID_OTHERWISE)
        yield f"AND(NOT(ISNUMBER({cell})),{paid}=0)", _("enter this too")
    yield from ((condition, _("enter this too")) for condition in _missing_beside(name, at, stepped=stepped))
    month, day = at("units_per_month"), at("units_per_day")
    if name == "units_per_month":
        yield f"COUNT({month},{day})=0", _("enter this too")
        off = f"ABS({month}-N({day})*N({at('days_per_month')}))>ABS({month})/10^9"
        yield f"IF(COUNT({month},{day})=2,{off},FALSE)", _("make it the units per day times the days")
    if name == "reviews_per_reviewer":
        minutes = "+".join(f"N({at(each)})" for each in _BY_MINUTE)
        staffed = ",".join(map(at, _STAFFED))
        yield f"AND(COUNT({staffed})>0,{minutes}>0)", _("clear this, or the minutes and hourly cost")
    if name == "capacity_instances":
        kept = f"COUNT({cell},{at('capacity_units_per_instance')})"
        yield f"AND(N({at('capacity_hourly')})>0,{kept}=0)", _("enter this too")


def _missing_beside(name: str, at: Cell, *, stepped: bool) -> Iterator[str]:
    empty = f"NOT(ISNUMBER({at(name)}))"
    for group in NEEDED_TOGETHER:
        if name in group and not (stepped and REPLACED_BY_STEPS.intersection(group)):
            yield f"AND({empty},COUNT({','.join(map(at, group))})>0)"
    for other, partner in NEEDED_WHERE_SOME:
        if partner == name:
            yield f"AND({empty},N({at(other)})>0)"
    if name in _ROUTED:
        yield f"AND({empty},N({at('routed_share')})>0)"
    if name == "search_price":
        yield f"AND({empty},N({at('searches_per_unit')})>0)"


def _of_an_own_line(at: Cell, name: str) -> Iterator[Check]:
    """The size of a block and what it costs need each other."""
    pair = ("step_units", "step_monthly")
    if name in pair:
        yield f"AND(NOT(ISNUMBER({at(name)})),COUNT({','.join(map(at, pair))})>0)", _("enter this too")


def _of_a_step(name: str, at: Cell) -> Iterator[Check]:
    """What an input of a model step has to be beside the others of it."""
    cell, empty = at(name), f"NOT(ISNUMBER({at(name)}))"
    if name == CACHE_SHARES[0]:
        yield _over_one(at), _over_one_words()
    long = NEEDED_TOGETHER[0]
    if name in long:
        yield f"AND({empty},COUNT({','.join(map(at, long))})>0)", _("enter this too")
    if name in NEEDED:
        yield empty, _("enter this too")
    if name == "search_price":
        yield f"AND({empty},N({at('searches')})>0)", _("enter this too")
    if name == "calls":
        whole = f"AND({cell}=INT({cell}),{cell}<={MOST_CALLS_THAT_GROW})"
        yield (
            f"IF(N({at('input_growth')})>0,NOT({whole}),FALSE)",
            _("enter a whole number of at most %(n)s") % {"n": MOST_CALLS_THAT_GROW},
        )


def _over_one(at: Cell) -> str:
    """Sums are compared with room for the last digits of a spreadsheet program."""
    return f"{'+'.join(f'N({at(share)})' for share in CACHE_SHARES)}>1+1/10^9"


def _over_one_words() -> str:
    return _("cached shares are at most 100% together")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
