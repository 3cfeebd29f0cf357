"""A participant's device: it speaks the public HTTP API and nothing else."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from rest_framework.test import APIClient

from backend.accounts.models import User
from quizzes.models import Round

PROBLEM = "application/problem+json"


class Device:
    """One browser, signed in as `user` unless that is None. Keeps the newest paper and token."""

    def __init__(self, user: User | None = None, *, checks_csrf: bool = False) -> None:
        self.http = APIClient(enforce_csrf_checks=checks_csrf)
        self.client_key = uuid4()
        self.paper: dict[str, Any] = {}
        if user is not None:
            self.http.force_login(user)

    @property
    def attempt(self) -> str:
        return self.paper["uuid"]

    @property
    def bearer(self) -> dict[str, str]:
        return {"HTTP_AUTHORIZATION": f"Bearer {self.paper['token']}"}

    def start(self, round_: Round) -> HttpResponse:
        answer = self.http.post(
            f"/api/v1/rounds/{round_.uuid}/attempts/", {"client_key": self.client_key}, "json"
        )
        return self._keep(answer)

    def take_over(self, attempt: UUID | str) -> HttpResponse:
        answer = self.http.post(
            f"/api/v1/attempts/{attempt}/take-over/", {"client_key": self.client_key}, "json"
        )
        return self._keep(answer)

    def reload(self) -> HttpResponse:
        return self._keep(self.http.get(f"/api/v1/attempts/{self.attempt}/paper/", **self.bearer))

    def save(self, *entries: Any, attempt: UUID | str | None = None) -> HttpResponse:
        """`entries` as `choice` and `prediction` make them, or anything odd."""
        return self.http.put(
            f"/api/v1/attempts/{attempt or self.attempt}/responses/",
            {"responses": list(entries)},
            "json",
            **self.bearer,
        )

    def save_raw(self, body: bytes | str, **headers: Any) -> HttpResponse:
        return self.http.generic(
            "PUT",
            f"/api/v1/attempts/{self.attempt}/responses/",
            body,
            "application/json",
            **self.bearer,
            **headers,
        )

    def submit(self) -> HttpResponse:
        return self.http.post(f"/api/v1/attempts/{self.attempt}/submit/", {}, "json", **self.bearer)

    def get(self, path: str, **headers: Any) -> HttpResponse:
        return self.http.get(f"/api/v1/{path}", **headers)

    def choice(self, slot: int, *places: int, revision: int = 1) -> dict[str, Any]:
        """An answer naming options by their place on the screen."""
        options = self.paper["items"][slot - 1]["options"]
        tokens = [options[place]["token"] for place in places]
        return {"slot": slot, "revision": revision, "value": tokens}

    def prediction(self, number: Any, revision: int = 1) -> dict[str, Any]:
        return {"slot": 0, "revision": revision, "value": number}

    def _keep(self, answer: HttpResponse) -> HttpResponse:
        if answer.status_code in (200, 201):
            self.paper = answer.json()
        return answer


def problem_of(answer: HttpResponse) -> tuple[int, str]:
    """Status and code of a refusal; fails where the answer is not a problem document."""
    assert answer["Content-Type"] == PROBLEM, answer.content[:300]
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    return answer.status_code, body["code"]
