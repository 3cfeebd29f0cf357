"""The least a save can cost: a bare ASGI app, a pool of connections, the same one statement.

No sign-in, no framework, no checks. `DATABASE_URL` comes from the caller.
"""

import asyncio
import json
import os
from datetime import UTC, datetime
from typing import Any

import msgspec
import psycopg
from psycopg.types.json import Jsonb

STATEMENT = """
WITH open_attempt AS (
    SELECT id, deadline_at FROM quizzes_attempt
    WHERE id = %s AND epoch = %s AND state = 'in_progress'
        AND sealed_after >= coalesce(paused_at, %s)
    FOR KEY SHARE
)
INSERT INTO quizzes_response AS stored (attempt_id, slot, revision, value, received_at)
SELECT open_attempt.id, sent.slot, sent.revision, sent.value, %s
FROM open_attempt, unnest(%s::smallint[], %s::integer[], %s::jsonb[])
    AS sent (slot, revision, value)
ON CONFLICT (attempt_id, slot) DO UPDATE SET
    revision = greatest(stored.revision, excluded.revision),
    value = CASE WHEN excluded.revision > stored.revision
        THEN excluded.value ELSE stored.value END,
    received_at = CASE WHEN excluded.revision > stored.revision
        THEN excluded.received_at ELSE stored.received_at END
RETURNING slot, revision, (SELECT deadline_at FROM open_attempt)
"""
CONNECTIONS = 8
_pool: asyncio.LifoQueue[psycopg.AsyncConnection[Any]] = asyncio.LifoQueue()


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await _connect()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    answer = msgspec.json.encode(await _save(msgspec.json.decode(body)))
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(answer)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


async def _save(asked: dict[str, Any]) -> dict[str, Any]:
    now = datetime.now(UTC)
    connection = await _pool.get()
    try:
        cursor = await connection.execute(
            STATEMENT,
            [
                asked["attempt"],
                1,
                now,
                now,
                [asked["slot"]],
                [asked["revision"]],
                [Jsonb(asked["value"])],
            ],
        )
        rows = await cursor.fetchall()
    finally:
        _pool.put_nowait(connection)
    slot, revision, deadline_at = rows[0]
    left = round((deadline_at - now).total_seconds() * 1000)
    return {"stored": [{"slot": slot, "revision": revision}], "remaining_ms": left}


async def _connect() -> None:
    for _ in range(CONNECTIONS):
        connection = await psycopg.AsyncConnection.connect(
            os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=1
        )
        psycopg.types.json.set_json_loads(json.loads, connection)
        _pool.put_nowait(connection)
