"""Changes to somebody's account, as the administration sends them."""

from django.core.mail import EmailMultiAlternatives

from runrate.accounts.models import User

type Mails = list[EmailMultiAlternatives]


ADMINISTRATOR = "Administrator"


NEW = "new@example.com"


PASSWORD = "correct horse battery"


def page_of(user: User, address: str = "change/") -> str:
    return f"/admin/accounts/user/{user.pk}/{address}"


def form_of(user: User, **changes: object) -> dict[str, object]:
    """The account's form as it stands, but for what is changed."""
    ticked = {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    groups = list(user.groups.values_list("pk", flat=True))
    form: dict[str, object] = {"email": user.email, "groups": groups, **ticked, **changes}
    return {name: value for name, value in form.items() if value is not None}
