"""The link by which others read a scenario."""

from typing import Final

from django.db import transaction

from calculator.models import Scenario
from runrate.sharing import services
from runrate.sharing.kinds import Kind
from runrate.sharing.models import Link

SHARE: Final = Kind("scenario", "scenarios:open_shared", (365, 30))


@transaction.atomic
def share_scenario(*, scenario: Scenario, days: int | None = None) -> Link:
    """Make a link that anyone who has it can read, in place of any earlier one.

    Raises Http404 when another tab deleted the scenario meanwhile, TooManyLinksError after many in an hour.
    """
    locked = Scenario.objects.select_for_update(of=("self",)).filter(deleted_at=None).get_or_404(scenario.pk)
    return services.make(SHARE, locked.pk, owner=locked.owner_id, days=days)


def revoke_share(*, scenario: Scenario) -> bool:
    """Ends the link; whether there was one that worked."""
    worked = services.current(SHARE, scenario.pk) is not None
    services.revoke(SHARE, scenario.pk)
    return worked
