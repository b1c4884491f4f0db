"""Links: unguessable, hashed, expiring, revocable, and all dead ones look the same."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.utils import timezone

from assessment.models import Submission, TeamRound
from assessment.services import links, submissions, team_rounds
from runrate.accounts.models import User
from runrate.sharing.models import Link
from tests.assessment.linking import path_of, share
from tests.assessment.walking import at, begin, finished, same_but_for_ids

pytestmark = pytest.mark.django_db


def resume_link(submission: Submission) -> Link:
    link = links.current(links.RESUME, submission.pk)
    assert link is not None
    return link


def test_a_resume_link_opens_the_first_open_question_in_another_browser_and_changes_no_row(
    client: Client,
) -> None:
    submission = begin(client)
    client.post(at("all", submission), {"q1": "1", "q2": "2", "q4": "2"})
    before = Submission.objects.values().get(), Link.objects.values().get()

    other = Client()
    response = other.get(path_of(resume_link(submission)))

    assert response["Location"] == at("question", submission, 3)
    assert other.get(at("question", submission, 3)).status_code == 200
    assert (Submission.objects.values().get(), Link.objects.values().get()) == before


def test_a_resume_link_leaks_into_no_referrer_index_or_cache(client: Client) -> None:
    response = Client().get(path_of(resume_link(begin(client))))

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "private, no-store"


def test_no_link_is_made_to_what_another_tab_deleted_meanwhile(alice: User) -> None:
    submission = submissions.start()
    team_round = team_rounds.open_round(owner=alice, team_name="Claims", workload_name="Motor claims intake")
    Submission.objects.get().delete()
    TeamRound.objects.get().delete()

    with pytest.raises(Http404):
        links.make(links.SHARE, submission)
    with pytest.raises(Http404):
        links.make(links.INVITE, team_round)

    assert not Link.objects.exists()


def test_only_the_hash_of_a_secret_is_stored(client: Client) -> None:
    link = resume_link(begin(client))
    secret = path_of(link).split("/")[-2]

    assert len(secret) == 43
    stored = Link.objects.values().get()
    assert [name for name, value in stored.items() if secret in str(value)] == []


def test_a_guess_an_expired_a_revoked_and_a_claimed_link_look_the_same(client: Client, alice: User) -> None:
    expired, revoked, claimed = (resume_link(begin(client)) for _ in range(3))
    Link.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    links.revoke(links.RESUME, revoked.target)
    submissions.claim_all(user=alice, ids=[claimed.target])

    answers = set()
    for path in (*map(path_of, (expired, revoked, claimed)), "/assessment/resume/guess/"):
        response = Client().get(path)
        page, headers = same_but_for_ids(response, claimed.pk)
        answers.add((response.status_code, page.replace(path, ""), str(sorted(headers))))

    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_a_resume_link_expires(client: Client) -> None:
    link = resume_link(begin(client))

    with time_machine.travel(timezone.now() + timedelta(days=links.RESUME.days[0], minutes=1)):
        assert Client().get(path_of(link)).status_code == 404


def test_a_new_resume_link_stops_the_old_one(client: Client) -> None:
    submission = begin(client)
    old = resume_link(submission)

    client.post(at("renew_link", submission))

    assert Client().get(path_of(old)).status_code == 404
    assert Client().get(path_of(resume_link(submission))).status_code == 302


def test_a_new_resume_link_locks_out_who_came_by_the_old_one_and_not_who_began(client: Client) -> None:
    submission = begin(client)
    guest = Client()
    guest.get(path_of(resume_link(submission)))
    inside = guest.get(at("question", submission, 1)).status_code

    client.post(at("renew_link", submission))

    doors = [at("question", submission, 1), at("all", submission), at("review", submission)]
    doors += [at("export_json", submission), at("delete", submission)]
    assert inside == 200
    assert [guest.get(door).status_code for door in doors] == [404] * 5
    assert guest.post(at("delete", submission)).status_code == 404
    assert client.get(doors[0]).status_code == 200
    assert Submission.objects.filter(pk=submission.pk).exists()


def test_who_came_by_a_link_and_asks_for_a_new_one_is_let_in_by_that(client: Client) -> None:
    submission = begin(client)
    guest, other = Client(), Client()
    for browser in (guest, other):
        browser.get(path_of(resume_link(submission)))

    guest.post(at("renew_link", submission))

    found = [browser.get(at("question", submission, 1)).status_code for browser in (guest, other)]
    assert found == [200, 404]


@pytest.mark.parametrize("ended", ["expired", "revoked"])
def test_a_resume_link_that_ended_closes_behind_those_inside(client: Client, ended: str) -> None:
    submission = begin(client)
    guest, link = Client(), resume_link(submission)
    guest.get(path_of(link))

    if ended == "expired":
        Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    else:
        links.revoke(links.RESUME, submission.pk)

    assert guest.get(at("question", submission, 1)).status_code == 404
    assert guest.get("/assessment/mine/").content.decode().count(str(submission.pk)) == 0


def test_signing_in_after_a_resume_link_makes_it_ones_own_and_ends_the_link(
    client: Client, alice_client: Client
) -> None:
    submission = begin(client)
    path = path_of(resume_link(submission))
    alice_client.get(path)

    submissions.claim_all(user=User.objects.get(), ids=[submission.pk])

    assert alice_client.get(at("question", submission, 1)).status_code == 200
    assert Client().get(path).status_code == 404


def test_an_account_needs_no_resume_link(alice_client: Client) -> None:
    submission = begin(alice_client)

    alice_client.post(at("renew_link", submission))

    assert not Link.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_every_link_can_be_made_where_each_statement_is_its_own_transaction(alice_client: Client) -> None:
    """A test's own transaction hides what a database refuses outside of one."""
    draft, round_ = begin(Client()), TeamRound.objects.create(owner=User.objects.get(), version="1")

    made = [
        share(alice_client, finished(alice_client)),
        links.make(links.RESUME, draft),
        links.make(links.INVITE, round_),
    ]

    assert Link.objects.filter(pk__in=[link.pk for link in made]).count() == 3
