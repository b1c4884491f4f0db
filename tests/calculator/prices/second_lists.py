"""A second price list as its package installs it: a distribution in a folder of its own."""

import json
from pathlib import Path
from typing import Any

_SCHEDULES = [
    {"provider": "deepseek", "valid_from": "2026-08-16T16:00:00Z", "peak_multiplier": 2.0},
    {
        "provider": "deepseek",
        "valid_from": "2025-02-26T16:30:00Z",
        "valid_until": "2025-09-05T16:00:00Z",
        "peak_multiplier": 9.0,
    },
    {"provider": "openai", "valid_from": "2026-01-01T00:00:00Z", "off_peak_multiplier": {"o3": 0.5}},
]


def entry(start: str | None, **rates: object) -> dict[str, Any]:
    """Prices from a day on."""
    return {"start": start, "rates": rates}


def put_second_list(folder: Path, *, text: str = "", schema: int = 1, **sellers: Any) -> None:
    """`sellers` holds models by seller; `text` stands in place of everything."""
    info = folder / "model_prices-9.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.4\nName: model-prices\nVersion: 9.1\n")
    snapshot = {
        "schema": schema,
        "updated_at": "2026-11-20T18:46:35Z",
        "prices": sellers,
        "status": {"openai": {"gone": "removed", "old": "deprecated"}},
        "schedules": {"schedule": _SCHEDULES},
    }
    (folder / "model_prices").mkdir()
    (folder / "model_prices" / "snapshot.json").write_text(text or json.dumps(snapshot))
