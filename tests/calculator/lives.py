"""What a scenario can go through on the site, and every door behind which somebody reads it afterwards."""

import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.models import PriceRow, Scenario, Status
from runrate.reports.domain.compose import compose
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.models import Report, State
from runrate.reports.rendering.fingerprint import versions
from tests.calculator.stored import price_row
from tests.faults.browser import hidden_fields

TYPED = {
    "units_per_day": "100",
    "input_tokens": "3000",
    "output_tokens": "400",
    "input_price": "3",
    "output_price": "15",
    "retry_rate": "0.1",
    "value_per_unit": "2",
    "review_rate": "0.2",
    "review_minutes": "3",
    "reviewer_hourly_cost": "40",
}
WITHOUT_PRICES = {name: text for name, text in TYPED.items() if not name.endswith("_price")}
GUESSES = {
    "low_review_rate": "0.1",
    "high_review_rate": "0.3",
    "low_input_tokens": "9999999",  # above what was entered: refused, kept as typed
    "seed": "7",
    "growth": "0.05",
    "review_rate_decay": "3",  # beyond its bounds
    "other_model": "nobody/nothing",
    "price_change": "-0.2",
}


def save(client: Client, query: Mapping[str, str], name: str = "Desk") -> Scenario:
    """Opens the calculator at these inputs and presses the button that makes a new scenario."""
    page = client.get("/calculator/", query, follow=True).content.decode()
    return _pressed(client, page, name)


def _pressed(client: Client, page: str, name: str) -> Scenario:
    known = set(Scenario.objects.values_list("pk", flat=True))
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="name"' in form)
    answer = client.post("/calculator/save/", {**_hidden(form), "name": name})
    assert answer.status_code == 302
    return Scenario.objects.exclude(pk__in=known).get()


def _hidden(form: str) -> dict[str, str]:
    return {name: text for name, text in hidden_fields(form).items() if name != "update"}


def typed(client: Client) -> Scenario:
    return save(client, TYPED)


def example(client: Client) -> Scenario:
    return save(client, {"preset": "article-small", **BY_KEY["article-small"].workload.as_json()})


def priced(client: Client) -> Scenario:
    price_row("openai", "o3", 10, 40, "2025-01-01", batch_input_price=5, batch_output_price=20)
    return save(client, {**WITHOUT_PRICES, "model": "openai/o3"})


def priced_since_nobody_knows_when(client: Client) -> Scenario:
    """A row without its first day, whose source has a long address: notes are kept with the scenario."""
    price_row("openai", "o3", 10, 40, None)
    PriceRow.objects.update(source_url="https://example.com/" + "x" * 480)
    return save(client, {**WITHOUT_PRICES, "model": "o3", "batch_share": "0.5"})


def priced_by_a_row_withdrawn_since(client: Client) -> Scenario:
    scenario = priced(client)
    PriceRow.objects.update(status=Status.CLOSED)
    return scenario


def imported(client: Client) -> Scenario:
    answer = client.post("/calculator/import/", {"workload": json.dumps(TYPED)})
    return _pressed(client, client.get(answer["Location"], follow=True).content.decode(), "Imported")


def explored(client: Client) -> Scenario:
    page = client.get("/calculator/explore/", {**TYPED, **GUESSES}).content.decode()
    return _pressed(client, page, "Explored")


def in_euros(client: Client) -> Scenario:
    scenario = save(client, {**TYPED, "last_invoice": "120"}, "Ö" * 120)
    form = {"name": "Ö" * 120, "currency": "EUR", "exchange_rate": "0.93", "exchange_rate_on": "2026-11-20"}
    more = {
        "agent_status": "live",
        "last_invoice": "0",
        "workload_name": "Q" * 120,
        "productivity_target": "1800",
        "retire_cost_above": "1",
        "retire_margin_below": "-0.5",
        "retire_review_above": "0.1",
    }
    answer = client.post(f"/scenarios/{scenario.pk}/edit/", form | more)
    assert answer.status_code == 302
    return again(scenario)


def in_a_currency_without_its_rate(client: Client) -> Scenario:
    """Nothing on the site makes such a row today; a release before did, and an import by hand may."""
    scenario = typed(client)
    Scenario.objects.filter(pk=scenario.pk).update(currency="XQZ", exchange_rate=None)
    return again(scenario)


BEGUN: Mapping[str, Callable[[Client], Scenario]] = {
    found.__name__: found
    for found in (
        typed,
        example,
        priced,
        priced_since_nobody_knows_when,
        priced_by_a_row_withdrawn_since,
        imported,
        explored,
        in_euros,
        in_a_currency_without_its_rate,
    )
}


def again(scenario: Scenario) -> Scenario:
    return Scenario.objects.get(pk=scenario.pk)


def opened(client: Client, scenario: Scenario, **changes: str) -> str:
    """The calculator as the scenario's page leads to it, with some inputs changed."""
    page = client.get(f"/scenarios/{scenario.pk}/").content.decode()
    address = unescape(re.findall(r'class="button" href="(/calculator/\?[^"]+)"', page)[0])
    return client.get(f"{address}&{urlencode(changes)}", follow=True).content.decode()


def update(client: Client, scenario: Scenario, **changes: str) -> Scenario:
    """Presses "Save changes" in the calculator."""
    page = opened(client, scenario, **changes)
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="update"' in form)
    answer = client.post("/calculator/save/", {**_hidden(form), "update": "1"})
    assert answer.status_code == 302
    return again(scenario)


def untouched(client: Client, scenario: Scenario) -> Scenario:
    return scenario


def changed(client: Client, scenario: Scenario) -> Scenario:
    return update(client, scenario, retry_rate="0.05", input_tokens="3500")


