"""Every box for a name reads it alike: those of forms are found by walking the site, the rest is named."""

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.test import RequestFactory

from assessment.services.submission_files import context
from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.web.forms import WorkloadForm
from calculator.web.save_form import SaveForm
from runrate.accounts.models import User
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.names import NameField
from runrate.reports.domain.cover import parse_cover
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.web.forms import ReportForm
from tests.reports.readers import SMALL, sheet, source, workload

ROOT: Final = Path(__file__).parent.parent
type Reads = Callable[[str], str]

NAMES: Final = {
    "Night desk": "Night desk",
    " Night\n desk\u2028two ": "Night desk two",
    "a\u202eb\u2066c\u2069d": "abcd",
    "Night\u200b desk\ufeff": "Night desk",
    "tic\u0000ket\u0007": "ticket",
    "می\u200cخواهم": "می\u200cخواهم",
    "Größe, 大きさ, 👍": "Größe, 大きさ, 👍",
}
"""What is typed, and the name that it is."""
NO_NAMES: Final = ("\u200b", "\u200c\u200d", "\u2066\u2069", "\u202e\n", "\u3164", " \u00a0 ")
NOT_TYPED_AS_NAMES: Final = {
    "PriceRow": "columns of a price list that staff keeps: the importer writes them as the vendors do",
    "Group": "rights of staff, kept by Django's own page",
    "q": "what is searched for",
    "currency": "three letters, checked against the known ones",
    "code": "letters and digits that were sent to somebody",
    "text": "of the page that shows what boxes look like",
    "username": "of the library, which no page shows: people sign in by their address",
    "locked": "of the page that shows what boxes look like",
}


def every_form(user: User) -> Iterator[tuple[str, dict[str, forms.Field]]]:
    """Each form of the site with its fields: those that are declared, and the administration's."""
    for package in ("assessment", "calculator", "runrate"):
        for path in (ROOT / package).rglob("*form*.py"):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    waiting: list[type] = [forms.BaseForm]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith(("assessment.", "calculator.", "runrate.")):
            yield found.__name__, getattr(found, "base_fields", {})
    request = RequestFactory().get("/")
    request.user = user
    for model, kept in admin.site._registry.items():
        if kept.has_change_permission(request):
            yield model.__name__, kept.get_form(request, None, change=True).base_fields


def is_a_line_of_text(field: forms.Field) -> bool:
    plain = type(field.widget) in {forms.TextInput, AdminTextInputWidget}
    others = NumberField | forms.EmailField | forms.UUIDField | forms.DateField | forms.JSONField
    return (
        isinstance(field, forms.CharField) and plain and not isinstance(field, others) and not field.disabled
    )


def name_boxes(user: User) -> dict[str, forms.Field]:
    return {
        f"{form}.{name}": field
        for form, fields in every_form(user)
        for name, field in fields.items()
        if is_a_line_of_text(field) and form not in NOT_TYPED_AS_NAMES and name not in NOT_TYPED_AS_NAMES
    }


@pytest.mark.django_db
def test_every_line_of_text_of_a_form_is_a_name_field_or_no_name(admin_user: User) -> None:
    boxes = name_boxes(admin_user)

    assert {
        "ScenarioForm.name",
        "RoundForm.team_name",
        "ReportForm.author",
        "AddKeyForm.name",
        "RenameKeyForm.name",
    } - set(boxes) == set()
    assert [name for name, field in boxes.items() if not isinstance(field, NameField)] == []


@pytest.mark.django_db
def test_every_box_of_a_form_keeps_what_is_seen_and_takes_what_is_not_for_nothing(admin_user: User) -> None:
    for field in name_boxes(admin_user).values():
        assert {typed: field.clean(typed) for typed in NAMES} == NAMES
        for typed in NO_NAMES:
            if field.required:
                with pytest.raises(forms.ValidationError) as refused:
                    field.clean(typed)
                assert refused.value.messages == [field.error_messages["required"]]
            else:
                assert field.clean(typed) == ""


INPUTS: Final = BY_KEY["article-small"].workload.as_json()
STEP: Final = {"input_tokens": 1, "output_tokens": 1, "input_price": 1, "output_price": 1}


def _of_a_report(name: str) -> Any:
    given = source(sheet(), workload(SMALL)).as_json()
    given["assessment"]["team_name"] = name
    read = parse_source(json.loads(json.dumps(given))).assessed
    assert read is not None
    return read.team_name


def _step(name: str) -> Any:
    flat = ("input_tokens", "output_tokens", "input_price", "output_price")
    rest = {key: value for key, value in INPUTS.items() if key not in flat}
    return parse_workload({**rest, "steps": [{**STEP, "name": name}]}).steps[0].name


def _own_line(name: str) -> Any:
    line = {"name": name, "monthly": 1}
    return parse_workload({**INPUTS, "other_lines": [line]}).other_lines[0].name


OTHER_DOORS: Final[dict[str, Reads]] = {
    "unit": lambda name: parse_workload({**INPUTS, "unit_name": name}).unit_name,
    "step": _step,
    "own line": _own_line,
    "saved under": lambda name: SaveForm({"name": name}).name,
    "workload of an address": lambda name: WorkloadForm({"workload_name": name}).workload_name,
    "file of answers": lambda name: context({"context": {"team_name": name}})["team_name"],
    "file of a report": _of_a_report,
    "cover in a file": lambda name: parse_cover({"author": name}).author,
}


@pytest.mark.parametrize("door", OTHER_DOORS)
def test_a_name_from_an_address_a_file_or_a_program_is_read_like_one_from_a_form(door: str) -> None:
    assert {typed: OTHER_DOORS[door](typed) for typed in NAMES} == NAMES
    for typed in NO_NAMES:
        if door in {"unit", "own line"}:
            with pytest.raises(WorkloadErrors):
                OTHER_DOORS[door](typed)
        elif door != "step":
            assert OTHER_DOORS[door](typed) == ""


@pytest.mark.django_db
def test_the_boxes_that_a_form_makes_for_its_reader_are_numbers_and_models(admin_user: User) -> None:
    """Planning figures are rows of five numbers: no other box is added while a report's form is made."""
    added = set(ReportForm(user=admin_user).fields) - set(ReportForm.base_fields)

    assert {name.partition("-")[0] for name in added} == {"worth"}
