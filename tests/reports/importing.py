"""Files that this site did not sign."""

import json
from typing import Any

from tests.reports.readers import SMALL, ZEROS, sheet, source, workload

MARK = "Wxyzzy"


EVIDENCE = {f"q{number}": f"{MARK} evidence {number}" for number in (1, 4, 9, 15)}


def strange() -> dict[str, Any]:
    """Every free field of a file carries a marker, and claims that only this site could make."""
    made = source(
        sheet(2, evidence=EVIDENCE, q7={"na": f"{MARK} does not apply"}),
        workload(SMALL, **ZEROS, unit_name=f"{MARK} unit"),
    )
    data: dict[str, Any] = json.loads(json.dumps(made.as_json()))
    assessed, costed = data["assessment"], data["scenario"]
    assessed |= {
        "workload_name": f"{MARK} workload",
        "team_name": f"{MARK} people",
        "finished_on": "2001-02-03",
    }
    assessed["team"] = {"raters": 1000, "spreads": {"q1": [0, 4]}}
    costed |= {
        "name": f"{MARK} scenario", "workload_name": f"{MARK} workload", "saved_on": "2001-02-03",
        "origins": {"input_price": f"Price of {MARK} origin, checked 2001-02-03"},
        "notes": [["input_price", f"Runrate has verified this {MARK} note"]],
        "exchange": {"currency": "EUR", "rate": "1000", "day": "2002-03-04"},
    }  # fmt: skip
    return {**data, "made_on": "9999-12-31", "example": True}
