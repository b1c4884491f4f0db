"""A file comes back as the page that shows it, or with what is wrong in it."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.__main__ import answer
from calculator.domain.presets import BY_KEY
from calculator.files.exports import as_json
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.refusals import refused

SMALL = BY_KEY["article-small"].workload


@pytest.mark.django_db
def test_a_file_comes_back_as_the_page_that_shows_it(client: Client) -> None:
    uploaded = SimpleUploadedFile("costs.json", as_json(SMALL).encode())

    by_file = client.post("/calculator/import/", {"file": uploaded})
    by_paste = client.post("/calculator/import/", {"workload": as_json(SMALL)})

    assert by_file["Location"] == by_paste["Location"]
    assert "$13,599.00" in client.get(by_file["Location"]).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("nonsense", "This is not JSON."),
        ('{"input_tokens": -1}', "input_tokens: Enter 0 or more"),
        ("x" * 70_000, "This is longer than 64 kB."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(client: Client, pasted: str, said: str) -> None:
    html = refused(client, "/calculator/import/", {"workload": pasted}).content.decode()

    assert said in html
    assert pasted[:20].replace('"', "&quot;") in html


@pytest.mark.django_db
def test_the_last_invoice_comes_back_with_the_file_of_a_page_and_of_a_scenario(
    alice: User, alice_client: Client
) -> None:
    asked = {**SMALL.as_form(), "last_invoice": "60"}
    alice_client.post("/calculator/save/", {"scenario": urlencode(asked), "name": "Desk"})
    scenario = Scenario.objects.get(owner=alice)

    for start, query in (("/calculator/", asked), (scenario.get_absolute_url(), {})):
        file = alice_client.get(f"{start}costs.json", query).content.decode()
        page = alice_client.post("/calculator/import/", {"workload": file}, follow=True)
        table = alice_client.get(f"{start}costs.csv", query).content.decode()
        sent = alice_client.post("/api/v1/estimates", file, content_type="application/json")

        assert page.context["form"].last_invoice == 60
        assert "last_invoice,The vendor's last invoice,60,entered" in table
        assert sent.status_code == 200
        assert answer(file.replace("\n", "").encode())["total_monthly"] == "13599"
