"""What taking measured inputs, or a file in place of another, did beside what was asked for, in words."""

from collections.abc import Iterable
from typing import Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calculator.domain.labels import label_of
from calculator.uploads.carrying import in_words
from calculator.uploads.choosing import Chosen
from calculator.uploads.taking import Taken

RETRIES_ALONG: Final = gettext_lazy(
    "The retry rate is 0 now: the measured tokens hold the retries, so a rate would count them twice."
)
ALONG: Final = gettext_lazy("Taken too, as the measured tokens hold the retries: %(names)s.")
GONE: Final = gettext_lazy(
    "The scenario that this was to be taken into is deleted, so nothing was taken. What you ticked and "
    "entered stands below: take it as a new scenario, or bring the deleted one back first."
)
LEFT_OUT: Final = gettext_lazy(
    "No longer entered, as they were an example's and your file does not tell them: %(names)s."
)
SET_ASIDE: Final = gettext_lazy("Set aside, as what your file measures takes its place: %(names)s.")
IN_FULL: Final = gettext_lazy("Not taken, and counted at the full price now: %(names)s.")


def say_what_else(request: HttpRequest, taken: Taken) -> None:
    """Inputs taken along with those that were ticked, and inputs that went with what they were said of."""
    if taken.along:
        messages.info(request, ALONG % {"names": _named(taken.along)})
    if taken.retries_along:
        messages.info(request, RETRIES_ALONG)
    if taken.left_out:
        messages.info(request, LEFT_OUT % {"names": _named(taken.left_out)})
    if taken.set_aside:
        messages.info(request, SET_ASIDE % {"names": "; ".join(map(label_of, taken.set_aside))})
    if taken.in_full:
        messages.info(request, IN_FULL % {"names": _named(taken.in_full)})


def say_replaced(request: HttpRequest, kept: Chosen | None) -> None:
    """That an earlier file is gone, and what was chosen of it and stays chosen of the new one."""
    if kept is None:
        messages.success(request, _("The earlier file is deleted; this one has taken its place."))
        return
    said = _("The earlier file is deleted; this one has taken its place, with what you had chosen: %(what)s.")
    messages.success(request, said % {"what": in_words(kept)})


def _named(inputs: Iterable[str]) -> str:
    return ", ".join(label_of(name) for name in inputs)
