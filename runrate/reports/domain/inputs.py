"""Everything a report is made from, and nothing else: it rides inside the PDF and comes back the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any, Literal

from assessment.domain.answer_sheet import Sheet
from assessment.domain.questionnaire import LEVELS, Questionnaire, load
from assessment.domain.savings import WorthTable, table
from assessment.domain.team_combine import COUNTED_FROM, TALK_FROM
from calculator.domain.break_even.retirement import Triggers
from calculator.domain.cost_lines import Note
from calculator.domain.workload import Workload
from runrate.core.decimals import plain
from runrate.reports.domain.billed import Billed
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.guesses import Guessed

FORMAT = 1
FEWEST_RATERS, MOST_RATERS = 3, 1000
"""Below three nothing combined is shown: a spread of two is two answers."""
PAPERS = ("A4", "Letter")
NOT_TAKEN = ("made_on", "cover", "example", "dates", "team", "any_note", "origins", "bill", "notes")
"""What a file that this site did not sign may say of itself and a report does not repeat, in its order."""
DEFAULT_DAY_COST = Decimal(600)
"""What a working day of the people who carry out a measure costs, loaded: an assumption of ours."""

type Paper = Literal["A4", "Letter"]
type WorthChanges = Mapping[tuple[str, str], tuple[Fraction, ...]]


class SourceErrors(ValueError):  # noqa: N818 - it carries several
    """What is wrong with the data of a report, message by message, at the field where it is wrong."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(dict(errors))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Team:
    """How far several people's answers lie apart; the sheet beside it holds their lower medians."""

    raters: int
    spreads: Mapping[str, tuple[int, int]]
    """Question -> lowest and highest level given, over those who gave one."""
    without: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Question -> how many did not know and how many see no use; told from five raters on."""

    def split(self, question: str) -> bool:
        """Whether a question is to be talked about: far apart, or some gave a level and others none."""
        low, high = self.spreads.get(question, (0, 0))
        unknown, apart = self.without.get(question, (0, 0))
        groups = (self.raters - unknown - apart, unknown, apart)
        return high - low >= TALK_FROM or sum(1 for group in groups if group) > 1

    def as_json(self) -> dict[str, Any]:
        """Without what is not told, so that a report from before keeps its own."""
        return {"raters": self.raters} | {
            name: {key: list(pair) for key, pair in pairs.items()}
            for name, pairs in (("spreads", self.spreads), ("without", self.without))
            if pairs or name == "spreads"
        }


def parse_team(data: object, questionnaire: Questionnaire) -> Team:
    """A team from a file. Raises ValueError with what is wrong."""
    given = data if isinstance(data, Mapping) else {}
    raters, spreads, without = given.get("raters"), given.get("spreads"), given.get("without", {})
    if (
        type(raters) is not int
        or not FEWEST_RATERS <= raters <= MOST_RATERS
        or not isinstance(spreads, Mapping)
    ):
        raise ValueError("A team is three raters or more, with the spread per question.")
    if not all(key in questionnaire.keys and _pair(pair, LEVELS - 1) for key, pair in spreads.items()):
        raise ValueError("A spread is the lowest and the highest level of a question.")
    if not isinstance(without, Mapping) or not all(
        key in questionnaire.keys and _pair(pair, raters) and 0 < sum(pair) <= raters
        for key, pair in without.items()
    ):
        raise ValueError("Who gave no level is told in two numbers of raters per question.")
    if without and raters < COUNTED_FROM:
        raise ValueError("Below five raters nobody is told how many gave no level.")
    return Team(
        raters, *({key: (low, high) for key, (low, high) in each.items()} for each in (spreads, without))
    )


def _pair(data: object, highest: int) -> bool:
    return (
        isinstance(data, list)
        and len(data) == 2
        and all(type(number) is int and 0 <= number <= highest for number in data)
    )


@dataclass(frozen=True, slots=True)
class Assessed:
    """One finished answer sheet, and whose it is."""

    sheet: Sheet
    workload_name: str = ""
    team_name: str = ""
    finished_on: date | None = None
    team: Team | None = None


@dataclass(frozen=True, slots=True)
class Costed:
    """One scenario: the workload, its name and where each input came from."""

    workload: Workload
    name: str = ""
    workload_name: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Input -> how the method page words its origin."""
    saved_on: date | None = None
    notes: tuple[Note, ...] = ()
    """What the price table had to say when the prices were copied."""
    guessed: Guessed = field(default_factory=Guessed)
    """How low and how high inputs may turn out, where the scenario's owner said so."""
    exchange: Exchange | None = None
    """The currency of the scenario's owner, where it is not the dollar."""
    billed: Billed | None = None
    """What was billed for a month of it, where its owner gave a bill."""
    last_invoice: Decimal | None = None
    """The vendor's, for a month, as its owner typed it, or as the bill has it that its origin names."""
    triggers: Triggers = field(default_factory=Triggers)
    target: Decimal | None = None
    """Accepted units of a month, as its owner typed them."""
    person: str = ""
    """Who answers for it, by the name that its owner typed."""

    @property
    def billed_in(self) -> str:
        """The bill that the last invoice was read in, as its origin names it; nothing where it was typed."""
        return self.origins.get("last_invoice", "")


