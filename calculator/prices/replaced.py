"""A model chosen without a script takes the place of prices that nobody typed."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import parse_qsl

from calculator.domain.prices.brought_notes import prefix_of
from calculator.domain.workload_input import WorkloadErrors
from calculator.prices.pricing import price_inputs

UNTYPED: Final = "untyped"
"""In a form, the prices that stood in its boxes when it was drawn and that nobody had typed."""


def without_replaced(sent: Mapping[str, str], today: date | None) -> Mapping[str, str]:
    """What a form sent, without the prices that a model named in it takes the place of.

    Those somebody changed by hand stay, and all of them where the model is not known.
    """
    drawn = parse_qsl(sent[UNTYPED], max_num_fields=1000) if sent.get(UNTYPED) else []
    unchanged = [name for name, text in drawn if sent.get(name, "").strip() == text]
    known = {prefix: _is_known(sent, prefix, today) for prefix in {prefix_of(name) for name in unchanged}}
    replaced = {name for name in unchanged if known[prefix_of(name)]}
    return {name: sent[name] for name in sent if name not in replaced} if replaced else sent


def _is_known(sent: Mapping[str, str], prefix: str, today: date | None) -> bool:
    asked = {name: sent.get(prefix + name, "").strip() for name in ("model", "priced_on")}
    if not asked["model"]:
        return False
    try:
        price_inputs({name: text for name, text in asked.items() if text}, today)
    except WorkloadErrors:
        return False
    return True
