"""An estimate as a downloaded file: workbook, CSV or JSON."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from calculator.domain.cost_lines import Note
from calculator.domain.workload import Workload
from calculator.files.exports import as_csv, as_json
from calculator.files.workbook import workbook
from runrate.core.csv_safety import FOR_PEOPLE

FORMATS: Final = ("xlsx", "csv", "json")
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    format: str,
    workload: Workload,
    origins: Mapping[str, str] | None = None,
    name: str = "",
    notes: tuple[Note, ...] = (),
    last_invoice: Decimal | None = None,
) -> HttpResponse:
    """One of xlsx, csv and json; the address admits no other."""
    if format == "xlsx":
        book = workbook(workload, origins, name, notes, last_invoice)
        response = HttpResponse(book, content_type=XLSX)
    elif format == "csv":
        response = HttpResponse(
            as_csv(workload, origins, notes, last_invoice).encode(FOR_PEOPLE), content_type=CSV
        )
    else:
        response = HttpResponse(
            as_json(workload, notes, origins, last_invoice), content_type="application/json"
        )
    response["Content-Disposition"] = f'attachment; filename="{_filename(workload, name)}.{format}"'
    response["Cache-Control"] = "no-store"
    return response


def _filename(workload: Workload, name: str) -> str:
    today: date = timezone.now().date()
    return f"runrate-{slugify(name or workload.unit_name)[:60] or 'costs'}-{today.isoformat()}"
