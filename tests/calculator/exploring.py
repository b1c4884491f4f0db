"""The page behind "Explore", for the support desk."""

from django.test import Client

from calculator.domain.presets import BY_KEY

DESK = BY_KEY["support-desk"].workload


def explored(client: Client, **query: str) -> str:
    response = client.get("/calculator/explore/", DESK.as_json() | query)
    assert response.status_code == 200
    return response.content.decode()
