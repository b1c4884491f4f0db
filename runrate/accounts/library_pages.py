"""The sign-in library's tables in the administration: to be looked at, without what lets somebody in."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """An address that staff confirm, a factor or a session that they make, would be a way into an account."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class AddressPage(LookOnly):
    list_display = ("email", "user", "primary", "verified")
    fields = list_display
    list_filter = ("primary", "verified")
    list_select_related = ("user",)
    search_fields = ("email",)


class FactorPage(LookOnly):
    list_display = ("user", "type", "created_at", "last_used_at")
    fields = list_display
    list_filter = ("type",)
    list_select_related = ("user",)


class SessionPage(LookOnly):
    list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    fields = list_display
    list_select_related = ("user",)
    search_fields = ("user__email", "ip")


PAGES: dict[str, Any] = {
    "account.emailaddress": AddressPage,
    "mfa.authenticator": FactorPage,
    "usersessions.usersession": SessionPage,
}


class Narrow:
    """Mixed into every page: its list is filtered by its filters alone.

    Django lets an address filter by any column of the table, so that a hidden one can be read off letter by
    letter: a password's hash, a link's secret.
    """

    PLAIN: ClassVar = {"exact", "in", "isnull", "gte", "lt", "id__exact", "pk__exact"}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A list is headed by what it lists, not by "Select answer about an article to view"."""
        named = {"title": capfirst(self.model._meta.verbose_name_plural)}  # type: ignore[attr-defined]  # noqa: SLF001  # ModelAdmin is mixed in
        return super().changelist_view(request, {**named, **(extra_context or {})})  # type: ignore[misc,no-any-return]  # same

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return any(
            lookup == name or (lookup.startswith(f"{name}__") and lookup[len(name) + 2 :] in self.PLAIN)
            for name in self._filters(request)
        )

    def _filters(self, request: HttpRequest) -> list[str]:
        found = []
        for each in self.get_list_filter(request):  # type: ignore[attr-defined]  # ModelAdmin is mixed in
            first = each[0] if isinstance(each, list | tuple) else each
            found.append(first if isinstance(first, str) else first.parameter_name)
        return found
