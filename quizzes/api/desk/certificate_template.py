"""Templates of a contest's certificates; they belong to the organisation that holds it."""

from rest_framework.request import Request

from backend.certificates.api.template import (
    ChoiceDeskView,
    DeskView,
    PicturesDeskView,
    PreviewDeskView,
    TemplateDeskView,
    TemplatesDeskView,
    Wearer,
    named,
)
from backend.certificates.enums import CertificateKind
from backend.common.errors import NotVisible
from quizzes.api.desk.contest import organised_contest

KINDS = [kind.value for kind in CertificateKind if kind != CertificateKind.COURSE]


class ContestDeskView(DeskView):
    """Whoever organises a contest chooses its templates, and makes them."""

    def wearer(self, request: Request, slug: str) -> Wearer:
        contest = organised_contest(request, slug)
        if contest.organisation_id is None:
            raise NotVisible
        first, said = contest.rounds.order_by("number").first(), contest.certificate
        signatory = {
            "signing_for": said.get("signing_for") or "",
            "title": said.get("signatory_title") or "",
            "name": said.get("signatory") or "",
        }
        return Wearer(
            organisation_id=contest.organisation_id,
            subject=f"contest:{contest.uuid}",
            title=contest.title,
            round=first.title if first else "",
            kinds=KINDS,
            standard={
                "issuer": said.get("issuer") or contest.organiser,
                "place": said.get("place") or "",
                "header": said.get("national_header") or [],
                "signatories": [signatory],
            },
        )


@named("desk")
class CertificateTemplatesView(ContestDeskView, TemplatesDeskView):
    """The templates that this contest may use, and which it uses."""


@named("desk")
class CertificateTemplateView(ContestDeskView, TemplateDeskView):
    """One template: every change is a new version; put away, it is offered no more."""


@named("desk")
class TemplateChoiceView(ContestDeskView, ChoiceDeskView):
    """What this contest's certificates of a kind look like from now on."""


@named("desk")
class TemplatePicturesView(ContestDeskView, PicturesDeskView):
    """An emblem, a seal or a scanned signature; whatever comes is drawn anew."""


@named("desk")
class TemplatePreviewView(ContestDeskView, PreviewDeskView):
    """The design as it would be printed, with an invented person. Keeps nothing."""
