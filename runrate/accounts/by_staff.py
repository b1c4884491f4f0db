"""What staff do to somebody's account, told to its owner: a mail at every change, and never a session."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from runrate.accounts.models import User

TOLD = "account/email/changed_by_staff"


@dataclass(frozen=True, slots=True)
class Account:
    """What of an account its owner is told when it changes."""

    address: str
    is_active: bool
    is_staff: bool
    is_superuser: bool
    roles: tuple[str, ...]
    rights: tuple[str, ...]

    @classmethod
    def of(cls, user: User) -> Self:
        return cls(
            user.email,
            user.is_active,
            user.is_staff,
            user.is_superuser,
            tuple(user.groups.order_by("name").values_list("name", flat=True)),
            tuple(user.user_permissions.order_by("pk").values_list("codename", flat=True)),
        )

    def differs_from(self, before: "Account") -> Iterator[str]:
        """Each difference as a sentence."""
        if self.address != before.address:
            said = _("The email address that signs in was changed from %(old)s to %(new)s.")
            yield said % {"old": before.address, "new": self.address}
        if self.is_active != before.is_active:
            yield (_("The account was activated.") if self.is_active else _("The account was deactivated."))
        if self.is_staff != before.is_staff:
            yield (
                _("The account can enter the administration.")
                if self.is_staff
                else _("The account can no longer enter the administration.")
            )
        if self.is_superuser != before.is_superuser:
            yield (
                _("The account has all permissions.")
                if self.is_superuser
                else _("The account no longer has all permissions.")
            )
        if self.roles != before.roles:
            yield _("Roles: %(roles)s.") % {"roles": ", ".join(self.roles) or _("none")}
        if self.rights != before.rights:
            yield _("Permissions of its own: %(rights)s.") % {"rights": ", ".join(self.rights) or _("none")}


def taken(email: str, *, but_for: User) -> bool:
    """Whether another account signs in with this address, or has begun to take it."""
    users = User.objects.filter(email__iexact=email).exclude(pk=but_for.pk)
    addresses = EmailAddress.objects.filter(email__iexact=email).exclude(user=but_for.pk)
    return users.exists() or addresses.exists()


@transaction.atomic
def put_address(*, user: User) -> None:
    """Makes the account's address the one that signs in, and the only one; its mailbox is still to be shown.

    At the next sign-in its owner types a code from a mail, as after signing up.
    """
    others = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
    known = EmailAddress.objects.filter(user=user, email__iexact=user.email).first()
    if known is None:
        others.delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


def send_reset_link(request: HttpRequest, user: User) -> None:
    """The mail that anybody gets who has forgotten a password, to the owner's mailbox and nowhere else."""
    request_password_reset(request, user.email, [user], None)


def tell_of_change(before: Account, after: Account) -> None:
    """A mail to the old address and the new one; none where nothing changed."""
    lines = list(after.differs_from(before))
    if lines:
        for address in dict.fromkeys((before.address, after.address)):
            _tell(address, lines)


def tell_of_making(request: HttpRequest, user: User) -> None:
    _tell(user.email, [_("An account with your email address was created.")])
    send_reset_link(request, user)


def tell_of_deletion(address: str) -> None:
    _tell(address, [_("Your account and everything in it were deleted.")])


def _tell(address: str, lines: list[str]) -> None:
    get_adapter().send_mail(TOLD, address, {"lines": lines})
