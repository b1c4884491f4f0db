"""What allauth asks of an element, as our classes and attributes."""

import pytest

from runrate.core.templatetags.elements import attributes, button_class


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


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ({"id": "a", "value": "b"}, ' id="a" value="b"'),
        ({"value": '"><b>'}, ' value="&quot;&gt;&lt;b&gt;"'),
        ({"value": 0, "id": ""}, ' value="0"'),
        ({"required": True}, ' required="required"'),
        ({"required": False, "value": None, "class": "not asked for"}, ""),
    ],
)
def test_an_element_has_the_attributes_that_are_asked_for_and_set(
    given: dict[str, object], written: str
) -> None:
    assert attributes(given, "id value required") == written
