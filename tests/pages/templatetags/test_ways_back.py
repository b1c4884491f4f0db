"""A page that refuses a form leads back to where it was filled in."""

import pytest
from django.test import RequestFactory

from runrate.limits.web import too_many_of_library

HOST = "http://testserver"

pytestmark = pytest.mark.django_db


def test_too_often_leads_back_to_the_form_that_was_sent(rf: RequestFactory) -> None:
    here = {"origin": HOST, "referer": f"{HOST}/calculator/import/"}

    sent = too_many_of_library(rf.post("/calculator/import/", headers=here))
    elsewhere = too_many_of_library(
        rf.post("/calculator/import/", headers={"origin": "https://evil.example"})
    )
    read = too_many_of_library(rf.get("/calculator/import/", headers=here))

    assert ['href="/calculator/import/"' in answer.text for answer in (sent, elsewhere, read)] == [
        True,
        False,
        False,
    ]
