"""One participant of the crowd, with a temper: how they take a paper and what goes wrong."""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from tests.load import names
from tests.load.device import Device, Refused
from tests.load.tally import Tally

PASSWORD = "mat-khau-dam-dong-2026"
# Of a hundred: what happens to people besides answering.
RELOADS, LOSES_NETWORK, SECOND_DEVICE, NEVER_SUBMITS = 15, 15, 8, 10


@dataclass
class Participant:
    """Registers, sits, hands in. `acknowledged`: slot → (revision, value) as the server said."""

    device: Device
    tally: Tally
    round_uuid: str
    pace: float
    temper: int = field(default_factory=lambda: random.randrange(100))
    acknowledged: dict[int, tuple[int, Any]] = field(default_factory=dict)
    paper: dict[str, Any] = field(default_factory=dict)
    receipt: dict[str, Any] | None = None

    @property
    def address(self) -> str:
        return f"attempts/{self.paper['uuid']}"

    async def register(self) -> None:
        """Look at the page, find the organisation by typing, sign up."""
        session = await self.device.ask("session", "GET", "session/")
        self.device.csrf_token = session["csrf_token"]
        signed_in = await self.device.ask(
            "register",
            "POST",
            "registrations/",
            {
                "identifier": names.identifier(),
                "password": PASSWORD,
                "full_name": names.full_name(),
                "birth_date": names.birth_date(),
                "organisation": await self._organisation(),
                "consents": {"taking_part": True, "publish_name": random.random() < 0.5},
            },
        )
        self.device.csrf_token = signed_in["csrf_token"]

    async def sit(self) -> None:
        """Start, answer one item after another, live through one's mishaps, hand in."""
        key = str(uuid4())
        self.paper = await self.device.ask(
            "start", "POST", f"rounds/{self.round_uuid}/attempts/", {"client_key": key}
        )
        mishap_at = random.randrange(1, len(self.paper["items"]))
        for place, item in enumerate(self.paper["items"]):
            await asyncio.sleep(random.expovariate(1 / self.pace))
            if place == mishap_at:
                await self._mishap()
            if random.random() < 0.95:
                await self._answer(item)
        if self.paper["prediction"]:
            await self._save(0, random.randrange(1000))
        self._compare(await self._read_paper(), "stored before hand-in")
        if self._has("never submits", NEVER_SUBMITS, after=RELOADS + LOSES_NETWORK + SECOND_DEVICE):
            return
        await self._submit()

    async def result(self) -> dict[str, Any]:
        """What the attempt earned, as the participant's own page shows it."""
        shown: dict[str, Any] = await self.device.ask("result", "GET", f"{self.address}/")
        return shown

    async def standing(self) -> dict[str, Any] | None:
        """One's own place, or None while there is none."""
        try:
            place: dict[str, Any] = await self.device.ask(
                "standing", "GET", f"rounds/{self.round_uuid}/standing/"
            )
        except Refused:
            return None
        return place

    async def _organisation(self) -> str:
        for typed in random.sample(names.TYPED, len(names.TYPED)):
            found = await self.device.ask("search", "GET", f"organisations/?q={quote(typed)}")
            if found["results"]:
                return str(random.choice(found["results"])["uuid"])
        raise LookupError("no organisation is known to the server")

    def _has(self, name: str, share: int, *, after: int = 0) -> bool:
        if not after <= self.temper < after + share:
            return False
        self.tally.events[name] += 1
        return True

    async def _mishap(self) -> None:
        if self._has("reloads", RELOADS):
            self._compare(await self._read_paper(), "stored at a reload")
        elif self._has("loses the network", LOSES_NETWORK, after=RELOADS):
            await self._lose_network()
        elif self._has("second device", SECOND_DEVICE, after=RELOADS + LOSES_NETWORK):
            await self._take_over()

    async def _answer(self, item: dict[str, Any]) -> None:
        tokens = [option["token"] for option in item["options"]]
        count = 2 if item["kind"] == "multiple" else 1
        await self._save(item["slot"], random.sample(tokens, count))
        if random.random() < 0.1:  # second thoughts
            await self._save(item["slot"], random.sample(tokens, count))

    async def _save(self, slot: int, value: Any) -> None:
        entry = self._entry(slot, value)
        await self._send(entry)

    def _entry(self, slot: int, value: Any) -> dict[str, Any]:
        revision = self.acknowledged.get(slot, (0, None))[0] + 1
        return {"slot": slot, "revision": revision, "value": value}

    async def _send(self, entry: dict[str, Any]) -> None:
        saved = await self.device.ask(
            "save",
            "PUT",
            f"{self.address}/responses/",
            {"responses": [entry]},
            token=self.paper["token"],
        )
        told = {one["slot"]: one["revision"] for one in saved["stored"]}
        self.tally.check(
            "acknowledged revision", told[entry["slot"]] >= entry["revision"], f"{told} {entry}"
        )
        if entry["revision"] > self.acknowledged.get(entry["slot"], (0, None))[0]:
            self.acknowledged[entry["slot"]] = (entry["revision"], entry["value"])

    async def _lose_network(self) -> None:
        """What nobody answered is sent again; what was overtaken comes late, changing nothing."""
        item = self.paper["items"][0]
        tokens = [option["token"] for option in item["options"]]
        lost = self._entry(item["slot"], [tokens[0]])
        body = {"responses": [lost]}
        await self.device.lose("PUT", f"{self.address}/responses/", body, token=self.paper["token"])
        await self._send(lost)
        newer = self._entry(item["slot"], [tokens[1]])
        await self._send(newer)
        await self._send(newer)
        await self._send(lost)

    async def _take_over(self) -> None:
        """Go on at another device; the first one's token must have stopped working."""
        old_token = self.paper["token"]
        self.paper = await self.device.ask(
            "take over", "POST", f"{self.address}/take-over/", {"client_key": str(uuid4())}
        )
        self._compare(self.paper, "stored at a second device")
        entry = self._entry(self.paper["items"][0]["slot"], None)
        try:
            await self.device.ask(
                "save", "PUT", f"{self.address}/responses/", {"responses": [entry]}, token=old_token
            )
            refused_with = "nothing"
        except Refused as refused:
            refused_with = refused.code
        self.tally.check("first device refused", refused_with == "attempt_taken_over", refused_with)

    async def _read_paper(self) -> dict[str, Any]:
        paper: dict[str, Any] = await self.device.ask(
            "paper", "GET", f"{self.address}/paper/", token=self.paper["token"]
        )
        return paper

    def _compare(self, paper: dict[str, Any], when: str) -> None:
        """What was acknowledged is what is stored: nothing less, nothing else."""
        stored = {one["slot"]: (one["revision"], one["value"]) for one in paper["responses"]}
        self.tally.check(
            when, _ordered(stored) == _ordered(self.acknowledged), str(self.paper["uuid"])
        )

    async def _submit(self) -> None:
        path, token = f"{self.address}/submit/", self.paper["token"]
        self.receipt = await self.device.ask("submit", "POST", path, {}, token=token)
        if random.random() < 0.1:
            again = await self.device.ask("submit", "POST", path, {}, token=token)
            same = {**again, "state": ""} == {**self.receipt, "state": ""}
            self.tally.check("second hand-in, same receipt", same, f"{again} {self.receipt}")
        answered = sum(1 for slot, (_, value) in self.acknowledged.items() if slot and value)
        self.tally.check(
            "answers on the receipt",
            self.receipt["answered"] == answered,
            f"{self.receipt['answered']} for {answered}",
        )


def _ordered(answers: dict[int, tuple[int, Any]]) -> dict[int, tuple[int, Any]]:
    """Options have no order of their own."""
    return {
        slot: (revision, sorted(value) if isinstance(value, list) else value)
        for slot, (revision, value) in answers.items()
    }
