"""What a price list says of a model beyond the four prices that an estimate uses, in words."""

from datetime import time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from calculator.domain.prices.uncharged import cheap_hours, for_text, not_charged, other_ways


def prices(**named: object) -> Any:
    """A row of the price list: prices by name, None where there is none."""
    return SimpleNamespace(**named)


def tiered(base: str, price: str, start: int) -> Any:
    """A price that rises with the length of a call."""
    return SimpleNamespace(base=Decimal(base), tiers=[SimpleNamespace(price=Decimal(price), start=start)])


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ({"input_mtok": Decimal(3), "output_mtok": Decimal(15), "cache_read_mtok": Decimal(1)}, ""),
        ({"storage_searches_kcount": None}, ""),
        ({"web_searches_kcount": Decimal(5), "requests_kcount": 1, "cache_write_1h_mtok": Decimal(6)}, ""),
        (
            {"cache_write_1h_mtok": tiered("6", "12", 200_000)},
            (
                "Also in the price list and not charged here: "
                "one-hour cache writes above 200,000 tokens $12.00 per million tokens."
            ),
        ),
        (
            {
                "input_mtok": Decimal(3),
                "storage_searches_kcount": Decimal(10),
                "output_audio_mtok": Decimal(64),
            },
            (
                "Also in the price list and not charged here: "
                "audio output $64.00 per million tokens; file searches $10.00 per 1,000."
            ),
        ),
        (
            {"input_audio_mtok": Decimal("0.7"), "cache_audio_read_mtok": tiered("0.075", "1.250", 200_000)},
            (
                "Also in the price list and not charged here: cached audio input $0.075 "
                "($1.25 above 200,000 tokens), audio input $0.70 per million tokens."
            ),
        ),
        (
            {"input_smell_gpixels": Decimal("1E+3"), "output_rays": Decimal("0.12345")},
            (
                "Also in the price list and not charged here: "
                "input smell $1000.00 per billion pixels; output $0.12345."
            ),
        ),
        (
            {"input_mchars": Decimal(1), "input_document_kpages": Decimal(2), "audio_hours": Decimal(3)},
            (
                "Also in the price list and not charged here: audio $3.00 per hour; "
                "document pages $2.00 per 1,000 pages; input characters $1.00 per million characters."
            ),
        ),
    ],
)
def test_each_price_that_is_not_charged_is_named_with_its_unit(listed: dict[str, object], words: str) -> None:
    assert not_charged(prices(**listed)) == words


def test_reasoning_tokens_are_said_to_be_charged_as_output_and_which_way_that_is_wrong() -> None:
    output, cheaper, dearer = Decimal(8), Decimal(3), Decimal(9)
    said = (
        "The list prices reasoning tokens apart, at $3.00 per million tokens; here they are charged like "
        "other output, at $8.00: the estimate may be too high."
    )

    assert not_charged(prices(output_mtok=output, output_reasoning_mtok=cheaper)) == said
    assert not_charged(prices(output_mtok=output, output_reasoning_mtok=dearer)).endswith("too low.")
    assert not_charged(prices(output_mtok=output, output_reasoning_mtok=output)) == ""


def test_citations_are_said_to_be_missing_from_the_estimate() -> None:
    assert not_charged(prices(output_citation_mtok=Decimal(2), output_mtok=Decimal(8))) == (
        "Also in the price list and not charged here: citation tokens $2.00 per million tokens. "
        "Its citations are on each bill: the estimate may be too low."
    )


def variant(when: dict[str, str], **named: object) -> Any:
    return SimpleNamespace(when=when, prices=prices(**named))


def test_other_ways_of_calling_are_named_but_for_batch_and_those_without_a_price() -> None:
    found = other_ways(
        [
            variant({"processing": "batch"}, input_mtok=Decimal(1)),
            variant({"processing": "priority"}, input_mtok=None, output_mtok=None),
            variant({"service_tier": "flex"}, input_mtok=None, output_mtok=Decimal(2)),
            variant({"service_tier": "fast"}, input_mtok=Decimal(2)),
            variant({"data_residency": "eu", "processing": "priority"}, input_mtok=Decimal(2)),
        ]
    )

    assert found == (
        "Standard price; other prices exist for: data residency eu; processing priority; "
        "service tier fast, flex."
    )


def test_a_model_that_is_called_one_way_says_nothing() -> None:
    assert other_ways([]) == ""
    assert other_ways([variant({"processing": "batch"}, input_mtok=Decimal(1))]) == ""


def test_the_dearest_hours_are_said_with_the_price_of_the_others() -> None:
    windows = [(time(16, 30), time(23, 0)), (time(0, 5), time(8, 30))]

    assert cheap_hours(windows, prices(input_mtok=Decimal("0.14"), output_mtok=Decimal("0.5"))) == (
        "Priced by the hour: this is the highest price, 00:05 to 08:30 and 16:30 to 23:00 UTC; "
        "at other hours $0.14 in and $0.50 out per million tokens."
    )


def test_the_cheap_hours_name_their_price_of_cached_tokens_too() -> None:
    cheap = prices(input_mtok=Decimal("0.2"), output_mtok=Decimal(1), cache_read_mtok=Decimal("0.02"))

    assert cheap_hours([(time(1), time(2))], cheap) == (
        "Priced by the hour: this is the highest price, 01:00 to 02:00 UTC; "
        "at other hours $0.20 in, $0.02 from the cache and $1.00 out per million tokens."
    )


@pytest.mark.parametrize(
    ("called", "listed", "is_text"),
    [
        (("gpt-5", "GPT 5"), {"input_mtok": 1, "output_mtok": 2}, True),
        (("gpt-5", None), {"input_mtok": 1, "input_audio_mtok": 2}, True),
        (("chatty", "Chatty"), {"output_audio_mtok": None, "output_mtok": 1}, True),
        (("chatty", "Chatty"), {"output_audio_mtok": 1}, False),
        (("chatty", "Chatty"), {"input_mtok": None, "output_cache_image_mtok": 1}, False),
        (("chatty", "Chatty"), {"input_mtok": None, "output_video_mtok": 1}, False),
        (("chatty", "Chatty"), {"audio_hours": 1}, False),
        (("chatty", "Chatty"), {"input_document_kpages": 1}, False),
        (("chatty", "Chatty"), {"input_mchars": 1}, False),
        (("chatty", "Chatty"), {"output_gpixels": 1}, False),
        (("chatty", "Chatty"), {"requests_kcount": 1}, True),
        (("gpt-4o-realtime", "GPT"), {"input_mtok": 1}, False),
        (("gpt_4o_TTS", None), {"input_mtok": 1}, False),
        (("maker/whisper", "Big"), {"input_mtok": 1}, False),
        (("large.sonic", "Big"), {"input_mtok": 1}, False),
        (("large", "Large Embed"), {"input_mtok": 1}, False),
        (("large", "Large Embeddings"), {"input_mtok": 1}, True),
        (("veogram", "Imagenet"), {"input_mtok": 1}, True),
    ],
)
def test_a_model_is_for_text_unless_its_name_or_prices_say_otherwise(
    called: tuple[str, str | None], listed: dict[str, object], is_text: bool
) -> None:
    model = SimpleNamespace(id=called[0], name=called[1])

    assert for_text(model, prices(**listed)) is is_text
