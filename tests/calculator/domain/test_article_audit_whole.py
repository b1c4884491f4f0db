"""The whole audit, word for word. A wanted change is written by `python -m tests.calculator.whole`."""

from tests.calculator.whole import TOLD, kept


def test_the_audit_says_what_it_said() -> None:
    assert TOLD["article_audit"]() == kept("article_audit")
