"""Follows a request through our modules: which it enters, in which order, and who calls whom.

A step of a walk is a module whose function runs between the request and its answer. A domain is one step:
it is plain Python and read by itself. No step of any one walk are

- the frame around every request: middleware, the administration's own site, template tags, the staff log,
  the durable job around every piece of work;
- the shelf, `runrate.core`, where nothing knows any subject;
- what other rooms have registered to be shown (`OTHER_ROOMS`): the walk ends where it asks them.

A module is entered by its functions; that a value of its classes is put together is no visit. What runs in
another process, as printing does, is not seen. `Walk.modules` is the same walk with nothing left out, every
module of ours in the order of its first entry.
"""

import sys
from collections.abc import Callable, Iterator
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
DATABASE = "runrate.ops.postgresql."
"""How one of the two databases is spoken to: the other is asked by the library alone."""


@dataclass
class Walk:
    """The steps of a walk in the order of their first entry, and which calls which."""

    steps: list[str] = field(default_factory=list)
    calls: dict[str, set[str]] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)

    @property
    def unfolded(self) -> list[str]:
        """Each module of a domain and of another room by itself; the frame and the shelf alone left out."""
        return [name for name in self.modules if _is_a_step(name)]

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
        name = _name(entered)
        if event != "call" or not name.startswith(OURS) or name.startswith(DATABASE):
            return
        if entered.f_code.co_filename == "<string>":
            return
        below = list(_below(entered))
        if any(each.f_code.co_name == "<module>" and _name(each).startswith(OURS) for each in below):
            return
        if name not in found.modules:
            found.modules.append(name)
        step = _step(name)
        if step and not any(_name(each) == OTHER_ROOMS for each in below):
            found.enter(step, next(filter(None, (_step(_name(each)) for each in below[1:])), ""))

    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(before)
    return found


def _step(name: str) -> str:
    """The module of ours or the domain it belongs to; none for the frame and for what others wrote."""
    if not _is_a_step(name):
        return ""
    above, domain, _within = name.partition(".domain.")
    return f"{above}.domain" if domain else name


def _is_a_step(name: str) -> bool:
    return name.startswith(OURS) and not name.startswith(FRAME) and ".templatetags." not in name


def _name(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _below(frame: FrameType | None) -> Iterator[FrameType]:
    """The frame and those it was called from, the nearest first."""
    while frame is not None:
        yield frame
        frame = frame.f_back
