"""One thing of each kind that a link can open, and how its owner's page and its reader's page are reached."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from assessment.domain.answer_sheet import parse_sheet
from assessment.models import Submission
from assessment.services import links, submissions, team_rounds
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios.sharing import SHARE as SCENARIO
from calculator.scenarios.sharing import share_scenario
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.models import Report, State
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import SHARE as REPORT
from runrate.reports.services.reports import share as share_report
from runrate.reports.services.reports import start_report, today
from runrate.sharing.kinds import Kind
from runrate.sharing.models import Link
from tests.assessment.sheets import KEYS


@dataclass(frozen=True)
class Thing:
    """What a link opens: how it is made, where its reader lands, and how it goes away."""

    kind: Kind
    link: Link
    lands: str
    delete: Callable[[], object]

    def path(self, address: str) -> str:
        return "/" + address.split("/", 3)[3]


def sheet() -> dict[str, object]:
    return {"version": "1", "answers": dict.fromkeys(KEYS, 2)}


def finished(owner: User | None) -> Submission:
    return submissions.record(sheet=parse_sheet(sheet()), owner=owner)


def a_result(alice: User) -> Thing:
    made = finished(alice)
    return Thing(
        links.SHARE, links.make(links.SHARE, made), reverse("assessment:shared", args=[made.pk]), made.delete
    )


def a_draft(alice: User) -> Thing:
    made = submissions.start()
    link = links.current(links.RESUME, made.pk)
    assert link is not None
    return Thing(links.RESUME, link, reverse("assessment:question", args=[made.pk, 1]), made.delete)


def an_invitation(alice: User) -> Thing:
    made = team_rounds.open_round(owner=alice, team_name="Claims", workload_name="Triage")
    link = links.current(links.INVITE, made.pk)
    assert link is not None
    return Thing(links.INVITE, link, reverse("assessment:join", args=[made.pk]), made.delete)


def a_scenario(alice: User) -> Thing:
    inputs = BY_KEY["article-small"].workload.as_json()
    made = Scenario.objects.create(owner=alice, name="Desk", inputs=inputs)
    return Thing(
        SCENARIO, share_scenario(scenario=made), reverse("scenarios:shared", args=[made.pk]), made.delete
    )


def a_report(alice: User) -> Thing:
    made = finished(alice)
    source = gather(made_on=today(), submission=made, scenario=None)
    report = start_report(owner=alice, source=source, submission=made)
    content = compose(source).as_json()
    Report.objects.filter(pk=report.pk).update(state=State.READY, content=content)
    link = share_report(report=Report.objects.get(pk=report.pk))
    return Thing(REPORT, link, reverse("reports:shared", args=[link.pk]), report.delete)


THINGS: dict[str, Callable[[User], Thing]] = {
    "result": a_result,
    "resume": a_draft,
    "invitation": an_invitation,
    "scenario": a_scenario,
    "report": a_report,
}


def reader(thing: Thing, address: str) -> Client:
    """A browser that has opened the link."""
    client = Client()
    client.get(thing.path(address))
    return client


def status(client: Client, path: str) -> int:
    return client.get(path).status_code
