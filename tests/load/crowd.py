"""A crowd of participants against a running server, through the public API and nothing else.

`python -m tests.load.crowd --people 500 --base-url http://localhost:8000 --seconds 60`

Prints what it met and checks that what the server acknowledged is what it stored, counted and
ranked. Ends with 1 if a check fails. Plays only against this machine unless told otherwise.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import uvloop

from tests.load.device import Device, Refused
from tests.load.fanout_servers import raise_file_limit
from tests.load.participant import Participant
from tests.load.tally import Tally

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_PEOPLE = 5000
MAX_SECONDS = 600
REGISTERING_AT_ONCE = 8  # each costs the server an Argon2id hash
CHECKING_AT_ONCE = 16
SCORED_WITHIN_SECONDS = 60.0


async def find_open_round(device: Device, slug: str | None) -> tuple[str, dict[str, Any]]:
    """The first contest that takes attempts now, and its open round."""
    for contest in await device.ask("contests", "GET", "contests/"):
        for round_ in contest["rounds"]:
            if round_["state"] == "open" and slug in {None, contest["slug"]}:
                return contest["slug"], round_
    raise SystemExit("No contest is open on that server.")


async def each(
    people: list[Participant],
    act: Callable[[Participant], Awaitable[None]],
    tally: Tally,
    *,
    at_once: int,
) -> list[Participant]:
    """Let everyone act, so many at a time; those who came through."""
    gate = asyncio.Semaphore(at_once)
    through: list[Participant] = []

    async def one(person: Participant) -> None:
        async with gate:
            try:
                await act(person)
            except (Refused, LookupError) as error:
                tally.check("everyone comes through", False, repr(error))
            else:
                through.append(person)

    await asyncio.gather(*(one(person) for person in people))
    return through


async def watch_board(device: Device, round_uuid: str, versions: set[int]) -> None:
    """Look at the board once a second, as a hall's screen without sockets would."""
    while True:
        with suppress(Refused):
            board = await device.ask("board", "GET", f"rounds/{round_uuid}/board/")
            versions.add(board["version"])
        await asyncio.sleep(1)


async def check_result(person: Participant) -> None:
    """Scored, and in the standing with the points of the result."""
    assert person.receipt is not None
    until = time.monotonic() + SCORED_WITHIN_SECONDS
    result = await person.result()
    while not result["scored"] and time.monotonic() < until:
        await asyncio.sleep(0.5)
        result = await person.result()
    told, tally = person.receipt["answered"], person.tally
    tally.check("scored", result["scored"], person.paper["uuid"])
    tally.check("answers after scoring", result["answered"] == told, person.paper["uuid"])
    if result["points"] is None:  # the rulebook keeps points until the round is closed
        return
    place = await person.standing()
    found = place is not None and place["points"] == result["points"]
    tally.check("own standing", found, f"{person.paper['uuid']}: {place}")


async def check_totals(
    device: Device,
    tally: Tally,
    round_uuid: str,
    before: dict[str, int],
    handed_in: int,
    versions: set[int],
) -> None:
    """Everyone who handed in is counted on the board, within a few ticks."""
    counted: dict[str, int] = {}
    for _ in range(20):
        board = await device.ask("board", "GET", f"rounds/{round_uuid}/board/")
        versions.add(board["version"])
        counted = board["totals"]
        if all(counted[name] - before[name] >= handed_in for name in ("people", "attempts")):
            break
        await asyncio.sleep(0.5)
    for name in ("people", "attempts"):
        grown = counted[name] - before[name]
        tally.check(f"{name} on the board", grown >= handed_in, f"{grown} for {handed_in}")


async def play(options: argparse.Namespace) -> Tally:
    tally = Tally()
    visitor = Device(options.base_url, tally)
    slug, round_ = await find_open_round(visitor, options.contest)
    uuid = round_["uuid"]
    first = await visitor.ask("board", "GET", f"rounds/{uuid}/board/")
    before, versions = first["totals"], {int(first["version"])}
    pace = options.seconds * 0.6 / max(1, round_["items"])
    people = [
        Participant(Device(options.base_url, tally), tally, uuid, pace)
        for _ in range(options.people)
    ]
    print(f"{len(people)} people join {slug}, {round_['title']}", flush=True)

    began = time.perf_counter()
    people = await each(people, Participant.register, tally, at_once=REGISTERING_AT_ONCE)
    print(f"registrations_per_s: {len(people) / (time.perf_counter() - began):.1f}", flush=True)

    async def arrive_and_sit(person: Participant) -> None:
        await asyncio.sleep(random.uniform(0, options.seconds * 0.3))
        await person.sit()

    watching = asyncio.ensure_future(watch_board(Device(options.base_url, tally), uuid, versions))
    requests, began = tally.requests(), time.perf_counter()
    people = await each(people, arrive_and_sit, tally, at_once=len(people) or 1)
    seconds = time.perf_counter() - began
    handed_in = [person for person in people if person.receipt]
    print(f"attempts_per_s: {len(handed_in) / seconds:.1f}")
    print(f"requests_per_s: {(tally.requests() - requests) / seconds:.0f}", flush=True)

    await each(handed_in, check_result, tally, at_once=CHECKING_AT_ONCE)
    await check_totals(visitor, tally, uuid, before, len(handed_in), versions)
    watching.cancel()
    tally.check("the board moved", len(versions) > 1 or not handed_in, f"versions {versions}")
    for person in people:
        person.device.close()
    return tally


def report(tally: Tally) -> bool:
    """Print everything; whether every check was right."""
    print("\n".join(tally.table()))
    for title, counts in (("happened", tally.events), ("refused", tally.refusals)):
        for name, count in sorted(counts.items()):
            print(f"{title}: {name}: {count}")
    for name, count in tally.checks.items():
        failed = sum(1 for failure in tally.failures if failure.startswith(f"{name}: "))
        print(f"checked: {name}: {count - failed} of {count}")
    for failure in tally.failures[:20]:
        print(f"FAILED {failure}")
    print("All acknowledged answers are stored, counted and ranked." if not tally.failures else "")
    return not tally.failures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load.crowd", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--base-url", default="http://localhost:8000")
    parser.add_argument("--seconds", type=float, default=60, help="how long the papers take")
    parser.add_argument("--contest", help="slug; the first open one by default")
    parser.add_argument("--anywhere", action="store_true", help="also against another machine")
    options = parser.parse_args()
    if not 1 <= options.people <= MAX_PEOPLE or not 1 <= options.seconds <= MAX_SECONDS:
        parser.error(f"at most {MAX_PEOPLE} people and {MAX_SECONDS} seconds")
    if urlsplit(options.base_url).hostname not in LOOPBACK and not options.anywhere:
        parser.error("that is not this machine; --anywhere if its owner agrees")
    raise_file_limit()
    try:
        return 0 if report(uvloop.run(play(options))) else 1
    except OSError as error:
        parser.error(f"no server answers at {options.base_url} ({error})")


if __name__ == "__main__":
    sys.exit(main())
