"""kill −9 on a real server, PostgreSQL and Valkey: nothing acknowledged is ever lost."""

import json
import os
import random
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest
import redis

from backend.devstack.stack import Stack, tree_pids
from tests.faults.phone import Phone

PHONES = 60
SLOW = os.environ.get("HOCSO_SLOW") == "1"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """PostgreSQL that really writes, Valkey, and one web worker that can be killed."""
    with Stack(parts=["web"], web_workers=1, web_threads=4) as running:
        yield running


@pytest.fixture(scope="module")
def settled(stack: Stack) -> dict[str, Any]:
    printed = stack.manage(
        "shell", "-c", f"from tests.faults.people import settle; settle({PHONES})"
    )
    [line] = [line for line in printed.splitlines() if line.startswith("SETTLED ")]
    return json.loads(line.removeprefix("SETTLED "))


@pytest.fixture
def phones(stack: Stack, settled: dict[str, Any]) -> Iterator[list[Phone]]:
    """Three phones with a paper each; nobody used them before."""
    sessions = [settled["sessions"].pop() for _ in range(3)]
    made = [Phone(stack.web_url, session) for session in sessions]
    for phone in made:
        phone.start(settled["round"])
    yield made
    for phone in made:
        phone.http.close()


@contextmanager
def saving(phones: list[Phone]) -> Iterator[None]:
    """All phones save without pause; afterwards the ledger must hold."""
    stop = threading.Event()
    threads = [threading.Thread(target=phone.keep_saving, args=(stop,)) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=30)
    for phone in phones:
        phone.check_ledger()


def until(ready: Any, timeout: float = 15.0) -> float:
    """Wait until `ready()`; how long it took."""
    began = time.monotonic()
    while not ready():
        assert time.monotonic() - began < timeout, "it never happened"
        time.sleep(0.02)
    return time.monotonic() - began


def total(phones: list[Phone], name: str) -> int:
    return sum(phone.counts[name] for phone in phones)


def resumed(phones: list[Phone]) -> Any:
    """Whether every phone has asked and been acknowledged since now.

    Two acknowledgements each: the first may have been on its way already.
    """
    before = [phone.counts["acknowledged"] for phone in phones]
    return lambda: all(
        phone.counts["acknowledged"] > count + 1
        for phone, count in zip(phones, before, strict=True)
    )


def test_killed_web_workers_lose_nothing_that_was_acknowledged(stack, phones):
    with saving(phones):
        until(resumed(phones))
        for _ in range(40 if SLOW else 4):
            time.sleep(random.uniform(0.05, 0.4))
            stack.processes["web"].kill()
            stack.start("web")
            until(resumed(phones))

    assert total(phones, "broken") > 0
    assert total(phones, "acknowledged") > 20


def test_a_killed_worker_is_replaced_by_the_server(stack, phones):
    leader = stack.processes["web"].pid
    with saving(phones):
        until(resumed(phones))
        for pid in tree_pids(leader):
            if pid != leader:
                os.kill(pid, signal.SIGKILL)
        until(resumed(phones))

    assert total(phones, "broken") > 0


def test_a_killed_postgresql_loses_nothing_and_is_waited_for_politely(stack, phones):
    with saving(phones):
        for _ in range(20 if SLOW else 2):
            until(resumed(phones))
            stack.servers["postgres"].kill()
            refused = total(phones, "refused")
            until(lambda refused=refused: total(phones, "refused") > refused + 3)
            stack.servers["postgres"].start()
            assert until(resumed(phones)) < 10

    assert total(phones, "refused") > 0


def test_without_postgresql_every_answer_is_503_with_retry_after(stack, phones, settled):
    phone = phones[0]
    csrf = phone.csrf
    stack.servers["postgres"].kill()
    try:
        answers = [
            phone.put(phone.answer_of(1, 1)),
            phone.submit(),
            phone.http.get(f"attempts/{phone.paper['uuid']}/paper/", headers=phone.bearer),
            phone.http.get(f"rounds/{settled['round']}/board/"),
            phone.http.get("contests/"),
            phone.http.post(
                "session/", json={"identifier": "0912345678", "password": "x" * 12}, headers=csrf
            ),
        ]
    finally:
        stack.servers["postgres"].start()

    assert {answer.status_code for answer in answers} == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers)
    until(lambda: phone.put(phone.answer_of(1, 1)).status_code == 200)


def test_valkey_flushed_and_stopped_stops_nobody(stack, phones, settled):
    phone = phones[0]
    with saving(phones):
        until(resumed(phones))
        redis.Redis.from_url(stack.valkey_url).flushall()
        until(resumed(phones))
        stack.servers["valkey"].stop()
        try:
            until(resumed(phones))
            with httpx.Client(base_url=f"{stack.web_url}/api/v1/", timeout=15) as visitor:
                token = visitor.get("session/").json()["csrf_token"]
                body = {"identifier": settled["phones"][0], "password": settled["password"]}
                signed_in = visitor.post("session/", json=body, headers={"X-CSRFToken": token})
            board = phone.http.get(f"rounds/{settled['round']}/board/")
            handed_in = phones[-1].http.get("attempts/")
        finally:
            stack.servers["valkey"].start()
        until(resumed(phones))

    assert [one.status_code for one in (signed_in, board, handed_in)] == [200, 200, 200]
    assert board.json()["state"] == "open"
    assert not any(phone.counts["refused"] for phone in phones)
    assert phone.submit().status_code == 200


