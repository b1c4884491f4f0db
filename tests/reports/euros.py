"""What one dollar bought in euros, for reports in the currency of their reader."""

from datetime import date
from decimal import Decimal

from runrate.reports.domain.currency import Exchange

EUROS = Exchange("EUR", Decimal("0.9"), date(2026, 11, 1))
