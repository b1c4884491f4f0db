"""Knows the instrument: its questions, levels, stages, advice and rules, one frozen folder per version."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from runrate.core.translation import code

CURRENT = "1"
LANGUAGE = "en"
FOLDER = Path(__file__).parents[1] / "questionnaires"

QUESTIONS = 15
LEVELS = 5
STAGES = ("invisible", "tracked", "allocated", "optimized", "governed")
EFFORTS = ("S", "M", "L")

type Effort = Literal["S", "M", "L"]
type Multipliers = tuple[Decimal, ...]


class InstrumentError(Exception):
    """The data files of a version do not make a usable instrument."""


class UnknownVersionError(LookupError):
    """No questionnaire of that version was ever published."""


@dataclass(frozen=True, slots=True)
class Stage:
    key: str
    name: str
    summary: str
    looks_like: str
    unlocks_next: str
    floor: int


@dataclass(frozen=True, slots=True)
class Dimension:
    key: str
    name: str
    about: str
    meaning: Mapping[str, str]
    """What a score in the band of each stage means here, by stage key."""
    next_step: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    number: int
    dimension: str
    topic: str
    text: str
    levels: tuple[str, ...]
    evidence_hint: str
    na_allowed: bool
    gate: bool
    effort: Effort
    who: str
    advice: tuple[str, ...]
    """What to do next from level 0, 1, 2, 3, and how to keep level 4."""
    worth: Mapping[str, Multipliers]

    @property
    def enables(self) -> bool:
        """It makes the other savings possible and carries no figure of its own."""
        return not self.worth


@dataclass(frozen=True, slots=True)
class CapRules:
    weak_link_above: int
    gate_question: str
    gate_level: int
    gate_stage: str
    unknowns: int
    unknowns_stage: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    version: str
    language: str
    title: str
    instruction: str
    stages: tuple[Stage, ...]
    dimensions: tuple[Dimension, ...]
    questions: tuple[Question, ...]
    caps: CapRules
    na_per_dimension: int

    def question(self, key: str) -> Question:
        return self.questions[self.keys.index(key)]

    def numbered(self, number: int) -> Question:
        if not 1 <= number <= len(self.questions):
            raise LookupError(number)
        return self.questions[number - 1]

    def dimension(self, key: str) -> Dimension:
        return next(dimension for dimension in self.dimensions if dimension.key == key)

    def stage(self, key: str) -> Stage:
        return self.stages[STAGES.index(key)]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(question.key for question in self.questions)


def current() -> Questionnaire:
    return load(CURRENT)


def versions() -> tuple[str, ...]:
    """All published versions, oldest first."""
    return tuple(sorted((path.name for path in FOLDER.iterdir() if path.is_dir()), key=_in_order))


def load(version: str = CURRENT, language: str = "") -> Questionnaire:
    """The instrument of a version, in the reader's language; in English where that has no wording of it."""
    return _load(FOLDER, version, language or code().partition("-")[0])


_LONGEST_VERSION = 20


@cache
def _load(folder: Path, version: str, language: str) -> Questionnaire:
    home = folder / version
    # The length first: longer than any file system takes is an error of its own there.
    if len(version) > _LONGEST_VERSION or not version.isalnum() or not home.is_dir():
        raise UnknownVersionError(version)
    wording = home / f"{language}.toml"
    if not language.isalnum() or not wording.is_file():
        wording = home / f"{LANGUAGE}.toml"
    try:
        rules = tomllib.loads((home / "rules.toml").read_text(encoding="utf-8"))
        words = tomllib.loads(wording.read_text(encoding="utf-8"))
        return _checked(_built(version, wording.stem, rules, words))
    except (KeyError, TypeError, tomllib.TOMLDecodeError, InvalidOperation) as error:
        raise InstrumentError(f"questionnaire {version}: {error!r}") from error


