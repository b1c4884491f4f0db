"""The whole audit, word for word. A wanted change is written by `python -m tests.calculator.whole`."""

import pytest

from calculator.domain.article_audit import figures_of
from runrate.core import translation
from tests.calculator.whole import TOLD, kept


class Shouting(translation.English):
    """A language that is English, only louder."""

    def gettext(self, message: str) -> str:
        return message.upper() if "{" not in message else message

    def get_language(self) -> str:
        return "en-loud"


def test_the_audit_says_what_it_said() -> None:
    assert TOLD["article_audit"]() == kept("article_audit")


def test_the_rows_of_an_example_are_kept_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    said = figures_of("article-small")[2]
    monkeypatch.setattr(translation._Speaker, "translator", Shouting())

    assert said.why == "Not derivable from any of the numbers given."
    assert figures_of("article-small")[2].why == "NOT DERIVABLE FROM ANY OF THE NUMBERS GIVEN."
