"""The calculator page drawn once for all estimates of the same shape; numbers and words go into its holes."""

from dataclasses import fields, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from calculator.charts import Band, Iceberg
from calculator.fields import Inputs, examples, inputs
from calculator.forms import WorkloadForm
from calculator.models import Scenario
from calculator.result import Remark, Result, Row
from runrate.kit.requests import HtmxRequest
from runrate.kit.skeleton import hole, page

ESTIMATE = "calculator/estimate.html"
PAGE = "calculator/page.html"
# A tint is a decision of the drawing, with its class for the dark; all else of a band is only shown.
_TINT = {"hook", "fill"}


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
    given = None if request.htmx else inputs(form)
    if result is None:
        shown = {"form": form, "address": address, "keep": keep, "summary": form.summary()}
        if given is None:
            return render(request, ESTIMATE, shown)
        status = 200 if form.waits else 422
        return render(request, PAGE, {**shown, **_parts(given), **examples(form)}, status=status)
    hollow, holes = _hollow_result(result)
    holes |= {"address": address, "query": form.address, "keep": keep}
    holes |= {"workload_name": form.workload_name, "scenario_id": form.scenario_id or ""}
    if saved:
        holes |= {"saved_name": saved.name, "saved_address": saved.get_absolute_url()}
    hollow_inputs: dict[str, object] = {}
    if given is not None:
        hollow_inputs, more = _hollow_inputs(given)
        holes |= more

    def context() -> dict[str, Any]:
        return {
            "form": {
                "preset": form.preset,
                "start": form.start,
                "workload_name": hole("workload_name") if form.workload_name else "",
                "scenario_id": hole("scenario_id") if form.scenario_id else "",
                "address": hole("query"),
            },
            "result": hollow,
            "saved": {"name": hole("saved_name"), "get_absolute_url": hole("saved_address")}
            if saved
            else None,
            "address": hole("address"),
            "keep": hole("keep"),
            **hollow_inputs,
            **(examples(form) if given is not None else {}),
        }

    opened = tuple(group.open for group in given.groups) if given is not None else ()
    key = (
        form.start,
        bool(saved),
        bool(form.workload_name),
        bool(form.scenario_id),
        opened,
        *_shape(result),
    )
    return page(request, ESTIMATE if given is None else PAGE, key, context, holes)


def _parts(given: Inputs) -> dict[str, object]:
    return {"first": given.first, "prices": given.prices, "groups": given.groups}


def _hollow_inputs(given: Inputs) -> tuple[dict[str, object], dict[str, object]]:
    holes: dict[str, object] = {"first": given.first, "prices": given.prices}
    groups = []
    for group in given.groups:
        inputs_, state = f"{group.key}-inputs", f"{group.key}-state"
        holes |= {inputs_: group.inputs, state: group.state}
        groups.append(replace(group, inputs=hole(inputs_), state=hole(state)))
    return {"first": hole("first"), "prices": hole("prices"), "groups": groups}, holes


def _shape(result: Result) -> tuple[object, ...]:
    """All that the templates decide by: what is there, what was entered, which tints."""
    chart = result.iceberg
    return (
        result.at_least,
        bool(result.missing),
        tuple((row.key, row.visible, row.entered, bool(row.figures)) for row in result.rows),
        len(result.answers),
        len(result.remarks),
        tuple(band.hook for band in chart.bands) if chart else None,
        bool(result.audit),
        bool(result.invoice),
        bool(result.price_row),
        bool(result.defaults),
        bool(result.converted),
    )


def _hollow_result(result: Result) -> tuple[Result, dict[str, object]]:
    """The result with holes for all it says, and what goes into them; nothing stays empty that was not."""
    holes: dict[str, object] = {"missing": ", ".join(map(str, result.missing))}
    texts = {field.name: _cut(holes, result, field.name, "result") for field in fields(Result)
             if isinstance(getattr(result, field.name), str)}  # fmt: skip
    rows = tuple(_hollow_row(holes, row) for row in result.rows)
    remarks = []
    for place, remark in enumerate(result.remarks):
        holes |= {f"remark-{place}-field": remark.field, f"remark-{place}-message": remark.message}
        remarks.append(Remark(hole(f"remark-{place}-field"), hole(f"remark-{place}-message")))
    for place, answer in enumerate(result.answers):
        holes[f"answer-{place}"] = answer
    hollow = replace(
        result,
        **texts,
        missing=(hole("missing"),) if result.missing else (),
        rows=rows,
        answers=tuple(hole(f"answer-{place}") for place in range(len(result.answers))),
        remarks=tuple(remarks),
        iceberg=_hollow_iceberg(holes, result.iceberg) if result.iceberg else None,
    )
    return hollow, holes


def _hollow_row(holes: dict[str, object], row: Row) -> Row:
    shown = ("amount", "share", "formula", "figures")
    return replace(row, **{name: _cut(holes, row, name, row.key) for name in shown})


def _hollow_iceberg(holes: dict[str, object], chart: Iceberg) -> Iceberg:
    bands = []
    for place, band in enumerate(chart.bands):
        shown = [field.name for field in fields(Band) if field.name not in _TINT]
        bands.append(replace(band, **{name: _cut(holes, band, name, f"band-{place}") for name in shown}))
    shown = [field.name for field in fields(Iceberg) if field.name != "bands"]
    return replace(chart, bands=tuple(bands), **{name: _cut(holes, chart, name, "chart") for name in shown})


def _cut(holes: dict[str, object], owner: object, name: str, prefix: str) -> Any:
    """A hole for what this field says, which goes to the others; what says nothing stays as it is."""
    said = getattr(owner, name)
    if not said:
        return said
    holes[f"{prefix}-{name}"] = said
    return hole(f"{prefix}-{name}")
