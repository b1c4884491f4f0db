"""What nobody should be able to send: each piece gets a clear error at its field; nothing typed is lost."""

from collections.abc import Iterator
from importlib import import_module
from uuid import uuid4

import pytest
from django.conf import settings
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from assessment.web.forms import CompareForm
from runrate.accounts.models import User
from runrate.reports.models import Report, State
from runrate.reports.rendering import sample
from runrate.reports.web.forms import MailForm
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LARGE = "x" * 10_000_000


@pytest.fixture
def question(client: Client) -> str:
    """The first question of an assessment that this browser has begun."""
    return str(client.post(reverse("assessment:start"))["Location"])


def _forms(base: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for form in base.__subclasses__():
        yield form
        yield from _forms(form)


def test_a_field_left_empty_is_told_what_to_type() -> None:
    import_module(settings.ROOT_URLCONF)  # whatever form can be met is defined by then
    # Forms of accounts get their words when made (tests/accounts/test_forms.py), those of comparing likewise.
    ours = [
        form
        for form in _forms()
        if form.__module__.startswith(("assessment.", "calculator.", "runrate."))
        and not form.__module__.startswith("runrate.accounts.")
        and form is not CompareForm
    ]

    silent = [
        f"{form.__name__}.{name}"
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if field.required and field.error_messages["required"] == "This field is required."
    ]

    assert MailForm in ours
    assert silent == []


@pytest.mark.parametrize("level", ["5", "-1", "2.5", "true", "abc", "NaN"])
def test_a_level_that_does_not_exist_is_refused_with_the_note_kept(
    client: Client, question: str, level: str
) -> None:
    answer = refused(client, question, {"q1": level, "q1-note": "our sheet of August"})

    assert "our sheet of August" in answer.text
    assert Submission.objects.get().answers == {}


def test_a_blank_question_is_an_error_when_finishing_never_a_zero(client: Client, question: str) -> None:
    client.post(question, {"q1": "4"})

    answer = client.post(question.removesuffix("1/") + "finish/", follow=True)

    assert answer.redirect_chain[-1][0] == question.removesuffix("1/") + "2/"
    assert Submission.objects.get().finished_at is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("units_per_month", "-5", "Enter 0 or more"),
        ("units_per_month", "NaN", "This is not a number. Enter digits, such as 1,200."),
        ("input_price", "Infinity", "This is not a number. Enter digits, such as $2.50."),
        ("cache_read_share", "1.2", "If you mean 1.2%, add the percent sign"),
    ],
)
def test_a_number_that_cannot_be_is_said_at_its_field_and_kept(
    client: Client, field: str, typed: str, said: str
) -> None:
    inputs = {
        "units_per_month": "2200", "input_tokens": "5000", "output_tokens": "2000", "input_price": "3",
        "output_price": "15", field: typed,
    }  # fmt: skip

    answer = client.get(reverse("calculator:page"), inputs)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert said in answer.text
    assert f'name="{field}" value="{typed}"' in answer.text
    assert 'name="input_tokens" value="5000"' in answer.text


@pytest.mark.parametrize("name", ["calculator:save", "reports:start", "account_signup"])
def test_ten_megabytes_are_refused_before_they_are_read(client: Client, name: str) -> None:
    client.raise_request_exception = False

    assert client.post(reverse(name), {"name": LARGE}).status_code == 400


def test_ten_megabytes_of_answer_change_nothing(client: Client, question: str) -> None:
    client.raise_request_exception = False

    answer = client.post(question, {"q1": "3", "q1-note": LARGE})

    assert answer.status_code == 400
    assert Submission.objects.get().answers == {}


def test_somebody_elses_report_is_not_there(alice: User, alice_client: Client, bob_client: Client) -> None:
    source = sample.source()
    report = Report.objects.create(
        owner=alice, title="Claims", source=source.as_json(), inputs_hash="1", state=State.QUEUED
    )
    addresses = [reverse("reports:detail", args=[report.pk]), reverse("reports:download", args=[report.pk])]
    guess = reverse("reports:detail", args=[uuid4()])

    assert alice_client.get(addresses[0]).status_code == 200
    assert [bob_client.get(address).status_code for address in (*addresses, guess)] == [404, 404, 404]
