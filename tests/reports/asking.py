"""A report asked for by a browser without an account."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from assessment.models import Submission
from runrate.core import visitor_cookie


def browser_with(submission: Submission) -> Client:
    """A browser that gave these answers without an account."""
    client, remembering = Client(), HttpResponse()
    visitor_cookie.remember(remembering, RequestFactory().get("/"), "assessment", submission.pk)
    client.cookies.update(remembering.cookies)
    return client


def wanted(client: Client, submission: Submission) -> str:
    """Presses the button; where sign-up would lead on to."""
    answer = client.post(reverse("reports:start"), {"submission": submission.pk})
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]
