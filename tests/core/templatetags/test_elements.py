"""allauth's tags on a button, as our classes."""

import pytest

from runrate.core.templatetags.elements import button_class


@pytest.mark.parametrize(
    ("tags", "classes"),
    [
        (None, "button"),
        (["prominent", "login"], "button"),
        (["danger", "delete"], "button button--danger"),
        (["outline", "danger"], "button button--danger"),
        (["link", "cancel"], "button button--link"),
        (["outline", "cancel"], "button button--quiet"),
        (["panel"], "button button--quiet"),
        (["minor"], "button button--quiet button--small"),
        (["danger", "tool"], "button button--danger button--small"),
    ],
)
def test_a_button_wears_the_face_its_tags_ask_for(tags: list[str] | None, classes: str) -> None:
    assert button_class(tags) == classes
