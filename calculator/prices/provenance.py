"""Where each input of a scenario comes from: typed, an example, a price of the table, or our default."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.presets import BY_KEY
from calculator.domain.workload import FIELDS, TYPED_PRICES, Workload
from calculator.models import Age, Scenario, age_of
from calculator.prices.lookup import Priced

ENTERED: Final = "entered"
DEFAULT: Final = "default"
PRICE: Final = "price"
# What a default acts on; without it the default changes nothing, and nobody needs to be told.
ACTS_ON: Final[Mapping[str, str]] = {
    "days_per_month": "units_per_day",
    "calls_per_unit": "long_context_threshold",
    "batch_factor": "batch_share",
    "max_retries": "retry_rate",
    "build_months": "build_cost",
}


def defaults_in_force(workload: Workload) -> tuple[str, ...]:
    """Inputs left at a default of ours that is not zero and takes part in the figures."""
    return tuple(
        field.name
        for field in FIELDS
        if field.default
        and not workload.given(field.name)
        and (field.name not in ACTS_ON or workload.value(ACTS_ON[field.name]))
    )


def origins(
    workload: Workload, priced: Priced, *, preset: str = "", before: Scenario | None = None
) -> dict[str, str]:
    """The origin of every input; what is as it was in the scenario before keeps the one it had."""
    start = BY_KEY[preset].workload.as_json() if preset in BY_KEY else {}
    found = dict.fromkeys(defaults_in_force(workload), DEFAULT)
    for name, value in workload.as_json().items():
        if priced.row is not None and name in priced.filled:
            found[name] = f"{PRICE}:{priced.row.pk}"
        elif before and before.inputs.get(name) == value and _still_true(before, name, priced):
            found[name] = before.origins.get(name, ENTERED)
        elif start.get(name) == value:
            found[name] = f"preset:{preset}"
        else:
            found[name] = DEFAULT if _unnamed(name, value) else ENTERED
    return found


def prices_copied(
    priced: Priced, workload: Workload | None = None, before: Scenario | None = None
) -> dict[str, object]:
    """Which row the prices were copied from, as it was then; kept for the inputs that are still as copied."""
    if priced.row is None:
        return _still_copied(before, workload.as_json()) if before and workload else {}
    row = priced.row
    return {
        "row": row.pk,
        "model": row.reference,
        "display_name": row.display_name,
        "effective_from": row.effective_from.isoformat() if row.effective_from else None,
        "checked_on": _iso(row.checked_on),
        "listed_in": row.listed_in,
        "listed_on": _iso(row.listed_on),
        "source_url": row.source_url,
        "copied_on": timezone.now().date().isoformat(),
        "filled": sorted(priced.filled),
        "notes": [asdict(note) for note in priced.notes],
    }


def in_words(origin: str, copied: Mapping[str, object], today: date) -> str:
    """An origin as people read it; `copied` is the row its prices were copied from."""
    kind, _colon, key = origin.partition(":")
    if kind == PRICE and copied.get("row"):
        words = {
            "model": copied.get("model", ""),
            "source": site_of(str(copied.get("source_url", ""))) or _("price list"),
            "checked": known_of(copied, today)[0],
            "copied": _written(_day(copied.get("copied_on"))),
        }
        return _("%(model)s, %(checked)s (%(source)s), copied %(copied)s") % words
    if kind == "preset" and key in BY_KEY:
        return _("example: %(title)s") % {"title": BY_KEY[key].title}
    return _("our default") if kind == DEFAULT else _("entered")


def site_of(address: str) -> str:
    """The name of the site an address leads to."""
    return urlsplit(address).netloc.removeprefix("www.") or address


def known(checked_on: date | None, listed_in: str, listed_on: date | None, today: date) -> str:
    """How a price is known: checked by somebody on a day, or only listed; an old one says how old it is."""
    day = checked_on or listed_on
    if day is None:
        if listed_in:
            return _("listed in %(list)s, of a day not known") % {"list": listed_in}
        return _("not known when last checked")
    age = age_of(day, today)
    words = {"day": date_format(day, "j M Y"), "list": listed_in}
    if checked_on:
        said = _("checked %(day)s") if age is Age.FRESH else _("last checked %(day)s")
    else:
        said = _("listed in %(list)s of %(day)s") if listed_in else _("listed on %(day)s")
    if age is Age.RED:
        return _("%(said)s, over 180 days ago") % {"said": said % words}
    if age is Age.AMBER:
        return _("%(said)s, over 90 days ago") % {"said": said % words}
    return said % words


def known_of(copied: Mapping[str, object], today: date) -> tuple[str, Age]:
    """The same of a price as a scenario copied it, and its age. Copies of before name no list."""
    checked_on, listed_on = _day(copied.get("checked_on")), _day(copied.get("listed_on"))
    words = known(checked_on, str(copied.get("listed_in") or ""), listed_on, today)
    return words, age_of(checked_on or listed_on, today)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _written(day: date | None) -> str:
    return date_format(day, "j M Y") if day else _("on a day not known")


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def _still_copied(before: Scenario, inputs: Mapping[str, str]) -> dict[str, object]:
    copied = before.prices_copied
    if not copied.get("row"):
        return {}  # typed prices were copied from nowhere
    filled = copied.get("filled", TYPED_PRICES)
    still = [name for name in filled if name in inputs and inputs[name] == before.inputs.get(name)]
    if not still:
        return {}
    overwritten = set(filled) - set(still)
    notes = [note for note in copied.get("notes", ()) if note["field"] not in overwritten]
    return {**copied, "filled": still, "notes": notes}


def _still_true(before: Scenario, name: str, priced: Priced) -> bool:
    """A number copied from a row says so only as long as the scenario says which row that was."""
    return priced.row is None or not before.origins.get(name, ENTERED).startswith(f"{PRICE}:")


def _unnamed(name: str, value: str) -> bool:
    return name == "unit_name" and value == Workload().unit_name
