"""The cost model as spreadsheet formulas: of one step, of each line, and of what follows from the total.

`at` gives the cell of an input, `to` that of an earlier row of the same block.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import LINE_FIELDS, PER_UNIT_LINES
from calculator.domain.fields import AMOUNTS_OF_A_LINE
from calculator.domain.formulas.bounds import REST_ON_ACCEPTANCE

type Cell = Callable[[str], str]

MONEY_FORMAT: Final = '"$"#,##0.00'
SHARE_FORMAT: Final = '[=0]0.0%;[<0.0005]"under 0.1%";0.0%'
FINE_SHARE: Final = '[=0]0.00%;[<0.0005]"under 0.1%";0.00%'
"""Of lines: pages round their shares to a sum of 100%, which cells that follow what is typed cannot."""
UNIT_FORMAT: Final = '"$"#,##0.0000'
COUNT_FORMAT: Final = "#,##0"


@dataclass(frozen=True, slots=True)
class Row:
    """One named figure on the way from the inputs to the lines."""

    key: str
    label: str
    formula: str
    format: str = COUNT_FORMAT


def either(cell: str, otherwise: str) -> str:
    """An input that may be empty, and what stands in for it."""
    return f"IF(ISNUMBER({cell}),{cell},{otherwise})"


def blocks(units: str, size: str, each: str) -> str:
    """So much for every started block; rounding first keeps binary noise from starting another one."""
    return f"IF(ISNUMBER({size}),ROUNDUP(ROUND({units}/{size},9),0)*{each},0)"


def step_rows(at: Cell, to: Cell, *, flat: bool) -> tuple[Row, ...]:
    """From the inputs of a step, or the flat ones, to what its calls cost for one unit."""
    calls = at("calls_per_unit" if flat else "calls")
    searches = f"{at('searches_per_unit')}" if flat else f"{calls}*{at('searches')}"
    tokens_in, tokens_out, threshold = at("input_tokens"), at("output_tokens"), at("long_context_threshold")
    short, batch, cached = to("short"), to("batch"), to("batch_cached")
    if flat:
        short_calls = f"IF(ISNUMBER({threshold}),IF({tokens_in}/{calls}>{threshold},0,{calls}),{calls})"
        below, every = f"{tokens_in}*{short}/{calls}", tokens_in
        out_below, out = f"{tokens_out}*{short}/{calls}", tokens_out
    else:
        growth = at("input_growth")
        grown = f"MIN({calls},INT(ROUND(({threshold}-{tokens_in})/{growth},9))+1)"
        short_calls = (
            f"IF(ISNUMBER({threshold}),IF({tokens_in}>{threshold},0,IF({growth}>0,{grown},{calls})),{calls})"
        )
        below = f"{short}*{tokens_in}+{growth}*{short}*({short}-1)/2"
        every = f"({calls}*{tokens_in}+{growth}*{calls}*({calls}-1)/2)"
        out_below, out = f"{short}*{tokens_out}", f"{calls}*{tokens_out}"
    return (
        Row("short", _("Calls up to the long-context threshold"), short_calls),
        Row("input_short", _("Input tokens of these calls"), below),
        Row("input_long", _("Input tokens of longer calls"), f"{every}-{to('input_short')}"),
        Row("output_short", _("Output tokens of these calls"), out_below),
        Row("output_long", _("Output tokens of longer calls"), f"{out}-{to('output_short')}"),
        Row(
            "batch",
            _("Left of a price after batch"),
            f"1-{at('batch_share')}*(1-{at('batch_factor')})",
            SHARE_FORMAT,
        ),
        Row(
            "batch_cached",
            _("Left of a cached token's price after batch"),
            f"1-{at('batch_share')}*(1-{either(at('batch_cache_factor'), at('batch_factor'))})",
            SHARE_FORMAT,
        ),
        Row(
            "price_short",
            _("Price of a million input tokens"),
            _input_price(at, batch, cached, long=False),
            UNIT_FORMAT,
        ),
        Row(
            "price_long",
            _("Price of a million input tokens of longer calls"),
            f"IF({to('input_long')}+{to('output_long')}=0,0,{_input_price(at, batch, cached, long=True)})",
            UNIT_FORMAT,
        ),
        Row(
            "tokens",
            _("Tokens of one attempt"),
            f"({to('input_short')}*{to('price_short')}+{to('output_short')}*{at('output_price')}*{batch}"
            f"+{to('input_long')}*{to('price_long')}"
            f"+{to('output_long')}*{either(at('long_context_output_price'), '0')}*{batch})/1000000",
            UNIT_FORMAT,
        ),
        Row(
            "fees",
            _("Fees of calls and searches"),
            f"{calls}*{at('call_fee')}/1000+{searches}*{at('search_price')}/1000",
            UNIT_FORMAT,
        ),
        Row(
            "cost",
            _("One attempt, at your price"),
            f"({to('tokens')}+{to('fees')})*{either(at('price_factor'), '1')}",
            UNIT_FORMAT,
        ),
    )


def _input_price(at: Cell, batch: str, cached: str, *, long: bool) -> str:
    """A million input tokens, those from the cache at their own prices; empty prices fall back in order."""
    price = at("input_price")
    if long:
        price = either(at("long_context_input_price"), "0")
    read, write = (
        either(at(f"long_context_cache_{way}_price"), either(at(f"cache_{way}_price"), price))
        if long
        else either(at(f"cache_{way}_price"), price)
        for way in ("read", "write")
    )
    hour = either(at("cache_write_1h_price"), write)
    shares = [at(f"cache_{way}_share") for way in ("read", "write", "write_1h")]
    kept = "+".join(f"{share}*{each}" for share, each in zip(shares, (read, write, hour), strict=True))
    return f"(1-{'-'.join(shares)})*{price}*{batch}+({kept})*{cached}"


def routed(at: Cell, main: str) -> str:
    """An attempt of which a share goes to the cheaper model."""
    other = f"({at('input_tokens')}*{either(at('routed_input_price'), '0')}"
    other += f"+{at('output_tokens')}*{either(at('routed_output_price'), '0')})/1000000"
    batch = f"(1-{at('batch_share')}*(1-{at('batch_factor')}))"
    return f"(1-{at('routed_share')})*{main}+{at('routed_share')}*{other}*{batch}"


def repeats(at: Cell) -> str:
    """Attempts after the first."""
    rate, most = at("retry_rate"), at("max_retries")
    return f"IF({rate}=0,0,IF({rate}=1,{most},{rate}*(1-{rate}^{most})/(1-{rate})))"


def instances(at: Cell, to: Cell) -> str:
    """Those kept, or more where the volume outgrows them."""
    each = at("capacity_units_per_instance")
    needed = f"IF(ISNUMBER({each}),ROUNDUP(ROUND({to('units')}/{each},9),0),0)"
    return f"MAX({at('capacity_instances')},{needed})"


def line_formulas(at: Cell, to: Cell, own_lines: int) -> Mapping[str, str]:
    """Each line as the cost model words it; `own_lines` is how many of one's own there are."""
    units = to("units")
    reviewed = f"{units}*{at('review_rate')}"
    staffed = f"ROUNDUP(ROUND({reviewed}/{at('reviews_per_reviewer')},9),0)*{at('reviewer_monthly_cost')}"
    by_minute = f"{reviewed}*{at('review_minutes')}/60*{at('reviewer_hourly_cost')}"
    found = {
        "tokens": f"{units}*{to('attempt')}",
        "retries": f"{units}*{to('attempt')}*{to('repeats')}",
        "seats": f"{at('seats')}*{at('seat_monthly')}",
        "capacity": f"{instances(at, to)}*{at('capacity_hourly')}*{at('capacity_hours')}",
        **{key: f"{at(f'{key}_monthly')}+{at(f'{key}_per_unit')}*{units}" for key in PER_UNIT_LINES},
        "human_review": f"IF(ISNUMBER({at('reviews_per_reviewer')}),{staffed},{by_minute})",
        "errors": f"{units}*{at('acceptance_rate')}*{at('error_rate')}"
        f"*(1-{at('review_rate')}*{at('review_catch_rate')})*{at('error_cost')}",
        "infrastructure": f"{at('infrastructure_monthly')}+"
        + blocks(units, at("infrastructure_step_units"), at("infrastructure_step_monthly")),
        "upkeep": at("upkeep_monthly"),
        "build": f"{at('build_cost')}/MAX(1,{at('build_months')})",
    }
    for number in range(1, own_lines + 1):
        own = f"other_lines.{number}."
        found[f"other_{number}"] = f"{at(f'{own}monthly')}+{at(f'{own}per_unit')}*{units}+" + blocks(
            units, at(f"{own}step_units"), at(f"{own}step_monthly")
        )
    return found


