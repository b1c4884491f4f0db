"""The prices of a worked example, as far as they still stand: whose they are, and what is said of them."""

from collections.abc import Iterator, Mapping

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
    for place, then in places(preset, workload).items():
        yield place, BY_KEY[preset].sources[f"{then}input_price"]


def places(preset: str, workload: Workload) -> dict[str, str]:
    """By each step, or the flat fields, that has a model's prices as the example has them: where they stand.

    A step may have moved, because another was taken away, or have been the flat fields before one was added:
    units routed to a cheaper model are a step of their own then.
    """
    if preset not in BY_KEY:
        return {}
    example, now = BY_KEY[preset], workload.as_form()
    then = example.workload.as_form()
    sources = {
        name.removesuffix("input_price"): source
        for name, source in example.sources.items()
        if name.endswith("input_price") and not name.endswith("long_context_input_price")
    }
    models = [prefix for prefix, source in sources.items() if source.model]
    found = {}
    for place in [f"steps.{number}." for number in range(1, len(workload.steps) + 1)] or [""]:
        fitting = [
            prefix
            for prefix in models
            if all(now.get(place + name) == then.get(prefix + name) for name in TYPED_PRICES)
        ]
        if fitting:
            likest = {prefix: (_alike(now, place, then, prefix), prefix == place) for prefix in fitting}
            found[place] = max(fitting, key=likest.__getitem__)
    return found


def example_of(origins: Mapping[str, str]) -> str:
    """The worked example that a price of a saved scenario is from; nothing where none is."""
    prices = (origin for name, origin in origins.items() if name.endswith("input_price"))
    return next((each.partition(":")[2] for each in prices if each.partition(":")[0] == "preset"), "")


def _alike(now: Mapping[str, str], place: str, then: Mapping[str, str], prefix: str) -> int:
    """How many inputs of a step are those of the example's."""
    own = [name for name in then if name.startswith(prefix) and "." not in name.removeprefix(prefix)]
    return sum(now.get(place + name.removeprefix(prefix)) == then[name] for name in own)
