"""What is said after a scenario was changed: what took the place of what, and how to take it back."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calculator.models import Scenario, ScenarioVersion
from calculator.scenarios.services import MOST_SCENARIOS
from calculator.web.scenario_reading import moment, monthly
from runrate.core.visitor_cookie import KEPT_IDS


def replaced(
    request: HttpRequest, scenario: Scenario, before: ScenarioVersion | None, *, seen: str = ""
) -> None:
    """Says what a change replaced. `seen` is when the version was saved that the person was shown."""
    if before is None:
        messages.info(request, _("“%(name)s” is as it was: nothing was changed.") % {"name": scenario.name})
        return
    words = {
        "name": scenario.name,
        "now": monthly(scenario),
        "then": monthly(before.as_scenario()),
        "when": moment(before.saved_at),
    }
    if words["now"] != words["then"]:
        said = _("“%(name)s” is saved: %(now)s a month in place of %(then)s, saved %(when)s.")
    elif before.kept.get("name") != scenario.name:
        words["old"] = before.kept.get("name")
        said = _("“%(name)s” is saved in place of “%(old)s”, saved %(when)s: %(now)s a month, as before.")
    else:
        said = _("“%(name)s” is saved over what was saved %(when)s: %(now)s a month, as before.")
    said %= words
    if seen and seen != before.saved_at.isoformat():
        # Two tabs or two people at one account: the later change wins, and the earlier one is kept as well.
        said += " " + _("It had been changed elsewhere since you opened it; that version is kept too.")
    way = reverse("scenarios:detail", args=[scenario.pk])
    link = format_html('<a href="{}#versions">{}</a>', way, _("Take it back"))
    messages.success(request, format_html("{} {}", said, link))


def no_room(request: HttpRequest) -> None:
    """Says why nothing was saved, and what makes room."""
    if request.user.is_authenticated:
        said = _("You have %(most)s scenarios, and an account holds no more. Delete one to make room.")
        messages.error(request, said % {"most": MOST_SCENARIOS})
    else:
        said = ngettext(
            "%(most)s scenario waits for you already. Sign in to keep more.",
            "%(most)s scenarios wait for you already. Sign in to keep more.",
            KEPT_IDS,
        )
        messages.error(request, said % {"most": KEPT_IDS})
