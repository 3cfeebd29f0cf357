"""Structured log lines without personal data: one event a line, as key=value."""

import re
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

PERSONAL_KEYS: Final = frozenset(
    {
        "address",
        "birth_date",
        "cookie",
        "email",
        "full_name",
        "guardian",
        "identifier",
        "ip",
        "name",
        "password",
        "phone",
        "token",
        "user_agent",
    }
)
PERSONAL_TEXT: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-])\+?(?:84|0)\d{9}(?![\w-])"
)
HIDDEN: Final = "[…]"


def without_personal_data(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide named personal fields, and whatever looks like an address or a phone number."""
    return {
        key: HIDDEN if key in PERSONAL_KEYS else _masked(value)
        for key, value in event.items()
        if not key.startswith("_")
    } | {key: value for key, value in event.items() if key.startswith("_")}


def _masked(value: Any) -> Any:
    return PERSONAL_TEXT.sub(HIDDEN, value) if isinstance(value, str) else value


def _rendered(logger: WrappedLogger, method: str, event: EventDict) -> str:
    ordered = structlog.processors.LogfmtRenderer(
        key_order=["timestamp", "level", "logger", "event"], drop_missing=True
    )
    clean = without_personal_data(logger, method, event)
    return ordered(logger, method, {key: _one_line(value) for key, value in clean.items()})


def _one_line(value: Any) -> Any:
    return value.replace("\n", " ⏎ ") if isinstance(value, str) else value


FOREIGN_CHAIN: Final[list[Processor]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
renderer: Final = _rendered


def configure() -> None:
    """Send structlog's events through the standard library, to the same renderer."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *FOREIGN_CHAIN,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
