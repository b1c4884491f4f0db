"""Metrics exist only for whoever shows the token."""

import subprocess
import sys

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


_SIXTEEN = """
import threading, django
from django.conf import settings
django.setup()
settings.METRICS_TOKEN = "x"
from runrate.ops import metrics
together, failed = threading.Barrier(16), []
def first():
    together.wait()
    try:
        metrics.observe_request(route="/", method="GET", status=200, seconds=0.1)
    except Exception as error:
        failed.append(error)
threads = [threading.Thread(target=first) for _ in range(16)]
[each.start() for each in threads]; [each.join() for each in threads]
print(len(failed))
"""


def test_sixteen_first_requests_at_once_are_all_counted() -> None:
    """In a process that has counted nothing yet, as after each recycling."""
    said = subprocess.run(
        [sys.executable, "-c", _SIXTEEN], check=True, capture_output=True, text=True, timeout=60
    )

    assert said.stdout.strip() == "0", said.stdout
