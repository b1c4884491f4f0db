"""From what a bill measures to a scenario: inputs side by side, the rows behind each, one or all taken."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calculator.domain.labels import label_of
from calculator.domain.typed_numbers.inputs import DIGITS_IN_A_BOX, LAST_INVOICE
from calculator.domain.what_if.measured_ranges import taken_over
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload
from calculator.models import Scenario, ScenarioVersion, UsageUpload, named
from calculator.prices.pricing import Priced
from calculator.scenarios import services
from calculator.scenarios.saving import Wanted, save_once
from calculator.uploads import receiving
from calculator.uploads.choosing import (
    SCALED,
    WHOLE,
    choose,
    chosen_of,
    days_are_open,
    of_these_days,
)
from calculator.uploads.taking import MODEL_USE, Taken, rounded
from calculator.usage.analysis.bill import NoRateError
from calculator.usage.analysis.derived import name_of
from calculator.usage.analysis.input_numbers import UnmeasuredError
from calculator.web.forms import BILL
from calculator.web.long_addresses import short_query
from calculator.web.scenario_messages import say_no_room, say_replaced
from calculator.web.usage.access import asked_scenario, on_to, ones_own, own_scenario, shows_another
from calculator.web.usage.against_page import against_context
from calculator.web.usage.asked_form import AskedForm, OddPricesForm, with_entered
from calculator.web.usage.days import DaysForm, UnitsForm, with_days_sent
from calculator.web.usage.invoices import billed_after, invoice_after
from calculator.web.usage.pages import Measured, measured_of
from calculator.web.usage.take_messages import GONE, say_what_else
from runrate.core import form_drafts, idempotency
from runrate.core.decimals import plain
from runrate.limits.web import rows_limited

REFUSED: Final = 422
COMPARED: Final = "compared"
"""Sent by the buttons of a comparison, which somebody takes one after another."""


@require_safe
@ones_own
def inputs(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Each measured input beside the one that stands in a scenario today."""
    measured = _measured(request, upload)
    if measured is None:
        return on_to(request, upload)
    return _inputs_page(request, measured, _asked(measured), days=DaysForm())


def _inputs_page(
    request: HttpRequest, measured: Measured, asked: AskedForm, *, days: DaysForm, status: int = 200
) -> HttpResponse:
    odd = OddPricesForm(request.POST if status == REFUSED and _odd_among(measured, request) else None)
    shown = measured.context() | {"asked": asked, "odd": odd, "scenarios": _own(request)}
    every = [each.name for each in shown["offers"]]
    shown["ticked"] = request.POST.getlist("input") if status == REFUSED else every
    shown["days_form"] = days if days_are_open(measured.bill, measured.chosen) else None
    return render(request, "usage/inputs.html", shown, status=status)


def _asked(measured: Measured, request: HttpRequest | None = None) -> AskedForm:
    """Boxes for what the bill does not say; as they were sent, where they were."""
    sent = request.POST if request else None
    return AskedForm(sent, names=measured.asked, steps=measured.found.steps)


def _odd_confirmed(measured: Measured, request: HttpRequest) -> bool:
    return not _odd_among(measured, request) or OddPricesForm(request.POST).is_valid()


def _odd_among(measured: Measured, request: HttpRequest) -> bool:
    """Whether prices far off the list are among the inputs that are to be taken."""
    names = {f"{each.kind}_price" for each in measured.found.odd_prices}
    return bool(names) and bool({MODEL_USE, *names} & set(request.POST.getlist("input")))


