"""When each sentence about answers is true: scores by hand, levels as they were given."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import Final

from assessment.domain.answer_sheet import NotApplicable, Sheet
from assessment.domain.scoring import score
from tests.truth.conditions_costs import Words
from tests.truth.reader import INSTRUMENT, Answers, number_in, shows

type OfAnswers = Callable[[Answers, Words], bool]


def count(w: Words) -> int:
    """How many a sentence counts; one, where its singular has no number."""
    return int(w.get("count", 1))


def unnumbered(topic: object) -> str:
    """A question by its name alone: its step has a number in a report."""
    return str(topic).partition(" (step ")[0]


def _at(a: Answers, least: int, most: int) -> int:
    """Answers that name a level between these."""
    return sum(isinstance(answer, int) and least <= answer <= most for answer in a.sheet.answers.values())


def _stage(a: Answers) -> str:
    """Stage and caps are held by golden cases; here only the sentence about them is checked."""
    return INSTRUMENT.stage(score(a.sheet).stage or "").name


def _ranged(a: Answers, w: Words) -> bool:
    """W18: from what the unknown count now to what they may turn out to."""
    low, _to, high = str(w["score"]).partition(" to ")
    return shows(low, a.score()) and shows(high or low, a.score(4))


def _scores(a: Answers, w: Words) -> bool:
    return _ranged(a, w) and w["stage"] == _stage(a)


def is_open(a: Answers) -> bool:
    """Whether other dimensions would be the weakest if what is unknown turned out to be best, each or not."""
    ends = {
        each.name: {a.dimension(each.key), a.dimension(each.key, unknown=4)} for each in INSTRUMENT.dimensions
    }
    found = set()
    for values in product(*ends.values()):
        found.add(frozenset(name for name, value in zip(ends, values, strict=True) if value == min(values)))
    return len(found) > 1


def _lowest_range(a: Answers, w: Words) -> bool:
    """What the weakest comes to, and overall: each from its lowest to its highest."""
    highest = min(a.dimension(each.key, unknown=4) for each in INSTRUMENT.dimensions)
    overall = "score" not in w or _ranged(a, w)
    low, _to, high = str(w["lowest"]).partition(" to ")
    return overall and shows(low, min(a.dimensions.values())) and shows(high or low, highest)


def _weakest(a: Answers, w: Words) -> bool:
    lowest = min(a.dimensions.values())
    names = {name.lower() for name, value in a.dimensions.items() if value == lowest}
    said = {name for name in (each.lower() for each in a.dimensions) if name in str(w["dimensions"]).lower()}
    even = len(set(a.dimensions.values())) == 1
    shown = all(shows(w[name], lowest) for name in ("lowest",) if name in w)
    return not even and said == names and shown and ("score" not in w or shows(w["score"], a.score()))


def _tied(a: Answers, w: Words) -> bool:
    same = len(set(a.dimensions.values())) == 1
    return same and all(shows(w[name], a.score()) for name in ("score",) if name in w)


def _even(a: Answers, w: Words) -> bool:
    """A tie of answers that are known; one that counts unknown ones as 0 says nothing of the team."""
    return _tied(a, w) and not a.unknown


def _tie_unknown(a: Answers, w: Words) -> bool:
    return _tied(a, w) and bool(a.unknown)


def _ends(a: Answers, w: Words) -> bool:
    """Every dimension of each end is named, and no other."""
    low, high = min(a.dimensions.values()), max(a.dimensions.values())
    for said, end in ((w["strongest"], high), (w["weakest"], low)):
        named = {name for name in a.dimensions if name.lower() in str(said).lower()}
        if named != {name for name, value in a.dimensions.items() if value == end}:
            return False
    return low < high and shows(w["high"], high) and shows(w["low"], low)


def _unknowns(a: Answers, w: Words) -> bool:
    return count(w) == len(a.unknown) > 0 and _range(a, w)


def _range(a: Answers, w: Words) -> bool:
    return bool(a.unknown) and shows(w["low"], a.score()) and shows(w["high"], a.score(4))


def _evidenced(a: Answers, w: Words) -> bool:
    backed = a.score(backed=True)
    return backed < a.score() and shows(w["evidenced"], backed)


def claimed(a: Answers) -> list[str]:
    """Levels that want evidence."""
    return [key for key, answer in a.sheet.answers.items() if answer in {3, 4}]


def is_all_backed(a: Answers) -> bool:
    """Whether there is evidence, and none is missing."""
    return bool(claimed(a)) and all(a.sheet.backs(key) for key in claimed(a))


def _highest(a: Answers, w: Words) -> bool:
    return shows(w["score"], a.score()) and w["stage"] == _stage(a) == INSTRUMENT.stages[-1].name


def _claims(a: Answers, w: Words) -> bool:
    claims = claimed(a)
    backed = sum(a.sheet.backs(key) for key in claims)
    said = 0 if "none" in str(w["backed"]) else int(number_in(w["backed"])[0])
    return count(w) == len(claims) > 0 and said == backed


BANDS: Final = ("Invisible", "Tracked", "Allocated", "Optimized", "Governed")


def _band(value: Fraction) -> str:
    """The stage that a score alone has: a fifth of the way each."""
    return BANDS[min(int(value / 20), 4)]


def caps_of(a: Answers) -> dict[str, str]:
    """What holds the stage below that of its score, by rule, and the highest stage that each lets it be."""
    alone, lowest = int(a.score() / 20), int(min(a.dimensions.values()) / 20)
    highest = {
        "weak_link": lowest + 1,
        "unit_cost": 2 if (a.level("q4") or 0) < 2 else 4,
        "unknowns": 2 if len(a.unknown) >= 4 else 4,
    }
    return {rule: BANDS[limit] for rule, limit in highest.items() if limit < min(alone, 4)}


def _held(rule: str) -> OfAnswers:
    """A cap, with the stage that it names and the dimensions, where it names some."""

    def holds(a: Answers, w: Words) -> bool:
        return caps_of(a).get(rule) == w["limit"] and ("dimensions" not in w or _weakest(a, w))

    return holds


def _weak_link(a: Answers, w: Words) -> bool:
    return _held("weak_link")(a, w) and w["stage"] == _band(min(a.dimensions.values()))


def _counted_as_nothing(a: Answers, w: Words) -> bool:
    """Some answer in a dimension that is named is not known."""
    return any(
        a.dimension(each.key) != a.dimension(each.key, unknown=4)
        for each in INSTRUMENT.dimensions
        if each.name.lower() in str(w["dimensions"]).lower()
    )


def _low(a: Answers, w: Words) -> bool:
    return count(w) == _at(a, 0, 1) > _at(a, 3, 4)


def _high(a: Answers, w: Words) -> bool:
    return count(w) == _at(a, 3, 4) >= _at(a, 0, 1)


def _out(a: Answers) -> int:
    return sum(isinstance(answer, NotApplicable) for answer in a.sheet.answers.values())


def _lower_place(a: Answers, w: Words) -> bool:
    """A dimension whose first step comes later is a weakest one."""
    named = [name for name in a.dimensions if name in str(w["places"])]
    return bool(named) and all(a.dimensions[name] == min(a.dimensions.values()) for name in named)


TIMES: Final[Mapping[str, Mapping[str, int]]] = {
    "two quarters": {"q13": 3},
    "a quarter": {"q13": 2, "q10": 3},
    "a month": {"q1": 2, "q2": 3, "q4": 2, "q15": 2},
}
"""What asks for something over time, and the highest level from which some level above it still does."""


def _waits(a: Answers, w: Words) -> bool:
    """Whatever is named stands below a level that asks for that time."""
    for part in str(w["waits"]).split("; "):
        time, _for, topics = part.partition(" for ")
        named = [each.key for each in INSTRUMENT.questions if each.topic in topics]
        if not named or any((a.level(key) or 0) > TIMES[time].get(key, -1) for key in named):
            return False
    return True


ANSWERS: Final[Mapping[str, OfAnswers]] = {
    "How these costs are managed scores {score} of 100, which is the stage {stage}.": _scores,
    "of 100, stage {stage}": lambda a, w: w["stage"] == _stage(a),
    "{score} of 100: the stage is {stage}": _scores,
    "You: {score} of 100": _ranged,
    "The five stages with you at {score}": _ranged,
    "{score} of 100: the stage is {stage}, and all five dimensions are even": lambda a, w: (
        _even(a, w) and w["stage"] == _stage(a)
    ),
    "{score} of 100: the stage is {stage}, and {dimensions} are the weakest dimensions": lambda a, w: (
        not is_open(a) and _weakest(a, w) and w["stage"] == _stage(a)
    ),
    (
        "{score} of 100: the stage is {stage}; counting unknown answers as 0, {dimensions} are the "
        "weakest dimensions"
    ): lambda a, w: is_open(a) and _weakest(a, w) and w["stage"] == _stage(a),
    "All five dimensions stand at {score}: none is weaker than another.": _even,
    "All five dimensions stand at {score}": _even,
    "All five dimensions are even": _even,
    "{score} of 100: the stage is {stage}, and which dimension is weakest is not known yet": lambda a, w: (
        _tie_unknown(a, w) and w["stage"] == _stage(a)
    ),
    (
        "Counting unknown answers as 0, all five dimensions stand at {score}: which one is weakest is "
        "not known yet."
    ): _tie_unknown,
    "Counting unknown answers as 0, all five dimensions stand at {score}": _tie_unknown,
    "Which dimension is weakest is not known yet": _tie_unknown,
    "{dimensions} are the weakest dimensions at {lowest} each, against {score} overall.": lambda a, w: (
        not is_open(a) and _weakest(a, w) and _lowest_range(a, w)
    ),
    (
        "Counting unknown answers as 0, {dimensions} are the weakest dimensions at {lowest} each, "
        "against {score} overall."
    ): lambda a, w: is_open(a) and _weakest(a, w),
    "{dimensions} are the weakest of the five dimensions": lambda a, w: not is_open(a) and _weakest(a, w),
    "Counting unknown answers as 0, {dimensions} are the weakest of the five dimensions": lambda a, w: (
        is_open(a) and _weakest(a, w)
    ),
    "{strongest} are strongest at {high}, {weakest} weakest at {low}": lambda a, w: (
        not a.unknown and _ends(a, w)
    ),
    "Counting unknown answers as 0, {strongest} are strongest at {high}, {weakest} weakest at {low}": (
        lambda a, w: bool(a.unknown) and _ends(a, w)
    ),
    "{count} answers are not known: the score lies between {low} and {high}.": _unknowns,
    "It is {low}, and {high} if everything unknown turns out to be best.": _range,
    (
        "Counting answers of level 3 or 4 without evidence as level 2, the score is {evidenced} instead "
        "of {score}."
    ): lambda a, w: _evidenced(a, w) and shows(w["score"], a.score()),
    "Counting answers of level 3 or 4 without evidence as level 2, it is {evidenced}.": _evidenced,
    "{count} answers claim level 3 or more; {backed} backed by evidence.": _claims,
    "{note}: no evidence that counts": lambda a, w: any(
        w["note"] == note and not Sheet("1", {key: 4}, {key: note}).backs(key)
        for key, note in a.sheet.evidence.items()
    ),
    "{count} of 15 answers stand at level 0 or 1": _low,
    ", and {count} more that are not known count as 0": lambda a, w: count(w) == len(a.unknown),
    "{count} of 15 answers stand at level 3 or 4": _high,
    "No answer names a level yet": lambda a, _w: not _at(a, 0, 4),
    "Every answer stands at level 2": lambda a, _w: _at(a, 2, 2) == len(a.sheet.answers),
    "Every answer that names a level stands at level 2": lambda a, _w: (
        0 < _at(a, 2, 2) == _at(a, 0, 4) < len(a.sheet.answers)
    ),
    "{count} things to find out": lambda a, w: count(w) == len(a.unknown),
    "of 15 answers with evidence": lambda a, _w: len(a.sheet.answers) == 15,
    "of 15 answers not known": lambda a, _w: len(a.sheet.answers) == 15,
    "A score of {score} alone would be {alone}.": lambda a, w: (
        bool(caps_of(a)) and shows(w["score"], a.score()) and w["alone"] == _band(a.score())
    ),
    (
        "{dimensions} at {lowest} each are only {stage}, and no stage is more than one above that of the "
        "weakest dimension, so {limit} is the highest."
    ): lambda a, w: not _counted_as_nothing(a, w) and _weak_link(a, w),
    (
        "Counting unknown answers as 0, {dimensions} at {lowest} each are only {stage}, and no stage is "
        "more than one above that of the weakest dimension, so {limit} is the highest."
    ): lambda a, w: _counted_as_nothing(a, w) and _weak_link(a, w),
    (
        "{limit} is the highest until question {number} is answered with the full cost per unit of a real "
        "month."
    ): lambda a, w: _held("unit_cost")(a, w) and w["number"] == 4,
    "With {count} answers not known, {limit} is the highest.": lambda a, w: (
        _held("unknowns")(a, w) and count(w) == len(a.unknown) >= 4
    ),
    "The weakest dimension limits the stage": lambda a, _w: _has_cap(a, "weak_link"),
    "The answer on the cost per unit limits the stage": lambda a, _w: _has_cap(a, "unit_cost"),
    "Too many answers are not known": lambda a, _w: _has_cap(a, "unknowns"),
    "The team is at %(stage)s": lambda a, w: w["stage"] == _stage(a),
    "Your team is at %(stage)s on the curve": lambda a, w: w["stage"] == _stage(a),
    "Nothing stands above {stage}: at {score} the work is to keep the evidence fresh.": lambda a, w: (
        _highest(a, w) and a.score() == 100 and is_all_backed(a)
    ),
    "Nothing stands above {stage}: at {score} the work is to add the evidence that is missing.": (
        lambda a, w: _highest(a, w) and a.score() == 100 and not is_all_backed(a)
    ),
    "Nothing stands above {stage}: the steps that are left raise the score of {score}.": lambda a, w: (
        _highest(a, w) and a.score() < 100
    ),
    "What is left is to keep the evidence of each answer fresh.": lambda a, _w: (
        a.score() == 100 and is_all_backed(a)
    ),
    "What is left is to add evidence to each answer that has none.": lambda a, _w: (
        a.score() == 100 and not is_all_backed(a)
    ),
    "Every step is taken: keep what backs the answers fresh.": lambda a, _w: (
        a.score() == 100 and is_all_backed(a)
    ),
    (
        "Every step is taken. What is left is evidence: put a link, or four words on what shows it, to each "
        "answer of level 3 or 4 that has neither."
    ): lambda a, _w: a.score() == 100 and not is_all_backed(a),
    "Keep the evidence of each answer fresh.": lambda a, _w: is_all_backed(a),
    "Check that each note and each link still shows what it is there for.": lambda a, _w: is_all_backed(a),
    "Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither.": (
        lambda a, _w: bool(claimed(a)) and not is_all_backed(a)
    ),
    "Let somebody else check that each note and each link shows what it is there for.": (
        lambda a, _w: bool(claimed(a)) and not is_all_backed(a)
    ),
    "Nearest way out: the way to the next stage, below.": lambda a, _w: bool(caps_of(a)),
    "Besides the work, time has to pass: {waits}.": _waits,
    "Until that is known, the answer counts as level 0.": lambda a, _w: bool(a.unknown),
    "The first steps in {places} come later: {reason}.": _lower_place,
    "We don't know": lambda a, _w: bool(a.unknown),
    "Does not apply: {reason}": lambda a, _w: _out(a) > 0,
    "Does not apply": lambda a, _w: _out(a) > 0,
}


def _has_cap(a: Answers, rule: str) -> bool:
    return rule in caps_of(a)
