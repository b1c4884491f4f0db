"""Every demo database ever kept, brought up to date: no result, scenario, report file or link is lost."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.upgrades.keep import HERE, ROOT, facts

KEPT = sorted(path.parent for path in HERE.glob("*/demo.sql.gz"))

# Runs inside the upgraded site: the owner opens every page of what is hers, and each must be there.
OPEN_EVERYTHING = """
import json
from django.test import Client
from assessment.models import Submission
from calculator.models import Scenario
from runrate.reports.models import Report
seen = {}
for model in (Submission, Scenario, Report):
    for row in model.objects.select_related("owner"):
        client = Client()
        client.force_login(row.owner, backend="django.contrib.auth.backends.ModelBackend")
        seen[row.get_absolute_url()] = client.get(row.get_absolute_url()).status_code
        if model is Report:
            address = f"/reports/{row.pk}/download/"
            answer = client.get(address)
            seen[address] = answer.status_code if b"".join(answer).startswith(b"%PDF") else 0
print(json.dumps(seen))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A site of its own on the embedded database; where the suite runs does not matter here."""
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**inherited, "DJANGO_SETTINGS_MODULE": "tests.settings", "RUNRATE_DATA_DIR": str(tmp_path)}


def _manage(environment: dict[str, str], *words: str) -> str:
    finished = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_at_least_one_demo_database_is_kept() -> None:
    assert KEPT != []


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_an_upgrade_keeps_every_result_report_file_and_page(
    kept: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    database = tmp_path / "runrate.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(gzip.decompress((kept / "demo.sql.gz").read_bytes()).decode())
    shutil.copytree(kept / "files", tmp_path / "files")

    _manage(environment, "migrate", "-v0")

    assert facts(database, tmp_path / "files") == json.loads((kept / "facts.json").read_text("utf-8"))
    pages = json.loads(_manage(environment, "shell", "-v0", "-c", OPEN_EVERYTHING).splitlines()[-1])
    assert {address: status for address, status in pages.items() if status != 200} == {}
    assert len(pages) >= 15


REPAIRED = """
import json
from calculator.models import Scenario
print(json.dumps([[s.prices_copied, sorted(set(s.origins.values()))] for s in Scenario.objects.all()]))
"""


def test_an_upgrade_repairs_scenarios_whose_typed_prices_stood_as_copied(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Saving changes to typed prices left such rows behind, and their pages could not be read any more."""
    with closing(sqlite3.connect(tmp_path / "runrate.sqlite3")) as connection:
        connection.executescript(gzip.decompress((KEPT[0] / "demo.sql.gz").read_bytes()).decode())
        left = {"filled": ["input_price", "output_price"], "notes": []}
        connection.execute(
            "UPDATE calculator_scenario SET prices_copied = ?, origins = ?",
            (json.dumps(left), json.dumps({"input_price": "price:7", "output_price": "entered"})),
        )
        connection.commit()

    _manage(environment, "migrate", "-v0")

    found = json.loads(_manage(environment, "shell", "-v0", "-c", REPAIRED).splitlines()[-1])
    pages = json.loads(_manage(environment, "shell", "-v0", "-c", OPEN_EVERYTHING).splitlines()[-1])
    assert found == [[{}, ["entered"]]] * len(found)
    assert [
        (path, status) for path, status in pages.items() if path.startswith("/scenarios/") and status != 200
    ] == []
    assert len(found) >= 3
