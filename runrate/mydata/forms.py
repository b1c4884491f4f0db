"""Typing one's own address is the confirmation that cannot be clicked by mistake."""

from django import forms
from django.utils.translation import gettext_lazy as _

from runrate.accounts.models import User


class DeleteForm(forms.Form):
    """Valid when the address typed is the account's own."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("Enter it, so that this cannot happen by mistake."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the address of this account."),
            "invalid": _("Enter the address of this account."),
        },
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.user = user

    def clean_email(self) -> str:
        """The address, in any case."""
        typed = str(self.cleaned_data["email"])
        if typed.casefold() != self.user.email.casefold():
            raise forms.ValidationError(_("This is not the address of this account."))
        return typed