def _built(version: str, language: str, rules: dict[str, Any], words: dict[str, Any]) -> Questionnaire:
    dimension_of = {key: name for name, keys in rules["dimensions"].items() for key in keys}
    caps = rules["caps"]
    return Questionnaire(
        version=version,
        language=language,
        title=words["title"],
        instruction=words["instruction"],
        stages=tuple(
            Stage(key, floor=floor, **words["stages"][key]) for key, floor in rules["stages"].items()
        ),
        dimensions=tuple(
            Dimension(key=key, questions=tuple(keys), **_frozen(words["dimensions"][key]))
            for key, keys in rules["dimensions"].items()
        ),
        questions=tuple(
            _question(key, number, dimension, rules, words["questions"][key])
            for number, (key, dimension) in enumerate(dimension_of.items(), start=1)
        ),
        caps=CapRules(
            weak_link_above=caps["weak_link"]["stages_above"],
            gate_question=caps["unit_cost"]["question"],
            gate_level=caps["unit_cost"]["at_least"],
            gate_stage=caps["unit_cost"]["otherwise"],
            unknowns=caps["unknowns"]["at_least"],
            unknowns_stage=caps["unknowns"]["otherwise"],
        ),
        na_per_dimension=rules["not_applicable"]["per_dimension"],
    )


def _question(
    key: str, number: int, dimension: str, rules: dict[str, Any], words: dict[str, Any]
) -> Question:
    return Question(
        key=key,
        number=number,
        dimension=dimension,
        na_allowed=key in rules["not_applicable"]["questions"],
        gate=key == rules["caps"]["unit_cost"]["question"],
        effort=rules["efforts"][key],
        worth=MappingProxyType(
            {line: tuple(map(Decimal, factors)) for line, factors in rules["worth"].get(key, {}).items()}
        ),
        **_frozen(words),
    )


def _frozen(words: dict[str, Any]) -> dict[str, Any]:
    """Lists become tuples and tables become read-only, so that a loaded instrument cannot be changed."""
    return {name: _read_only(value) for name, value in words.items()}


def _read_only(value: object) -> object:
    match value:
        case list():
            return tuple(value)
        case dict():
            return MappingProxyType(value)
    return value


def _checked(instrument: Questionnaire) -> Questionnaire:
    for holds, promise in (*_promises(instrument), *_question_promises(instrument)):
        if not holds:
            raise InstrumentError(f"questionnaire {instrument.version}: {promise}")
    return instrument


type Promise = tuple[bool, str]


def _promises(instrument: Questionnaire) -> Iterator[Promise]:
    listed = [key for dimension in instrument.dimensions for key in dimension.questions]
    yield len(set(listed)) == len(listed), "no question stands in two dimensions"
    yield len(instrument.questions) == QUESTIONS, f"there are {QUESTIONS} questions"
    yield tuple(stage.key for stage in instrument.stages) == STAGES, f"the stages are {', '.join(STAGES)}"
    floors = [stage.floor for stage in instrument.stages]
    yield floors[0] == 0 and floors == sorted(set(floors)) and floors[-1] <= 100, "bands rise from 0 to 100"
    for dimension in instrument.dimensions:
        yield set(dimension.meaning) == set(STAGES), f"{dimension.key} has a meaning for each stage"
        marked = sum(instrument.question(key).na_allowed for key in dimension.questions)
        applicable = len(dimension.questions) - min(instrument.na_per_dimension, marked)
        yield applicable > 0, f"{dimension.key} keeps a question that applies"
    gate = instrument.caps.gate_question
    yield (
        gate in listed and not instrument.question(gate).na_allowed,
        "the gate is a question that always applies",
    )


def _question_promises(instrument: Questionnaire) -> Iterator[Promise]:
    texts = {question.text for question in instrument.questions}
    yield len(texts) == len(instrument.questions), "no question is asked twice"
    for question in instrument.questions:
        key = question.key
        yield (
            len(question.levels) == LEVELS == len(set(question.levels)),
            f"{key} has {LEVELS} different levels",
        )
        yield len(question.advice) == LEVELS, f"{key} has advice for each level"
        yield question.effort in EFFORTS, f"the effort of {key} is one of {', '.join(EFFORTS)}"
        for line, factors in question.worth.items():
            yield len(factors) == LEVELS, f"{key} {line} has a factor for each level"
            yield min(factors) > 0 and factors[-1] == 1, f"{key} {line} has factors above 0, and 1 at the top"


def _in_order(version: str) -> tuple[int, str]:
    return (int(version) if version.isdecimal() else 0, version)
