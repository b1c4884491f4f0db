"""A file comes back as the page that shows it, or with what is wrong in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.files.exports import as_json
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
