"""What the environment says: a key that nobody else knows, a database and a store that are not waited for."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from runrate import env


@pytest.fixture(autouse=True)
def _nothing_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "RUNRATE_SECRET_KEY",
        "DATABASE_URL",
        "RUNRATE_DB_TIMEOUTS",
        "RUNRATE_STATEMENT_TIMEOUT_MS",
        "RUNRATE_DB_SILENCE_MS",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RUNRATE_DATA_DIR", str(tmp_path))


def test_the_key_of_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret_key").write_text("kept\n", "utf-8")
    monkeypatch.setenv("RUNRATE_SECRET_KEY", "given")

    assert env.secret_key(debug=True) == "given"


def test_a_kept_key_is_for_development_alone(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("kept\n", "utf-8")

    assert env.secret_key(debug=True) == "kept"
    with pytest.raises(ImproperlyConfigured):
        env.secret_key(debug=False)


def test_without_any_key_there_is_no_site() -> None:
    with pytest.raises(ImproperlyConfigured):
        env.secret_key(debug=True)


def test_without_an_address_the_database_is_a_file_whose_writers_queue(tmp_path: Path) -> None:
    given = env.database()

    assert (given["ENGINE"], given["NAME"]) == (
        "django.db.backends.sqlite3",
        str(tmp_path / "runrate.sqlite3"),
    )
    assert given["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_given_up_a_little_after_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@localhost/site")
    monkeypatch.setenv("RUNRATE_STATEMENT_TIMEOUT_MS", "10000")

    given = env.database()

    assert given["ENGINE"] == "runrate.ops.postgresql"
    assert given["OPTIONS"]["silence_seconds"] == 15
    assert "-c statement_timeout=10000" in given["OPTIONS"]["options"]


def test_behind_a_pooler_no_options_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@localhost/site")
    monkeypatch.setenv("RUNRATE_DB_TIMEOUTS", "off")

    assert "options" not in env.database()["OPTIONS"]


def test_without_a_mail_server_letters_are_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNRATE_SMTP_HOST", "RUNRATE_MAIL_DIR"):
        monkeypatch.delenv(name, raising=False)
    terminal = env.mailers()
    monkeypatch.setenv("RUNRATE_MAIL_DIR", "letters")
    folder = env.mailers()

    assert (
        terminal["default"]
        == terminal["outgoing"]
        == {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    )
    assert folder["default"] == folder["outgoing"]
    assert folder["outgoing"]["OPTIONS"] == {"file_path": "letters"}


def test_for_a_mail_server_letters_are_rows_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNRATE_SMTP_HOST", "mail.example.org")

    given = env.mailers()

    assert given["default"] == {"BACKEND": "runrate.mail.outbox.OutboxBackend"}
    assert (given["outgoing"]["OPTIONS"]["host"], given["outgoing"]["OPTIONS"]["port"]) == (
        "mail.example.org",
        587,
    )


def test_the_shared_cache_is_a_table_or_stands_before_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CACHE_URL", raising=False)
    table = env.caches()["default"]
    monkeypatch.setenv("CACHE_URL", "rediscache://127.0.0.1:1/0")
    before = env.caches()["default"]

    assert (table["BACKEND"], table["LOCATION"]) == (
        "django.core.cache.backends.db.DatabaseCache",
        "shared_cache",
    )
    assert (before["BACKEND"], before["LOCATION"]) == (
        "runrate.core.steady_cache.SteadyCache",
        "shared_cache",
    )
    assert before["OPTIONS"]["PRIMARY"]["OPTIONS"] == {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
