"""The list of models as a page: what is in use first, what few look for folded, and how each was found."""

from dataclasses import dataclass
from datetime import date

from calculator.models import PriceRow
from calculator.prices.search import Found, Seller, find_models, newest_models, sellers
from calculator.web.forms import WorkloadForm
from calculator.web.model_offers import Offer, offers

MOST_FOUND = 60
OF_EACH_MAKER = 5
MOST_ASIDE = 40


@dataclass(frozen=True, slots=True)
class Group:
    """The models of one table; under a maker's name, where all of it can be asked for by `provider`."""

    offers: list[Offer]
    title: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class ModelList:
    """What the page shows of a search, or of none."""

    words: str
    groups: tuple[Group, ...]
    deprecated: list[Offer]
    other_meters: list[Offer]
    typed_as: str = ""
    nearest: tuple[str, ...] = ()
    more: bool = False
    sellers: tuple[Seller, ...] = ()

    @property
    def found(self) -> int:
        return sum(len(group.offers) for group in self.groups) + len(self.deprecated) + len(self.other_meters)

    @property
    def choices(self) -> list[Offer]:
        """What a field offers while somebody types: nothing whose main price is not in the table."""
        return [offer for group in self.groups for offer in group.offers] + self.deprecated


def model_list(form: WorkloadForm, words: str, today: date, step: str = "") -> ModelList:
    """Models and their prices in force on a day; without words the newest of each maker.

    `step` is the model step that one is looked up for, `steps.2`.
    """
    if words.strip():
        return _searched(form, words, today, step)
    by_maker, aside = newest_models(today, of_each=OF_EACH_MAKER, aside=MOST_ASIDE)
    rows = [*(row for found in by_maker.values() for row in found), *aside]
    every = dict(zip((row.pk for row in rows), offers(rows, form, today, step), strict=True))
    groups = tuple(
        Group([every[row.pk] for row in found], found[0].seller or maker, maker)
        for maker, found in by_maker.items()
    )
    rest = _aside(aside, [every[row.pk] for row in aside])
    return ModelList(words, groups, *rest, sellers=tuple(sellers()))


def _searched(form: WorkloadForm, words: str, today: date, step: str) -> ModelList:
    found: Found = find_models(words, today, most=MOST_FOUND + 1)
    rows = found.rows[:MOST_FOUND]
    listed = offers(rows, form, today, step)
    current = [offer for offer in listed if not offer.aside]
    return ModelList(
        words,
        (Group(current),) if current else (),
        *_aside(rows, listed),
        typed_as=found.typed_as,
        nearest=found.nearest,
        more=len(found.rows) > MOST_FOUND,
    )


def _aside(rows: list[PriceRow], listed: list[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Of models set aside the deprecated text models, and those whose main price is not in the table."""
    both = list(zip(rows, listed, strict=True))
    deprecated = [offer for row, offer in both if row.text and row.deprecated]
    return deprecated, [offer for row, offer in both if not row.text]
