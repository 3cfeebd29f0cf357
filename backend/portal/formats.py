"""Numbers, dates and spans of time as Vietnamese readers write them; English beside it."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)
SEPARATORS_VI = str.maketrans(",.", ".,")


def number(value: float, decimals: int = 0) -> str:
    """1234.5 as "1.234,5" in Vietnamese and "1,234.5" in English."""
    written = f"{value:,.{decimals}f}"
    return written.translate(SEPARATORS_VI) if _is_vietnamese() else written


def day(value: date | datetime) -> str:
    """A day in figures: "29/11/2026"."""
    return f"{_local(value):%d/%m/%Y}"


def weekday(value: date | datetime) -> str:
    """The day's name in words: "Chủ nhật"."""
    return str(WEEKDAYS[_local(value).weekday()])


def moment(value: datetime) -> str:
    """A time as it is said: "21 giờ, Chủ nhật ngày 29/11/2026"."""
    local = timezone.localtime(value)
    words = (
        _("{hour} giờ {minute}, {weekday} ngày {day}")
        if local.minute
        else _("{hour} giờ, {weekday} ngày {day}")
    )
    return words.format(
        hour=local.hour, minute=f"{local:%M}", weekday=weekday(local), day=day(local)
    )


def clock(value: datetime) -> str:
    """A time of day in figures: "20:05"."""
    return f"{timezone.localtime(value):%H:%M}"


def span_parts(span: timedelta) -> list[tuple[int, str]]:
    """The two largest units of a span with their words: [(2, "ngày"), (1, "giờ")].

    Whole units only, never rounded up: nobody is promised a minute that is not there.
    """
    seconds = max(0, int(span.total_seconds()))
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    written = [
        (days, ngettext("ngày", "ngày", days)),
        (hours, ngettext("giờ", "giờ", hours)),
        (minutes, ngettext("phút", "phút", minutes)),
    ]
    first = next((index for index, (count, _unit) in enumerate(written) if count), None)
    if first is None:
        return []
    return [part for part in written[first : first + 2] if part[0]]


def span(value: timedelta) -> str:
    """A span in words: "2 ngày 1 giờ", "dưới 1 phút"."""
    parts = span_parts(value)
    return " ".join(f"{count} {unit}" for count, unit in parts) or _("dưới 1 phút")


def working_time(milliseconds: int) -> str:
    """How long a paper took, to the second, for a table: "8:26"."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def _is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def _local(value: date | datetime) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) else value
