"""The articles: long enough, sourced, clean, and in order."""

import pytest

from calculator.domain.presets import BY_KEY
from runrate.pages import articles
from runrate.pages.articles import Article


@pytest.mark.parametrize("article", articles.every(), ids=lambda article: article.slug)
def test_article_has_substance_sources_and_an_example(article: Article) -> None:
    assert len(article.body.split()) >= 900
    assert len(article.sources) >= 2
    assert all(source.url.startswith("https://") for source in article.sources)
    assert article.preset in BY_KEY
    assert "{{" not in article.body + article.summary


def test_there_are_at_least_five_articles_latest_first() -> None:
    dates = [article.published for article in articles.every()]

    assert len(dates) >= 5
    assert dates == sorted(dates, reverse=True)


def test_reading_time_is_words_over_pace_rounded_up() -> None:
    article = articles.find("why-ai-has-a-marginal-cost")

    words = len(article.body.split())

    assert article.minutes == -(-words // articles.WORDS_PER_MINUTE)


def test_html_has_headings_and_tables_but_no_style_or_script() -> None:
    html = articles.find("why-ai-has-a-marginal-cost").html

    assert "<h2>" in html
    assert '<th scope="col" align="right">' in html
    assert "style=" not in html
    assert "<script" not in html


def test_unknown_address_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        articles.find("nothing")


def test_what_to_read_next_is_never_the_same_article() -> None:
    for article in articles.every():
        following = articles.others(article)
        assert article not in following
        assert len(set(following)) == 2
