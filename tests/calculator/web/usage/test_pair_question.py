"""Two files of one vendor that do not agree: asked about, with both sides by name."""

from django.test import Client
from django.urls import reverse

from calculator.uploads.samples import FOLDER
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of

LOG, BILL = "bedrock-invocation-log.json.gz", "aws-cur2-bedrock.csv"
USAGE, COST = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv"
ASKED = "Do these two belong together?"


def test_a_log_and_a_bill_that_do_not_agree_are_asked_about_with_both_sides(
    alice_client: Client, send: Send
) -> None:
    price_row("anthropic", "claude-sonnet-4-6", 3, 15, "2025-04-14")
    send(alice_client, BILL)
    upload = send(alice_client, LOG)

    page = text_of(alice_client.get(upload.get_absolute_url()))

    assert ASKED in page
    assert f"What {LOG} {BILL}" in page
    assert "Models anthropic/claude-sonnet-4-6 Claude Sonnet 4.6, NovaPro" in page
    kinds = "only input that is not cached, cache reads, output"
    assert f"Tokens of anthropic/claude-sonnet-4-6, {kinds} 15,750 8,400,000" in page
    assert "Show the measured inputs" not in page


def test_the_answer_lets_the_file_be_used_and_can_be_taken_back(alice_client: Client, send: Send) -> None:
    send(alice_client, BILL)
    upload = send(alice_client, LOG)
    address = reverse("usage:together", args=[upload.pk])

    pages = []
    for said in ("yes", "no"):
        sent = {"source": "bedrock", "together": said}
        pages.append(text_of(alice_client.post(address, sent, follow=True)))

    assert [ASKED in page for page in pages] == [False, False]
    assert ["put together because you said so" in page for page in pages] == [True, False]
    assert ["kept apart because you said so" in page for page in pages] == [False, True]
    assert all("Show the measured inputs" in page for page in pages)


def test_an_answer_to_what_was_not_asked_changes_nothing(alice_client: Client, send: Send) -> None:
    send(alice_client, BILL)
    upload = send(alice_client, LOG)

    for sent in ({"source": "openai", "together": "yes"}, {"source": "bedrock", "together": "maybe"}):
        alice_client.post(reverse("usage:together", args=[upload.pk]), sent)

    upload.refresh_from_db()
    assert upload.choice == {}


def test_nobody_answers_for_the_file_of_somebody_else(
    alice_client: Client, bob_client: Client, send: Send
) -> None:
    send(alice_client, BILL)
    upload = send(alice_client, LOG)

    answer = bob_client.post(
        reverse("usage:together", args=[upload.pk]), {"source": "bedrock", "together": "yes"}
    )

    upload.refresh_from_db()
    assert (answer.status_code, upload.choice) == (404, {})


def test_figures_of_several_files_have_the_names_of_all_of_them(alice_client: Client, send: Send) -> None:
    """One month's usage of two projects in two files, and the cost of one of them."""
    head, _none, row, *_more = (FOLDER / USAGE).read_text("utf-8").splitlines()
    parts = [
        send(alice_client, f"u{each}.csv", f"{head}\n{row.replace('proj_syn', f'proj_{each}')}\n")
        for each in "AB"
    ]
    alice_client.post(reverse("usage:both", args=[parts[1].pk]))
    cost = send(alice_client, "cB.csv", (FOLDER / COST).read_text("utf-8").replace("proj_syn", "proj_B"))

    sent = {"source": "openai", "partner": "all"}
    page = text_of(alice_client.post(reverse("usage:partner", args=[cost.pk]), sent, follow=True))

    assert "uB.csv + uA.csv" in page or "uA.csv + uB.csv" in page
    assert "Project proj_A, proj_B proj_B" in page
    # 5,720 uncached and 900 out of each; 1,280 that were read from the cache are in the cost not counted.
    assert "Tokens of gpt-4.1-2025-04-14, only input that is not cached, output 13,240 10,220" in page
