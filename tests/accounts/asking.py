"""The account forms, as somebody fills them in who has an account or none."""

from collections.abc import Callable

from allauth.account.models import EmailAddress

from runrate.accounts.models import User

FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "account_login": lambda address: {"login": address, "password": "not the right one"},
    "account_signup": lambda address: {"email": address, "password1": "a long walk before breakfast"},
    "account_reset_password": lambda address: {"email": address},
}


def confirmed(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