@contextmanager
def held(stack: Stack, phone: Phone) -> Iterator[psycopg.Connection]:
    """The attempt's row is locked, so that whoever writes stands still in the middle."""
    with psycopg.connect(stack.database_url) as connection:
        connection.execute(
            "SELECT 1 FROM quizzes_attempt WHERE uuid = %s FOR UPDATE", [phone.paper["uuid"]]
        )
        yield connection


def is_waiting(stack: Stack) -> bool:
    with psycopg.connect(stack.database_url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        ).fetchone()
    return bool(row and row[0])


def raw(phone: Phone, method: str, path: str, body: dict[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"{method} /api/v1/attempts/{phone.paper['uuid']}/{path}/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {phone.bearer['Authorization']}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


@contextmanager
def line_to(stack: Stack) -> Iterator[socket.socket]:
    port = int(stack.web_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        yield line


@pytest.mark.parametrize("what", ["save", "submit"])
def test_killed_before_the_database_was_asked(stack, phones, what):
    phone = phones[0]
    leader = stack.processes["web"].pid
    workers = [pid for pid in tree_pids(leader) if pid != leader]
    with line_to(stack) as line:
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        line.sendall(_request(phone, what))
        stack.processes["web"].kill()

    _try_again(stack, phone, what)


@pytest.mark.parametrize("what", ["save", "submit"])
def test_killed_in_the_middle_of_the_statement(stack, phones, what):
    phone = phones[0]
    with line_to(stack) as line:
        with held(stack, phone):
            line.sendall(_request(phone, what))
            until(lambda: is_waiting(stack))
            stack.processes["web"].kill()
        assert _reply(line) == b""

    _try_again(stack, phone, what)


@pytest.mark.parametrize("what", ["save", "submit"])
def test_killed_after_the_commit_before_the_reply_was_read(stack, phones, what):
    phone = phones[0]
    before = _trace(stack, phone)
    with line_to(stack) as line:
        line.sendall(_request(phone, what))
        until(lambda: _trace(stack, phone) != before)
        stack.processes["web"].kill()
    after = _trace(stack, phone)

    _try_again(stack, phone, what)
    assert _trace(stack, phone) == after


def _reply(line: socket.socket) -> bytes:
    line.settimeout(5)
    try:
        return line.recv(100)
    except ConnectionError:
        return b""


def _request(phone: Phone, what: str) -> bytes:
    if what == "submit":
        return raw(phone, "POST", "submit", {})
    return raw(phone, "PUT", "responses", {"responses": [phone.answer_of(1, 1)]})


def _trace(stack: Stack, phone: Phone) -> list[Any]:
    with psycopg.connect(stack.database_url) as connection:
        return connection.execute(
            "SELECT a.state, a.handed_in_at, r.slot, r.revision, r.received_at "
            "FROM quizzes_attempt a LEFT JOIN quizzes_response r ON r.attempt_id = a.id "
            "WHERE a.uuid = %s ORDER BY r.slot",
            [phone.paper["uuid"]],
        ).fetchall()


def _try_again(stack: Stack, phone: Phone, what: str) -> None:
    """The phone repeats itself until the server is back; twice, to the same effect."""
    stack.start("web")
    if what == "submit":
        first, second = phone.submit(), phone.submit()
        assert first.status_code == 200
        assert first.json() == second.json()
        assert first.json()["state"] == "submitted"
    else:
        first, second = phone.put(phone.answer_of(1, 1)), phone.put(phone.answer_of(1, 1))
        assert first.status_code == second.status_code == 200
        assert first.json()["stored"] == second.json()["stored"] == [{"slot": 1, "revision": 1}]
        assert phone.stored() == {1: (1, phone.sent[1, 1])}


@pytest.mark.parametrize(
    "head",
    [
        "Transfer-Encoding: chunked\r\n",  # no length at all
        "Content-Length: 1073741824\r\n",  # a gibibyte is promised
        "Content-Length: 10\r\n",  # less than what comes
        "Content-Length: x\r\n",
    ],
)
def test_a_wrong_content_length_on_the_wire_stores_nothing(stack, phones, head):
    phone = phones[0]
    body = json.dumps({"responses": [phone.answer_of(1, 1)]}).encode()
    if "chunked" in head:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    request = (
        f"PUT /api/v1/attempts/{phone.paper['uuid']}/responses/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {phone.bearer['Authorization']}\r\nConnection: close\r\n{head}\r\n"
    )
    with line_to(stack) as line:
        line.sendall(request.encode() + body)
        answer = line.recv(200)

    assert answer.split()[1] in (b"400", b"411", b"413", b"422"), answer
    assert phone.stored() == {}
