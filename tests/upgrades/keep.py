"""Keeps the demo database of today for upgrades to come: `python -m tests.upgrades.keep 2026-11-24`.

Kept are the database as text (SQL, compressed) and the report files; facts.json says what stays true of both.
"""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent


def facts(database: Path, files: Path) -> dict[str, object]:
    """What an upgrade must not change: results as stored, report files by hash, inputs of scenarios."""
    with closing(sqlite3.connect(database)) as connection:
        submissions = connection.execute(
            "SELECT id, stage, score, score_high, evidenced_score, result "
            "FROM assessment_submission ORDER BY id"
        ).fetchall()
        scenarios = connection.execute("SELECT id, inputs FROM calculator_scenario ORDER BY id").fetchall()
        reports = connection.execute(
            "SELECT id, file, sha256, content FROM reports_report ORDER BY id"
        ).fetchall()
    return {
        "submissions": {
            row[0]: [row[1], str(row[2]), str(row[3]), str(row[4]), row[5]] for row in submissions
        },
        "scenarios": dict(scenarios),
        "reports": {
            row[0]: [row[2], _sha256(files / row[1]), hashlib.sha256(row[3].encode()).hexdigest()]
            for row in reports
        },
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(name: str) -> None:
    """Makes a fresh demo and keeps it under `name`."""
    kept = HERE / name
    kept.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "runrate.settings",
            "RUNRATE_DATA_DIR": folder,
            "RUNRATE_DEBUG": "on",
            "RUNRATE_SECRET_KEY": "for-keeping-only-" + "x" * 50,
        }
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, check=True)
        database, files = Path(folder) / "runrate.sqlite3", Path(folder) / "files"
        with closing(sqlite3.connect(database)) as connection:
            text = "\n".join(connection.iterdump())
        # No time stamp inside, so that keeping the same state twice gives the same file.
        (kept / "demo.sql.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        shutil.copytree(files, kept / "files")
        (kept / "facts.json").write_text(json.dumps(facts(database, files), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
