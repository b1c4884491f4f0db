"""A thousand made-up fields are refused by one sentence, which is looked up in the catalogue once."""

from collections.abc import Callable, Mapping

import pytest

from assessment.domain.answer_sheet import SheetErrors, parse_sheet
from assessment.services.submission_files import read
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from runrate.core import translation

MANY: dict[str, object] = {f"field{n}": 1 for n in range(1_000)}
DOORS: dict[str, Callable[[], object]] = {
    "workload": lambda: parse_workload(MANY),
    "sheet": lambda: parse_sheet({"version": "1", **MANY}),
    "answers": lambda: parse_sheet({"version": "1", "answers": MANY}),
    "evidence": lambda: parse_sheet({"version": "1", "answers": {}, "evidence": MANY}),
    "exported file": lambda: read({"version": "1", **MANY}),
}


class Counting(translation.English):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def gettext(self, message: str) -> str:
        self.asked.append(message)
        return super().gettext(message)


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_sentence_said_of_many_fields_is_looked_up_once(
    door: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Counting()
    monkeypatch.setattr(translation._Speaker, "translator", catalogue)

    errors: Mapping[str, list[str]] = {}
    try:
        door()
    except (WorkloadErrors, SheetErrors) as refused:
        errors = refused.errors

    said = [message for messages in errors.values() for message in messages]
    assert len(said) >= 1_000
    assert max(map(catalogue.asked.count, set(catalogue.asked))) <= 2
