"""A board page's words get shorter by the ends of names alone."""

from runrate.reports.domain.wording import with_shorter_names
from tests.reports.composed import LONG_NAME, LONG_UNIT
from tests.reports.shortened import names_in, torn


def test_only_names_end_earlier_and_sentences_stay() -> None:
    content = {
        "summary": {
            "figures": [],
            "headline": f"{LONG_NAME} costs $1,234 for each {LONG_UNIT}. " + "So. " * 200,
        },
        "subjects": [LONG_NAME],
        "cover": [],
        "charts": {},
        "cost": {"unit": LONG_UNIT, "rows": []},
    }

    said = [found["summary"]["headline"] for found in with_shorter_names(content)]

    assert [torn(each, names_in(content)) for each in said] == [[]] * len(said)
    assert {each.count("So. ") for each in said} == {200}
    assert [len(each) for each in said] == sorted(map(len, said), reverse=True)
    assert len(said[-1]) < len(said[0])