@require_http_methods(["GET", "HEAD", "POST"])
@ones_own
def against(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """A scenario's estimate against the bill: why they differ, and for how many units the bill stands."""
    measured = _measured(request, upload)
    if measured is None:
        return on_to(request, upload)
    form = form_drafts.bind(request, UnitsForm, bill=measured.bill, chosen=measured.chosen)
    said = form.chosen if request.method == "POST" and form.is_valid() else None
    if request.method == "POST" and shows_another(request, upload, said):
        return redirect(request.get_full_path())
    if said is not None:
        choose(upload=upload, chosen=said)
        return redirect(request.get_full_path())
    shown = against_context(measured) | {"form": form, "scenarios": _own(request)}
    return form_drafts.answer(request, form, "usage/against.html", shown)


def _own(request: HttpRequest) -> list[tuple[Scenario, str]]:
    """Scenarios that a bill can be set beside, told apart; nobody has any without an account."""
    if not request.user.is_authenticated:
        return []
    return named(Scenario.objects.visible_to(request.user).newest_first().only("name", "updated_at"))


def _measured(request: HttpRequest, upload: UsageUpload) -> Measured | None:
    """What was chosen, calculated; with a message where it cannot be."""
    named = "scenario" in request.POST or request.GET.get("scenario")
    scenario = asked_scenario(request) if named else _scenario_of(request, upload)
    try:
        measured = measured_of(request, upload, scenario)
    except (UnmeasuredError, NoRateError) as error:
        messages.warning(request, str(error))
        return None
    if measured is None:
        messages.info(request, _("First choose which part of this file is your workload."))
    return measured


def _scenario_of(request: HttpRequest, upload: UsageUpload) -> Scenario | None:
    return own_scenario(request, upload.scenario_id) if upload.scenario_id else None


@require_POST
@ones_own
def days(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Whether the days of a file that has not the whole month stand for all of it."""
    chosen, said = chosen_of(upload), request.POST.get("days", "")
    if shows_another(request, upload, None if chosen is None else replace(chosen, days=said)):
        return on_to(request, "usage:inputs", upload.pk)
    if said in {WHOLE, SCALED} and (measured := _measured(request, upload)) is not None:
        choose(upload=upload, chosen=of_these_days(measured.bill, measured.chosen, said))
    return on_to(request, "usage:inputs", upload.pk)


@require_safe
@ones_own
def rows(request: HttpRequest, upload: UsageUpload, name: str) -> HttpResponse:
    """The kept lines that an input was calculated from."""
    measured = _measured(request, upload)
    if measured is None:
        return on_to(request, upload)
    if not (lines := measured.shown(name)):
        raise Http404
    label = _("Model calls with their prices") if name == MODEL_USE else name_of(name)
    shown = {"upload": upload, "label": label, "lines": lines, "scenario": measured.scenario}
    return render(
        request, "usage/rows.html", shown | {"rates": measured.rates(name), "cut": measured.cut(name)}
    )


@require_POST
@rows_limited
@ones_own
def take_inputs(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Puts the ticked inputs into the scenario or a new one; without an account, into the calculator."""
    measured = _measured(request, upload)
    if measured is None:
        return on_to(request, upload)
    if shows_another(request, upload, with_days_sent(request.POST.get("days", ""), measured.chosen)):
        return redirect(_inputs(upload, measured))
    if "over" in request.POST and request.user.is_authenticated and measured.scenario is None:
        return _gone(request, measured)
    return _take(request, measured, request.POST.getlist("input"))


def _gone(request: HttpRequest, measured: Measured) -> HttpResponse:
    """What was ticked and entered for a scenario that was deleted meanwhile, beside those that are there."""
    messages.warning(request, GONE)
    asked = _asked(measured, request)
    return _inputs_page(request, measured, asked, days=DaysForm(request.POST), status=REFUSED)


def _take(request: HttpRequest, measured: Measured, names: list[str]) -> HttpResponse:
    asked, days = _asked(measured, request), DaysForm(request.POST)
    if not names:
        messages.warning(request, _("Tick at least one input."))
        return _inputs_page(request, measured, asked, days=days, status=REFUSED)
    if days_are_open(measured.bill, measured.chosen):
        if not days.is_valid():
            return _inputs_page(request, measured, asked, days=days, status=REFUSED)
        chosen = of_these_days(measured.bill, measured.chosen, days.cleaned_data["days"])
        choose(upload=measured.upload, chosen=chosen)
        measured = _measured(request, measured.upload) or measured
    if not asked.is_valid() or not _odd_confirmed(measured, request):
        return _inputs_page(request, measured, asked, days=days, status=REFUSED)
    over = measured.scenario if "over" in request.POST else None
    return _put(request, measured, _taken(measured, over, names, asked), over)


def _put(request: HttpRequest, measured: Measured, taken: Taken, over: Scenario | None) -> HttpResponse:
    """Into a scenario or the calculator, where what is unticked and missing is asked for."""
    try:
        answer = _saved(request, measured, taken, over)
    except WorkloadErrors as error:
        answer = _to_complete(request, measured, taken, over, error)
    say_what_else(request, taken)
    return answer


def _taken(measured: Measured, over: Scenario | None, names: list[str], asked: AskedForm) -> Taken:
    taken = measured.take(names, over=over is not None)
    return replace(taken, inputs=with_entered(taken.inputs, asked.entered))


def _inputs(upload: UsageUpload, measured: Measured) -> str:
    scenario = measured.scenario
    query = f"?{urlencode({'scenario': str(scenario.pk)})}" if scenario else ""
    return reverse("usage:inputs", args=[upload.pk]) + query


def _saved(request: HttpRequest, measured: Measured, taken: Taken, over: Scenario | None) -> HttpResponse:
    """Raises WorkloadErrors where the inputs are not enough for an estimate."""
    priced = replace(taken, measured={**taken.measured, **billed_after(over, measured, taken)}).priced()
    workload = parse_workload(priced.inputs)
    if not request.user.is_authenticated:
        return redirect(_calculator(measured, taken, None))
    if over is None:
        return _new(request, measured, _wanted(measured, taken, workload, priced))
    scenario, before = _replaced(over, measured, taken, workload, priced)
    say_replaced(request, scenario, before)
    return _on_to(measured.upload, scenario, compared=COMPARED in request.POST)


def _replaced(
    over: Scenario, measured: Measured, taken: Taken, workload: Workload, priced: Priced
) -> tuple[Scenario, ScenarioVersion | None]:
    return services.update_scenario(
        scenario=over,
        workload=workload,
        priced=priced,
        last_invoice=invoice_after(over, measured, taken),
        exploration=taken_over(over.exploration, taken.exploration),
    )


def _wanted(measured: Measured, taken: Taken, workload: Workload, priced: Priced) -> Wanted:
    return Wanted(
        name=measured.name,
        workload=workload,
        priced=priced,
        preset="",
        exploration=taken.exploration,
        last_invoice=invoice_after(None, measured, taken),
        workload_name=measured.scenario.workload_name if measured.scenario else "",
        before=None,
    )


def _new(request: HttpRequest, measured: Measured, wanted: Wanted) -> HttpResponse:
    try:
        saved = save_once(id=idempotency.id_in(request.POST), user=request.user, wanted=wanted)
    except services.TooManyError:
        say_no_room(request)
        return redirect(_inputs(measured.upload, measured))
    messages.success(request, _("“%(name)s” is a new scenario.") % {"name": saved.scenario.name})
    return _on_to(measured.upload, saved.scenario)


def _on_to(upload: UsageUpload, scenario: Scenario, *, compared: bool = False) -> HttpResponseRedirect:
    """To the scenario; where one cause was taken, to the comparison without it."""
    receiving.for_scenario(upload=upload, scenario=scenario)
    if compared:
        query = urlencode({"scenario": scenario.pk})
        return redirect(f"{reverse('usage:against', args=[upload.pk])}?{query}")
    return redirect(scenario)


def _to_complete(
    request: HttpRequest, measured: Measured, taken: Taken, over: Scenario | None, error: WorkloadErrors
) -> HttpResponse:
    """To the calculator, where what is missing is asked for at its field; nothing is saved yet."""
    names = ", ".join(label_of(name) for name in list(error.errors)[:3])
    said = _("The bill alone is not enough for an estimate: look at %(names)s.")
    messages.warning(request, said % {"names": names})
    return redirect(_calculator(measured, taken, over))


def _calculator(measured: Measured, taken: Taken, over: Scenario | None) -> str:
    """The calculator filled with these inputs; the upload in the address says which of them are measured.

    What was billed stands there as the last invoice, unless a scenario has one of its own.
    """
    beside = {BILL: str(measured.upload.pk)} | ({"scenario": str(over.pk)} if over else {})
    invoice = invoice_after(over, measured, taken)
    beside |= {} if invoice is None else {LAST_INVOICE: plain(invoice)}
    inputs = {name: rounded(text, DIGITS_IN_A_BOX) for name, text in flat_from(taken.inputs).items()}
    query = short_query({**inputs, **taken.exploration, **beside})
    return f"{reverse('calculator:page')}?{query}"
