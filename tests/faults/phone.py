"""A phone that saves without pause and keeps a ledger of what was acknowledged."""

import threading
import time
from typing import Any
from uuid import uuid4

import httpx


class Phone:
    """Signed in by a session cookie, over real HTTP."""

    def __init__(self, address: str, session: str) -> None:
        self.http = httpx.Client(
            base_url=f"{address}/api/v1/", cookies={"hocso_session": session}, timeout=15
        )
        self.paper: dict[str, Any] = {}
        self.acknowledged: dict[int, tuple[int, list[str]]] = {}
        self.sent: dict[tuple[int, int], list[str]] = {}
        self.counts = {"acknowledged": 0, "refused": 0, "broken": 0}
        self.odd: list[tuple[int, str]] = []
        self.revision = 0

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.paper['token']}"}

    @property
    def csrf(self) -> dict[str, str]:
        return {"X-CSRFToken": self.http.get("session/").json()["csrf_token"]}

    def start(self, round_uuid: str) -> None:
        answer = self.http.post(
            f"rounds/{round_uuid}/attempts/", json={"client_key": str(uuid4())}, headers=self.csrf
        )
        assert answer.status_code == 201, answer.text
        self.paper = answer.json()

    def answer_of(self, slot: int, revision: int) -> dict[str, Any]:
        options = self.paper["items"][slot - 1]["options"]
        value = [options[revision % len(options)]["token"]]
        self.sent[slot, revision] = value
        return {"slot": slot, "revision": revision, "value": value}

    def put(self, entry: dict[str, Any]) -> httpx.Response:
        return self.http.put(
            f"attempts/{self.paper['uuid']}/responses/",
            json={"responses": [entry]},
            headers=self.bearer,
        )

    def save_once(self) -> None:
        """One new answer; what the server acknowledges goes into the ledger."""
        self.revision += 1
        slot = self.revision % len(self.paper["items"]) + 1
        entry = self.answer_of(slot, self.revision)
        try:
            answer = self.put(entry)
        except httpx.TransportError:
            self.counts["broken"] += 1
            time.sleep(0.02)
            return
        if answer.status_code == 200:
            self.acknowledged[slot] = (self.revision, entry["value"])
            self.counts["acknowledged"] += 1
        elif answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0:
            self.counts["refused"] += 1
            time.sleep(0.02)
        else:
            self.odd.append((answer.status_code, answer.text[:300]))

    def keep_saving(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.save_once()

    def submit(self) -> httpx.Response:
        path = f"attempts/{self.paper['uuid']}/submit/"
        return self.http.post(path, json={}, headers=self.bearer)

    def stored(self) -> dict[int, tuple[int, list[str]]]:
        answer = self.http.get(f"attempts/{self.paper['uuid']}/paper/", headers=self.bearer)
        assert answer.status_code == 200, answer.text
        return {one["slot"]: (one["revision"], one["value"]) for one in answer.json()["responses"]}

    def check_ledger(self) -> None:
        """Every acknowledged answer is stored, unless a newer one that we sent is."""
        stored = self.stored()
        for slot, (revision, value) in self.acknowledged.items():
            kept_revision, kept_value = stored[slot]
            assert kept_revision >= revision
            assert kept_value == self.sent[slot, kept_revision]
            assert kept_revision > revision or kept_value == value
        assert self.odd == []