@dataclass(frozen=True, slots=True)
class Source:
    """The inputs of one report. `compose` needs nothing beside it."""

    made_on: date
    assessed: Assessed | None = None
    costed: Costed | None = None
    worth_changes: WorthChanges = field(default_factory=dict)
    minimum_review_rate: Decimal | None = None
    """The share of units that rules oblige a person to check; savings on review stop there."""
    day_cost: Decimal = DEFAULT_DAY_COST
    paper: Paper = "A4"
    cover: Cover = field(default_factory=Cover)
    example: bool = False
    imported: bool = False
    """From a file that this site did not sign: words of others in it are not repeated as ours."""
    not_taken: tuple[str, ...] = ()
    """What such a file said beyond its figures and was left there: of `NOT_TAKEN`."""
    reviewers_by_the_hour: bool = False
    """Whether reviewers are paid only for the hours they review: what they review less is cash then."""

    @property
    def questionnaire(self) -> Questionnaire:
        return load(self.assessed.sheet.version) if self.assessed else load()

    @property
    def worth(self) -> WorthTable:
        """The questionnaire's planning table with the reader's own figures in it."""
        return table(self.questionnaire).with_changes(self.worth_changes)

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "made_on": self.made_on.isoformat(),
            "assessment": _assessed_json(self.assessed) if self.assessed else None,
            "scenario": _costed_json(self.costed) if self.costed else None,
            "worth_changes": {
                f"{question}.{line}": [f"{factor.numerator}/{factor.denominator}" for factor in factors]
                for (question, line), factors in sorted(self.worth_changes.items())
            },
            "minimum_review_rate": None
            if self.minimum_review_rate is None
            else plain(self.minimum_review_rate),
            "day_cost": plain(self.day_cost),
            "paper": self.paper,
            "example": self.example,
        } | self._optional()

    def _optional(self) -> dict[str, Any]:
        """What a report may go without has no key, so that one from before keeps its own."""
        optional = {
            "imported": self.imported,
            "not_taken": list(self.not_taken),
            "cover": self.cover.as_json(),
            "reviewers_by_the_hour": self.reviewers_by_the_hour,
        }
        return {name: value for name, value in optional.items() if value}

    def digest(self, *versions: str) -> str:
        """The key of the file these inputs make under these versions of template and library."""
        canonical = json.dumps([self.as_json(), *versions], sort_keys=True, separators=(",", ":"))
        return sha256(canonical.encode()).hexdigest()


def _assessed_json(assessed: Assessed) -> dict[str, Any]:
    team = assessed.team
    return {
        "sheet": assessed.sheet.as_json(),
        "workload_name": assessed.workload_name,
        "team_name": assessed.team_name,
        "finished_on": assessed.finished_on.isoformat() if assessed.finished_on else None,
        "team": team.as_json() if team else None,
    } | ({"any_note_counts": True} if assessed.sheet.any_note_counts else {})


def _costed_json(costed: Costed) -> dict[str, Any]:
    """What a scenario may go without has no key, so that a report from before keeps its own."""
    optional = {
        "guesses": costed.guessed.as_json(),
        "exchange": costed.exchange.as_json() if costed.exchange else None,
        "billed": costed.billed.as_json() if costed.billed else None,
        "last_invoice": None if costed.last_invoice is None else plain(costed.last_invoice),
        "triggers": costed.triggers.as_json(),
        "target": None if costed.target is None else plain(costed.target),
        "person": costed.person,
    }
    return {
        "workload": costed.workload.as_json(),
        "name": costed.name,
        "workload_name": costed.workload_name,
        "origins": dict(costed.origins),
        "saved_on": costed.saved_on.isoformat() if costed.saved_on else None,
        "notes": [[note.field, note.message] for note in costed.notes],
    } | {name: value for name, value in optional.items() if value}
