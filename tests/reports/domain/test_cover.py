"""For whom a report is and from whom: optional, bounded, in one line, kept with the report and escaped."""

from dataclasses import replace

import pytest

from runrate.reports.domain.brought_in.unsigned import from_a_file
from runrate.reports.domain.compose import compose
from runrate.reports.domain.cover import LONGEST, Cover, CoverError, parse_cover
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import SourceErrors
from runrate.reports.rendering.document import context, print_job
from tests.reports.printing import CREATED
from tests.reports.readers import DAY, SMALL, article

GIVEN = Cover("Example company", "Dana, finance", "The board", "Internal")


def test_a_cover_comes_back_as_it_was_given() -> None:
    made_from = article(SMALL, cover=GIVEN)

    assert parse_source(made_from.as_json()) == made_from
    assert parse_cover(GIVEN.as_json()) == GIVEN


def test_a_report_without_one_keeps_the_key_it_had() -> None:
    assert "cover" not in article(SMALL).as_json()
    assert article(SMALL).digest() != article(SMALL, cover=GIVEN).digest()
    assert (bool(Cover()), bool(GIVEN)) == (False, True)


@pytest.mark.parametrize("words", ["x" * (LONGEST + 1), 7, None])
def test_words_that_are_none_or_too_many_are_refused(words: object) -> None:
    with pytest.raises(CoverError, match=rf"^author: give a text of at most {LONGEST} characters\.$"):
        parse_cover({"author": words})
    with pytest.raises(SourceErrors) as refused:
        parse_source(article(SMALL).as_json() | {"cover": {"author": words}})

    assert [*refused.value.errors] == ["cover"]


def test_words_stand_in_one_line_without_signs_that_turn_text_round() -> None:
    assert parse_cover({"author": " Dana\n\u202e  finance "}) == Cover(author="Dana finance")
    assert parse_cover({"author": "x" * LONGEST}).author == "x" * LONGEST


def test_a_file_of_others_names_nobody_as_ours() -> None:
    assert from_a_file(article(SMALL, cover=GIVEN), DAY).cover == Cover()


def test_the_cover_the_board_page_and_every_foot_say_it_escaped() -> None:
    """W20."""
    content = compose(article(SMALL, cover=replace(GIVEN, author="<b>Dana</b>"))).as_json()

    html = print_job(content, attachment="{}", created=CREATED).html

    assert "<b>Dana</b>" not in html
    # In the head of the document, on the cover, and where the board page says who answers for it.
    assert html.count("&lt;b&gt;Dana&lt;/b&gt;") == 3
    assert context(content)["cover_foot"] == "Internal · Support desk · AI cost report"
    assert (context(content)["cover_page"], 'class="cover"' in html) == (True, True)
    assert (
        'class="cover"'
        not in print_job(compose(article(SMALL)).as_json(), attachment="{}", created=CREATED).html
    )


def test_what_is_no_object_is_refused_with_what_a_cover_is() -> None:
    with pytest.raises(
        CoverError, match=r"^A cover is an object: organisation, author, audience and confidentiality\.$"
    ):
        parse_cover(["Dana"])
