"""The pages of an upload: give a file, watch it being read, see what was understood, choose a part of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calculator.models import Scenario, UsageUpload
from calculator.uploads import carrying, choosing, columns, model_names, pairs, receiving, restated, samples
from calculator.uploads.job import JOBS
from calculator.uploads.joined import joined_with
from calculator.uploads.receiving import VISITOR_KIND, NotTakenError
from calculator.web.usage.access import asked_scenario, on_to, ones_own, own_bills, own_uploads
from calculator.web.usage.columns_form import MappingForm, initial_of
from calculator.web.usage.columns_views import AGAIN, given_again
from calculator.web.usage.forms import ChoiceForm, UploadForm
from calculator.web.usage.pages import bill_in, detail_context
from calculator.web.usage.sizes import file_limited
from calculator.web.usage.take_messages import say_replaced
from runrate.core import form_drafts, visitor_cookie
from runrate.core.csv_safety import FOR_PEOPLE
from runrate.core.requests import HtmxRequest
from runrate.limits.web import limited_by_address, rows_limited

START = "usage/start.html"


@file_limited
@require_http_methods(["GET", "HEAD", "POST"])
@rows_limited
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Give a bill, or look at those given before. A request that says it is too large is not even read."""
    if request.method == "POST" and AGAIN in request.POST:
        return given_again(request, id=request.POST[AGAIN])
    return _given(request)


def _given(request: HttpRequest) -> HttpResponse:
    form = form_drafts.bind(request, UploadForm)
    scenario = asked_scenario(request)
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form.cleaned_data["file"], scenario)
        except NotTakenError as error:
            if error.first is not None:
                messages.info(request, str(error))
                return redirect(receiving.for_scenario(upload=error.first, scenario=scenario))
            form.add_error("file", str(error))
    given = own_uploads(request).newest_first()
    shown = {"form": form, "scenario": scenario, "samples": samples.names(), "uploads": given}
    return form_drafts.answer(request, form, START, shown, to=_back(scenario))


def _back(scenario: Scenario | None) -> str:
    """Another page than the start may have sent a file, and has no place for what is wrong with it."""
    return reverse("usage:start") + (f"?{urlencode({'scenario': scenario.pk})}" if scenario else "")


def _received(request: HttpRequest, file: object, scenario: object, **more: object) -> HttpResponse:
    begun = visitor_cookie.ids(request, VISITOR_KIND)
    upload = receiving.receive(user=request.user, begun=begun, file=file, scenario=scenario, **more)  # type: ignore[arg-type]  # as the form has read them
    response = redirect(upload)
    if not request.user.is_authenticated:
        visitor_cookie.remember(response, request, VISITOR_KIND, upload.pk)
    return response


@require_POST
@limited_by_address("sample bill", 60, 3600)
def try_sample(request: HttpRequest) -> HttpResponse:
    """A made-up bill, read as one's own would be; nobody needs an account for it."""
    scenario = asked_scenario(request)
    try:
        return _received(request, samples.bill(), scenario, is_sample=True)
    except NotTakenError as error:
        if error.first is not None:
            return redirect(receiving.for_scenario(upload=error.first, scenario=scenario))
        messages.error(request, str(error))
        return redirect(_back(scenario))


