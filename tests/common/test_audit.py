"""The audit log: added to, never changed, and a bent link is found."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from backend.common.audit import GENESIS, record, verify
from backend.common.database_rights import grant_rights
from backend.common.models import AuditEntry

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
ACTOR = UUID(int=7)


def three_entries() -> list[AuditEntry]:
    return [
        record("round.extended", "round:1", actor=ACTOR, now=NOON, minutes=5, reason="Mất điện"),
        record("job.done", "round:1", actor=None, now=NOON + timedelta(microseconds=1)),
        record("item.voided", "round:2", actor=ACTOR, now=NOON, share=0.25, whole=2.0, far=1e20),
    ]


def bend(statement: str) -> None:
    """Change the log as only somebody who may switch its trigger off can."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE common_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE common_auditentry ENABLE TRIGGER USER")


def test_a_whole_chain_is_verified_to_its_head():
    entries = three_entries()

    chain = verify()

    assert chain.is_whole
    assert chain.entries == 3
    assert chain.head == entries[-1].hash


def test_an_empty_log_is_whole():
    assert verify().is_whole
    assert verify().head == GENESIS


@pytest.mark.parametrize(
    ("statement", "broken", "reason"),
    [
        ("UPDATE common_auditentry SET details = '{}' WHERE number = 1", 1, "content_changed"),
        ("UPDATE common_auditentry SET actor = NULL WHERE number = 3", 3, "content_changed"),
        ("UPDATE common_auditentry SET subject = 'round:9' WHERE number = 2", 2, "content_changed"),
        ("DELETE FROM common_auditentry WHERE number = 2", 2, "number_missing"),
        ("DELETE FROM common_auditentry WHERE number = 1", 1, "number_missing"),
        (f"UPDATE common_auditentry SET previous_hash = '{GENESIS}' WHERE number = 2", 2, "chain"),
    ],
)
def test_the_first_broken_number_is_named(statement: str, broken: int, reason: str):
    three_entries()
    bend(statement)

    chain = verify()

    assert chain.broken == broken
    assert chain.reason.startswith(reason)
    with pytest.raises(CommandError, match=rf"mục số {broken}:") as refused:
        call_command("verify_audit")
    assert refused.value.returncode == 1


def test_a_log_cut_short_is_found_by_a_hash_written_down_before():
    entries = three_entries()
    bend("DELETE FROM common_auditentry WHERE number = 3")

    assert verify().is_whole
    assert verify(anchor=entries[1].hash).is_whole
    assert verify(anchor=entries[2].hash).broken == 3
    with pytest.raises(CommandError, match="mã băm đã ghi lại"):
        call_command("verify_audit", anchor=entries[2].hash)


def test_the_command_says_how_far_it_got():
    entries = three_entries()
    told = StringIO()

    call_command("verify_audit", stdout=told)

    assert f"3 mục, mã băm cuối {entries[2].hash}" in told.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(action="other"),
        lambda entry: entry.delete(),
    ],
)
def test_the_database_refuses_to_change_an_entry(change):
    entry = three_entries()[0]

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(entry)


def test_the_applications_role_may_only_add_and_read():
    entry = three_entries()[0]
    grant_rights("hocso_tested")
    grant_rights("hocso_tested")

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hocso_tested")
        added = record("round.paused", "round:1", actor=ACTOR, now=NOON)
        for statement in (
            "UPDATE common_auditentry SET action = 'x'",
            "DELETE FROM common_auditentry",
            "TRUNCATE common_auditentry",
            "ALTER TABLE common_auditentry DISABLE TRIGGER USER",
            "DROP TABLE common_auditentry",
        ):
            with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
                attempt(cursor, statement)
        cursor.execute("UPDATE common_job SET done = 1")
        cursor.execute("DELETE FROM common_job")
        cursor.execute("RESET ROLE")

    assert added.number == 4
    assert AuditEntry.objects.get(pk=entry.pk).action == "round.extended"
    assert verify().is_whole


def attempt(cursor, statement: str) -> None:
    with transaction.atomic():
        cursor.execute(statement)
