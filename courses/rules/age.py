"""Ages as days of birth. Pure."""

from datetime import date


def born_by(least_age: int, today: date) -> date:
    """Whoever was born on this day or before is at least so old today."""
    return _years_before(today, least_age)


def born_after(most_age: int, today: date) -> date:
    """Whoever was born behind this day is at most so old today."""
    return _years_before(today, most_age + 1)


def _years_before(today: date, years: int) -> date:
    """Who was born on 29 February is a year older on 1 March of a common year."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 2, 28)
