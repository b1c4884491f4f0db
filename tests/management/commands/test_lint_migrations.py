"""`manage.py lint_migrations` is silent where every migration expands, and names each step that does not."""

import pytest
from django.core.management import CommandError, call_command

from runrate.management.commands import lint_migrations


def test_our_own_migrations_pass_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("lint_migrations")

    assert capsys.readouterr().out == ""


def test_a_step_that_old_code_would_not_survive_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_migrations, "problems", lambda: ["reports.0009_x removes a column"])

    with pytest.raises(CommandError) as ended:
        call_command("lint_migrations")

    assert str(ended.value).splitlines() == [
        "reports.0009_x removes a column",
        "See runrate/ops/migrations.py for what to do instead.",
    ]
