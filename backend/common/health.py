"""Whether the process lives (/healthz) and whether it may be given work (/readyz)."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

GREATEST_CLOCK_SKEW: Final = timedelta(milliseconds=250)

OK: Final = "ok"


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when every needed part is fit, else 503; each part is named with its state."""
    parts = {name: check() for name, check in CHECKS.items()}
    is_ready = all(state == OK for state in parts.values())
    reports = {name: check() for name, check in reported.items()}
    answer = {"ready": is_ready, **parts, "valkey": valkey(), **reports}
    return JsonResponse(answer, status=200 if is_ready else 503)


def database() -> str:
    """PostgreSQL answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "unreachable"
    return OK


def migrations() -> str:
    """The schema is the one this code was written for."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "unreachable"
    return "pending" if pending else OK


def durability() -> str:
    """What is acknowledged is on the disk; throw-away test databases may do without."""
    if not getattr(settings, "REQUIRE_DURABLE_DATABASE", True):
        return OK
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
            fsync, synchronous_commit = cursor.fetchone()
    except Error:
        return "unreachable"
    return OK if fsync == "on" and synchronous_commit != "off" else "not_durable"


def clock() -> str:
    """This machine and the database agree on the time."""
    try:
        with connection.cursor() as cursor:
            asked_at = timezone.now()
            cursor.execute("SELECT clock_timestamp()")
            [database_time] = cursor.fetchone()
            answered_at = timezone.now()
    except Error:
        return "unreachable"
    early, late = asked_at - GREATEST_CLOCK_SKEW, answered_at + GREATEST_CLOCK_SKEW
    return OK if early <= database_time <= late else "skewed"


def valkey() -> str:
    """Reported only: without Valkey answers are still taken, the rest is late."""
    try:
        cache.get("readyz")
    except RedisError:
        return "unreachable"
    return OK


CHECKS: Final[Mapping[str, Callable[[], str]]] = {
    "database": database,
    "migrations": migrations,
    "durability": durability,
    "clock": clock,
}
# What other apps tell beside, by name: nobody is turned away for it.
reported: Final[dict[str, Callable[[], str]]] = {}
