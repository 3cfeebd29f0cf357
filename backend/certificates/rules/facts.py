"""The facts a certificate states, by name. The caller fills them; the paper only shows them."""

from typing import NotRequired, TypedDict


class Facts(TypedDict):
    """What was earned, by whom, and who says so. Dates are ISO (YYYY-MM-DD).

    Only `name`, `contest` and `issued_on` are needed; what is absent is not printed. Everything
    that belongs to the installation (issuer, place, signatory, national header, seal) comes in
    here or from settings, never from the template.
    """

    name: str
    contest: str
    issued_on: str
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
