"""Plain Python speaks the language of whoever translates, and English where nobody does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils.safestring import SafeString

from runrate.core import translation


class Shouting(translation.English):
    """A language that is English, only louder."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return (singular if number == 1 else plural).upper()

    def get_language(self) -> str:
        return "en-loud"


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """As before any site has started; put back after the test."""
    monkeypatch.setattr(translation._Speaker, "translator", translation.English())


@pytest.mark.usefixtures("english")
def test_without_a_translator_every_text_stays_as_it_stands() -> None:
    assert translation.gettext("a level") == "a level"
    assert [translation.ngettext("a level", "levels", number) for number in (1, 2)] == ["a level", "levels"]
    assert translation.code() == "en"


@pytest.mark.usefixtures("english")
def test_a_translator_is_asked_for_every_text_from_then_on() -> None:
    translation.speak_through(Shouting())

    assert translation.gettext("a level") == "A LEVEL"
    assert [translation.ngettext("a level", "levels", number) for number in (1, 2)] == ["A LEVEL", "LEVELS"]
    assert translation.code() == "en-loud"


@pytest.mark.usefixtures("english")
def test_a_constant_is_marked_and_not_translated() -> None:
    translation.speak_through(Shouting())

    assert translation.gettext_noop("a level") == "a level"


@pytest.mark.usefixtures("english")
def test_a_translation_is_remembered_for_its_translator_language_and_kind_of_text() -> None:
    safe, quiet = translation.gettext(SafeString("a level of it")), translation.gettext("a level of it")
    translation.speak_through(Shouting())
    loud = translation.gettext("a level of it")

    assert (type(safe), type(quiet)) == (SafeString, str)
    assert (quiet, loud) == ("a level of it", "A LEVEL OF IT")
    assert translation.gettext("a level of it") is loud


class Counting(Shouting):
    """Counts how often it is asked which language it speaks."""

    asked = 0

    def get_language(self) -> str:
        self.asked += 1
        return super().get_language()


@pytest.mark.usefixtures("english")
def test_the_language_is_asked_for_once_where_it_stays_the_same() -> None:
    counting = Counting()
    translation.speak_through(counting)

    with translation.one_language():
        said = [translation.gettext("a level"), translation.code(), translation.gettext("a row")]

    assert said == ["A LEVEL", "en-loud", "A ROW"]
    assert counting.asked == 1


@pytest.mark.usefixtures("english")
def test_a_language_holds_for_its_block_alone_even_if_that_fails() -> None:
    with pytest.raises(ValueError, match="broken"), translation.one_language():
        raise ValueError("broken")
    translation.speak_through(Shouting())

    assert translation.code() == "en-loud"


@pytest.mark.usefixtures("english")
def test_a_language_settled_in_one_thread_is_none_in_another() -> None:
    with translation.one_language(), ThreadPoolExecutor(1) as pool:
        translation.speak_through(Shouting())

        assert pool.submit(translation.code).result() == "en-loud"
        assert translation.code() == "en"
