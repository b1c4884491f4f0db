"""A workload that comes as a file: read, and turned into the address that shows it."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext

from calculator.domain.cost_lines import Note
from calculator.domain.prices.brought_notes import (
    TooLongError,
    as_text,
    brought_along,
    invoice_brought,
    models_brought,
)
from calculator.domain.prices.carried_notes import (
    NOTES,
    ORIGINS,
    invoice_in,
    invoice_origin_in,
    split_notes,
)
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload
from calculator.prices.pricing import price_inputs
from calculator.prices.recognised import example_named, models_named
from calculator.web.long_addresses import short_query
from runrate.core.json_input import BodyError, read_object
from runrate.core.text import clean

MOST_ERRORS: Final = 20
"""Of thousands of faults in one file the first will do."""


class ImportForm:
    """A workload as JSON, pasted or as a file, read by the same rules as the command line and the API."""

    WHOLE: Final = "workload"

    @classmethod
    def refused(cls, pasted: str, errors: Mapping[str, list[str]]) -> "ImportForm":
        """As it was when it was refused; the file that may have been the reason is no longer there."""
        form = cls(pasted, None)
        form.errors = list(errors.get(cls.WHOLE, []))
        return form

    def __init__(self, pasted: str, uploaded: bytes | None) -> None:
        self.pasted = pasted
        self.errors: list[str] = []
        self.address = ""
        self.notes: tuple[Note, ...] = ()
        try:
            data = read_object(uploaded or pasted.encode(errors="replace"))
            found, _every = split_notes(data)
            preset, rest = example_named(data)
            self.notes = split_notes(rest)[1]
            inputs = parse_workload(price_inputs(found).inputs).as_form()
            models = models_brought(models_named(data.get(ORIGINS)), inputs)
            billed = invoice_brought(invoice_origin_in(data), invoice_in(data))
            brought = as_text([*brought_along(self.notes, inputs), *models, *billed])
        except BodyError as error:
            self.errors = [str(error)]
        except TooLongError:
            self.errors = [gettext("The notes of this file are too long: shorten or remove some.")]
        except WorkloadErrors as error:
            every = [f"{clean(name)}: {said}" for name, all_said in error.errors.items() for said in all_said]
            self.errors = every[:MOST_ERRORS] + (
                [gettext("And more like these.")] if every[MOST_ERRORS:] else []
            )
        else:
            beside = {"preset": preset, NOTES: brought, LAST_INVOICE: invoice_in(data)}
            told = {name: text for name, text in beside.items() if text}
            self.address = short_query(flat_from(found) | told)
