"""Faults between a visitor and the site: killed processes, double clicks, two tabs, a lost session."""

import random
import re
import threading
import time
from collections.abc import Callable
from uuid import UUID

from tests.faults.browser import Answer, Browser, hidden_fields
from tests.faults.rows import Row
from tests.faults.stack import Stack
from tests.faults.visitors import QUESTIONS, Crowd, Ledger


def killed_web(stack: Stack, *, kills: int) -> Row:
    """A web process is killed with -9 at random moments while visitors post."""
    done = 0
    with Crowd(stack.address, 6) as crowd:
        while done < kills:
            time.sleep(random.uniform(0.05, 0.7))
            done += stack.kill_a_web_process()
    return audited("web process killed -9 mid-POST", crowd.ledger, f"{done} kills", allowed=(), recount=True)


def audited(fault: str, ledger: Ledger, note: str, *, allowed: tuple[int, ...], recount: bool) -> Row:
    """Compares what was acknowledged with what is stored."""
    from assessment.models import Submission
    from assessment.services import benchmark

    rows = {row.pk: row for row in Submission.objects.filter(pk__in=ledger.started)}
    lost = len(ledger.started - rows.keys())
    lost += sum(
        1 for id, given in ledger.saved.items() if id not in rows or not _holds(rows[id].answers, given)
    )
    lost += sum(1 for id in ledger.finished if id not in rows or rows[id].finished_at is None)
    partial = sum(1 for row in rows.values() if len(row.answers) not in {0, 15})
    partial += sum(1 for row in rows.values() if (row.finished_at is None) != (row.result is None))
    equal = benchmark.rebuild() if recount else True
    wrong = ledger.unexpected(*allowed)
    statuses = ", ".join(f"{status or 'cut'}: {n}" for status, n in sorted(ledger.statuses.items()))
    return Row(
        fault,
        ledger.acknowledged,
        ledger.acknowledged - lost,
        lost,
        0,
        partial,
        kept=not (lost or partial or wrong) and equal and bool(ledger.finished),
        note=f"{note}; answers {statuses}; histogram {'equals recount' if equal else 'DIFFERS'}",
    )


def _holds(stored: dict[str, object], given: dict[str, str]) -> bool:
    return {key: str(value) for key, value in stored.items()} == given


def begun(browser: Browser) -> UUID:
    """A new assessment."""
    answer = browser.submit("/assessment/", {})
    if answer.status != 302:
        raise RuntimeError(f"no assessment could be begun: {answer.status}")
    return UUID(answer.location.split("/")[2])


def double_click(stack: Stack, session: str) -> Row:
    """The same form twenty times at once: finish, and ask for a report."""
    from assessment.models import Submission
    from runrate.reports.models import Report

    browser = Browser(stack.address, {"__Host-session": session})
    id = begun(browser)
    browser.submit(f"/assessment/{id}/all/", {**dict.fromkeys(QUESTIONS, "2"), "then": "review"})
    finishes = at_once(browser, 20, lambda tab: tab.post(f"/assessment/{id}/finish/", {}))
    before = Report.objects.count()
    browser.get("/assessment/mine/")
    starts = at_once(browser, 20, lambda tab: tab.post("/reports/start/", {"submission": str(id)}))
    made = Report.objects.count() - before
    finished = Submission.objects.filter(pk=id, finished_at__isnull=False).count()
    places = {answer.location for answer in starts if answer.status == 302}
    good = {answer.status for answer in [*finishes, *starts]} <= {302, 429}
    return Row(
        "20 identical POSTs at once, twice",
        sum(answer.status == 302 for answer in [*finishes, *starts]),
        finished + made,
        int(finished != 1) + int(made < 1),
        max(0, made - 1),
        0,
        kept=good and finished == 1 and made == 1 and len(places) == 1,
        note=f"{finished} finished assessment, {made} report, {len(places)} address",
    )


def at_once(browser: Browser, times: int, ask: Callable[[Browser], Answer]) -> list[Answer]:
    """The same request from many tabs of one browser, released together."""
    ready = threading.Barrier(times)
    answers: list[Answer] = []

    def go() -> None:
        tab = Browser(stack_address, dict(browser.cookies))
        ready.wait()
        answers.append(ask(tab))
        tab.close()

    stack_address = browser.address
    threads = [threading.Thread(target=go) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def two_tabs(stack: Stack, *, rounds: int) -> Row:
    """Two tabs of one visitor answer different questions at the same moment."""
    from assessment.models import Submission

    acknowledged = stored = 0
    for _ in range(rounds):
        browser = Browser(stack.address)
        id = begun(browser)
        pages = {n: hidden_fields(browser.get(f"/assessment/{id}/{n}/").body) for n in (3, 7)}
        turns = iter((3, 7))
        lock = threading.Lock()

        def answer(tab: Browser, id: UUID = id, pages: dict[int, dict[str, str]] = pages) -> Answer:
            with lock:  # noqa: B023  # used up within this round
                n = next(turns)  # noqa: B023
            return tab.post(f"/assessment/{id}/{n}/", {**pages[n], f"q{n}": "3", "then": "next"})

        acknowledged += sum(answer.status == 302 for answer in at_once(browser, 2, answer))
        kept = Submission.objects.get(pk=id).answers
        stored += sum(kept.get(key) == 3 for key in ("q3", "q7"))
        browser.close()
    lost = acknowledged - stored
    return Row(
        "two tabs, different questions", acknowledged, stored, lost, 0, 0,
        kept=lost == 0 and acknowledged == 2 * rounds, note=f"{rounds} rounds",
    )  # fmt: skip


def lost_session(stack: Stack) -> Row:
    """All cookies are gone at question 8; the link brings the answers back."""
    from assessment.models import Submission

    browser = Browser(stack.address)
    id = begun(browser)
    acknowledged, link = 0, ""
    for n in range(1, 8):
        page = browser.get(f"/assessment/{id}/{n}/")
        found = re.search(r"/assessment/resume/[\w:-]+/", page.body)
        link = found[0] if found else link
        filled = {**hidden_fields(page.body), f"q{n}": "2", "then": "next"}
        acknowledged += browser.post(f"/assessment/{id}/{n}/", filled).status == 302
    page = browser.get(f"/assessment/{id}/8/")
    found = re.search(r"/assessment/resume/[\w:-]+/", page.body)
    link = found[0] if found else link
    browser.cookies.clear()
    refused = browser.get(f"/assessment/{id}/8/").status
    back = browser.get(link)
    stored = len(Submission.objects.get(pk=id).answers)
    there = back.location.endswith(f"{id}/8/") and browser.get(back.location).status == 200
    return Row(
        "session lost at question 8", acknowledged, stored, acknowledged - stored, 0, 0,
        kept=stored == 7 and refused == 404 and there,
        note=f"without cookie {refused}; the link leads to question 8: {'yes' if there else 'NO'}",
    )  # fmt: skip
