"""Metrics exist only for whoever shows the token."""

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

TOKEN = "a-token-for-the-monitoring-system"


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", TOKEN])
def test_without_the_token_there_is_no_such_page(client: Client, settings: Settings, token: str) -> None:
    settings.METRICS_TOKEN = token

    answers = [client.get("/metrics"), client.get("/metrics", headers={"Authorization": "Bearer "})]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.django_db
def test_with_it_requests_and_queue_are_told_by_route(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    client.get("/account/login/")
    DBTaskResult.objects.create(
        task_path="x.y", backend_name="default", args_kwargs={"args": [], "kwargs": {}}
    )

    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()

    assert 'runrate_requests_total{method="GET",route="account/login/",status="200"}' in text
    assert 'runrate_tasks{status="READY"} 1' in text
