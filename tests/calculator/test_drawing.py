"""An estimate whose drawing was kept from others is, to the byte, the page drawn for it alone."""

import re
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from calculator.presets import PRESETS
from runrate.kit import skeleton

# Few inputs of few values each: pages of one shape with other numbers come again and again.
CHOICES = {
    "units_per_month": ["0", "100", "5000"],
    "value_per_unit": ["", "0.01", "900"],
    "human_cost_per_unit": ["", "12"],
    "review_rate": ["", "0", "0.2"],
    "infrastructure_monthly": ["", "0", "7000"],
    "model": ["", "no such model"],
}
SAME = {
    "input_tokens": "5000",
    "output_tokens": "2000",
    "input_price": "3",
    "output_price": "15",
    "reviews_per_reviewer": "220",
    "reviewer_monthly_cost": "10000",
    **dict.fromkeys(["tools_monthly", "integrations_monthly", "vector_db_monthly"], "0"),
}
ALIKE = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()}).map(
    lambda chosen: {**SAME, **chosen}
)


def without_chance(text: str) -> str:
    """Without what is random: the protection token and the number under which it would be saved."""
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r'name="once" value="[^"]*"', "", text)


class KeptDrawings(TestCase):
    """Each example meets the drawings of all before it."""

    drawings: dict[tuple[object, ...], tuple[str, ...]]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.drawings = {}

    @settings(max_examples=80)
    @given(ALIKE, st.sampled_from(["", "Claims <triage>"]), st.booleans())
    @example({}, "", False)
    @example(PRESETS[0].workload.as_json(), "\ufffcresult-total\ufffc", False)
    @example(PRESETS[-1].workload.as_json() | {"preset": PRESETS[-1].key}, "", True)
    def test_kept_is_as_drawn_alone(self, workload: dict[str, Any], name: str, script: bool) -> None:
        query = urlencode({**workload, "workload_name": name, "last_invoice": "900" if name else ""})
        headers = {"HX-Request": "true"} if script else {}
        skeleton.forget()
        skeleton._drawings.update(self.drawings)

        kept = Client().post("/calculator/", query, "application/x-www-form-urlencoded", headers=headers)
        self.drawings.update(skeleton._drawings)
        skeleton.forget()
        alone = Client().post("/calculator/", query, "application/x-www-form-urlencoded", headers=headers)

        assert kept.status_code == alone.status_code
        assert without_chance(kept.content.decode()) == without_chance(alone.content.decode())
