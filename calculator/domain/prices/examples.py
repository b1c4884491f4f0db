"""The prices of a worked example, as far as they still stand: whose they are, and what is said of them."""

from collections.abc import Iterator

from calculator.domain.cost_lines import Note
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import BY_KEY, Source
from calculator.domain.prices.example_models import EXAMPLE_MODELS
from calculator.domain.prices.row_notes import row_notes
from calculator.domain.workload import Workload


def example_notes(preset: str, workload: Workload) -> tuple[Note, ...]:
    """What the rows of its models give reason to say, as where they are chosen from the list."""
    inputs = workload.as_form()
    found = []
    for prefix, source in standing(preset, workload):
        given = {
            name.removeprefix(prefix): text
            for name, text in inputs.items()
            if name.startswith(prefix) and name.removeprefix(prefix) not in TYPED_PRICES
        }
        notes = row_notes(EXAMPLE_MODELS[source.model], given)
        found += [Note(prefix + note.field, note.message) for note in notes]
    return tuple(found)


def standing(preset: str, workload: Workload) -> Iterator[tuple[str, Source]]:
    """The steps, or the flat fields, whose prices are all as the example has them, and their source."""
    if preset not in BY_KEY:
        return
    example = BY_KEY[preset]
    shared = range(1, min(len(workload.steps), len(example.workload.steps)) + 1)
    for prefix in [f"steps.{number}." for number in shared] if workload.steps else [""]:
        source = example.sources.get(f"{prefix}input_price")
        if source is None or not source.model:
            continue
        prices = {name: example.workload.get(prefix + name) for name in TYPED_PRICES}
        if all(workload.get(prefix + name) == price for name, price in prices.items()):
            yield prefix, source
