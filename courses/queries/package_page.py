"""A package's files as browsers get them, and what they may do there."""

import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings

import courses.formats.packages as formats
from courses.formats.packages.reading import CMI5, PackageReading, Unit
from courses.models import PackageRun
from courses.queries.package import signed_pass
from courses.rules.package_run import ELEMENTS

FOLDER: Final = "/goi-hoc/"
NOBODY: Final = "xem-truoc"
BESIDE: Final = "__hoc-so.js"
SANDBOX: Final = "allow-scripts allow-forms"
_HEAD: Final = re.compile(rb"<head(?:\s[^>]*)?>|<html(?:\s[^>]*)?>|<!doctype[^>]*>", re.IGNORECASE)


def sandbox(host: str) -> str:
    """What packages are allowed there. Only on a host of their own they may have its origin."""
    own = settings.PACKAGES_ORIGIN.partition("://")[2]
    return f"{SANDBOX} allow-same-origin" if own and own == host else SANDBOX


def content_policy(host: str, token: str) -> str:
    """Its own files and nothing else: no other host, none of our own addresses."""
    own = f"{host}{FOLDER}{token}/"
    kinds = {
        "sandbox": sandbox(host),
        "default-src": f"{own} data: blob: 'unsafe-inline' 'unsafe-eval'",
        "connect-src": f"{own} data: blob:",
        "form-action": own,
        "base-uri": own,
        "object-src": "'none'",
        "webrtc": "'block'",
    }
    return "; ".join(f"{name} {value}" for name, value in kinds.items())


def with_script(body: bytes, token: str) -> bytes:
    """The page with our script in front of its own."""
    script = f'<script src="{FOLDER}{token}/{BESIDE}"></script>'.encode()
    found = {one[0][:5].lower(): one.end() for one in _HEAD.finditer(body[:65_536])}
    place = found.get(b"<head", max(found.values(), default=0))
    return body[:place] + script + body[place:]


@lru_cache(maxsize=1)
def beside() -> bytes:
    """Our script, with what the formats know in front of it."""
    text = (Path(formats.__path__[0]) / "beside.js").read_text(encoding="utf-8")
    return f"const MODEL = {json.dumps(ELEMENTS)};\n{text}".encode()


def launch_of(
    package: tuple[str, PackageReading], unit: int, run: PackageRun | None, host: str, today: date
) -> dict[str, Any]:
    """All that a player needs to open a unit. Without a run nothing is kept.

    `package` is its digest and what it says, `host` our own address as the browser knows it.
    """
    digest, reading = package
    token = signed_pass(digest, run.uuid if run else None, today.toordinal())
    one = reading.units[unit]
    folder = f"{settings.PACKAGES_ORIGIN or host}{FOLDER}{token}/"
    query = [one.query] if one.query else []
    if reading.format == CMI5:
        query.append(urlencode(_cmi5_query(folder, one, unit, run)))
    address = folder + quote(one.path) + (f"?{'&'.join(query)}" if query else "")
    return {
        "format": reading.format,
        "title": reading.title,
        "units": [{"title": each.title, "reports": each.reports} for each in reading.units],
        "unit": unit,
        "launch": run.launch if run else 0,
        "is_kept": run is not None,
        "address": address,
        "origin": settings.PACKAGES_ORIGIN or "null",
        "sandbox": sandbox(settings.PACKAGES_ORIGIN.partition("://")[2]),
        "values": run.state.get(str(unit), {}) if run and reading.format != CMI5 else {},
        "learner": run.uuid.hex if run else NOBODY,
        "mastery": "" if one.mastery is None else f"{one.mastery:g}",
        "launch_data": one.launch_data,
    }


def launch_data(unit: Unit, run: PackageRun | None) -> dict[str, Any]:
    """The document LMS.LaunchData, by which a cmi5 unit begins."""
    registration = str(run.uuid if run else UUID(int=0))
    data = {
        "contextTemplate": {
            "registration": registration,
            "extensions": {
                "https://w3id.org/xapi/cmi5/context/extensions/sessionid": str(
                    run.launch if run else 0
                )
            },
        },
        "launchMode": "Normal" if run else "Browse",
        "moveOn": unit.move_on,
        "launchParameters": unit.launch_data,
    }
    return data | ({} if unit.mastery is None else {"masteryScore": unit.mastery})


def _cmi5_query(folder: str, one: Unit, unit: int, run: PackageRun | None) -> dict[str, str]:
    launch = run.launch if run else 0
    account = {"homePage": settings.PUBLIC_URL, "name": run.uuid.hex if run else NOBODY}
    return {
        "endpoint": f"{folder}__xapi/{launch}/{unit}/",
        "fetch": f"{folder}__fetch/{launch}/",
        "actor": json.dumps({"objectType": "Agent", "account": account}),
        "registration": str(run.uuid if run else UUID(int=0)),
        "activityId": one.key,
    }
