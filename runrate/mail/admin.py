"""Mails in the administration: which wait, which were given up and why; what they say is not shown."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from runrate.mail.models import Letter
from runrate.mail.tasks import try_again


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin[Letter]):
    """A letter may hold a code: its text is nowhere on these pages."""

    list_display = ("id", "subject", "state", "attempts", "failure", "created_at", "next_try_at", "sent_at")
    list_filter = ("state", "created_at")
    show_full_result_count = False
    actions = [  # noqa: RUF012 - as the base class has it
        "send_selected_again"
    ]
    fields = readonly_fields = (
        "subject",
        "state",
        "attempts",
        "failure",
        "created_at",
        "next_try_at",
        "useful_until",
        "sent_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Send the selected mails again"))
    def send_selected_again(self, request: HttpRequest, queryset: Iterable[Letter]) -> None:
        """Those that were given up and are still of use."""
        again = sum(try_again(letter=letter) for letter in queryset)
        self.message_user(
            request, _("%(count)s of them are in the queue again.") % {"count": again}, messages.SUCCESS
        )
