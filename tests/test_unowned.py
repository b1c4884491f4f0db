"""Work that nobody owns yet, asked for by another browser by its id, at every door: nothing opens."""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.cache import cache
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from assessment.models import Link, Submission
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.models import Report
from tests.assessment.sheets import as_posted
from tests.assessment.walking import answer_all, begin
from tests.calculator.lives import save
from tests.test_addresses import FILLED, OURS

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_json()
MARK = "Nobody knows this name"
IN_BODIES = ("id", "once", "scenario", "submission", "before", "one", "other", "report", "seen", "next")


@pytest.fixture
def unowned(client: Client) -> Mapping[str, UUID]:
    """A draft, a finished assessment and a scenario of a visitor, each with a name to be recognised by."""
    draft = begin(client)
    client.post(f"/assessment/{draft.pk}/1/", {"q1": "1", "q1-note": MARK})
    done = begin(Client())
    Submission.objects.filter(pk=done.pk).update(workload_name=MARK)
    finished = begin(client)
    answer_all(client, finished)
    client.post(f"/assessment/{finished.pk}/finish/")
    client.post(f"/assessment/{finished.pk}/describe/", {"workload_name": MARK, "team_name": MARK})
    scenario = save(client, {**SMALL, "workload_name": MARK}, MARK)
    return {"draft": draft.pk, "finished": finished.pk, "scenario": scenario.pk}


def state() -> list[object]:
    """All rows of unowned work as they stand."""
    rows = [
        model_to_dict(row) for table in (Submission, Scenario, Link) for row in table.objects.order_by("pk")
    ]
    return [*rows, Report.objects.count()]


def doors(id: UUID) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every address with the id wherever one may stand: in the path, in the query and in what is posted."""
    for name, words in OURS.items():
        if name == "account_reset_password_from_key":
            continue
        filled = {word: id if word == "id" else FILLED[word] for word in words}
        if "token" in words:
            filled["token"] = id
        path = reverse(name, kwargs=filled)
        given = dict.fromkeys(IN_BODIES, str(id))
        yield "GET", f"{path}?{urlencode(given)}", {}
        if name not in {"calculator:save", "assessment:start", "assessment:import"}:  # they make new rows
            yield "POST", path, given


@pytest.mark.parametrize("who", ["a stranger", "an account"])
@pytest.mark.parametrize("what", ["draft", "finished", "scenario"])
def test_an_id_of_unowned_work_opens_and_changes_nothing_elsewhere(
    unowned: Mapping[str, UUID], bob: User, who: str, what: str
) -> None:
    opened, before = [], state()
    for method, path, given in doors(unowned[what]):
        cache.clear()
        browser = Client(raise_request_exception=False)
        if who == "an account":
            browser.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
        answer = browser.generic(method, path, urlencode(given), "application/x-www-form-urlencoded")
        said = b"".join(answer)
        if MARK.encode() in said or answer.status_code >= 500:
            opened.append((method, path, answer.status_code))

    assert opened == []
    assert [row for row in state() if row not in before] == []


@pytest.mark.parametrize("what", ["draft", "finished", "scenario"])
def test_what_a_door_makes_new_is_not_somebody_elses_under_its_id(
    unowned: Mapping[str, UUID], what: str
) -> None:
    id, before = str(unowned[what]), state()
    stranger = Client()
    given = dict.fromkeys(IN_BODIES, id)

    addresses = [
        stranger.post("/assessment/", given)["Location"],
        stranger.post("/assessment/import/", {**given, "text": json.dumps(as_posted(4))})["Location"],
    ]
    query = urlencode({**SMALL, "scenario": id})
    for more in ({}, {"update": "1"}):
        stranger.post("/calculator/save/", {**given, "scenario": query, "name": "Taken", **more})

    assert [address for address in addresses if id in address] == []
    assert [row for row in before if row not in state()] == []
    assert Scenario.objects.filter(name="Taken").count() == 1  # one of its own; a change to theirs makes none
