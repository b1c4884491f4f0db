"""What every walk through the assessment does: begin, answer, finish, sign in, and compare two refusals."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS


def begin(client: Client) -> Submission:
    client.post("/assessment/")
    return Submission.objects.latest("started_at")


def at(name: str, submission: Submission, *more: object) -> str:
    return reverse(f"assessment:{name}", args=[submission.pk, *more])


def same_but_for_ids(response: HttpResponseBase, id: UUID) -> tuple[str, dict[str, str]]:
    """The page and its headers without the id that was asked for, the request's own number and its policy."""
    headers = {name: value for name, value in response.headers.items() if name.lower() != "x-request-id"}
    return getattr(response, "content", b"").decode().replace(str(id), "ID"), headers


def answer_all(client: Client, submission: Submission, level: str = "2") -> None:
    client.post(at("all", submission), dict.fromkeys(KEYS, level))


def finished(client: Client, level: str = "2") -> Submission:
    submission = begin(client)
    answer_all(client, submission, level)
    client.post(at("finish", submission))
    submission.refresh_from_db()
    return submission


def resume_link(client: Client, submission: Submission) -> str:
    page = client.get(at("question", submission, 1)).content.decode()
    return page.partition('id="resume-link" type="text" readonly value="')[2].partition('"')[0]


def sign_in(client: Client, user: User) -> None:
    """Through the real page, so that the browser's cookies are there when the sign-in is heard."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, primary=True, verified=True)
    posted = {"login": user.email, "password": "correct horse battery"}
    assert client.post("/account/login/", posted).status_code == 302
