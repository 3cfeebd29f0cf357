"""People who take a paper over the API, when a test needs several of them."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import APIResponse, Browser

from tests.e2e.phone import PASSWORD


class Taker:
    """A newly registered person of the demonstration's province."""

    def __init__(self, browser: Browser, base_url: str, name: str) -> None:
        self._context = browser.new_context(base_url=base_url)
        self._origin = base_url.rstrip("/")
        units = self._get("organisations/?q=dong%20van")["results"]
        self._send(
            "post",
            "registrations/",
            {
                "identifier": f"{uuid4().hex[:12]}@hocso.test",
                "password": PASSWORD,
                "full_name": name,
                "birth_date": "1986-09-05",
                "organisation": units[0]["uuid"],
                "consents": {"taking_part": True, "publish_name": False},
            },
        )

    def take_a_paper(self, slug: str, *, answered: int) -> None:
        """Start, choose the first option of `answered` items that have some, hand in."""
        rounds = self._get(f"contests/{slug}/")["rounds"]
        round_ = next(one["uuid"] for one in rounds if one["state"] == "open")
        key = {"client_key": str(uuid4())}
        attempt = self._send("post", f"rounds/{round_}/attempts/", key)
        choices = [
            item
            for item in attempt["items"]
            if item["kind"] in {"single", "multiple", "true_false"}
        ]
        answers = [
            {"slot": item["slot"], "revision": 1, "value": [item["options"][0]["token"]]}
            for item in choices[:answered]
        ]
        at, token = f"attempts/{attempt['uuid']}/", attempt["token"]
        if answers:
            self._send("put", f"{at}responses/", {"responses": answers}, token)
        self._send("post", f"{at}submit/", {}, token)

    def close(self) -> None:
        self._context.close()

    def _get(self, path: str) -> Any:
        return _read(self._context.request.get(f"/api/v1/{path}"))

    def _send(self, method: str, path: str, body: Any, token: str = "") -> Any:
        headers = {"Referer": f"{self._origin}/"}
        headers["X-CSRFToken"] = self._get("session/")["csrf_token"]
        if token:
            headers["Authorization"] = f"Bearer {token}"
        send = getattr(self._context.request, method)
        return _read(send(f"/api/v1/{path}", data=body, headers=headers))


def _read(answer: APIResponse) -> Any:
    assert answer.ok, f"{answer.url}: {answer.status} {answer.text()}"
    return answer.json() if answer.body() else None
