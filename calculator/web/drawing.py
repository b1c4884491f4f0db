"""The calculator page, whole or for a script its estimate alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from calculator.models import Scenario
from calculator.web.estimate import Result
from calculator.web.fields import examples, inputs
from calculator.web.forms import WorkloadForm
from runrate.core.cached_parts import cached_part, part
from runrate.core.requests import HtmxRequest

ESTIMATE = "calculator/estimate.html"
PAGE = "calculator/page.html"


def drawn(
    request: HtmxRequest,
    form: WorkloadForm,
    result: Result | None,
    *,
    saved: Scenario | None,
    address: str,
    keep: SafeString,
) -> HttpResponse:
    """The whole page, or for a script its estimate alone."""
    shown: dict[str, object] = {
        "form": form,
        "result": result,
        "saved": saved,
        "address": address,
        "keep": keep,
    }
    if result is None:
        shown["summary"] = form.summary()
    else:
        shown |= _parts(result)
    if request.htmx:
        return render(request, ESTIMATE, shown)
    given = inputs(form)
    parts = {"first": given.first, "prices": given.prices, "groups": given.groups}
    status = 200 if result is not None or form.waits else 422
    return render(request, PAGE, {**shown, **parts, **examples(form)}, status=status)


def _parts(result: Result) -> dict[str, SafeString]:
    """The larger parts of an estimate; those of a worked example are what everybody sees first."""
    drawing = part("charts/iceberg.svg", common=result.of_example, chart=result.iceberg)
    return {
        "iceberg": drawing if result.iceberg else SafeString(),
        "lines": part("calculator/lines.html", common=result.of_example, result=result),
        "audit": cached_part("calculator/audit.html", figures=result.audit) if result.audit else SafeString(),
    }
