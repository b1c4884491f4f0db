"""The calculator page: an address is a scenario, errors stand at their field, and saving asks who you are."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from calculator.domain.presets import BY_KEY, PRESETS
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_json()


def text(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page(client: Client, **query: str) -> str:
    return client.get("/calculator/", query).content.decode()


def rows(html: str) -> dict[str, str]:
    found = re.findall(r'line__name">([^<]+)</span>.*?line__amount[^>]*>([^<]+)<', html)
    return {unescape(name): amount for name, amount in found}


def typed(html: str, name: str) -> str:
    found = re.search(rf'<input id="{name}" name="{name}" value="([^"]*)"', html)
    assert found is not None
    return unescape(found[1])


def test_the_first_thing_seen_is_an_answer(client: Client) -> None:
    html = page(client)

    assert "Each ticket costs $0.6456, and the invoice shows 4.3% of it." in text(html)
    assert typed(html, "units_per_month") == "18000"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_example_opens_with_its_inputs_and_their_sources(client: Client, preset: object) -> None:
    example = BY_KEY[preset.key]  # type: ignore[attr-defined]

    html = page(client, preset=example.key)

    for name, value in example.workload.as_json().items():
        assert typed(html, name) == value
    assert ("Illustrative" in text(html)) is example.illustrative
    assert next(iter(example.sources.values())).text in text(html)


def test_the_small_company_shows_the_recomputed_figures_and_never_the_published_as_results(
    client: Client,
) -> None:
    html = page(client, preset="article-small")

    found = rows(html)
    assert found["Tokens"] == "$99.00"
    assert found["Human review"] == "$10,000.00"
    assert found["Retries"] == "not entered"
    assert "$0.00" not in html
    assert "Total a month, at least $13,599.00" in text(html)
    published = re.findall(r"<s>([^<]+)</s>", html)
    assert published == ["$100,100", "$13,600", "32%", "$10,000"]
    assert not re.search(r"\$100,100|32%", re.sub(r"<s>[^<]+</s>", "", html))


def test_the_large_company_shows_the_recomputed_figures(client: Client) -> None:
    html = page(client, preset="article-large")

    assert rows(html)["Tokens"] == "$49,500.00"
    assert "$744,500.00" in text(html)
    assert "6.6%" in text(html)


def test_the_address_is_the_scenario(client: Client) -> None:
    html = page(client, **SMALL)

    assert rows(html)["Tokens"] == "$99.00"
    assert typed(html, "reviews_per_reviewer") == "220"


def test_empty_inputs_leave_the_address(client: Client) -> None:
    response = client.get("/calculator/", SMALL | {"tools_monthly": "", "retry_rate": " "})

    assert response.status_code == 302
    assert response["Location"] == f"/calculator/?{urlencode(SMALL)}"


def test_typing_habits_are_understood(client: Client) -> None:
    html = page(
        client, **SMALL | {"review_rate": "10%", "input_price": "$3", "reviewer_monthly_cost": "10,000"}
    )

    assert rows(html)["Human review"] == "$10,000.00"
    assert typed(html, "review_rate") == "10%"


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("units_per_day", "-5"),
        ("input_tokens", "NaN"),
        ("review_rate", "1.2"),
        ("cache_read_share", "1.2"),
        ("output_price", "<script>alert(1)</script>"),
        ("input_price", "1" * 31),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(client: Client, name: str, bad: str) -> None:
    response = client.get("/calculator/", SMALL | {name: bad})

    html = response.content.decode()
    assert response.status_code == 422
    assert typed(html, name) == bad
    assert typed(html, "vector_db_monthly") == "1000"
    assert re.search(rf'id="{name}-error">[A-Z]', html)
    assert f'<a href="#{name}">' in html
    assert re.search(rf'id="{name}"[^>]*aria-invalid="true"', html)
    assert "<script>alert" not in html


def test_a_group_with_an_error_is_open(client: Client) -> None:
    html = page(
        client, preset="support-desk", **BY_KEY["support-desk"].workload.as_json() | {"retry_rate": "2"}
    )

    assert re.findall(r'<details class="more" open id="group-(\w+)"', html) == ["retries"]


def test_a_volume_by_the_day_is_in_sight(client: Client) -> None:
    html = page(client, **SMALL)

    assert re.findall(r'<details class="more" open id="group-(\w+)"', html) == ["volume"]


def test_posting_answers_the_same_and_keeps_nothing(client: Client) -> None:
    html = client.post("/calculator/", SMALL).content.decode()

    assert rows(html)["Tokens"] == "$99.00"
    assert Scenario.objects.count() == 0


def test_the_live_answer_is_only_the_estimate_and_announces_itself(client: Client) -> None:
    response = client.get("/calculator/", SMALL, headers={"HX-Request": "true"})

    html = response.content.decode()
    assert "<html" not in html
    assert 'hx-swap-oob="innerHTML:#announce">Updated: at least $13,599.00 a month, $6.18 per ticket.' in html
    assert response["HX-Replace-Url"] == f"/calculator/?{urlencode(SMALL)}"


def test_the_live_answer_names_the_inputs_that_need_another_look(client: Client) -> None:
    response = client.get("/calculator/", SMALL | {"review_rate": "7"}, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert 'data-field="review_rate" data-said="Enter a share between 0 and 1' in response.content.decode()


def test_the_page_asks_the_database_nothing_of_a_visitor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(client)

    with django_assert_num_queries(0):
        page(client, **SMALL)


def test_a_signed_in_person_saves_in_place(alice: User, alice_client: Client) -> None:
    address = urlencode(SMALL)

    response = alice_client.post("/calculator/save/", {"scenario": address, "name": "Desk"})

    scenario = Scenario.objects.get()
    assert response["Location"] == f"/calculator/?scenario={scenario.pk}&{address}"
    assert (scenario.owner, scenario.name, scenario.inputs) == (alice, "Desk", SMALL)
    assert scenario.origins == {**dict.fromkeys(SMALL, "entered"), "acceptance_rate": "default"}


def test_inputs_left_as_the_example_had_them_say_so(alice_client: Client) -> None:
    query = urlencode({"preset": "article-small", **SMALL, "vector_db_monthly": "900"})

    alice_client.post("/calculator/save/", {"scenario": query, "name": "Desk"})

    origins = Scenario.objects.get().origins
    assert origins["vector_db_monthly"] == "entered"
    assert origins["input_price"] == "preset:article-small"


def test_pressing_save_twice_saves_once(alice_client: Client) -> None:
    wanted = {"scenario": urlencode(SMALL), "name": "Desk", "once": idempotency.token()}

    alice_client.post("/calculator/save/", wanted)
    alice_client.post("/calculator/save/", wanted)

    assert Scenario.objects.count() == 1


def test_somebody_elses_page_saves_a_new_scenario_and_leaves_theirs_alone(
    alice: User, alice_client: Client, bob_client: Client, bob: User
) -> None:
    wanted = {"scenario": urlencode(SMALL), "name": "Hers", "once": idempotency.token()}
    alice_client.post("/calculator/save/", wanted)

    bob_client.post("/calculator/save/", wanted | {"name": "His"})
    bob_client.post("/calculator/save/", wanted | {"name": "His"})

    assert [scenario.name for scenario in Scenario.objects.filter(owner=alice)] == ["Hers"]
    assert [scenario.name for scenario in Scenario.objects.filter(owner=bob)] == ["His"]


def test_a_visitor_is_asked_to_sign_in_and_finds_the_scenario_saved(client: Client, alice: User) -> None:
    address = urlencode(SMALL)
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)

    response = client.post("/calculator/save/", {"scenario": address, "name": "Desk"})
    back = client.post(
        response["Location"], {"login": "alice@example.com", "password": "correct horse battery"}
    )

    assert response["Location"].startswith("/account/login/?next=%2Fcalculator%2F%3F")
    assert back["Location"] == f"/calculator/?scenario={Scenario.objects.get().pk}&{address}"
    assert [scenario.name for scenario in Scenario.objects.visible_to(alice)] == ["Desk"]


def test_what_somebody_owns_is_not_claimed_by_the_next_one_to_sign_in(
    client: Client, alice: User, bob: User
) -> None:
    client.post("/calculator/save/", {"scenario": urlencode(SMALL), "name": "Desk"})
    Scenario.objects.update(owner=alice)

    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")

    assert Scenario.objects.get().owner == alice


def test_a_broken_scenario_is_not_saved_but_shown_with_its_errors(alice_client: Client) -> None:
    bad = urlencode(SMALL | {"review_rate": "7"})

    response = alice_client.post("/calculator/save/", {"scenario": bad, "name": "Desk"})

    assert response["Location"] == f"/calculator/?{bad}&keep_as=Desk"
    assert 'name="name" autocomplete="off" value="Desk"' in page(alice_client, **SMALL, keep_as="Desk")
    assert Scenario.objects.count() == 0


def test_the_last_invoice_is_explained_in_part_and_kept_with_the_scenario(alice_client: Client) -> None:
    query = SMALL | {"last_invoice": "$198"}

    html = page(alice_client, **query)
    alice_client.post("/calculator/save/", {"scenario": urlencode(query), "name": "Desk"})

    assert "Tokens and retries come to $99.00: 50.0% of your last invoice of $198.00." in text(html)
    assert Scenario.objects.get().last_invoice == 198


def test_an_invoice_that_is_no_number_is_said_at_its_field(client: Client) -> None:
    response = client.get("/calculator/", SMALL | {"last_invoice": "a lot"})

    assert response.status_code == 422
    assert typed(response.content.decode(), "last_invoice") == "a lot"
    assert re.search(r'id="last_invoice-error">Enter', response.content.decode())


def test_the_audit_stands_beside_the_example_and_not_beside_other_numbers(client: Client) -> None:
    example = page(client, preset="article-small", **SMALL)
    changed = page(client, preset="article-small", **SMALL | {"units_per_day": "101"})

    assert "Published, recomputed, why" in example
    assert "Published, recomputed, why" not in changed


def test_the_name_of_an_assessed_workload_is_carried_to_the_scenario(alice_client: Client) -> None:
    page = alice_client.get("/calculator/", {"workload_name": "Claims <triage>"})
    assert "Claims &lt;triage&gt;" in page.content.decode()

    alice_client.post("/calculator/save/", {"scenario": hidden_fields(page.content.decode())["scenario"]})

    scenario = Scenario.objects.get()
    assert (scenario.name, scenario.workload_name) == ("Claims <triage>", "Claims <triage>")
