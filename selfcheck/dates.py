"""Calendar arithmetic as notices use it."""

from datetime import date, timedelta

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Month:
    """A day of which only year and month are stated."""

    __slots__ = ("month", "year")

    def __init__(self, year: int, month: int) -> None:
        self.year = year
        self.month = month

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Month) and (self.year, self.month) == (other.year, other.month)

    def __hash__(self) -> int:
        return hash((self.year, self.month))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, days_of(self.year, self.month))


def days_of(year: int, month: int) -> int:
    """How many days the month has."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return DAYS[month - 1] + leap


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the month's last day if it has no such day (29 February + 12: 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, days_of(year, month + 1)))


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def full_years(born: date, day: date) -> int:
    """Years complete on ``day``; a person of 29 February is a year older on 28 February."""
    return day.year - born.year - (day < add_months(born, 12 * (day.year - born.year)))
