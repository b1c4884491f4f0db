"""The content of a report is plain data, so that it can be stored and drawn again."""

import json

from runrate.reports.domain.compose import compose
from tests.reports.readers import LARGE, article


def test_the_content_is_plain_data() -> None:
    content = compose(article(LARGE)).as_json()

    assert json.loads(json.dumps(content)) == json.loads(json.dumps(content, default=str))
