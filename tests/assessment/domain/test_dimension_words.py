"""Several dimensions named together: as a label, within a sentence, at its beginning."""

from assessment.domain.dimension_words import in_a_sentence, weakest_named
from assessment.domain.questionnaire import load

TWO = ("visibility", "control")


def test_a_label_keeps_the_names_and_says_when_none_is_weaker() -> None:
    for unknown in (False, True):
        assert weakest_named(TWO, load("1"), unknown=unknown) == "Visibility and Control and foresight"
    assert weakest_named((), load("1"), unknown=False) == "all five even"


def test_a_tie_that_counts_unknown_answers_as_nothing_is_not_called_even() -> None:
    assert weakest_named((), load("1"), unknown=True) == "not known yet"


def test_in_a_sentence_they_are_small_and_begin_it_with_a_capital() -> None:
    assert in_a_sentence(TWO, load("1")) == "visibility and control and foresight"
    assert in_a_sentence(TWO, load("1"), begins=True) == "Visibility and control and foresight"
