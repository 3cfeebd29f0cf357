"""Template filters and tags of the public pages: Vietnamese figures, icons, stylesheets."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from backend.common.markup import harmless
from backend.portal import formats
from backend.portal.icons import ICONS
from backend.portal.vite import current_build

register = template.Library()

PHONE_NUMBER: Final = re.compile(r"(?<![\w+])(?:\+84|0)\d(?:[ .]?\d){7,9}(?!\w)")
MAIL_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
INSEPARABLE: Final = re.compile(
    r"\d+(?:/\d+)?-[A-ZĐ]+(?:/[A-ZĐ]+)?|Nghị quyết|chuyển đổi số|Tuyên Quang|Công an"
)
NOT_DIGIT: Final = re.compile(r"[ .]")


@register.filter
def figure(value: float | None, decimals: int = 0) -> str:
    """A number with Vietnamese separators; an en dash where there is none."""
    return "–" if value is None else formats.number(value, decimals)


@register.filter
def percent(value: float | None) -> str:
    """A share between 0 and 1 with one decimal: 0.714 as "71,4%"."""
    return "–" if value is None else f"{formats.number(value * 100, 1)}%"


@register.filter
def bar_value(value: float | None) -> str:
    """A share between 0 and 1 as the value of a bar that ends at 100."""
    return f"{min(max(value or 0, 0), 1) * 100:.1f}"


@register.filter
def unbroken(title: str) -> SafeString:
    """A title whose inseparable words stay on one line: "Nghị quyết", "57-NQ/TW"."""
    whole = INSEPARABLE.sub(r'<span class="nb">\g<0></span>', conditional_escape(title))
    return mark_safe(whole)


@register.filter
def phone_links(contact: str) -> SafeString:
    """An organiser's contact line with its telephone numbers and mail addresses as links."""
    linked = PHONE_NUMBER.sub(
        lambda found: f'<a href="tel:{NOT_DIGIT.sub("", found[0])}" class="nb">{found[0]}</a>',
        conditional_escape(contact),
    )
    linked = MAIL_ADDRESS.sub(r'<a href="mailto:\g<0>">\g<0></a>', linked)
    return mark_safe(linked)


@register.filter
def clean_html(written: str) -> SafeString:
    """An organiser's formatted text, reduced to harmless markup."""
    return mark_safe(harmless(written))


@register.filter
def day(value: date | datetime) -> str:
    return formats.day(value)


@register.filter
def moment(value: datetime) -> str:
    return formats.moment(value)


@register.filter
def clock(value: datetime) -> str:
    return formats.clock(value)


@register.filter
def weekday(value: date | datetime) -> str:
    return formats.weekday(value)


@register.filter
def span(value: timedelta) -> str:
    return formats.span(value)


@register.filter
def working_time(milliseconds: int) -> str:
    return formats.working_time(milliseconds)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A line icon drawn in place; decoration, so hidden from screen readers.

    Names that are not in the set (an organiser's rule may ask for any) become the list icon.
    """
    return format_html(
        '<svg class="i {}" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        extra,
        mark_safe(ICONS.get(name, ICONS["list-checks"])),
    )


@register.simple_tag
def pages_stylesheet() -> str:
    """The address of the pages' stylesheet, "" when the frontend is not built."""
    return current_build().stylesheet("src/pages.css")


@register.simple_tag
def public_url(path: str) -> str:
    """An absolute address of this installation, for cards that other sites show."""
    return f"{settings.PUBLIC_URL}{path}"
