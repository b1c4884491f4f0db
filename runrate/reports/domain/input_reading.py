"""The data of a report as it comes back from a file: read field by field, every fault said at its field."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from assessment.domain.answer_sheet import SheetErrors, parse_sheet
from assessment.domain.questionnaire import Questionnaire, load
from calculator.domain.break_even.retirement import Triggers, parse_triggers
from calculator.domain.cost_lines import Note
from calculator.domain.fields import FIELDS, MOST_OTHER_LINES, MOST_STEPS, OTHER_LINE_FIELDS, STEP_FIELDS
from calculator.domain.prices.carried_notes import LONGEST_FIELD, LONGEST_MESSAGE, MOST_NOTES
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload, read_decimal
from runrate.core.text import clean, one_name
from runrate.reports.domain.billed import Billed, BilledError, parse_billed
from runrate.reports.domain.cover import Cover, CoverError, parse_cover
from runrate.reports.domain.currency import Exchange, ExchangeError, notes_on, parse_exchange
from runrate.reports.domain.guesses import Guessed, GuessedError, parse_guessed
from runrate.reports.domain.inputs import (
    DEFAULT_DAY_COST,
    FORMAT,
    NOT_TAKEN,
    PAPERS,
    Assessed,
    Costed,
    Paper,
    Source,
    SourceErrors,
    Team,
    WorthChanges,
    parse_team,
)

LONGEST_NAME = 120
MOST_ORIGINS = len(FIELDS) + MOST_STEPS * len(STEP_FIELDS) + MOST_OTHER_LINES * len(OTHER_LINE_FIELDS)
"""As many inputs as a workload can have."""

# As long as a factor of thirty digits is when it rides along as a fraction.
_RATIO = re.compile(r"([0-9]{1,31})(?:\.([0-9]{1,31}))?(?:/([0-9]{1,31}))?", re.ASCII)


def parse_source(data: object) -> Source:
    """A source from its JSON form. Raises SourceErrors that name every fault at its field."""
    if not isinstance(data, Mapping):
        raise SourceErrors({"__all__": ["The data of a report is one JSON object."]})
    if data.get("format") != FORMAT:
        raise SourceErrors({"format": [f"Only format {FORMAT} of a report's data is known."]})
    reader = _Reader()
    source = reader.source(data)
    if reader.errors or source is None:
        raise SourceErrors(reader.errors)
    return source


class _Reader:
    """Reads field after field and collects what is wrong instead of stopping at the first fault."""

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}

    def wrong(self, name: str, message: str) -> None:
        self.errors.setdefault(name, []).append(message)

    def source(self, data: Mapping[str, Any]) -> Source | None:
        assessed = self.assessed(data.get("assessment"))
        costed = self.costed(data.get("scenario"))
        if not self.errors and assessed is None and costed is None:
            self.wrong("__all__", "A report needs an assessment, a scenario, or both.")
        made_on = self.day(data, "made_on")
        if made_on is None:
            self.wrong("made_on", "Give the day the report was made, such as 2026-11-24.")
        paper = data.get("paper", "A4")
        if paper not in PAPERS:
            self.wrong("paper", "The paper is A4 or Letter.")
        changes = self.worth_changes(data.get("worth_changes") or {})
        minimum = self.number(data, "minimum_review_rate", highest=1)
        day_cost = self.number(data, "day_cost", highest=100_000)
        cover = self.cover(data.get("cover"))
        if self.errors or made_on is None:
            return None
        source = Source(
            made_on=made_on,
            assessed=assessed,
            costed=costed,
            worth_changes=changes,
            minimum_review_rate=minimum,
            day_cost=DEFAULT_DAY_COST if day_cost is None else day_cost,
            paper=cast("Paper", paper),
            cover=cover,
            example=data.get("example") is True,
            imported=data.get("imported") is True,
            not_taken=self.not_taken(data.get("not_taken") or []),
            reviewers_by_the_hour=data.get("reviewers_by_the_hour") is True,
        )
        try:
            source.worth  # noqa: B018 - asking for the table is the check
        except ValueError as error:
            self.wrong("worth_changes", str(error))
        return source

    def not_taken(self, data: object) -> tuple[str, ...]:
        if not isinstance(data, list) or not all(name in NOT_TAKEN for name in data):
            self.wrong("not_taken", "What was not taken is a list: " + ", ".join(NOT_TAKEN) + ".")
            return ()
        return tuple(name for name in NOT_TAKEN if name in data)

    def cover(self, data: object) -> Cover:
        try:
            return parse_cover(data)
        except CoverError as error:
            self.wrong("cover", str(error))
            return Cover()

    def assessed(self, data: object) -> Assessed | None:
        if data is None:
            return None
        if not isinstance(data, Mapping):
            self.wrong("assessment", "An assessment is an object with a sheet.")
            return None
        try:
            sheet = parse_sheet(data.get("sheet"))
        except SheetErrors as error:
            for name, messages in error.errors.items():
                self.errors.setdefault(f"assessment.{name}", []).extend(messages)
            return None
        if data.get("any_note_counts") is True:
            sheet = replace(sheet, any_note_counts=True)
        if len(sheet.answers) < len(load(sheet.version).keys):
            self.wrong("assessment", "A report needs an answer to every question.")
        return Assessed(
            sheet=sheet,
            workload_name=self.name(data, "workload_name"),
            team_name=self.name(data, "team_name"),
            finished_on=self.day(data, "finished_on"),
            team=self.team(data.get("team"), load(sheet.version)),
        )

    def team(self, data: object, questionnaire: Questionnaire) -> Team | None:
        if data is None:
            return None
        try:
            return parse_team(data, questionnaire)
        except ValueError as error:
            self.wrong("assessment.team", str(error))
            return None

    def costed(self, data: object) -> Costed | None:
        if data is None:
            return None
        inputs = data.get("workload") if isinstance(data, Mapping) else None
        if not isinstance(data, Mapping) or not isinstance(inputs, Mapping):
            self.wrong("scenario", "A scenario is an object with a workload.")
            return None
        try:
            workload = parse_workload(inputs)
        except WorkloadErrors as error:
            for name, messages in error.errors.items():
                self.errors.setdefault(f"scenario.{name}", []).extend(messages)
            return None
        origins = data.get("origins") or {}
        if not isinstance(origins, Mapping) or len(origins) > MOST_ORIGINS:
            self.wrong("scenario.origins", "Origins are an object: the words for each input.")
            return None
        return Costed(
            workload=workload,
            name=self.name(data, "name"),
            workload_name=self.name(data, "workload_name"),
            origins={str(key)[:60]: clean(str(words))[:300] for key, words in origins.items()},
            saved_on=self.day(data, "saved_on"),
            notes=(*self.notes(data.get("notes") or []), *_of_currency(data.get("exchange")))[:MOST_NOTES],
            guessed=self.guessed(data.get("guesses"), workload),
            exchange=self.exchange(data.get("exchange")),
            billed=self.billed(data.get("billed")),
            last_invoice=self.number(data, "last_invoice", highest=10**16),
            triggers=self.triggers(data.get("triggers")),
            target=self.number(data, "target", highest=10**16),
            person=self.name(data, "person"),
        )

    def triggers(self, data: object) -> Triggers:
        try:
            return parse_triggers(data)
        except ValueError as error:
            self.wrong("scenario.triggers", str(error))
            return Triggers()

    def billed(self, data: object) -> Billed | None:
        try:
            return parse_billed(data)
        except BilledError as error:
            self.wrong("scenario.billed", str(error))
            return None

    def exchange(self, data: object) -> Exchange | None:
        try:
            return parse_exchange(data)
        except ExchangeError as error:
            self.wrong("scenario.exchange", str(error))
            return None

    def guessed(self, data: object, workload: Workload) -> Guessed:
        try:
            return parse_guessed(data, workload)
        except GuessedError as error:
            self.wrong("scenario.guesses", str(error))
            return Guessed()

    def notes(self, data: object) -> tuple[Note, ...]:
        if not isinstance(data, list) or len(data) > MOST_NOTES:
            self.wrong("scenario.notes", "Notes are a short list of field and message.")
            return ()
        pairs = [pair for pair in data if isinstance(pair, list) and len(pair) == 2]
        return tuple(
            Note(clean(str(name))[:LONGEST_FIELD], clean(str(words))[:LONGEST_MESSAGE])
            for name, words in pairs
        )

    def worth_changes(self, data: object) -> WorthChanges:
        changes: dict[tuple[str, str], tuple[Fraction, ...]] = {}
        if not isinstance(data, Mapping):
            self.wrong("worth_changes", "Changed figures are an object: five factors per question and line.")
            return changes
        for name, factors in data.items():
            question, _dot, line = str(name).partition(".")
            try:
                changes[question, line] = tuple(ratio(factor) for factor in factors)
            except (TypeError, ValueError, ZeroDivisionError):
                self.wrong("worth_changes", f"{str(name)[:60]}: give five factors.")
        return changes

    def number(self, data: Mapping[str, Any], name: str, *, highest: int) -> Decimal | None:
        if data.get(name) is None:
            return None
        number, message = read_decimal(data[name])
        if number is None:
            self.wrong(name, message or "")
        elif not 0 <= number <= highest:
            self.wrong(name, f"Enter a number from 0 to {highest:,}.")
        return number

    def name(self, data: Mapping[str, Any], field_name: str) -> str:
        value = data.get(field_name) or ""
        if type(value) is not str or len(value) > LONGEST_NAME:
            self.wrong(field_name, f"Enter a name of at most {LONGEST_NAME} characters.")
            return ""
        return one_name(value)

    def day(self, data: Mapping[str, Any], field_name: str) -> date | None:
        value = data.get(field_name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.wrong(field_name, "Give a day such as 2026-11-24.")
            return None


def ratio(written: object) -> Fraction:
    """A factor as it rides along, `13/10`, or as it is typed, `1.3`. Raises ValueError, ZeroDivisionError.

    Never handed to `Fraction` as text: an exponent there is a power of ten that takes minutes to compute.
    """
    text = written if isinstance(written, str) else str(written) if type(written) is int else ""
    match = _RATIO.fullmatch(text)
    if match is None:
        raise ValueError(text)
    whole, part, divisor = match.group(1), match.group(2) or "", match.group(3) or "1"
    return Fraction(int(whole + part), 10 ** len(part) * int(divisor))


def _of_currency(data: object) -> tuple[Note, ...]:
    return notes_on(data.get("currency")) if isinstance(data, Mapping) else ()
