"""Health of a process and of what it needs."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from backend.common import health


def test_healthz_asks_nobody(client: Client, django_db_blocker: DjangoDbBlocker):
    with django_db_blocker.block():
        response = client.get("/healthz")

    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_names_each_part(client: Client):
    response = client.get("/readyz")

    answer = response.json()
    assert response.status_code == 200
    assert answer.pop("signing_certificate") in {"ok", "missing"}
    assert answer == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "durability": "ok",
        "clock": "ok",
        "valkey": "ok",
    }


@pytest.mark.django_db
def test_readyz_refuses_a_database_that_forgets(client: Client, settings: Settings):
    settings.REQUIRE_DURABLE_DATABASE = True
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["durability"] == "not_durable"


@pytest.mark.django_db
def test_readyz_refuses_pending_migrations(client: Client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "pending"


@pytest.mark.django_db
def test_clock_notices_two_hours_of_difference():
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA wrong_clock")
        cursor.execute(
            "CREATE FUNCTION wrong_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
            " $$ SELECT pg_catalog.clock_timestamp() + interval '2 hours' $$"
        )
        cursor.execute("SET LOCAL search_path = wrong_clock, pg_catalog, public")

    assert health.clock() == "skewed"


@pytest.mark.django_db
def test_readyz_only_reports_a_missing_valkey(client: Client, settings: Settings):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/1"}
    }

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["valkey"] == "unreachable"
