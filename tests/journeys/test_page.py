"""What the tiny browser takes from HTML is what HTML says: owners of fields, the default button, pairs."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.journeys.browser import Tab, encoded
from tests.journeys.downloads import written_in
from tests.journeys.page import Form, Page, ids, shape

ID = "0f0e0d0c-0b0a-0908-0706-050403020100"


def page(body: str, address: str = "/desk/") -> Page:
    return Page(address, 200, "text/html; charset=utf-8", f"<!doctype html><main>{body}</main>".encode())


def form(body: str) -> Form:
    return page(f'<form method="post" action="/save/">{body}<button>Go</button></form>').forms[0]


def test_enter_presses_the_first_button_that_sends() -> None:
    found = form(
        '<input name="a"><button type="button">No</button><button name="update">Save changes</button>'
    )

    assert found.default is not None
    assert (found.default.words, found.default.name) == ("Save changes", "update")
    assert [button.words for button in found.buttons] == ["Save changes", "Go"]


def test_a_field_elsewhere_on_the_page_belongs_to_the_form_it_names() -> None:
    found = page(
        '<form id="one"><input name="a" value="1"><button>Go</button></form>'
        '<input name="b" value="2" form="one"><input name="c" value="3">'
    ).forms[0]

    assert found.filled == {"a": ["1"], "b": ["2"]}


@pytest.mark.parametrize(
    ("markup", "pairs"),
    [
        ('<input type="checkbox" name="a" value="1"><input type="checkbox" name="b" checked>', {"b": ["on"]}),
        (
            '<input type="radio" name="a" value="1"><input type="radio" name="a" value="2" checked>',
            {"a": ["2"]},
        ),
        ('<input type="radio" name="a" value="1"><input type="radio" name="a" value="2">', {}),
        ('<select name="a"><option value="1"><option value="2" selected></select>', {"a": ["2"]}),
        ('<select name="a"><option value="1"><option value="2"></select>', {"a": ["1"]}),
        ('<textarea name="a">\none\ntwo</textarea>', {"a": ["one\ntwo"]}),
        ('<input name="a" value="1" disabled><input name="b" readonly value="2">', {"b": ["2"]}),
        ('<input type="file" name="a"><input value="unnamed">', {}),
    ],
)
def test_what_is_sent_untouched_is_what_a_browser_sends(markup: str, pairs: dict[str, list[str]]) -> None:
    assert form(markup).filled == pairs


def test_texts_go_with_their_line_ends_as_forms_send_them_and_half_a_character_as_its_bytes() -> None:
    assert encoded({"a": ["one\ntwo", "ü&="], "b": ["\ud800"]}) == "a=one%0D%0Atwo&a=%C3%BC%26%3D&b=%ED%A0%80"


def test_a_label_names_its_field_and_a_page_its_mistakes_and_numbers() -> None:
    shown = page(
        '<p class="field__error">Too long.</p><label for="a">Your <b>name</b></label>'
        '<form><input id="a" name="a" aria-invalid="true" maxlength="9" inputmode="decimal">'
        '<button>Go</button></form><dl class="numbers"><div><dt>a month</dt><dd>$5</dd></div></dl>'
    )

    field = shown.forms[0].fields[0]
    assert (field.label, field.longest, field.numeric, field.told) == ("Your name", 9, True, True)
    assert shown.mistakes == ["Too long."]
    assert shown.figures == ("$5",)


def test_a_password_and_a_code_ask_who_it_is_and_an_address_does_not() -> None:
    typed = (
        '<input type="password" name="a">',
        '<input autocomplete="one-time-code" name="a">',
        '<input type="email" autocomplete="email" name="a">',
    )

    shown = [page(f"<form>{one}</form>") for one in typed]
    assert [(one.wants_password, one.asks_who_it_is) for one in shown] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_the_range_of_a_guess_is_no_figure_of_what_is_saved_beside_it() -> None:
    top, guess = (
        '<dl class="numbers"><div><dd>$5</dd></div></dl>',
        '<dl class="numbers"><div><dd>$9</dd></div></dl>',
    )

    assert page(f'{top}<section id="range">{guess}</section>').figures == ("$5",)
    assert page(f'<section id="range">{guess}</section>').figures == ()


def test_links_of_other_sites_and_places_of_the_same_page_are_no_way_on() -> None:
    shown = page(
        '<a href="/one/">1</a><a href="https://example.com/">2</a><a href="#a">3</a><a href="?q=1">4</a>'
    )

    assert [link.address for link in shown.links] == ["/one/", "/desk/?q=1"]


def test_an_address_is_known_by_its_ids_and_its_kind_by_the_rest() -> None:
    assert ids(f"/scenarios/{ID}/edit/?scenario=x") == {ID}
    assert ids("/learn/human-review-is-a-cost-line/") == frozenset()
    assert shape(f"/scenarios/{ID}/edit/?a=1") == shape(
        "/scenarios/ffffffff-0b0a-0908-0706-050403020100/edit/"
    )


def test_a_new_page_ends_the_way_forward_and_a_file_shows_nothing() -> None:
    one, two, three = page("1"), page("2"), page("3")
    tab = Tab([one])
    tab.show(two)
    tab.at = 0

    tab.show(three)
    tab.show(Page("/x.csv", 200, "text/csv", b"a"))

    assert tab.pages == [one, three]
    assert tab.page is three


def test_a_packed_file_is_read_by_what_lies_in_it_and_not_by_its_packed_bytes() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("a.json", '{"note": "~a1~"}' * 50)

    assert "~a1~" in written_in("application/zip", packed.getvalue())
    assert b"~a1~" not in packed.getvalue()
    assert written_in("text/csv", b"~b1~") == "~b1~"