def changed_twice(client: Client, scenario: Scenario) -> Scenario:
    return update(client, changed(client, scenario), tools_monthly="90")


def saved_as_another(client: Client, scenario: Scenario) -> Scenario:
    return _pressed(client, opened(client, scenario, tools_monthly="70"), "Another")


def changed_and_saved_as_another(client: Client, scenario: Scenario) -> Scenario:
    return saved_as_another(client, changed(client, scenario))


def imported_over(client: Client, scenario: Scenario) -> Scenario:
    """Its page leads to the calculator, whose import leads back there, where changes are saved."""
    door = re.findall(r'href="(/calculator/import/\?[^"]*)"', opened(client, scenario))[0]
    form = client.get(door).content.decode()
    sent = {**_hidden(form), "workload": json.dumps({**TYPED, "tools_monthly": "55"})}
    page = client.post("/calculator/import/", sent, follow=True).content.decode()
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="update"' in form)
    client.post("/calculator/save/", {**_hidden(form), "update": "1"})
    assert again(scenario).inputs["tools_monthly"] == "55"
    return again(scenario)


def duplicated(client: Client, scenario: Scenario) -> Scenario:
    answer = client.post(f"/scenarios/{scenario.pk}/duplicate/")
    return Scenario.objects.get(pk=_id_in(answer["Location"]))


def changed_and_duplicated(client: Client, scenario: Scenario) -> Scenario:
    return duplicated(client, changed(client, scenario))


def repriced(client: Client, scenario: Scenario) -> Scenario:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    client.post(f"/scenarios/{scenario.pk}/prices/")
    return again(scenario)


def repriced_and_changed(client: Client, scenario: Scenario) -> Scenario:
    return changed(client, repriced(client, scenario))


def deleted_and_restored(client: Client, scenario: Scenario) -> Scenario:
    changed(client, scenario)
    client.post(f"/scenarios/{scenario.pk}/delete/")
    client.post(f"/scenarios/{scenario.pk}/restore/")
    return again(scenario)


def put_back(client: Client, scenario: Scenario) -> Scenario:
    """Changed, edited, and then the oldest version taken back on the scenario's page."""
    changed(client, scenario)
    form = {"name": "Renamed", "currency": "USD", "agent_status": "live", "notes": "From Monday"}
    client.post(f"/scenarios/{scenario.pk}/edit/", form)
    page = client.get(f"/scenarios/{scenario.pk}/").content.decode()
    doors = re.findall(r'action="(/scenarios/[^"]*/versions/[^"]*)"', page)
    assert len(doors) >= 2
    client.post(doors[-1])
    return again(scenario)


LIVED: Mapping[str, Callable[[Client, Scenario], Scenario]] = {
    found.__name__: found
    for found in (
        untouched,
        changed,
        changed_twice,
        saved_as_another,
        changed_and_saved_as_another,
        imported_over,
        duplicated,
        changed_and_duplicated,
        repriced,
        repriced_and_changed,
        deleted_and_restored,
        put_back,
    )
}


def _id_in(address: str) -> UUID:
    return UUID(re.findall(r"[0-9a-f-]{36}", address)[0])


def read_everywhere(client: Client, scenario: Scenario) -> dict[str, int | str]:
    """Opens every door behind which a scenario is read; where one does not open, what it answered."""
    own = f"/scenarios/{scenario.pk}/"
    page = client.get(own)
    links = re.findall(r'href="(/(?:calculator|scenarios)/[^"]*)"', page.content.decode())
    doors = [own, "/scenarios/", "/scenarios/portfolio/", "/calculator/import/"]
    doors += [f"{own}{door}" for door in ("edit/", "prices/", "costs.xlsx", "costs.csv", "costs.json")]
    # The links of its page: calculator, Explore, files and whatever comes to stand there.
    doors += [unescape(link).partition("#")[0] for link in links]
    other = client.post(f"{own}duplicate/")["Location"]
    doors.append(f"/scenarios/compare/?id={scenario.pk}&id={_id_in(other)}")
    calculator = next((unescape(link) for link in links if link.startswith("/calculator/?")), "")
    for format in ("xlsx", "csv", "json"):
        doors.append(f"/calculator/costs.{format}?{urlsplit(calculator).query}")
    found: dict[str, int | str] = {}
    for door in dict.fromkeys(doors):
        answer = client.get(door, follow=True)
        if answer.status_code != 200:
            found[door] = answer.status_code
    return found | _shared(client, scenario) | _reported(client, scenario)


def _shared(client: Client, scenario: Scenario) -> dict[str, int | str]:
    client.post(f"/scenarios/{scenario.pk}/share/")
    page = client.get(f"/scenarios/{scenario.pk}/").content.decode()
    link = re.findall(r'id="link-[^"]+" type="text" readonly value="([^"]+)"', page)
    answer = Client().get(urlsplit(unescape(link[0])).path, follow=True) if link else None
    if answer is None or answer.status_code != 200:
        return {"share link": answer.status_code if answer else "is not there"}
    return {}


def _reported(client: Client, scenario: Scenario) -> dict[str, int | str]:
    """A report of it is asked for, composed, read as a page, and its data taken in again; not printed."""
    answer = client.post("/reports/new/", {"scenario": str(scenario.pk), "paper": "A4"})
    if answer.status_code != 302:
        return {"report": answer.status_code}
    report = Report.objects.filter(scenario=scenario).order_by("created_at").last()
    assert report is not None
    assert parse_source(report.source) == report.read_source()
    content = compose(report.read_source(), versions=versions())
    Report.objects.filter(pk=report.pk).update(content=content.as_json(), state=State.READY)
    read = client.get(f"/reports/{report.pk}/").status_code
    return {} if read == 200 else {"report page": read}
