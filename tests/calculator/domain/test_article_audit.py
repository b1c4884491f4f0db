"""Published, recomputed, why."""

import pytest

from calculator.domain.article_audit import figures, figures_of


@pytest.mark.parametrize(
    ("published", "recomputed"),
    [
        ("about $0.08", "$0.045"),
        ("$0.20", "$0.11"),
        ("$80 to $200", "$45 to $110"),
        ("$2,400 to $6,000", "$1,350 to $3,300"),
        ("$29,000 to $72,000", "$16,425 to $40,150"),
        ("$1.5M to $3.6M", "$821,250 to $2,007,500"),
        ("$100,100", "$99"),
        ("$13,600", "$13,599"),
        ("32%", "0.7%"),
        ("$10,000", "$10,000"),
        ("$5M", "$49,500"),
        ("$5.7M", "$744,500"),
        ("88%", "6.6%"),
        ("$500,000", "$500,000"),
        ("not stated", "$6.18 small, $0.6768 large"),
        ("10% and 90%", "0.7% / 99.3% and 6.6% / 93.4%"),
        ("$0.01", "$0.000003 in, $0.000015 out"),
        ("no size stated", "exponent 0.629"),
    ],
)
def test_a_published_figure_stands_beside_its_recomputation(published: str, recomputed: str) -> None:
    assert {figure.published: figure.recomputed for figure in figures()}[published] == recomputed


def test_reasons_carry_their_own_arithmetic() -> None:
    why = " ".join(figure.why for figure in figures())

    for figure in (
        "$0.081",
        "$277.20",
        "$138,600.00",
        "$45.45",
        "50 such reviewers",
        "0.482",
        "0.406",
        "0.741",
    ):
        assert figure in why


def test_no_disproved_figure_is_ever_a_result() -> None:
    recomputed = " ".join(figure.recomputed for figure in figures())

    assert not any(figure in recomputed for figure in ("$100,100", "$5M", "32%", "88%", "$5.7M"))


def test_an_example_gets_its_own_rows() -> None:
    assert [row.recomputed for row in figures_of("article-small")] == [
        "$99",
        "$13,599",
        "0.7%",
        "$10,000",
    ]
    assert len(figures_of("article-large")) == 4
    assert figures_of("support-desk") == ()
