"""Notes with the inputs they are about, and what several steps share said once."""

from calculator.domain.cost_lines import Note
from calculator.domain.remarks import remarks_of


def sentences(*notes: Note) -> list[str]:
    return [remark.sentence for remark in remarks_of(notes)]


def test_a_note_names_the_step_and_the_input_it_is_about() -> None:
    assert sentences(
        Note("steps.2.model", "It is deprecated."), Note("acceptance_rate", "It cannot be reached.")
    ) == [
        "Step 2, model: It is deprecated.",
        "Acceptance rate (not redone by a person): It cannot be reached.",
    ]


def test_what_is_said_of_the_same_input_of_several_steps_is_said_once() -> None:
    same = "No cache read price was given."
    assert sentences(
        Note("steps.1.cache_read_price", same),
        Note("steps.2.cache_read_price", "Another."),
        Note("steps.4.cache_read_price", same),
        Note("steps.4.cache_write_price", same),
    ) == [
        "Steps 1 and 4, cache read price: No cache read price was given.",
        "Step 2, cache read price: Another.",
        "Step 4, cache write price: No cache read price was given.",
    ]


def test_a_note_on_a_name_that_is_no_input_keeps_that_name() -> None:
    assert sentences(Note("source", "It is old."), Note("steps.3.source", "It is old.")) == [
        "source: It is old.",
        "Step 3, source: It is old.",
    ]


def test_above_a_message_stand_the_steps_or_the_input_that_it_is_about() -> None:
    notes = [
        Note("steps.1.model", "Old."),
        Note("steps.4.model", "Old."),
        Note("steps.2.calls", "Many."),
        Note("retry_rate", "High."),
        Note("steps.1.unheard_of", "Odd."),
        Note("steps.2.unheard_of", "Odd."),
    ]

    assert [remark.about for remark in remarks_of(notes)] == [
        "Steps 1 and 4: model",
        "Step 2: calls per unit",
        "Retry rate",
        "Steps 1 and 2: unheard_of",
    ]
