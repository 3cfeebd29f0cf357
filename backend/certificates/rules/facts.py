"""The facts a certificate states, by name. The caller fills them; the paper only shows them."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict


class Facts(TypedDict):
    """What was earned, by whom, and who says so. Dates are ISO (YYYY-MM-DD).

    Only `name`, `issued_on` and either `contest` or `course` are needed; what is absent is not
    printed. Everything
    that belongs to the installation (issuer, place, signatory, national header, seal) comes in
    here or from settings, never from the template.
    """

    name: str
    issued_on: str
    contest: NotRequired[str]
    # a course that was completed, with its lessons and the minutes they take
    course: NotRequired[str]
    lessons: NotRequired[int]
    minutes: NotRequired[int]
    organisation: NotRequired[str]
    round: NotRequired[str]
    # "giải Nhì"; without it the paper says that the contest was completed
    award: NotRequired[str]
    points: NotRequired[int]
    max_points: NotRequired[int]
    rank: NotRequired[int]
    people: NotRequired[int]
    issuer: NotRequired[str]
    place: NotRequired[str]
    # on behalf of whom the signatory signs: "TM. BAN TỔ CHỨC"
    signing_for: NotRequired[str]
    signatory: NotRequired[str]
    signatory_title: NotRequired[str]
    # lines above everything, such as the national header and its motto
    national_header: NotRequired[list[str]]
    # names of the organiser's own PNG files in MEDIA_ROOT/branding
    seal: NotRequired[str]
    signature: NotRequired[str]
    # "vi" or "en"; a certificate keeps the language it was issued in
    language: NotRequired[str]
    # uuid of the template's version that it is printed with, now and ever
    template: NotRequired[str]


def title_of(facts: Mapping[str, Any]) -> str:
    """The contest or the course that it is about."""
    return str(facts.get("contest") or facts.get("course") or "")
