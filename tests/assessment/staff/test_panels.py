"""What other rooms show beside a submission: registered once, left out where it has nothing to say."""

import pytest
from django.contrib.auth.models import AnonymousUser

from assessment.models import Submission
from assessment.staff import panels
from assessment.staff.panels import Panel, Reader


@pytest.fixture
def _none_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_sources", [])


def linked(submission: Submission, reader: Reader) -> Panel:
    return Panel("Reports", links=(("One", ""),))


def said(submission: Submission, reader: Reader) -> Panel:
    return Panel("Contradictions", sentences=("They differ.",))


def silent(submission: Submission, reader: Reader) -> Panel:
    return Panel("Scenarios")


@pytest.mark.usefixtures("_none_registered")
def test_panels_stand_in_the_order_of_their_rooms_without_the_empty_ones() -> None:
    for source in (linked, silent, said):
        panels.show(source)

    found = panels.panels(Submission(version="1"), AnonymousUser())

    assert [panel.title for panel in found] == ["Reports", "Contradictions"]


@pytest.mark.usefixtures("_none_registered")
def test_a_source_registered_twice_shows_once() -> None:
    panels.show(said)
    panels.show(said)

    assert len(panels.panels(Submission(version="1"), AnonymousUser())) == 1
