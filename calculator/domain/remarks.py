"""Which input each note of an estimate is about, in words; what several steps share is said once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calculator.domain.cost_lines import Note
from calculator.domain.labels import label, label_of
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext


@dataclass(frozen=True, slots=True)
class Remark:
    """A message and the inputs it is about: one, or the same input of several steps."""

    fields: tuple[str, ...]
    message: str

    @property
    def about(self) -> str:
        """`Steps 1 and 4: model`, or the input's own label: for where it stands above the message."""
        if len(self.fields) == 1:
            return label_of(self.fields[0])
        numbers = listed(name.split(".")[1] for name in self.fields)
        return _("Steps {numbers}: {label}").format(numbers=numbers, label=_inside(self.fields[0]))

    @property
    def sentence(self) -> str:
        """`Step 2, model: It is deprecated.`: for where a remark stands in running text."""
        first = self.fields[0]
        if not first.startswith("steps."):
            return _("{label}: {message}").format(label=label_of(first), message=self.message)
        numbers = [name.split(".")[1] for name in self.fields]
        words = ngettext(
            "Step {numbers}, {label}: {message}", "Steps {numbers}, {label}: {message}", len(numbers)
        )
        return words.format(numbers=listed(numbers), label=_inside(first), message=self.message)


def remarks_of(notes: Iterable[Note]) -> Iterator[Remark]:
    """All notes in their order; notes that say the same of the same input of several steps are one."""
    said: dict[tuple[bool, str, str], list[str]] = {}
    for note in notes:
        of_step = note.field.startswith("steps.")
        said.setdefault((of_step, _part_of(note.field), note.message), []).append(note.field)
    for (_step, _part, message), fields in said.items():
        yield Remark(tuple(dict.fromkeys(fields)), message)


def _inside(name: str) -> str:
    """What an input of a step is called; the name itself where a file brought one not known here."""
    try:
        return label(name).inside
    except KeyError:
        return _part_of(name)


def _part_of(name: str) -> str:
    """`calls` of `steps.2.calls`; any other name as it is."""
    return name.rpartition(".")[2] if name.startswith("steps.") else name
