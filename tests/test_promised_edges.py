"""The edges of figures that SECURITY.md and the privacy page promise and no other tests hold."""

import base64
import csv
import io
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import parse_rates
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from assessment.models import Submission, TeamRound
from assessment.services import links, seats, submissions, team_rounds
from assessment.staff import export_rows
from runrate import settings as shipped
from runrate.accounts.middleware import left
from runrate.accounts.models import User
from runrate.limits.models import Tally
from tests.assessment.sheets import sheet
from tests.assessment.walking import begin
from tests.deploy.files import DEPLOY

pytestmark = pytest.mark.django_db
RIGHT = "correct horse battery"


def sign_in(address: str, password: str) -> int:
    """302 where it is let in."""
    return Client().post("/account/login/", {"login": address, "password": password}).status_code


@pytest.fixture
def owner(alice: User) -> User:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


@pytest.mark.parametrize(("wrong", "seconds", "let_in"), [(4, 0, True), (5, 0, False), (5, 301, True)])
def test_the_fifth_wrong_password_shuts_an_account(
    owner: User, wrong: int, seconds: int, let_in: bool
) -> None:
    for number in range(wrong):
        sign_in(owner.email, f"wrong {number}")

    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        assert (sign_in(owner.email, RIGHT) == 302) is let_in


@pytest.mark.parametrize(("wrong", "seconds", "let_in"), [(9, 0, True), (10, 0, False), (10, 61, True)])
def test_the_tenth_wrong_password_shuts_an_address_for_a_minute(
    owner: User, wrong: int, seconds: int, let_in: bool
) -> None:
    for number in range(wrong):
        sign_in(f"somebody{number}@example.com", "wrong")

    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        assert (sign_in(owner.email, RIGHT) == 302) is let_in


def test_answers_leave_at_quarters() -> None:
    step = shipped.ACCOUNT_ANSWER_STEP

    assert step == 0.25
    assert [round(took + left(took, step), 6) for took in (0.01, 0.24, 0.26, 0.51)] == [0.25, 0.25, 0.5, 0.75]


def test_a_link_has_a_secret_of_256_bits(alice: User) -> None:
    team_round = team_rounds.open_round(owner=alice, team_name="T", workload_name="", invitations=1)
    made = [
        links.address(links.first(links.SHARE, Submission.objects.create(version="1"))),
        links.address(links.first(links.INVITE, team_round)),
        seats.address(TeamRound.objects.get().seats.get()),
    ]
    secrets = [address.rstrip("/").rpartition("/")[2] for address in made]

    assert [len(base64.urlsafe_b64decode(f"{secret}=")) * 8 for secret in secrets] == [256] * 3


def test_the_proxy_refuses_a_body_above_a_megabyte_but_for_a_bill() -> None:
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    of_bills = site.partition("location = /usage/ {")[2].partition("}")[0]

    assert re.findall(r"client_max_body_size (\S+);", site) == ["1m", "201m"]
    assert re.findall(r"client_max_body_size (\S+);", of_bills) == ["201m"]


def test_a_form_of_400_kilobytes_is_read_and_a_longer_one_is_not(client: Client) -> None:
    submission = begin(client)
    start = "answer=2&rest="

    def sent(size: int) -> int:
        body = start + "x" * (size - len(start))
        return client.post(
            f"/assessment/{submission.pk}/1/", body, content_type="application/x-www-form-urlencoded"
        ).status_code

    assert (sent(400_000) in {302, 422}, sent(400_001)) == (True, 400)


def test_json_of_64_kilobytes_is_read_and_longer_is_not(client: Client) -> None:
    def errors(size: int) -> object:
        body = "{" + " " * (size - 2) + "}"
        return client.post("/api/v1/scores", body, content_type="application/json").json()["errors"].keys()

    whole = errors(65_537)

    assert errors(65_536) != whole == {"__all__": 0}.keys()


@pytest.mark.parametrize(("size", "told"), [(9, []), (10, ["banking"] * 10)])
def test_a_research_group_of_nine_is_told_of_nobody(size: int, told: list[str]) -> None:
    for _ in range(size):
        submissions.record(sheet=sheet(2), context={"industry": "banking"})

    text = "".join(export_rows.research_lines(Submission.objects.all()))

    assert [row["industry"] for row in csv.DictReader(io.StringIO(text))] == told


def test_the_cookie_of_a_visitors_work_lasts_half_a_year(client: Client) -> None:
    begin(client)

    assert client.cookies["work"]["max-age"] == 180 * 24 * 3600


def test_tries_are_remembered_for_24_hours_at_most(client: Client) -> None:
    durations = {rate.duration for rates in app_settings.RATE_LIMITS.values() for rate in parse_rates(rates)}
    cache.clear()
    submission = begin(client)
    for number in range(1, 16):
        client.post(f"/assessment/{submission.pk}/{number}/", {f"q{number}": "2"})
    client.post(f"/assessment/{submission.pk}/finish/")

    left = max(tally.ends_at for tally in Tally.objects.all()) - timezone.now()

    assert max(durations) < 24 * 3600
    assert timedelta(hours=23, minutes=59) < left <= timedelta(hours=24)
