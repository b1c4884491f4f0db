"""Lists as people say them."""

import pytest

from runrate.core.text import listed


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_people_say_it(names: list[str], said: str) -> None:
    assert listed(names) == said
