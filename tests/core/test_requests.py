"""The body of a JSON call is read, unless it says that it is too long."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from runrate.core.json_input import LONGEST_BODY, BodyError
from runrate.core.requests import body_of, named_in


def test_a_body_of_the_longest_size_is_read() -> None:
    body = b" " * LONGEST_BODY

    assert body_of(RequestFactory().generic("POST", "/", body)) == body


class Unread(BytesIO):
    """A body that must not be touched."""

    def read(self, *_sizes: object) -> bytes:
        raise AssertionError("a body that is too long was read")


@pytest.mark.parametrize("said", [str(LONGEST_BODY + 1), "9" * 13, "many", "-1"])
def test_what_says_it_is_longer_is_refused_unread(said: str) -> None:
    request = RequestFactory().generic("POST", "/", b"{}", CONTENT_LENGTH=said)
    request._stream = Unread()  # where Django reads a body from

    with pytest.raises(BodyError):
        body_of(request)


def test_what_a_form_names_counts_before_what_its_address_names() -> None:
    make = RequestFactory()

    assert named_in(make.post("/?scenario=two", {"scenario": "one"}), "scenario") == "one"
    assert named_in(make.post("/?scenario=two", {"scenario": ""}), "scenario") == "two"
    assert (named_in(make.get("/?scenario=two"), "scenario"), named_in(make.get("/"), "scenario")) == (
        "two",
        "",
    )
