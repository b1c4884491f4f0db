"""Accounts in the administration: seen, made, given roles; nobody here sets a password or enters for another.

Every change that staff make to an account is told to its owner by mail, at the old address and the new one.
"""

from typing import Any

from allauth.core.internal import ratelimit
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runrate.accounts import by_staff
from runrate.accounts.models import User
from runrate.audit.models import AuditEntry


class AccountForm(forms.ModelForm[User]):
    """What staff may change; an address that another account has is refused at its field."""

    class Meta:
        model = User
        fields = ("email", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")

    def clean_email(self) -> str:
        email: str = User.objects.normalize_email(self.cleaned_data["email"])
        if by_staff.taken(email, but_for=self.instance):
            raise forms.ValidationError(_("Another account has this address."))
        return email


@admin.register(User)
class AccountAdmin(admin.ModelAdmin[User]):
    """Staff hand on no more rights than they hold, and leave alone who holds more."""

    form = AccountForm
    ordering = ("email",)
    list_display = ("email", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email",)
    readonly_fields = ("date_joined", "last_login")
    change_form_template = "admin/accounts/user/change_form.html"

    fieldsets = (
        (None, {"fields": ("email",)}),
        (
            gettext_lazy("Rights"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (gettext_lazy("Dates"), {"fields": ("date_joined", "last_login")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """A new account is an address; its owner gets a mail with a link to choose a password."""
        return super().get_fieldsets(request, obj) if obj else ((None, {"fields": ("email",)}),)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Roles can be given by those who may change accounts; more than roles, by superusers alone."""
        shut = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*super().get_readonly_fields(request, obj), *shut)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody takes over an account that may do more: its address and rights are its own."""
        if obj is not None and not request.user.is_superuser:
            beyond = rights_of(obj).exclude(pk__in=_own_rights(request)).exists()
            if obj.is_superuser or beyond:
                return False
        return super().has_change_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only roles that hold no right which the giver does not hold."""
        if db_field.name == "groups":
            kwargs["queryset"] = self._grantable(request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.reset_view))
        return [path("<path:id>/reset-link/", view, name="accounts_user_reset"), *super().get_urls()]

    def reset_view(self, request: HttpRequest, id: str) -> HttpResponse:
        """Mails the owner a link to choose a new password; who asked for it sees nothing of it."""
        user = self.get_object(request, id)
        if user is None or not self.has_change_permission(request, user):
            raise PermissionDenied
        used = ratelimit.consume(request, app="allauth.account", action="account_mail", key=str(user.pk))
        if used is None:
            messages.warning(request, _("Too many links were sent to this account. Wait an hour."))
        else:
            by_staff.send_reset_link(request, user)
            AuditEntry.objects.note(by=request.user, did="reset link sent", subject=user)
            messages.success(request, _("A link to choose a new password is on its way to the owner."))
        return redirect("admin:accounts_user_change", user.pk)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """What the account was before is kept on the form, for the mail after its roles are saved too."""
        form.before = by_staff.Account.of(User.objects.get(pk=obj.pk)) if change else None
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            by_staff.put_address(user=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Roles beyond what the giver could give stay as they are."""
        user = form.instance
        kept = list(user.groups.exclude(pk__in=self._grantable(request))) if change else []
        super().save_related(request, form, formsets, change)
        user.groups.add(*kept)
        if change:
            by_staff.tell_of_change(form.before, by_staff.Account.of(user))
        else:
            by_staff.tell_of_making(request, user)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        address = obj.email
        super().delete_model(request, obj)
        by_staff.tell_of_deletion(address)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        addresses = list(queryset.values_list("email", flat=True))
        super().delete_queryset(request, queryset)
        for address in addresses:
            by_staff.tell_of_deletion(address)

    def _grantable(self, request: HttpRequest) -> QuerySet[Group]:
        groups = Group.objects.order_by("name")
        if request.user.is_superuser:
            return groups
        beyond = Permission.objects.exclude(pk__in=_own_rights(request))
        return groups.exclude(permissions__in=beyond)


def rights_of(user: Any) -> QuerySet[Permission]:
    """The rights of an account by its roles and of its own, whether or not it may sign in."""
    return Permission.objects.filter(Q(group__user=user) | Q(user=user))


def _own_rights(request: HttpRequest) -> list[int]:
    return list(rights_of(request.user).values_list("pk", flat=True))