@require_safe
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """A made-up file of one format, to see what an export looks like."""
    response = HttpResponse(samples.content(name), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@ones_own
def detail(request: HtmxRequest, upload: UsageUpload) -> HttpResponse:
    """How far the reading is; then what was understood, with the form that chooses a part of it."""
    if request.htmx and not upload.is_pending:
        return _refreshed()
    if not upload.is_ready:
        return _not_read(request, upload)
    return _understood(request, upload)


def _understood(request: HtmxRequest, upload: UsageUpload) -> HttpResponse:
    bills = own_bills(request, upload)
    bill = bill_in(bills, request.POST.get("source") or request.GET.get("source"))
    bill = bill if bill and bill.months else None
    scenario = asked_scenario(request)
    shown = detail_context(request, upload, bills) | {"bill": bill, "scenario": scenario}
    if bill is None or shown["rivals"] or shown["twins"] or shown["questions"]:
        return render(request, "usage/detail.html", shown)
    form = form_drafts.bind(request, ChoiceForm, bill=bill, upload=upload)
    if request.method == "POST" and form.is_valid():
        choosing.choose(upload=receiving.for_scenario(upload=upload, scenario=scenario), chosen=form.chosen)
        return on_to(request, "usage:inputs", upload.pk)
    return form_drafts.answer(request, form, "usage/detail.html", shown | {"form": form})


def _not_read(request: HtmxRequest, upload: UsageUpload) -> HttpResponse:
    shown = {"upload": upload, "scenario": asked_scenario(request)}
    if upload.needs_columns:
        chosen = initial_of(upload.mapping, upload.header)
        form = form_drafts.bind(request, MappingForm, header=upload.header, initial=chosen)
        if request.method == "POST" and form.is_valid():
            columns.choose(upload=upload, mapping=form.mapping)
            return on_to(request, upload)
        return form_drafts.answer(request, form, "usage/columns.html", shown | {"form": form})
    template = "usage/progress.html#progress" if request.htmx else "usage/progress.html"
    return render(request, template, shown)


def _refreshed() -> HttpResponse:
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


@require_safe
@ones_own
def refused(request: HttpRequest, upload: UsageUpload, place: int) -> HttpResponse:
    """Refused rows of one export with their reasons, to be mended and sent alone."""
    export = upload.exports.filter(place=place).first()
    if export is None or not export.refused_rows:
        raise Http404
    response = HttpResponse(export.refused_rows.encode(FOR_PEOPLE), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-rows-{place + 1}.csv"'
    return response


@require_POST
@ones_own
def keep_both(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Another view of the same month stays as it is, and this one beside it."""
    receiving.keep_beside(upload=upload)
    return on_to(request, upload)


@require_POST
@ones_own
def together(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Whether a usage and a cost export that do not agree are put together all the same."""
    asked = [bill.pair for bill in own_bills(request, upload) if bill.pair is not None]
    pair = next((each for each in asked if each.source == request.POST.get("source")), None)
    if pair is not None and (said := request.POST.get("together")) in {"yes", "no"}:
        pairs.belong_together(pair=pair, together=said == "yes")
    return on_to(request, upload)


@require_POST
@ones_own
def partner(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Which of several files has the other view of the same months, or that all of them are parts of it."""
    said, source = request.POST.get("partner", ""), request.POST.get("source")
    bill = next((each for each in own_bills(request, upload) if each.source == source), None)
    parts = [*bill.candidates, *bill.more] if bill else []
    named = {str(each.pk) for each in bill.candidates} if bill else set()
    if bill is not None and said in (named if restated.are_repeated(parts) else {pairs.ALL, *named}):
        pairs.go_with(upload=upload, source=bill.source, partner=said, parts=parts)
    return on_to(request, upload)


@require_POST
@ones_own
def names(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Asks again which model a name is: an answer may have been wrong, and an empty one is not final."""
    model_names.ask_again(upload=upload, name=request.POST.get("name", ""))
    return on_to(request, upload)


@require_POST
@ones_own
def replace(request: HttpRequest, upload: UsageUpload, other: str) -> HttpResponse:
    """This one in place of an earlier one, which is deleted."""
    earlier = own_uploads(request).exclude(pk=upload.pk).get_or_404(other)  # type: ignore[arg-type]  # the address has a UUID
    lost, chosen = restated.only_in(earlier, upload), choosing.chosen_of(earlier)
    bills = own_bills(request, earlier), own_bills(request, upload)
    kept = chosen if chosen is not None and carrying.fits(chosen, *bills) else None
    unfit = carrying.in_words(chosen) if chosen is not None and kept is None else ""
    if (lost or unfit) and "all" not in request.POST:
        shown = {"upload": upload, "earlier": earlier, "lost": lost, "unfit": unfit}
        return render(request, "usage/replace.html", shown | {"scenario": asked_scenario(request)})
    carrying.carry_over(earlier=earlier, upload=upload, chosen=kept)
    receiving.delete(upload=earlier)
    say_replaced(request, kept)
    return on_to(request, upload)


@require_POST
@ones_own
def parts(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Whether exports of one archive are parts of one bill, or which of them is not to be used."""
    if (place := request.POST.get("without", "")).isdecimal():
        restated.leave_out(upload=upload, place=int(place[:9]))
    elif "added" in request.POST:
        restated.add_up(upload=upload)
    return on_to(request, upload)


@require_POST
@ones_own
def retry(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Reads a file again that could not be read, while it is still there."""
    if upload.file:
        JOBS.try_again(upload)
    return on_to(request, upload)


def _used_by(request: HttpRequest, upload: UsageUpload) -> str:
    """Other files that are calculated together with this one, by name."""
    begun = visitor_cookie.ids(request, VISITOR_KIND)
    others = [each for bill in own_bills(request, upload) for each in (*bill.partners, *bill.added)]
    others += joined_with(upload, request.user, begun)
    return ", ".join(dict.fromkeys(f"“{each.file_name}”" for each in others))


@require_http_methods(["GET", "HEAD", "POST"])
@ones_own
def delete(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """The upload and all sums of it, once asked; scenarios that took inputs from it keep them."""
    name = upload.file_name
    if request.method != "POST":
        shown = {"upload": upload, "scenario": asked_scenario(request), "used_by": _used_by(request, upload)}
        return render(request, "usage/delete.html", shown)
    receiving.delete(upload=upload)
    messages.success(request, _("“%(name)s” and its sums are deleted.") % {"name": name})
    return on_to(request, "usage:start")
