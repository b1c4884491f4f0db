"""Every table of the calculator."""

from calculator.models.price import (
    AMBER_AFTER,
    LONGEST_SEARCH,
    MOST_WORDS,
    RED_AFTER,
    Age,
    Origin,
    PriceRow,
    PriceRowQuerySet,
    Status,
    age_of,
    search_words,
)
from calculator.models.scenario import AgentStatus, Scenario, ScenarioQuerySet, names_apart
from calculator.models.usage import (
    ColumnMapping,
    ModelAlias,
    UploadState,
    UsageExport,
    UsageUpload,
    UsageUploadQuerySet,
)
from calculator.models.version import (
    KEPT,
    ReplacedBy,
    ScenarioVersion,
    ScenarioVersionQuerySet,
    snapshot,
    values,
)

__all__ = [
    "AMBER_AFTER",
    "KEPT",
    "LONGEST_SEARCH",
    "MOST_WORDS",
    "RED_AFTER",
    "Age",
    "AgentStatus",
    "ColumnMapping",
    "ModelAlias",
    "Origin",
    "PriceRow",
    "PriceRowQuerySet",
    "ReplacedBy",
    "Scenario",
    "ScenarioQuerySet",
    "ScenarioVersion",
    "ScenarioVersionQuerySet",
    "Status",
    "UploadState",
    "UsageExport",
    "UsageUpload",
    "UsageUploadQuerySet",
    "age_of",
    "names_apart",
    "search_words",
    "snapshot",
    "values",
]
