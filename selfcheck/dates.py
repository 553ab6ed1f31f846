"""Calendar arithmetic as notices use it."""

from datetime import date, timedelta

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the month's last day if it has no such day (29 February + 12: 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    leap = month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month + 1, min(day.day, DAYS[month] + leap))


def day_before(day: date) -> date:
    return day - timedelta(days=1)
