"""At sign-in, scenarios saved and bills given before it become the person's own."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from calculator.models import Scenario
from calculator.scenarios import services
from calculator.uploads import receiving
from runrate.core import visitor_cookie
from runrate.sharing.services import forget

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@receiver(post_delete, sender=Scenario, dispatch_uid="calculator.forget_links")
def forget_links(sender: object, instance: Scenario, **kwargs: Any) -> None:
    """A link to what is gone for good opens nothing, and goes with it."""
    forget(instance.pk)


@receiver(user_logged_in, dispatch_uid="calculator.claim_scenarios")
def claim_scenarios(sender: object, request: HttpRequest, user: "AbstractBaseUser", **kwargs: Any) -> None:
    ids = visitor_cookie.ids(request, services.VISITOR_KIND)
    receiving.claim_all(user=user, ids=visitor_cookie.ids(request, receiving.VISITOR_KIND))
    claimed, left = services.claim_all(user=user, ids=ids) if ids else ([], [])
    for scenario in claimed:
        messages.success(request, _("“%(name)s” is saved with your scenarios.") % {"name": scenario.name})
    for scenario in left:
        said = _(
            "“%(name)s” stays in this browser: an account holds at most %(most)s scenarios, and "
            "yours is full."
        )
        messages.warning(request, said % {"name": scenario.name, "most": services.MOST_SCENARIOS})
