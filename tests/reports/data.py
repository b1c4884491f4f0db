"""The data of a report, as a file carries it."""

from typing import Any

from tests.reports.readers import SMALL, article

DATA: dict[str, Any] = article(SMALL).as_json()
