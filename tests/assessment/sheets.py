"""Answer sheets for tests: the plain ones by name, the random ones as strategies."""

from collections.abc import Mapping

from hypothesis import strategies as st

from assessment.domain.questionnaire import load
from assessment.domain.scoring import Answer, NotApplicable, Sheet

KEYS = load("1").keys
DIMENSIONS = {dimension.key: dimension.questions for dimension in load("1").dimensions}
MAY_NOT_APPLY = tuple(question.key for question in load("1").questions if question.na_allowed)


def sheet(level: Answer = 2, /, evidence: Mapping[str, str] | None = None, **answers: Answer) -> Sheet:
    """All questions at one level, but for those named."""
    return Sheet("1", {key: answers.get(key, level) for key in KEYS}, evidence or {})


def as_posted(level: object = 2, /, **answers: object) -> dict[str, object]:
    """The contract's JSON form of `sheet`."""
    return {"version": "1", "answers": {key: answers.get(key, level) for key in KEYS}}


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Any complete sheet that the rules allow."""
    answers: dict[str, Answer] = {
        key: draw(st.one_of(st.integers(0, 4), st.integers(0, 4), st.just("dk"))) for key in KEYS
    }
    for questions in DIMENSIONS.values():
        left_out = draw(st.sampled_from([None, *(key for key in questions if key in MAY_NOT_APPLY)]))
        if left_out is not None:
            answers[left_out] = NotApplicable("the product decides it")
    noted = draw(st.sets(st.sampled_from(KEYS)))
    return Sheet("1", answers, dict.fromkeys(sorted(noted), "the cost sheet"))
