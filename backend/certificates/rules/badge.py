"""A certificate as an Open Badge 3.0: what the credential says, before it is signed. Pure.

The documents follow the Verifiable Credentials Data Model 2.0 and the Open Badges 3.0
specification (OpenBadgeCredential), with a Bitstring Status List 1.0 entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from backend.certificates.rules.canonical import canonical
from backend.certificates.rules.facts import title_of

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# names the type of the schema below
EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
SCHEMA: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
# What makes one achievement: everybody who earned the same has the same one.
SHARED_FACTS: Final = ("contest", "round", "course", "award", "max_points", "issuer", "language")


@dataclass(frozen=True)
class Issuer:
    """The installation: its name for programs (a did:web), and its address."""

    did: str
    url: str


@dataclass(frozen=True)
class Earned:
    """A certificate, with what is told of it in words: `told` by this person, `criteria` by all.

    `place` is where the status list says whether it stands: its list and its bit.
    """

    uuid: UUID
    url: str
    facts: Mapping[str, Any]
    issued_at: datetime
    told: str
    criteria: str
    place: tuple[str, int]


def open_badge(issuer: Issuer, earned: Earned, *, named_by: bytes | None = None) -> dict[str, Any]:
    """The credential without its proof. Its subject is a pseudonym of this certificate alone.

    `named_by`: salt with which a hash of the name is told, so that whoever knows the name can
    compare; without it nothing in the credential leads to the person.
    """
    facts = earned.facts
    achievement = _achievement(issuer, earned)
    subject: dict[str, Any] = {
        "id": uuid5(earned.uuid, "subject").urn,
        "type": ["AchievementSubject"],
        "achievement": achievement,
    }
    if named_by is not None:
        subject["identifier"] = [_identity(str(facts["name"]), named_by)]
    if results := _results(facts, achievement["id"]):
        subject["result"] = results
    return {
        "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS],
        "id": earned.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "description": earned.told,
        "issuer": _profile(issuer, facts),
        "validFrom": moment(earned.issued_at),
        "credentialSubject": subject,
        "credentialStatus": _status(*earned.place),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }


def moment(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _profile(issuer: Issuer, facts: Mapping[str, Any]) -> dict[str, Any]:
    name = facts.get("issuer") or issuer.url.partition("://")[2]
    return {"id": issuer.did, "type": ["Profile"], "name": name, "url": issuer.url}


def _achievement(issuer: Issuer, earned: Earned) -> dict[str, Any]:
    facts = earned.facts
    shared = {name: facts[name] for name in SHARED_FACTS if facts.get(name)}
    name = uuid5(NAMESPACE_URL, issuer.url + canonical(shared).decode()).urn
    said: dict[str, Any] = {
        "id": name,
        "type": ["Achievement"],
        "achievementType": _type(facts),
        "name": " · ".join(
            part for part in (facts.get("award"), facts.get("round"), title_of(facts)) if part
        ),
        "description": earned.criteria,
        "criteria": {"narrative": earned.criteria},
        "inLanguage": facts.get("language") or "vi",
    }
    if described := _described(facts, name):
        said["resultDescription"] = described
    return said


def _type(facts: Mapping[str, Any]) -> str:
    if facts.get("award"):
        return "Award"
    return "CertificateOfCompletion" if facts.get("course") else "Certificate"


def _has_points(facts: Mapping[str, Any]) -> bool:
    return facts.get("points") is not None and bool(facts.get("max_points"))


def _described(facts: Mapping[str, Any], achievement: str) -> list[dict[str, Any]]:
    described = []
    if _has_points(facts):
        most = {"valueMin": "0", "valueMax": str(facts["max_points"])}
        described.append(_kind_of_result(achievement, "points", "RawScore", "Điểm") | most)
    if facts.get("rank"):
        described.append(_kind_of_result(achievement, "rank", "ext:Rank", "Hạng"))
    return described


def _kind_of_result(achievement: str, which: str, kind: str, name: str) -> dict[str, Any]:
    return {
        "id": f"{achievement}#{which}",
        "type": ["ResultDescription"],
        "name": name,
        "resultType": kind,
    }


def _results(facts: Mapping[str, Any], achievement: str) -> list[dict[str, Any]]:
    values = {
        "points": facts.get("points") if _has_points(facts) else None,
        "rank": facts.get("rank") or None,
    }
    return [
        {"type": ["Result"], "resultDescription": f"{achievement}#{which}", "value": str(value)}
        for which, value in values.items()
        if value is not None
    ]


def _identity(name: str, salt: bytes) -> dict[str, Any]:
    told = salt.hex()
    digest = sha256((name + told).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "ext:name",
        "salt": told,
    }


def _status(status_list: str, place: int) -> dict[str, Any]:
    return {
        "id": f"{status_list}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": status_list,
    }
