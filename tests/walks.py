"""Follows a request through our modules: which it enters, in which order, and who calls whom.

A step of a walk is a module whose function runs between the request and its answer. A domain is one step:
it is plain Python and read by itself. No step of any one walk are

- the frame around every request: middleware, the administration's own site, template tags, the staff log,
  the durable job around every piece of work;
- the shelf, `runrate.core`, where nothing knows any subject;
- what other rooms have registered to be shown (`OTHER_ROOMS`): the walk ends where it asks them.

A module is entered by its functions; that a value of its classes is put together is no visit.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from types import FrameType
from typing import Any

OURS = ("assessment.", "calculator.", "runrate.")
FRAME = (
    "runrate.accounts.",
    "runrate.audit.",
    "runrate.core.",
    "runrate.jobs.",
    "runrate.limits.",
    "runrate.mail.admin",
    "runrate.ops.",
    "runrate.pages.",
    "runrate.reports.admin",
    "assessment.admin",
    "calculator.admin",
)
OTHER_ROOMS = "runrate.reports.submission_panels"


@dataclass
class Walk:
    """The steps of a walk in the order of their first entry, and which calls which."""

    steps: list[str] = field(default_factory=list)
    calls: dict[str, set[str]] = field(default_factory=dict)

    def enter(self, step: str, caller: str) -> None:
        if step not in self.steps:
            self.steps.append(step)
        if caller and caller != step:
            self.calls.setdefault(caller, set()).add(step)

    def led_back(self, caller: str) -> list[str]:
        """Steps that call each other in a circle; empty where only the caller calls anew."""
        calls = {step: called - {caller} for step, called in self.calls.items() if step != caller}
        try:
            TopologicalSorter(calls).prepare()
        except CycleError as error:
            return list(error.args[1])
        return []


def walk(act: Callable[[], Any]) -> Walk:
    """What `act` walks through in this thread; what it imports on the way is no part of it."""
    found, before = Walk(), sys.getprofile()

    def watch(entered: FrameType, event: str, argument: object) -> None:
        if (
            event != "call"
            or entered.f_code.co_name == "<module>"
            or entered.f_code.co_filename == "<string>"
        ):
            return
        step = _step(entered)
        if step and not _in_other_rooms(entered):
            found.enter(step, _caller(entered))

    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(before)
    return found


def _step(frame: FrameType) -> str:
    """The module of ours or the domain it belongs to; none for the frame and for what others wrote."""
    name = str(frame.f_globals.get("__name__", ""))
    if not name.startswith(OURS) or name.startswith(FRAME) or ".templatetags." in name:
        return ""
    above, domain, _below = name.partition(".domain.")
    return f"{above}.domain" if domain else name


def _caller(entered: FrameType) -> str:
    """The nearest step below, whatever of Django or of the frame stands between."""
    below = entered.f_back
    while below is not None:
        if step := _step(below):
            return step
        below = below.f_back
    return ""


def _in_other_rooms(entered: FrameType) -> bool:
    below: FrameType | None = entered
    while below is not None:
        if below.f_globals.get("__name__") == OTHER_ROOMS:
            return True
        below = below.f_back
    return False
