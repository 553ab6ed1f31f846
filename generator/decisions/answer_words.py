"""Words for values of answers and for spans of days and years, in tables of rules and in effects on applicants."""

from datetime import date

from generator.languages import Translate
from selfcheck.words import day

type Day = date | float | None
"""A day, a year or a number, or None where a span has no such end."""

FEW_OTHERS = 3
"""A set is worded by what it leaves out if it leaves out at most this many values and holds more."""


def form_value(value: object) -> str:
    """A value as forms and vocabularies write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def value_words(t: Translate, key: str, value: object) -> str:
    """A value of an answer in words; truth values as yes and no."""
    return t(f"yes_no.{form_value(value)}" if isinstance(value, bool) else f"value.{key}.{value}")


def span_words(t: Translate, language: str, first: Day, last: Day) -> str:
    """Days or years from first to last; one of the two may be open."""
    if last is None:
        assert first is not None, "a span has a bound at least"
        return t("decision.since", first=day_words(t, language, first))
    if first is None:
        return t("decision.until", last=day_words(t, language, last))
    if first == last:
        return day_words(t, language, first)
    return t("decision.span", first=day_words(t, language, first), last=day_words(t, language, last))


def number_words(t: Translate, first: Day, last: Day) -> str:
    """Numbers from first to last; one of the two may be open.

    A whole ``last`` is the number before the next span, which begins with a number of its own; as a float it is in the
    span itself, and the next has all above it.
    """
    above = below = ""
    if isinstance(first, int | float):
        above = t("decision.number_above" if isinstance(first, float) else "decision.number_from", first=int(first))
    if isinstance(last, int | float):
        named = {"last": int(last)} if isinstance(last, float) else {"next": last + 1}
        below = t("decision.number_up_to" if isinstance(last, float) else "decision.number_below", **named)
    return t("decision.number_between", above=above, below=below) if above and below else above or below


def day_words(t: Translate, language: str, value: date | float) -> str:
    """A day or a year as a reader writes it."""
    return day(value, language) if isinstance(value, date) else t("decision.year", year=value)
