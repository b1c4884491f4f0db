"""Every table of the assessment."""

from assessment.models.benchmark import BenchmarkSnapshot
from assessment.models.choices import DimensionName, Industry, Review, Role, SizeBand, StageName
from assessment.models.export import Export, ExportQuerySet, ExportState
from assessment.models.link import Link, Purpose
from assessment.models.review import NOTE_LENGTH, ReviewEntry
from assessment.models.submission import Submission, SubmissionQuerySet
from assessment.models.team_round import Seat, SeatQuerySet, TeamRound
from assessment.models.weekly_stats import FiguresChange, WeeklyFigures, week_of

__all__ = [
    "NOTE_LENGTH",
    "BenchmarkSnapshot",
    "DimensionName",
    "Export",
    "ExportQuerySet",
    "ExportState",
    "FiguresChange",
    "Industry",
    "Link",
    "Purpose",
    "Review",
    "ReviewEntry",
    "Role",
    "Seat",
    "SeatQuerySet",
    "SizeBand",
    "StageName",
    "Submission",
    "SubmissionQuerySet",
    "TeamRound",
    "WeeklyFigures",
    "week_of",
]
