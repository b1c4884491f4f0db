"""`make bench-scale`: what pages cost at a thousand and at a million submissions, in one alternating run.

Starts a PostgreSQL of its own with a database for each size. SIZES=1000,1000000 chooses others.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from tests.on_postgresql import postgresql

SIZES = [int(size) for size in os.environ.get("SIZES", "1000,100000,1000000").split(",")]
ROUNDS, PER_ROUND = 25, 4
CHURNERS, CHURNS = 8, 1250
NEEDLE = "Quotation drafts"


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


# --- the conductor -----------------------------------------------------------------------------------------


def main() -> int:
    """Seeds each database, then takes turns between them; 0 if counts were right in the end."""
    with postgresql() as address:
        databases = {size: _database(address, size) for size in SIZES}
        for size, database in databases.items():
            _seed(database, size)
        _pages(databases)
        for size, database in databases.items():
            say(f"CSV of {size:>9,} rows: {_child(database, 'csv')}")
        return _churn(databases[min(SIZES)])


def _database(address: str, size: int) -> str:
    import psycopg

    name = f"scale_{size}"
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.replace("/postgres?", f"/{name}?")


def _seed(database: str, size: int) -> None:
    began = time.monotonic()
    _manage(database, "migrate", "-v0")
    # People grow with their submissions, so that one of them fills a page at each size.
    people = ("--accounts", str(max(1, size // 200)))
    _manage(database, "seed_submissions", str(size), "--until", "2026-11-01", "--among-real-data", *people)
    say(f"{size:>9,} submissions seeded in {time.monotonic() - began:.0f} s; {_child(database, 'size')}")


def _pages(databases: dict[int, str]) -> None:
    children = {size: _start(database, "pages") for size, database in databases.items()}
    taken: dict[int, dict[str, list[float]]] = {size: {} for size in databases}
    for _round in range(ROUNDS):
        for size, child in children.items():
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write("go\n")
            child.stdin.flush()
            for name, ms in json.loads(child.stdout.readline()).items():
                taken[size].setdefault(name, []).append(ms)
    for child in children.values():
        child.communicate()
    smallest, largest = min(databases), max(databases)
    heads = "".join(f"{size:>12,}" for size in databases)
    say(f"\n{'ms, median of best of four':<32}{heads}{'ratio':>9}")
    for name in taken[smallest]:
        medians = {size: statistics.median(taken[size][name]) for size in databases}
        row = "".join(f"{medians[size]:>12.2f}" for size in databases)
        say(f"{name:<32}{row}{medians[largest] / medians[smallest]:>9.2f}")
    say()


def _churn(database: str) -> int:
    began = time.monotonic()
    running = [_start(database, "churn", str(number)) for number in range(CHURNERS)]
    for child in running:
        child.communicate()
    failed = sum(child.returncode != 0 for child in running)
    took = time.monotonic() - began
    say(
        f"{CHURNERS} processes, {CHURNERS * CHURNS:,} submits, edits, decisions and deletions "
        f"in {took:.0f} s, {failed} failed"
    )
    verdict = _child(database, "recount")
    say(verdict)
    return 1 if failed or "wrong" in verdict else 0


def _environment(database: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}


def _manage(database: str, *words: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words],
        env=_environment(database),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _start(database: str, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bench.scale", *words]
    return subprocess.Popen(
        command,
        env=_environment(database),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _child(database: str, *words: str) -> str:
    return _start(database, *words).communicate()[0].strip()


# --- what the children do ----------------------------------------------------------------------------------


def pages() -> None:
    """Measures every page once per line on standard input."""
    measured = _measured()
    for call in measured.values():
        call()
        call()
    for _line in sys.stdin:
        line = {}
        for name, call in measured.items():
            times = []
            for _ in range(PER_ROUND):
                began = time.perf_counter()
                call()
                times.append((time.perf_counter() - began) * 1000)
            line[name] = min(times)
        say(json.dumps(line))


def _measured() -> dict[str, Callable[[], object]]:
    from django.test import Client

    from assessment.models import Submission
    from assessment.services import benchmark
    from assessment.staff.search import Key

    staff, listed = _staff_client(), "/admin/assessment/submission/"
    finished = Submission.objects.finished().order_by("finished_at")
    oldest, newest = finished.first(), finished.last()
    assert oldest is not None
    assert newest is not None
    assert oldest.finished_at is not None
    assert newest.finished_at is not None
    middle = Key(oldest.finished_at + (newest.finished_at - oldest.finished_at) / 2, newest.pk)
    # One row with a name of its own, so that a search for it lists as much in each of the databases.
    finished.filter(pk=newest.pk).update(workload_name=NEEDLE)
    mine = finished.exclude(owner=None).select_related("owner").last()
    assert mine is not None
    assert mine.owner is not None
    person = Client()
    person.force_login(mine.owner, backend="django.contrib.auth.backends.ModelBackend")

    def page(client: Client, address: str) -> Callable[[], object]:
        def get() -> object:
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)
            return response

        return get

    return {
        "benchmark percentile": lambda: benchmark.of(mine),
        "result page": page(person, mine.get_absolute_url()),
        "admin list, first page": page(staff, listed),
        "admin list, middle page": page(staff, f"{listed}?after={middle}".replace("+", "%2B")),
        "admin list, waiting, one stage": page(staff, f"{listed}?review__exact=waiting&stage__exact=tracked"),
        "search, rare name": page(staff, f"{listed}?q={NEEDLE}"),
        "search, common name": page(staff, f"{listed}?q=support"),
        "search, address": page(staff, f"{listed}?q={mine.owner.email}"),
        "one submission": page(staff, f"{listed}{mine.pk}/change/"),
        "overview": page(staff, "/admin/overview/"),
    }


def _staff_client() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests.conftest import show_second_factor

    user = get_user_model().objects.filter(email="staff@example.com").first()
    user = user or get_user_model().objects.create_superuser("staff@example.com", "unused")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    show_second_factor(client, user)
    return client


def csv() -> None:
    """Takes the CSV export as a browser does and says how fast and in how much memory."""
    client = _staff_client()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    response = client.post("/admin/assessment/submission/export/", {"kind": "csv"})
    rows = sent = 0
    for part in response.streaming_content:
        rows += part.count(b"\n")
        sent += len(part)
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    say(
        f"{rows - 1:,} rows, {sent / 1e6:.0f} MB in {took:.1f} s, {(rows - 1) / took:,.0f} rows/s, "
        f"peak {peak / 1024:.0f} MB, {(peak - before) / 1024:.0f} MB more than before"
    )


def churn(number: str) -> None:
    """Submits, renames, reviews and deletes at random."""
    from assessment.models import Industry, Submission
    from assessment.services import review, submissions
    from runrate.accounts.models import User
    from tests.assessment.sheets import sheet

    dice = random.Random(int(number))
    staff = User.objects.filter(is_superuser=True).first()
    assert staff is not None
    own: list[Submission] = []
    for _ in range(CHURNS):
        throw = dice.random()
        if throw < 0.5 or not own:
            context = {"industry": dice.choice(Industry.values)}
            own.append(submissions.record(sheet=sheet(dice.randrange(5)), context=context))
        elif throw < 0.7:
            submissions.describe(
                submission=dice.choice(own), context={"industry": dice.choice(Industry.values)}
            )
        elif throw < 0.85:
            chosen = dice.choice(own)
            decision = dice.choice(["reviewed", "set_aside", "waiting"])
            seen = review.last_entry(chosen)
            review.decide(submission=chosen, by=staff, decision=decision, reviewer=None, note="", seen=seen)
        else:
            submissions.delete(submission=own.pop(dice.randrange(len(own))))


def recount() -> None:
    from assessment.services import benchmark, weekly_stats

    say(f"histogram {'equals' if benchmark.rebuild() else 'wrong against'} a recount")
    say(f"weekly sums {'equal' if weekly_stats.rebuild() else 'wrong against'} a recount")


def size() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT pg_table_size('assessment_submission'), pg_indexes_size('assessment_submission')"
        )
        table, indexes = cursor.fetchone()
    say(f"table {table / 1e6:.0f} MB, indexes {indexes / 1e6:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    os.environ["RUNRATE_LOG_LEVEL"] = "ERROR"
    import django

    django.setup()
    children: dict[str, Callable[..., None]] = {
        "pages": pages,
        "csv": csv,
        "churn": churn,
        "recount": recount,
        "size": size,
    }
    children[sys.argv[1]](*sys.argv[2:])
