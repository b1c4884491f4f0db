"""What is said after a scenario was saved, changed or deleted is true of what was kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from calculator.domain.labels import label_of
from calculator.models import Scenario, ScenarioVersion
from calculator.models.version import snapshot
from calculator.scenarios.saving import Outcome, Saved
from calculator.scenarios.services import MOST_SCENARIOS
from calculator.web import scenario_messages
from runrate.accounts.models import User
from runrate.core.visitor_cookie import KEPT_IDS
from tests.truth.messages import messages_of
from tests.truth.reader import Costs, shows
from tests.truth.recording import Said, recorded

pytestmark = pytest.mark.django_db
TOKENS: Final[Mapping[str, Any]] = {
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
}
DESK: Final[Mapping[str, Any]] = {**TOKENS, "units_per_month": 1000, "tools_monthly": 40}
DEARER: Final[Mapping[str, Any]] = {**DESK, "tools_monthly": 90}
RENAMED: Final[Mapping[str, Any]] = {**DESK, "unit_name": "claim"}
WHOLE: Final[Mapping[str, Any]] = {
    **DESK,
    **dict.fromkeys(["vector_db_monthly", "observability_monthly", "integrations_monthly"], 0),
    **dict.fromkeys(
        ["infrastructure_monthly", "upkeep_monthly", "retry_rate", "review_rate", "build_cost"], 0
    ),
}


@dataclass(frozen=True)
class Act:
    """One press, and what was there before it: inputs and a name, or nothing."""

    name: str = "Desk"
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] = field(default_factory=lambda: DESK)
    old: str = "Desk"
    elsewhere: bool = False
    """Whether another tab had changed it since it was shown."""
    outcome: Outcome | None = None
    deleted: bool = False
    link_ended: bool | None = None
    ended: tuple[str, ...] = ()
    totals: tuple[str, str] | None = None
    started_from: Mapping[str, Any] | None = None
    """What the scenario that a new one was started from held beside its inputs."""
    copied: str | None = None
    """The name of the workload that a copy is of, or none."""
    room: bool = True
    signed_in: bool = True

    @property
    def as_much(self) -> bool:
        assert self.before is not None
        return Costs(self.before).total == Costs(self.after).total

    def saves_over(self) -> bool:
        return self.before is not None and (self.before, self.old) != (self.after, self.name)


def amount(text: object, inputs: Mapping[str, Any]) -> bool:
    """A month by hand, and "at least" where a line of it is missing."""
    costs = Costs(inputs)
    return shows(text, costs.total) and str(text).startswith("at least ") is not costs.complete


def now(act: Act, w: Mapping[str, Any]) -> bool:
    return act.saves_over() and w["name"] == act.name and amount(w["now"], act.after)


SAVING: Final[Mapping[str, Callable[[Act, Mapping[str, Any]], bool]]] = {
    "“%(name)s” is unchanged.": lambda a, w: (
        a.before is None and a.outcome is None and a.room and w["name"] == a.name
    ),
    "“%(name)s” is saved: %(now)s per month in place of %(then)s, saved %(when)s.": lambda a, w: (
        now(a, w) and not a.as_much and amount(w["then"], a.before or {})
    ),
    "“%(name)s” is saved in place of “%(old)s”, saved %(when)s: %(now)s per month, as before.": lambda a, w: (
        now(a, w) and a.as_much and w["old"] == a.old != a.name
    ),
    "“%(name)s” is saved over what was saved %(when)s: %(now)s per month, as before.": lambda a, w: (
        now(a, w) and a.as_much and a.old == a.name
    ),
    "It was changed elsewhere since you opened it; that version is kept too.": lambda a, _w: a.elsewhere,
    "“%(name)s” was saved by this page before and then deleted, so nothing was saved now.": lambda a, _w: (
        a.outcome is Outcome.DELETED
    ),
    "“%(name)s” was deleted, so your changes are saved as a new scenario of that name.": lambda a, _w: (
        a.deleted and a.outcome is Outcome.SAVED
    ),
    (
        "“%(name)s” is saved as a scenario of its own. This page had saved “%(other)s” before: "
        "that one stays as it was."
    ): lambda a, w: a.outcome is Outcome.BESIDE and (w["name"], w["other"]) == (a.name, a.old),
    "“%(name)s” is saved with your scenarios.": lambda a, _w: (
        a.outcome in {Outcome.SAVED, Outcome.AGAIN} and not a.deleted and a.signed_in
    ),
    (
        "Prices changed while this page was open: it showed %(then)s per month. What is saved comes to "
        "%(now)s at the prices in force now."
    ): lambda a, w: a.totals == (w["then"], w["now"]) and w["then"] != w["now"],
    "Not kept: your ranges of %(inputs)s. The first model step has no such input to vary.": lambda a, w: (
        bool(a.ended) and all(label_of(each) in w["inputs"] for each in a.ended)
    ),
    "“%(name)s” is yours to change. As an agent it is planned.": lambda a, w: (
        bool(a.copied) and w["name"] == a.name
    ),
    (
        "“%(name)s” is yours to change. As an agent it is planned. Name one workload in both, and of two "
        "plans only the one saved last counts."
    ): lambda a, w: a.copied == "" and w["name"] == a.name,
    "Not copied from “%(other)s”: %(what)s.": lambda a, w: (
        a.started_from is not None
        and w["other"] == a.old
        and {own for own in OWN if own in w["what"]}
        == {own for own, names in OWN.items() if names & a.started_from.keys()}
    ),
    (
        "“%(name)s” is deleted and its share link has ended. You can undo the deletion below; "
        "the link does not come back."
    ): lambda a, _w: a.link_ended is True,
    "“%(name)s” is deleted. You can undo that below.": lambda a, _w: a.link_ended is False,
    "You have %(most)s scenarios, and an account holds no more. Delete one to make room.": lambda a, w: (
        not a.room and a.signed_in and w["most"] == MOST_SCENARIOS
    ),
    "%(most)s scenarios are waiting for you already. Sign in to save more.": lambda a, w: (
        not a.room and not a.signed_in and w["most"] == KEPT_IDS
    ),
}
OWN: Final[Mapping[str, frozenset[str]]] = {
    "its notes": frozenset({"notes"}),
    "who answers for it": frozenset({"agent_owner"}),
    "its status": frozenset({"agent_status"}),
    "the accepted units to reach": frozenset({"productivity_target"}),
    "its limits for retiring": frozenset({"retire_cost_above", "retire_margin_below", "retire_review_above"}),
}
LABELS: Final = {"Undo it", *OWN}
ACTS: Final = (
    Act(),
    Act(before=DESK, after=DEARER),
    Act(before=WHOLE, after={**WHOLE, "tools_monthly": "40.01"}, elsewhere=True),
    Act(before=DESK, after=RENAMED),
    Act(before=DESK, old="Line"),
    Act(before=DESK, old="Line", after=DEARER),
    *(Act(outcome=outcome, old="Line") for outcome in Outcome),
    Act(outcome=Outcome.SAVED, deleted=True),
    Act(outcome=Outcome.SAVED, signed_in=False),
    Act(link_ended=True),
    Act(link_ended=False),
    Act(ended=("input_tokens", "output_tokens")),
    Act(totals=("$40.00", "$41.00")),
    Act(copied="Support"),
    Act(copied=""),
    *(
        Act(outcome=Outcome.SAVED, old="Line", started_from={name: value})
        for name, value in (
            ("notes", "ask Ann"),
            ("agent_owner", "Ann"),
            ("agent_status", "live"),
            ("productivity_target", 9),
            ("retire_cost_above", 1),
            ("retire_margin_below", 1),
            ("retire_review_above", "0.5"),
        )
    ),
    Act(outcome=Outcome.SAVED, old="Line", started_from={"notes": "ask Ann", "agent_owner": "Ann"}),
    Act(outcome=Outcome.SAVED, old="Line", started_from={}),
    Act(room=False),
    Act(room=False, signed_in=False),
)


def request_of(act: Act) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = User(email="reader@example.com") if act.signed_in else AnonymousUser()
    request.session = {}  # type: ignore[assignment]  # what the messages need of one
    vars(request)["_messages"] = FallbackStorage(request)
    return request


def say(act: Act, request: HttpRequest) -> None:
    """Through the function that a view calls after such a press."""
    saved = Scenario(name=act.name, inputs=dict(act.after))
    if act.outcome is not None:
        other = Scenario(name=act.old) if act.outcome is Outcome.BESIDE else None
        gone = Scenario(name=act.name) if act.deleted else None
        scenario_messages.say_saved(request, Saved(saved, act.outcome, other), gone)
        if act.started_from is not None:
            source = Scenario(name=act.old, **act.started_from)
            scenario_messages.say_left_behind(request, Saved(saved, act.outcome, other), source, ())
    elif act.copied is not None:
        scenario_messages.say_duplicated(request, Scenario(name=act.name, workload_name=act.copied))
    elif act.link_ended is not None:
        scenario_messages.say_deleted(request, saved, link_ended=act.link_ended)
    elif act.ended or act.totals:
        scenario_messages.say_ranges_ended(request, act.ended)
        scenario_messages.say_repriced(request, act.totals)
    elif not act.room:
        scenario_messages.say_no_room(request)
    else:
        scenario_messages.say_replaced(request, saved, replaced_by(act), seen=seen_by(act))


MOMENT: Final = timezone.now() - timedelta(days=1)


def replaced_by(act: Act) -> ScenarioVersion | None:
    if act.before is None:
        return None
    was = Scenario(name=act.old, inputs=dict(act.before))
    return ScenarioVersion(scenario=was, kept=snapshot(was), saved_at=MOMENT)


def seen_by(act: Act) -> str:
    return (MOMENT - timedelta(hours=act.elsewhere)).isoformat()


def said_after(act: Act) -> list[Said]:
    with recorded() as book:
        request = request_of(act)
        say(act, request)
    printed = " ".join(str(each) for each in vars(request)["_messages"])
    return [said for said in book if said.message in SAVING and said.text in printed]


def untrue() -> Iterator[str]:
    for act in ACTS:
        for said in said_after(act):
            if not SAVING[said.message](act, said.words):
                yield said.text


def test_each_message_on_saving_has_a_condition() -> None:
    said = {message for message, _line in messages_of(scenario_messages.__name__)}

    assert said == {*SAVING, *LABELS}


def test_what_is_said_after_a_save_is_so_and_each_message_is_said() -> None:
    assert list(untrue()) == []
    assert {said.message for act in ACTS for said in said_after(act)} == set(SAVING)
