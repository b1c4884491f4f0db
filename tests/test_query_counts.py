"""A list costs as many queries for a hundred rows as for one: everybody's and one's own."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.domain.answer_sheet import answer_as_json
from assessment.models import BenchmarkSnapshot, Export, Submission, TeamRound
from assessment.services.submissions import freeze
from calculator.domain.presets import PRESETS
from calculator.models import PriceRow, Scenario
from runrate.accounts.models import User
from runrate.audit.models import AuditEntry
from runrate.mail.models import Letter
from runrate.pages.models import Vote
from runrate.reports.models import Report
from tests.assessment.sheets import sheet

MANY = 100


def finished(number: int, owner: User | None) -> Submission:
    answers = {key: answer_as_json(answer) for key, answer in sheet(number % 5).answers.items()}
    submission = Submission(
        owner=owner, reviewer=owner, version="1", answers=answers, workload_name=f"Work {number}"
    )
    freeze(submission, submission.result_now())
    return submission


def scenario(number: int, owner: User) -> Scenario:
    preset = PRESETS[number % len(PRESETS)]
    return Scenario(owner=owner, name=f"Desk {number}", inputs=preset.workload.as_json())


def signed_in(_number: int, owner: User) -> UserSession:
    """A living session, somewhere else."""
    store = SessionStore()
    store.update({HASH_SESSION_KEY: owner.get_session_auth_hash()})
    store.create()
    return UserSession(user=owner, ip="127.0.0.1", session_key=store.session_key, user_agent="x")


def price(number: int, _owner: User) -> PriceRow:
    prices = {"input_price": 1, "output_price": 2, "checked_on": timezone.localdate()}
    return PriceRow(provider="maker", model=f"m{number}", display_name="M", **prices)


def task(_number: int, _owner: User) -> DBTaskResult:
    nothing = {"args_kwargs": {"args": [], "kwargs": {}}, "traceback": "", "exception_class_path": ""}
    path = "runrate.reports.tasks.make_report"
    return DBTaskResult(task_path=path, backend_name="default", run_after=timezone.now(), **nothing)


ROWS: dict[type[models.Model], Callable[[int, User], models.Model]] = {
    AuditEntry: lambda n, owner: AuditEntry(
        by_id=owner.pk, by_name=owner.email, did="changed", detail=str(n)
    ),
    Group: lambda n, _owner: Group(name=f"Group {n}"),
    Submission: finished,
    TeamRound: lambda n, owner: TeamRound(owner=owner, version="1", team_name=f"Team {n}"),
    BenchmarkSnapshot: lambda n, _owner: BenchmarkSnapshot(version="1", industry=f"i{n}"),
    Export: lambda n, owner: Export(owner=owner, written=n),
    PriceRow: price,
    Scenario: scenario,
    Report: lambda n, owner: Report(owner=owner, title="R", source={}, inputs_hash=str(n)),
    Letter: lambda n, _owner: Letter(subject=f"Letter {n}", useful_until=timezone.now()),
    Vote: lambda n, _owner: Vote(article=f"a{n}", helpful=True),
    EmailAddress: lambda n, owner: EmailAddress(user=owner, email=f"{n}-{owner.email}"),
    Authenticator: lambda _n, owner: Authenticator(user=owner, type="totp", data={}),
    UserSession: signed_in,
    DBTaskResult: task,
}


def people(count: int) -> list[User]:
    return User.objects.bulk_create(User(email=f"person{number}@example.com") for number in range(count))


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_every_list_of_the_administration_has_its_rows_here() -> None:
    assert {*ROWS, User} == set(admin.site._registry)


@pytest.mark.django_db
def test_the_administrations_lists_cost_the_same_for_a_hundred_rows(staff_client: Client) -> None:
    addresses = {
        model: f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry
    }
    owners = people(MANY)
    for model, row in ROWS.items():
        model._base_manager.bulk_create([row(0, owners[0])])
    for address in addresses.values():
        staff_client.get(address)
    one = {address: counted(staff_client, address) for address in addresses.values()}
    for model, row in ROWS.items():
        model._base_manager.bulk_create(row(number, owners[number]) for number in range(1, MANY))

    hundred = {address: counted(staff_client, address) for address in addresses.values()}

    assert hundred == one
    assert min(model._base_manager.count() for model in ROWS) >= MANY


OWN_LISTS: list[tuple[str, Callable[[int, User], models.Model]]] = [
    ("/scenarios/", scenario),
    ("/scenarios/portfolio/", scenario),
    ("/reports/", ROWS[Report]),
    ("/reports/new/", finished),
    ("/reports/new/", scenario),
    ("/assessment/mine/", finished),
    ("/assessment/mine/", ROWS[TeamRound]),
    ("/account/sessions/", ROWS[UserSession]),
]


@pytest.mark.parametrize(("address", "row"), OWN_LISTS)
def test_ones_own_lists_cost_the_same_for_a_hundred_rows(
    alice: User, alice_client: Client, address: str, row: Callable[[int, User], models.Model]
) -> None:
    model = type(row(0, alice))
    model._base_manager.bulk_create([row(0, alice)])
    alice_client.get(address)
    one = counted(alice_client, address)
    model._base_manager.bulk_create(row(number, alice) for number in range(1, MANY))

    assert counted(alice_client, address) == one
