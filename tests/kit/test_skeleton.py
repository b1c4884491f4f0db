"""What is typed is escaped and never taken for a hole; memory is bounded."""

import pytest

from runrate.kit import skeleton
from runrate.kit.skeleton import fragment, hole


def shown(template_key: int, label: str) -> str:
    return fragment(
        "parts/empty.html",
        (template_key,),
        lambda: {"title": hole("title"), "text": "always", "url": "/", "action": hole("action")},
        {"title": label, "action": "go"},
    )


def test_what_is_put_into_a_hole_is_escaped_and_is_no_hole_itself() -> None:
    typed = f"<b>{hole('action')}</b>"

    drawn = shown(1, typed)

    assert "&lt;b&gt;\ufffcaction\ufffc&lt;/b&gt;" in drawn
    assert drawn.count("go") == 1


def test_a_drawing_is_made_once_and_filled_each_time() -> None:
    first, second = shown(1, "one"), shown(1, "two")

    assert first.replace("one", "two") == second
    assert len(skeleton._drawings) == 1


def test_the_oldest_drawing_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skeleton, "_MOST", 3)

    for key in range(5):
        shown(key, "x")

    assert [key[1] for key in skeleton._drawings] == [2, 3, 4]
