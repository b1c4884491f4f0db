"""Every text of the interface is asked for in the reader's language: a made-up one shows what was not."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from assessment.domain.questionnaire import load
from assessment.models import Submission
from calculator.domain.presets import BY_KEY, PRESETS
from calculator.models import Scenario
from calculator.web.files.import_form import ImportForm as WorkloadImport
from calculator.web.forms import WorkloadForm
from runrate.accounts.models import User
from runrate.core.json_input import BodyError, read_object
from runrate.pages import articles
from runrate.reports.domain.compose import compose
from runrate.reports.models import Report, State
from tests.assessment.sheets import KEYS
from tests.calculator.stored import price_row
from tests.pseudo import CLOSE, OPEN, outside, spoken
from tests.refusals import refused
from tests.reports.readers import SMALL, article, sheet

# What people entered carries this word, so that it is told from ours.
ENTERED = "QQQ"
EXCEPTIONS: dict[str, Callable[[], Iterable[str]]] = {
    "the instrument's wording is a file of its own for each language": lambda: _texts_of(load("1")),
    "so are the articles": lambda: [text for each in articles.every() for text in (each.title, each.summary)],
    "what people entered": lambda: [ENTERED, "alice@example.com"],
    "what is counted is an input, in the examples too, and by default": lambda: [
        "unit",
        *(each.workload.unit_name for each in PRESETS),
        *(step.name or "" for each in PRESETS for step in each.workload.steps),
    ],
    "names are the same everywhere": lambda: [
        "Runrate",
        "CSV",
        "JSON",
        "PDF",
        "XLSX",
        "openai/o3",
        "o3",
        "A4",
        "Letter",
    ],
    "a source is named by the address of its site": lambda: ["example.com"],
    "amounts in the article's own short form": lambda: ["$1.5M", "$3.6M", "$5M", "$5.7M"],
}


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts_of(each)
    elif hasattr(value, "values"):
        for each in value.values():
            yield from _texts_of(each)


ALLOWED = sorted({text for texts in EXCEPTIONS.values() for text in texts()}, key=len, reverse=True)
# A number that a language shortens in its own way: 1.1M.
SHORTENED = re.compile(r"\d[KMBT](?!\w)")
ALLOWED_WORDS = re.compile("|".join(rf"(?<!\w){re.escape(' '.join(text.split()))}(?!\w)" for text in ALLOWED))


def untranslated(html: str) -> list[str]:
    """Pieces of a page with words in them that are neither translated nor an exception."""
    return [
        piece
        for piece in outside(html)
        if re.search(r"[^\W\d_]", ALLOWED_WORDS.sub("", SHORTENED.sub("", piece)))
    ]


def wrapped(text: str) -> bool:
    return text.startswith(OPEN) and text.endswith(CLOSE)


@pytest.fixture(autouse=True)
def _made_up_language() -> Iterator[None]:
    with spoken():
        yield


def test_the_walk_finds_what_was_not_translated_and_only_that() -> None:
    html = f'<p title="Help">{OPEN}Read <a>this{CLOSE}</a> now, {ENTERED} 12.5%</p><script>var x</script>'

    assert untranslated(html) == ["Help", f"now, {ENTERED} 12.5%"]


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"\xff{}", b"[" * 30, b" " * 70_000, b'{"a": 1, "a": 2}'], ids=lambda body: body[:9]
)
def test_the_import_doors_speak_the_readers_language(body: bytes) -> None:
    with pytest.raises(BodyError) as refused:
        read_object(body)

    assert wrapped(str(refused.value))


@pytest.mark.parametrize(
    "typed",
    [
        {"input_tokens": "-1", "units_per_month": "many", "output_price": "1" * 40},
        {"review_rate": "3", "max_retries": "1.5", "calls_per_unit": "0", "unit_name": "x" * 101},
        {"cache_read_share": "0.9", "cache_write_share": "0.2", "reviews_per_reviewer": "1"},
        {"priced_on": "yesterday", "model": "openai/o3"},
        {"model": "none/such"},
        {"model": "openai/o3", "input_price": "3"},
    ],
)
@pytest.mark.django_db
def test_every_field_error_of_the_calculator_is_translated(typed: dict[str, str]) -> None:
    form = WorkloadForm(typed)

    said = [message for messages in form.errors.values() for message in messages]

    assert said != []
    assert [message for message in said if not wrapped(message)] == []


def test_every_error_of_a_workload_brought_in_is_translated() -> None:
    form = WorkloadImport('{"input_tokens": "many", "nonsense": 1}', None)

    assert len(form.errors) > 2
    assert [said for said in form.errors if not wrapped(said.partition(": ")[2])] == []


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"q7": "5"},
        {"q7": "1" * 31},
        {"q7": "na", "q7-reason": ""},
        {"q7": "3", "q7-note": "x" * 2001},
        {"q7": "3", "q7-note": "nul\0"},
    ],
)
@pytest.mark.django_db
def test_every_field_error_of_the_assessment_is_translated(client: Client, posted: dict[str, str]) -> None:
    client.post("/assessment/")
    submission = Submission.objects.get()

    page = refused(client, reverse("assessment:question", args=[submission.pk, 7]), posted)

    assert [said for said in page.context["asked"].errors if not wrapped(said)] == []


@pytest.mark.django_db
def test_the_sites_own_pages_are_translated(client: Client) -> None:
    for path in ("/", "/framework/", "/method/", "/learn/", "/privacy/", "/nothing-here/"):
        assert (path, untranslated(client.get(path).content.decode())) == (path, [])


@pytest.mark.django_db
def test_the_calculator_is_translated(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    desk = BY_KEY["support-desk"].workload.as_form()
    staffed = BY_KEY["article-small"].workload.as_form()
    model = {name: desk[name] for name in ("units_per_month", "input_tokens", "output_tokens")}
    visits: list[tuple[str, dict[str, str]]] = [
        *(("/calculator/", {"preset": each.key}) for each in PRESETS),
        ("/calculator/", {**desk, "last_invoice": "900", "unit_name": ENTERED, "max_retries": "9"}),
        ("/calculator/", {**desk, "value_per_unit": "0.01", "long_context_threshold": "0",
                          "long_context_input_price": "9", "long_context_output_price": "9"}),
        ("/calculator/", {**staffed, "units_per_day": "0"}),
        ("/calculator/", {**model, "model": "openai/o3", "batch_share": "0.5", "cache_read_share": "0.5"}),
        ("/calculator/", {"units_per_month": "many"}),
        ("/calculator/explore/", {**desk, "low_input_tokens": "x", "seed": "x", "growth": "x"}),
        ("/calculator/explore/", {**model, "model": "openai/o3", "other_model": "openai/o3"}),
        ("/calculator/models/", {"q": "o3"}),
        ("/calculator/models/", {"q": ENTERED}),
        ("/calculator/import/", {}),
    ]  # fmt: skip

    for path, query in visits:
        assert (path, query, untranslated(client.get(path, query).content.decode())) == (path, query, [])


@pytest.mark.django_db
def test_the_assessment_is_translated(client: Client) -> None:
    start = client.get("/assessment/").content.decode()
    client.post("/assessment/")
    submission = Submission.objects.get()

    def at(name: str, *more: int) -> str:
        return reverse(f"assessment:{name}", args=[submission.pk, *more])

    pages = [start]
    pages += [client.post(at("question", 10), {"q10": "na"}).content.decode()]
    pages += [client.get(at(name)).content.decode() for name in ("all", "review")]
    answers = {**dict.fromkeys(KEYS, "3"), "q1": "dk", "q2": "0", "q5-note": ENTERED}
    answers |= {"q10": "na", "q10-reason": ENTERED}
    client.post(at("all"), answers)
    pages += [client.get(at("review")).content.decode()]
    client.post(at("finish"))
    client.post(at("describe"), {"workload_name": ENTERED, "industry": "insurance"})
    pages += [client.get(at(name)).content.decode() for name in ("result", "describe", "delete")]
    pages += [client.get(f"/assessment/{path}/").content.decode() for path in ("mine", "import", "team/new")]

    assert [untranslated(page) for page in pages] == [[]] * len(pages)


def test_saved_scenarios_are_translated(alice: User, alice_client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    first, second = (
        Scenario.objects.create(
            owner=alice,
            name=f"{ENTERED} {number}",
            inputs=BY_KEY[key].workload.as_form(),
            origins={"input_price": f"preset:{key}", "output_price": "entered", "review_rate": "default"},
            currency="EUR",
            exchange_rate="0.9",
            exchange_rate_on="2026-11-01",
            retire_cost_above="0.01",
        )
        for number, key in enumerate(("article-small", "support-desk"))
    )
    form = {"name": f"{ENTERED} 0", "currency": "USD", "agent_status": "live"}
    alice_client.post(f"/scenarios/{first.pk}/edit/", form)
    paths = ["", f"{first.pk}/", f"{second.pk}/", f"{second.pk}/edit/", "portfolio/"]
    paths += [f"compare/?id={first.pk}&id={second.pk}"]

    for path in paths:
        page = alice_client.get(f"/scenarios/{path}")
        assert (path, page.status_code, untranslated(page.content.decode())) == (path, 200, [])


def test_what_is_said_of_a_scenario_that_is_gone_or_cannot_be_read_is_translated(
    alice: User, alice_client: Client
) -> None:
    query = BY_KEY["article-small"].workload.as_form()
    gone = Scenario.objects.create(owner=alice, name=ENTERED, inputs=query)
    odd = Scenario.objects.create(owner=alice, name=ENTERED, inputs={"units_per_month": "1"})
    kept = Scenario.objects.create(owner=alice, name=ENTERED, inputs=query)
    alice_client.post(f"/scenarios/{gone.pk}/delete/")
    sent = urlencode({**query, "tools_monthly": "3", "scenario": str(kept.pk)})
    alice_client.post("/calculator/save/", {"scenario": sent, "update": "1"})

    paths = [f"/scenarios/{gone.pk}/", f"/scenarios/{gone.pk}/edit/", f"/scenarios/{odd.pk}/", "/scenarios/"]
    paths += [
        f"/calculator/?{sent}",
        f"/calculator/explore/?{sent}",
        f"/calculator/import/?scenario={kept.pk}",
    ]
    for path in paths:
        page = alice_client.get(path).content.decode()
        assert (path, untranslated(page)) == (path, [])


def test_reports_are_translated(alice: User, alice_client: Client) -> None:
    whole = article(SMALL)
    assert whole.assessed
    assert whole.costed
    answers = sheet(1, q5="dk", q12=2)
    whole = replace(
        whole,
        assessed=replace(whole.assessed, sheet=answers, workload_name=ENTERED, team_name=ENTERED),
        costed=replace(whole.costed, name=ENTERED, workload_name=ENTERED),
    )
    report = Report.objects.create(
        owner=alice,
        title=ENTERED,
        state=State.READY,
        source=whole.as_json(),
        content=compose(whole).as_json(),
    )
    paths = ["", "new/", "import/", f"{report.pk}/"]

    for path in paths:
        page = alice_client.get(f"/reports/{path}")
        assert (path, page.status_code, untranslated(page.content.decode())) == (path, 200, [])
