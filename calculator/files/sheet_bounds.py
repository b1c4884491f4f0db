"""Which way the figures of the workbook may move, and what cannot be, as formulas that follow its inputs."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from calculator.domain.capacity import SECONDS_PER_HOUR
from calculator.domain.cost_lines import NOT_ENTERED, Estimate, Note
from calculator.domain.estimate_notes import NOTICED
from calculator.domain.formulas.bounds import REST_ON_ACCEPTANCE, Bound, bound_of, bound_words, of_incomplete
from calculator.domain.prices.telling_notes import tells_of_a_call_too_long, window_of
from calculator.files.sheet_cells import step_cell, tokens_of_attempt
from calculator.files.sheet_formulas import Cell, instances


def bound_of_total(at: Cell, first: int, last: int) -> str:
    """A least one where a line is missing, or is a least one itself."""
    remarks = f"$D${first}:$D${last}"
    said = (_(NOT_ENTERED), _("at least"), least_as_exported())
    gaps = "+".join(f'COUNTIF({remarks},"{each}")' for each in said) + ">0"
    least = f'IF({gaps},"{_("at least")}","")'
    return f'IF({open_ended(at)},"{_("as far as entered")}",{least})'


def least_as_exported() -> str:
    """A remark that follows no cell: of the day the workbook was written."""
    return _("at least, as exported")


def open_ended(at: Cell) -> str:
    """Whether nothing bounds the total: a review spares errors, and nobody said how much is reviewed."""
    spared = f"{at('acceptance_rate')}*{at('error_rate')}*{at('review_catch_rate')}*{at('error_cost')}"
    return f"AND({spared}>0,NOT(ISNUMBER({at('review_rate')})),NOT({_free_reviews(at)}))"


def _free_reviews(at: Cell) -> str:
    """Whether somebody said that reviews cost nothing."""
    month, heads = at("reviewer_monthly_cost"), at("reviews_per_reviewer")
    minutes, pay = at("review_minutes"), at("reviewer_hourly_cost")
    return f"IF(ISNUMBER({heads}),{_is_zero(month)},OR({_is_zero(minutes)},{_is_zero(pay)}))"


def bound_of_review(at: Cell) -> str:
    """Reviews that were entered are a least sum while their pay, or their share, is missing."""
    rate, month, heads = at("review_rate"), at("reviewer_monthly_cost"), at("reviews_per_reviewer")
    minutes, pay = at("review_minutes"), at("reviewer_hourly_cost")
    by_minute = f"OR({_is_zero(minutes)},{_is_zero(pay)},COUNT({minutes},{pay})=2)"
    settled = f"IF(ISNUMBER({heads}),ISNUMBER({month}),{by_minute})"
    unshared = f"AND(NOT({_free_reviews(at)}),COUNT({minutes},{pay},{month},{heads})>0)"
    half = f"IF(ISNUMBER({rate}),AND({rate}>0,NOT({settled})),{unshared})"
    return f'IF({half},"{_("at least")}","")'


def _is_zero(cell: str) -> str:
    """Whether zero was entered; an empty cell is none."""
    return f"AND(ISNUMBER({cell}),{cell}=0)"


def bound_of_visible(first: int, last: int) -> str:
    """The same of what stands above the waterline."""
    remarks, seen = f"$D${first}:$D${last}", f'$E${first}:$E${last},"{_("yes")}"'
    gaps = "+".join(
        f'COUNTIFS({remarks},"{said}",{seen})'
        for said in (_(NOT_ENTERED), _("at least"), least_as_exported())
    )
    return f'IF({gaps}>0,"{_("at least")}","")'


def out_of_reach(at: Cell, to: Cell, steps: int, notes: Sequence[Note]) -> str:
    """Whether it cannot be as entered: no such acceptance, too much for the capacity, or for a model's call.

    Differences are rounded: the last digits of two programs differ.
    """
    rate, accepted = at("retry_rate"), at("acceptance_rate")
    never = f"IF({rate}=0,0,{rate}^({at('max_retries')}+1))"
    unreached = f"IF({accepted}=1,ROUND({never},12)>={float(NOTICED)!r},ROUND({never}+{accepted}-1,12)>0)"
    sustained, there = at("capacity_tokens_per_second"), instances(at, to)
    sent = f"{to('units')}*(1+{to('repeats')})*{tokens_of_attempt(at, steps)}"
    there = f"{there}*{at('capacity_hours')}*{SECONDS_PER_HOUR}*{sustained}"
    overloaded = f"IF(AND(ISNUMBER({sustained}),{to('attempt')}=0),AND({there}>0,{sent}>{there}),FALSE)"
    long = [
        call_too_long(at, note.field, window_of(note.message))
        for note in notes
        if tells_of_a_call_too_long(note.message)
    ]
    return f"OR({','.join((unreached, overloaded, *long))})"


def call_too_long(at: Cell, field: str, window: int) -> str:
    """Whether the last call of a step, or each of one unit, has more tokens than its model takes."""
    if not field.startswith("steps."):
        return f"{at(field)}/{at('calls_per_unit')}>{window}"
    number = int(field.split(".")[1])
    tokens, calls, growth = (step_cell(number, name) for name in ("input_tokens", "calls", "input_growth"))
    return f"{tokens}+(MAX({calls},1)-1)*{growth}>{window}"


def words_beside(name: str, found: Estimate) -> str:
    """What stands beside an outcome on the day it is written."""
    return bound_words(name, bound_of(name, found))


def bound_beside(name: str, cell: str, remark_of_total: str, cannot: str, known: str) -> str:
    """Beside an outcome, what it is a bound of as long as the total is one, and where it is none at all.

    `known` is what it would be if it could be as entered: nothing is said of what nobody asked for.
    """
    words = {bound: bound_words(name, bound) for bound in Bound}
    said = f'"{words[of_incomplete(name)]}"'
    if name == "break_even_review_rate":  # at most every review is no bound
        said = f'IF({cell}=1,"{words[Bound.AS_ENTERED]}",{said})'
    said = f'IF({remark_of_total}="{_("as far as entered")}","{words[Bound.AS_ENTERED]}",{said})'
    said = f'IF(OR({remark_of_total}="",{cell}=""),"",{said})'
    if name in REST_ON_ACCEPTANCE:
        said = f'IF(AND({cannot},{known}<>""),"{words[Bound.OUT_OF_REACH]}",{said})'
    return said
