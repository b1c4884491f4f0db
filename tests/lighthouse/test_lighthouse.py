"""`make audit`: four hundreds on the pages that people meet first, and a first visit below 60 kB."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Site
from tests.lighthouse import lighthouse

LARGEST_VISIT = 60.0
FIFTEEN = 15
# Whoever answers questions is not to be found by a search engine: these carry noindex on purpose.
NOT_INDEXED = {"question", "result"}


pytestmark = pytest.mark.audit


@pytest.fixture(scope="module")
def pages(site: Site, browser: Browser) -> dict[str, str]:
    """The pages to audit; a visitor answers the questions first, so that there is a result."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/assessment/")
    page.get_by_role("button", name="Start").click()
    page.goto(page.url.rsplit("/", 2)[0] + "/all/")
    for number in range(1, FIFTEEN + 1):
        page.locator(f"fieldset:has([name='q{number}']) input[type=radio]").nth(1 + number % 3).check()
    page.get_by_role("button", name="Save and review").click()
    page.get_by_role("button", name="Finish and see the result").first.click()
    result = page.url
    page.goto("/assessment/")
    page.get_by_role("button", name="Start").click()
    site_cookies = "; ".join(f"{each['name']}={each['value']}" for each in context.cookies())
    found = {
        "home": "/",
        "framework": "/framework/",
        "article": "/learn/why-ai-has-a-marginal-cost/",
        "start": "/assessment/",
        "question": page.url,
        "result": result,
        "calculator": "/calculator/",
        "cookie": site_cookies,
    }
    context.close()
    return found


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """The lines that are printed at the end."""
    lines = [f"{'page':<12}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}{'kB':>8}{'shift':>8}"]
    yield lines
    print("\n\n" + "\n".join(lines))  # noqa: T201  # the point of the command


@pytest.mark.parametrize(
    "name", ["home", "framework", "article", "start", "question", "result", "calculator"]
)
def test_page_scores_a_hundred(
    site: Site, pages: dict[str, str], table: list[str], tmp_path: Path, name: str
) -> None:
    lighthouse.install()
    path = pages[name]
    url = path if path.startswith("http") else site.url + path

    found = lighthouse.audit(url, pages["cookie"], tmp_path)

    scores = dict(found.scores)
    shown = "".join(f"{scores[key]:>6}" for key in lighthouse.CATEGORIES)
    table.append(
        f"{name:<12}{shown}{found.kilobytes:>8.1f}{found.layout_shift:>8.3f}  {' '.join(found.failed)}"
    )
    if name in NOT_INDEXED:
        scores.pop("seo")
    assert set(scores.values()) == {100}, found.failed
    assert found.kilobytes < LARGEST_VISIT
    assert found.layout_shift == 0
