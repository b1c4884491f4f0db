"""Which days of a month a bill has, so that a day or two are never taken for a month without a word."""

from datetime import date

from calculator.uploads.bills import Bill
from calculator.usage.analysis.ranges import Cover, cover, ends_of


def cover_of(bill: Bill, month: str) -> Cover | None:
    """None where the whole month is there, or no export tells its days."""
    begin, end = ends_of(month)
    days: list[date] = []
    for export in bill.exports:
        own = [date.fromisoformat(day["day"]) for day in export.days if day["day"][:7] == month]
        first, last = export.first_day, export.last_day
        known = month in export.months and first and last
        days += own or ([max(first, begin), min(last, end)] if known and first and last else [])
    return cover(days, month)
