"""Which certificates a published result allows for, and who is to have one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from backend.certificates.enums import CertificateKind
from backend.certificates.models import Certificate
from quizzes.enums import DecisionState, WinnerKind
from quizzes.models import Contest, Ranking, RankingRow, Round, Winner
from quizzes.models.winner import HOLDING
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.winner import newest_ranking, prizes_of, winners_of

OF_PRIZES: Final = (CertificateKind.PRIZE, CertificateKind.ORGANISATION_PRIZE)
PARTICIPATION: Final = "participation:"
ISSUE_LIST: Final = "certificate_list"


@dataclass(frozen=True, slots=True)
class Scope:
    """What certificates are about: a round, or (without one) the whole contest."""

    contest: Contest
    round: Round | None

    @property
    def source(self) -> str:
        """How the sources of its certificates begin."""
        return f"round:{self.round.uuid}:" if self.round else f"contest:{self.contest.uuid}:"

    @property
    def title(self) -> str:
        return self.round.title if self.round else self.contest.title


def participation_source(scope: Scope, participant_id: int) -> str:
    return f"{scope.source}{PARTICIPATION}{participant_id}"


def prize_source(winner: Winner) -> str:
    return f"{Scope(winner.contest, winner.round).source}prize:{winner.uuid}"


def settle_subject(ranking: Ranking) -> str:
    return f"ranking:{ranking.uuid}"


def issue_subject(ranking: Ranking, kind: CertificateKind) -> str:
    return f"certificates:{ranking.contest.uuid}/{ranking.uuid}/{kind}"


def print_subject(scope: Scope) -> str:
    return f"certificates:{scope.contest.uuid}/print/{scope.source}"


def published_ranking(scope: Scope) -> Ranking | None:
    """The newest that everybody may see."""
    ranking = newest_ranking(scope.contest, scope.round)
    return ranking if ranking and ranking.state == DecisionState.PUBLISHED else None


def kinds_of(ranking: Ranking) -> list[CertificateKind]:
    """What certificates its rulebook and its prizes allow for, besides that of taking part."""
    rules, kinds = rulebook_of(ranking), []
    if ranking.round_id and rules.certificate:
        kinds.append(CertificateKind(rules.certificate.kind))
    if CertificateKind.PARTICIPATION not in kinds:
        kinds.append(CertificateKind.PARTICIPATION)
    of_prizes = {kind_of_prize(kind) for kind, _ in prizes_of(ranking)}
    return [*kinds, *(kind for kind in OF_PRIZES if kind in of_prizes)]


def comes_with_results(ranking: Ranking, kind: CertificateKind) -> bool:
    """Whether the rulebook itself gives these, without anybody asking for it."""
    certificate = rulebook_of(ranking).certificate
    return bool(ranking.round_id and certificate and certificate.kind == kind)


def kind_of_prize(kind: WinnerKind) -> CertificateKind:
    is_people = kind != WinnerKind.ORGANISATION
    return CertificateKind.PRIZE if is_people else CertificateKind.ORGANISATION_PRIZE


def ranked_participants(ranking: Ranking) -> list[int]:
    """Everybody in the ranking but those who had themselves erased; in an order that stays."""
    rows = RankingRow.objects.filter(ranking=ranking, participant__user__erased_at__isnull=True)
    return list(rows.order_by("participant").values_list("participant", flat=True))


def prize_holders(scope: Scope, kind: CertificateKind) -> list[Winner]:
    """Who holds a prize of this kind; people who had themselves erased are left out."""
    held = winners_of(scope.contest, scope.round).filter(state__in=HOLDING)
    return [
        one
        for one in held.select_related("round", "contest", "ranking")
        if kind_of_prize(WinnerKind(one.kind)) == kind
        and (one.participant is None or one.participant.user.erased_at is None)
    ]


def undeserved_participations(scope: Scope, deserving: set[int]) -> Iterator[Certificate]:
    """Standing certificates of taking part whose people are in the ranking no more."""
    begins = f"{scope.source}{PARTICIPATION}"
    standing = Certificate.objects.filter(
        source__startswith=begins, revoked_at__isnull=True, erased_at__isnull=True
    )
    for certificate in standing.iterator(chunk_size=1000):
        if int(certificate.source.removeprefix(begins)) not in deserving:
            yield certificate