def without_tokens(at: Cell, to: Cell, own_lines: int) -> str:
    """Whether a vendor is paid otherwise and an attempt costs nothing: there are no tokens to pay then.

    Of so many lines of one's own those count that a vendor of AI bills.
    """
    names = sorted(LINE_FIELDS["seats"] | LINE_FIELDS["capacity"])
    paid = [f"COUNT({','.join(map(at, names))})"]
    for number in range(1, own_lines + 1):
        billed = f'{at(f"other_lines.{number}.visible")}="{_("yes")}"'
        amounts = (at(f"other_lines.{number}.{part}") for part in AMOUNTS_OF_A_LINE)
        paid.append(f"IF({billed},COUNT({','.join(amounts)}),0)")
    return f"AND({'+'.join(paid)}>0,{to('attempt')}=0)"


def visible_of(at: Cell, key: str, *, visible: bool) -> str:
    """Whether a line is above the waterline; of a line of one's own that is an input."""
    if not key.startswith("other_"):
        return f'"{_("yes") if visible else _("no")}"'
    asked = at(f"other_lines.{key.removeprefix('other_')}.visible")
    return f'IF({asked}="{_("yes")}","{_("yes")}","{_("no")}")'


def outcome_formulas(at: Cell, to: Cell, cannot: str) -> Mapping[str, str]:
    """What follows from the total; an empty cell where it is not known, as where nothing is counted.

    `cannot` is the condition that it cannot be as entered.
    """
    units, total, value, human = to("units"), to("total"), at("value_per_unit"), at("human_cost_per_unit")
    accepted = f"({units}*{at('acceptance_rate')})"
    net = f"{value}*{accepted}-{total}"
    build, month = at("build_cost"), f"({net}+{to('build')})"
    one_review = (
        f"({at('review_minutes')}*{at('reviewer_hourly_cost')}/60-{at('acceptance_rate')}"
        f"*{at('error_rate')}*{at('review_catch_rate')}*{at('error_cost')})"
    )
    unreviewed = f"{accepted}*{at('error_rate')}*{at('error_cost')}"
    left = f"({value}*{accepted}-({total}-{to('human_review')}-{to('errors')})-{unreviewed})"
    asked = f"OR(NOT(ISNUMBER({value})),{units}=0,ISNUMBER({at('reviews_per_reviewer')}),{one_review}<=0)"
    found = {
        "total_yearly": f"12*({total}-{to('build')})+{to('build')}*MIN(12,MAX(1,{at('build_months')}))",
        "cost_per_unit": f'IF({units}=0,"",{total}/{units})',
        "cost_per_accepted_unit": f'IF({accepted}=0,"",{total}/{accepted})',
        "visible_share": f'IF({total}=0,"",{to("visible")}/{total})',
        "invoice_share": f'IF({total}=0,"",({to("visible")}+{to("retries")})/{total})',
        "net_monthly": f'IF(ISNUMBER({value}),{net},"")',
        "payback_months": f'IF(AND(ISNUMBER({value}),{build}>0),IF({month}>0,{build}/{month},""),"")',
        "break_even_review_rate": f'IF({asked},"",MIN(MAX({left}/({units}*{one_review}),0),1))',
        "saving_against_human_monthly": f"IF(ISNUMBER({human}),"
        f'{units}*{human}-({total}+({units}-{accepted})*{human}),"")',
    }
    for name in REST_ON_ACCEPTANCE & found.keys():
        found[name] = f'IF({cannot},"",{found[name]})'
    return found
