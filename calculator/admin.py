"""Staff keep prices: what is bundled can be overridden by a copy, never rewritten. Scenarios can be read."""

from functools import partial
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import DecimalField, PositiveBigIntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from calculator.domain.labels import label_of
from calculator.models import Age, Origin, PriceRow, Scenario
from calculator.prices.how_known import known, set_by_staff
from calculator.prices.importer import mark_checked, override_price, set_price
from calculator.prices.plausibility import doubt_of_price
from calculator.prices.provenance import site_of
from runrate.core.decimals import plain
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.reader import Measure

_OF_A_THOUSAND: Final = frozenset({"call_fee", "search_price"})
"""Prices of a thousand calls or searches: no price of tokens is like them."""


class PriceRowForm(forms.ModelForm[PriceRow]):
    """What is wrong between the prices is said only at fields that could be read by themselves."""

    def add_error(self, field: str | None, error: Any) -> None:
        """A number that nobody could read is not missing as well."""
        if field is None and hasattr(error, "error_dict"):
            error = {name: said for name, said in error.error_dict.items() if name not in self.errors}
        if error:
            super().add_error(field, ValidationError(error) if isinstance(error, dict) else error)


@admin.register(PriceRow)
class PriceRowAdmin(admin.ModelAdmin[PriceRow]):
    """Bundled rows are read-only; a staff copy wins over them."""

    form = PriceRowForm
    list_display = (
        "reference",
        "input",
        "output",
        "known",
        "source",
        "effective_from",
        "origin",
        "status",
    )
    list_filter = ("status", "origin", "deprecated", "text")
    search_fields = ("provider", "model", "display_name")
    actions = ["copy_to_override", "mark_checked"]  # noqa: RUF012  # as the base class has it
    show_full_result_count = False
    list_per_page = 50

    class Media:
        css = {"all": ["css/admin_prices.css"]}  # noqa: RUF012  # as the base class has it

    @admin.display(description=_("model"), ordering="model")
    def reference(self, row: PriceRow) -> str:
        return row.reference

    @admin.display(description=_("input price"), ordering="input_price")
    def input(self, row: PriceRow) -> str:
        return plain(row.input_price)

    @admin.display(description=_("output price"), ordering="output_price")
    def output(self, row: PriceRow) -> str:
        return plain(row.output_price)

    @admin.display(description=_("how it is known"), ordering="checked_on")
    def known(self, row: PriceRow) -> SafeString:
        """The day of the last check or of the list, in amber after 90 days and in red after 180."""
        today = timezone.now().date()
        age = row.age(today)
        words = known(row.checked_on, row.listed_in, row.listed_on, today, staff=set_by_staff(row))
        if age is Age.FRESH:
            return format_html("{}", words)
        return format_html('<span class="price-{}">{}</span>', age, words)

    @admin.display(description=_("source"))
    def source(self, row: PriceRow) -> SafeString | str:
        """Where to compare the row, in a tab of its own so that the list stays for the mark."""
        if not row.source_url:
            return ""
        link = '<a href="{}" target="_blank" rel="external noopener noreferrer">{}</a>'
        return format_html(link, row.source_url, site_of(row.source_url))

    @admin.action(description=_("Mark as checked today (open each source first)"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, rows: QuerySet[PriceRow]) -> None:
        chosen = rows.count()
        marked = mark_checked(rows=rows, today=timezone.now().date())
        for row in marked:
            self.log_change(request, row, [{"changed": {"fields": ["checked on"]}}])
        said = ngettext(
            "%(n)s price is marked as checked today.",
            "%(n)s prices are marked as checked today.",
            len(marked),
        )
        self.message_user(request, said % {"n": len(marked)}, messages.SUCCESS)
        if len(marked) < chosen:
            left = _("%(n)s closed or not in force yet: left as they are.") % {"n": chosen - len(marked)}
            self.message_user(request, left, messages.WARNING)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PriceRow], search_term: str
    ) -> tuple[QuerySet[PriceRow], bool]:
        """Also the name that the list shows, provider/model, of which no column holds the whole."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        provider, slash, model = search_term.strip().partition("/")
        if not (provider and slash and model):
            return found, doubled
        named = queryset.filter(provider__iexact=provider, model__icontains=model)
        return found | named, doubled

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.checked_view))
        return [path("<path:id>/checked/", view, name="calculator_pricerow_checked"), *super().get_urls()]

    def checked_view(self, request: HttpRequest, id: str) -> HttpResponse:
        """The mark on the row's own page; a bundled row too, of which nothing else may be changed."""
        row = self.get_object(request, id)
        if row is None or not self.has_change_permission(request):
            raise PermissionDenied
        self.mark_checked(request, PriceRow.objects.filter(pk=row.pk))
        return redirect("admin:calculator_pricerow_change", row.pk)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: PriceRow | None = None,
    ) -> HttpResponse:
        """With the mark, for who may set it on a row that can be compared with its source."""
        today = timezone.now().date()
        checkable = obj is not None and PriceRow.objects.checkable(today).filter(pk=obj.pk).exists()
        context["checkable"] = checkable and self.has_change_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.action(description=_("Copy to override"))
    def copy_to_override(self, request: HttpRequest, rows: QuerySet[PriceRow]) -> None:
        for row in rows:
            copy = override_price(row=row)
            self.log_addition(request, copy, [{"added": {}}])
        self.message_user(request, _("Staff copies are ready to be changed."), messages.SUCCESS)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Every number of a price is read as people type it; the size of a context is counted in tokens."""
        number: dict[str, Any] = {"form_class": NumberField, "not_negative": True}
        if db_field.name == "batch_cache_factor":
            return db_field.formfield(**number, measure=Measure.CHANGE, example="50% or 0.5")
        if isinstance(db_field, DecimalField):
            dear = None if db_field.name in _OF_A_THOUSAND else partial(doubt_of_price, db_field.name)
            return db_field.formfield(**number, measure=Measure.MONEY, doubts=dear, example="$2.50")
        if isinstance(db_field, PositiveBigIntegerField):
            return db_field.formfield(**number, measure=Measure.TOKENS, whole=True)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: PriceRow | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.origin == Origin.STAFF)

    def has_delete_permission(self, request: HttpRequest, obj: PriceRow | None = None) -> bool:
        """A price that was once used is closed, not deleted."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"origin": Origin.STAFF, "checked_on": timezone.now().date()}

    def get_readonly_fields(self, request: HttpRequest, obj: PriceRow | None = None) -> tuple[str, ...]:
        """Which list has a price, and since when none has it, is nothing to be typed."""
        return ("origin", "listed_in", "listed_on", "set_on")

    def save_model(self, request: HttpRequest, obj: PriceRow, form: Any, change: bool) -> None:
        set_price(row=obj, today=timezone.now().date())
        super().save_model(request, obj, form, change)


@admin.register(Scenario)
class ScenarioAdmin(admin.ModelAdmin[Scenario]):
    """Whose scenario it is and what went into it; staff change nothing here."""

    list_display = ("name", "owner", "agent_status", "updated_at", "deleted_at")
    list_filter = ("agent_status",)
    list_select_related = ("owner",)
    search_fields = ("name", "owner__email")
    show_full_result_count = False
    list_per_page = 50
    exclude = ("share_token", "inputs")
    readonly_fields = ("named_inputs",)

    @admin.display(description=_("inputs"))
    def named_inputs(self, scenario: Scenario) -> SafeString:
        """What was entered, by the names of the page; a row of an older release may hold others."""
        given = ((label_of(name), value) for name, value in scenario.inputs.items())
        return format_html_join(mark_safe("<br>"), "{}: {}", given)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Scenario | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Scenario | None = None) -> bool:
        return False
