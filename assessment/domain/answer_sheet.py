"""Knows what an answer sheet is, and refuses what is none, with a message at each field that is wrong."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assessment.domain.evidence import counts
from assessment.domain.questionnaire import CURRENT, Questionnaire, UnknownVersionError, load
from runrate.core.translation import gettext as _

UNKNOWN: Literal["dk"] = "dk"
TOP = 4

MAX_EVIDENCE = 2000
MAX_REASON = 500
MAX_DIGITS = 30

FIELDS = ("version", "answers", "evidence")

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    reason: str


type Answer = int | Literal["dk"] | NotApplicable


@dataclass(frozen=True, slots=True)
class Sheet:
    """Answers as given; a question without an entry is blank."""

    version: str
    answers: Mapping[str, Answer]
    evidence: Mapping[str, str]
    any_note_counts: bool = False
    """Finished when any note was evidence: such a result keeps the rule that it had."""

    def backs(self, key: str) -> bool:
        """Whether something supports the answer to a question."""
        note = self.evidence.get(key, "")
        return bool(note.strip()) if self.any_note_counts else counts(note)

    def as_json(self) -> dict[str, object]:
        return {
            "version": self.version,
            "answers": {key: answer_as_json(answer) for key, answer in self.answers.items()},
            "evidence": dict(self.evidence),
        }


class SheetErrors(Exception):  # noqa: N818 - it carries several
    """What is wrong with a sheet, message by message, at the field where it is wrong."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(errors)
        self.errors = errors


class AnswerError(Exception):
    """One answer or note is not usable; the text says what to do instead."""


def one_left_out(dimension: str) -> str:
    said = _("Only one question of {dimension} can be left out as not applicable.")
    return said.format(dimension=dimension)


def no_such_question(version: str) -> str:
    return _("Version {version} has no such question.").format(version=version)


def no_such_version() -> str:
    said = _('There is no such version of the questionnaire; the current one is "{current}".')
    return said.format(current=CURRENT)


def unknown_field() -> str:
    return _("This field is not known.")


def fingerprint(answer: Answer | None, note: str) -> str:
    """A short word for what a question shows, by which to notice later that it changed."""
    shown = f"na {answer.reason}" if isinstance(answer, NotApplicable) else answer
    return hashlib.sha256(f"{shown}\n{note}".encode()).hexdigest()[:12]


def answer_as_json(answer: Answer) -> object:
    return {"na": answer.reason} if isinstance(answer, NotApplicable) else answer


def parse_sheet(data: object) -> Sheet:
    """A sheet from the contract's JSON form, or `SheetErrors` that name every fault at its field."""
    if not isinstance(data, Mapping):
        said = _("An answer sheet is an object with version, answers and evidence.")
        raise SheetErrors({"__all__": [said]})
    unknown = unknown_field()  # looked up once, however many a stranger made up
    errors = {_named(field): [unknown] for field in data if field not in FIELDS}
    instrument = _instrument(data.get("version"), errors)
    given = _table(data, "answers", errors)
    notes = _table(data, "evidence", errors)
    if instrument is None:
        raise SheetErrors(errors)
    if data.get("answers") is None:
        errors["answers"] = [_("Answers are needed, by question: q1 to q15.")]
    answers = parse_answers(given, instrument, errors)
    evidence = _evidence(notes, instrument, errors)
    if errors:
        raise SheetErrors(errors)
    return Sheet(instrument.version, answers, evidence)


def parse_answers(
    given: Mapping[object, object], instrument: Questionnaire, errors: dict[str, list[str]]
) -> dict[str, Answer]:
    """The answers that are right, in the order of the questions; what is wrong is added to `errors`."""
    unknown = no_such_question(instrument.version)
    for key in given:
        if key not in instrument.keys:
            errors[_named(key)] = [unknown]
    answers: dict[str, Answer] = {}
    for question in instrument.questions:
        if given.get(question.key) is None:
            continue
        try:
            answers[question.key] = parse_answer(given[question.key], na_allowed=question.na_allowed)
        except AnswerError as error:
            errors[question.key] = [str(error)]
    for dimension in instrument.dimensions:
        left_out = [key for key in dimension.questions if isinstance(answers.get(key), NotApplicable)]
        for key in left_out[instrument.na_per_dimension :]:
            errors[key] = [one_left_out(dimension.name)]
    return answers


