"""Other people's results: confirmed accounts with a finished assessment each, and the benchmark they make."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from assessment.models import Submission
from assessment.services import benchmark, submissions
from runrate.accounts.models import User
from tests.assessment.sheets import sheet


def confirmed(user: User) -> User:
    EmailAddress.objects.get_or_create(user=user, email=user.email, primary=True, verified=True)
    return user


def people(count: int, name: str = "person") -> list[User]:
    """So many accounts with a confirmed address."""
    made = User.objects.bulk_create(User(email=f"{name}{number}@example.com") for number in range(count))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in made
    )
    return made


def submit(owner: User, level: int = 2, **context: str) -> Submission:
    """A finished assessment, answered here."""
    return submissions.record(sheet=sheet(level), owner=owner, context=context, answered_here=True)


def publish(*, days: int = 0) -> int:
    """What housekeeping does on a later day; how many snapshots are new."""
    return len(benchmark.publish_due(timezone.now() + timedelta(days=days)))


def reading(client: Client, score: str = "75.0", **query: str) -> tuple[object, object]:
    found = client.get("/api/v1/benchmark", {"score": score, **query}).json()
    return found["percentile"], found["n"]
