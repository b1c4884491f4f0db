"""What happens to a form that is not accepted: a way back to its page, which shows it again."""

from typing import Any

from django.test import Client


def refused(client: Client, address: str, posted: object, **more: Any) -> Any:
    """The page that a refused form leads to, as its sender sees it."""
    answer = client.post(address, posted, **more)
    assert answer.status_code == 303, f"{address} was not refused"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    return page
