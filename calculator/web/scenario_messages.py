"""What is said after a scenario was saved: what took the place of what, and how to take it back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calculator.domain.break_even.retirement import Triggers
from calculator.domain.labels import label_of
from calculator.models import AgentStatus, Scenario, ScenarioVersion
from calculator.scenarios.saving import Outcome, Saved
from calculator.scenarios.services import MOST_SCENARIOS
from calculator.web.scenario_page import moment, monthly_apart
from runrate.core.text import listed
from runrate.core.visitor_cookie import KEPT_IDS


def _of_its_own(scenario: Scenario) -> tuple[tuple[str, bool], ...]:
    """What is said of a scenario and is none of its inputs, and whether it is."""
    limits = scenario.triggers
    return (
        (_("its notes"), bool(scenario.notes)),
        (_("who answers for it"), bool(scenario.agent_owner)),
        (_("its status"), scenario.agent_status != AgentStatus.PLANNED),
        (_("the accepted units to reach"), scenario.productivity_target is not None),
        (_("its limits for retiring"), limits != Triggers()),
    )


def say_replaced(
    request: HttpRequest, scenario: Scenario, before: ScenarioVersion | None, *, seen: str = ""
) -> None:
    """Says what a change replaced. `seen` is when the version was saved that the person was shown."""
    if before is None:
        messages.info(request, _("“%(name)s” is unchanged.") % {"name": scenario.name})
        return
    said = _replaced(scenario, before)
    if seen and seen != before.saved_at.isoformat():
        # Two tabs or two people at one account: the later change wins, and the earlier one is kept as well.
        said += " " + _("It was changed elsewhere since you opened it; that version is kept too.")
    messages.success(request, format_html("{} {}", said, _way_back(scenario)))


def _replaced(scenario: Scenario, before: ScenarioVersion) -> str:
    now, then = monthly_apart(scenario, before.as_scenario())
    words = {
        "name": scenario.name,
        "now": now,
        "then": then,
        "when": moment(before.saved_at),
    }
    if words["now"] != words["then"]:
        said = _("“%(name)s” is saved: %(now)s per month in place of %(then)s, saved %(when)s.")
    elif before.kept.get("name") != scenario.name:
        words["old"] = before.kept.get("name")
        said = _("“%(name)s” is saved in place of “%(old)s”, saved %(when)s: %(now)s per month, as before.")
    else:
        said = _("“%(name)s” is saved over what was saved %(when)s: %(now)s per month, as before.")
    return said % words


def _way_back(scenario: Scenario) -> SafeString:
    way = reverse("scenarios:detail", args=[scenario.pk])
    return format_html('<a href="{}#versions">{}</a>', way, _("Undo it"))


def say_saved(request: HttpRequest, saved: Saved, deleted: Scenario | None) -> None:
    """Says what a new scenario came to. `deleted` is the one that the changes were meant for."""
    level, said = _new(saved, deleted)
    if level != messages.SUCCESS or saved.outcome is Outcome.BESIDE or request.user.is_authenticated:
        messages.add_message(request, level, said)


def _new(saved: Saved, deleted: Scenario | None) -> tuple[int, str]:
    words = {"name": saved.scenario.name, "other": saved.beside.name if saved.beside else ""}
    if saved.outcome is Outcome.DELETED:
        said = _("“%(name)s” was saved by this page before and then deleted, so nothing was saved now.")
        return messages.WARNING, said % words
    if deleted is not None:
        said = _("“%(name)s” was deleted, so your changes are saved as a new scenario of that name.")
        return messages.WARNING, said % words
    if saved.outcome is Outcome.BESIDE:
        said = _(
            "“%(name)s” is saved as a scenario of its own. This page had saved “%(other)s” before: "
            "that one stays as it was."
        )
        return messages.SUCCESS, said % words
    return messages.SUCCESS, _("“%(name)s” is saved with your scenarios.") % words


def say_repriced(request: HttpRequest, totals: tuple[str, str] | None) -> None:
    """Says that prices changed between page and save, where they did: then and now, as printed."""
    if totals is not None:
        said = _(
            "Prices changed while this page was open: it showed %(then)s per month. What is saved comes to "
            "%(now)s at the prices in force now."
        )
        messages.warning(request, said % dict(zip(("then", "now"), totals, strict=True)))


def say_ranges_ended(request: HttpRequest, names: Sequence[str]) -> None:
    """Says which ranges ended with their inputs, where model steps took the place of these."""
    if names:
        said = _("Not kept: your ranges of %(inputs)s. The first model step has no such input to vary.")
        messages.warning(request, said % {"inputs": listed([label_of(name) for name in names])})


def say_duplicated(request: HttpRequest, copy: Scenario) -> None:
    """Says what became of a copy among the agents, and where it adds to what is planned."""
    said = (
        _("“%(name)s” is yours to change. As an agent it is planned.")
        if copy.workload_name
        else _(
            "“%(name)s” is yours to change. As an agent it is planned. Name one workload in both, and of two "
            "plans only the one saved last counts."
        )
    )
    messages.success(request, said % {"name": copy.name})


def say_left_behind(
    request: HttpRequest, saved: Saved, source: Scenario | None, ended: Sequence[str]
) -> None:
    """Says what a new scenario has not of the one it started from: words and limits are of that one."""
    if source is None or saved.outcome not in {Outcome.SAVED, Outcome.BESIDE}:
        return
    say_ranges_ended(request, ended)
    if left := [name for name, held in _of_its_own(source) if held]:
        said = _("Not copied from “%(other)s”: %(what)s.")
        messages.info(request, said % {"other": source.name, "what": listed(left)})


def say_deleted(request: HttpRequest, scenario: Scenario, *, link_ended: bool) -> None:
    """Says what is gone and can come back, and what cannot."""
    if link_ended:
        said = _(
            "“%(name)s” is deleted and its share link has ended. You can undo the deletion below; "
            "the link does not come back."
        )
    else:
        said = _("“%(name)s” is deleted. You can undo that below.")
    messages.success(request, said % {"name": scenario.name})


def say_no_room(request: HttpRequest) -> None:
    """Says why nothing was saved, and what makes room."""
    if request.user.is_authenticated:
        said = _("You have %(most)s scenarios, and an account holds no more. Delete one to make room.")
        messages.error(request, said % {"most": MOST_SCENARIOS})
    else:
        said = ngettext(
            "%(most)s scenario is waiting for you already. Sign in to save more.",
            "%(most)s scenarios are waiting for you already. Sign in to save more.",
            KEPT_IDS,
        )
        messages.error(request, said % {"most": KEPT_IDS})