def parse_answer(value: object, *, na_allowed: bool) -> Answer:
    """One answer from its JSON form; an `AnswerError` says in words what is wrong."""
    if value == UNKNOWN:
        return UNKNOWN
    if isinstance(value, Mapping):
        return _not_applicable(value, na_allowed=na_allowed)
    return _level(value)


def parse_note(value: object) -> str:
    """Evidence as plain text, stripped; blank is none."""
    text = _text(value, _("Evidence is text: a note or a link."), MAX_EVIDENCE)
    return text.strip()


def _level(value: object) -> int:
    if isinstance(value, str):
        if len(value) > MAX_DIGITS:
            said = _("A level is a number of at most {most} digits.")
            raise AnswerError(said.format(most=MAX_DIGITS))
        if not _NUMBER.fullmatch(value):
            raise _no_level()
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _no_level()
    for level in range(TOP + 1):
        if value == level:
            return level
    raise _no_level()


def _no_level() -> AnswerError:
    return AnswerError(
        _('Pick a level from 0 to 4, "dk" for "we don\'t know", or {"na": reason} where that is allowed.')
    )


def _not_applicable(value: Mapping[object, object], *, na_allowed: bool) -> NotApplicable:
    if set(value) != {"na"}:
        raise AnswerError(_('An answer that does not apply is written {"na": reason}.'))
    if not na_allowed:
        raise AnswerError(_("This question always applies."))
    missing = _("Say in a few words why it does not apply.")
    reason = _text(value["na"], missing, MAX_REASON).strip()
    if not reason:
        raise AnswerError(missing)
    return NotApplicable(reason)


def _text(value: object, wrong: str, longest: int) -> str:
    if type(value) is not str:  # a JSON number keeps its text in a subclass, and says nothing
        raise AnswerError(wrong)
    if len(value) > longest:
        said = _("Enter at most {longest} characters; this has {length}.")
        raise AnswerError(said.format(longest=f"{longest:,}", length=f"{len(value):,}"))
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise AnswerError(_("This holds characters that are not text."))
    return value


def _instrument(version: object, errors: dict[str, list[str]]) -> Questionnaire | None:
    if version is None:
        said = _('Name the version of the questionnaire, as text: "{current}".')
        errors["version"] = [said.format(current=CURRENT)]
        return None
    if type(version) is str:
        try:
            return load(version)
        except UnknownVersionError:
            pass
    errors["version"] = [no_such_version()]
    return None


def _table(
    data: Mapping[object, object], field: str, errors: dict[str, list[str]]
) -> Mapping[object, object]:
    value = data.get(field)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        errors[field] = [_("This is an object with one entry per question.")]
        return {}
    return value


def _evidence(
    given: Mapping[object, object], instrument: Questionnaire, errors: dict[str, list[str]]
) -> dict[str, str]:
    unknown = no_such_question(instrument.version)
    for key in given:
        if key not in instrument.keys:
            errors[f"evidence.{_named(key)}"] = [unknown]
    evidence = {}
    for key in instrument.keys:
        if given.get(key) is None:
            continue
        try:
            note = parse_note(given[key])
        except AnswerError as error:
            errors[f"evidence.{key}"] = [str(error)]
        else:
            if note:
                evidence[key] = note
    return evidence


def _named(key: object) -> str:
    """An unknown key as it is repeated in an error: short, and never empty."""
    return str(key)[:60] or _("(empty)")


def answer_from_json(value: object) -> Answer:
    """An answer that was checked before it was stored."""
    if isinstance(value, Mapping):
        return NotApplicable(str(value["na"]))
    return UNKNOWN if value == UNKNOWN else int(str(value))


def stored_sheet(
    version: str, answers: Mapping[str, object], evidence: Mapping[str, str], *, any_note_counts: bool = False
) -> Sheet:
    """A sheet from what was stored, in the order of its questions."""
    return Sheet(
        version,
        {key: answer_from_json(answers[key]) for key in load(version).keys if key in answers},
        evidence,
        any_note_counts,
    )
