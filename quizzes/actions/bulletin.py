"""Print the result bulletin of a published ranking, and draw the picture to share, once."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from backend.certificates.printing.availability import certificates_available
from backend.common.files import forget_halves, written_whole
from quizzes.enums import ExclusionReason
from quizzes.formats.bulletin import bulletin_pdf, figure, share, working_time
from quizzes.formats.rulebook import Rulebook
from quizzes.formats.share_picture import share_picture
from quizzes.models import Ranking
from quizzes.queries import bulletin as facts
from quizzes.queries.bundle import exclusion_counts
from quizzes.queries.publication import results_address
from quizzes.queries.rulebook import rulebook_of
from quizzes.queries.visibility import publishes_points
from quizzes.rules.rulebook_summary import summarise

# Parts of the rulebook that decided the ranking.
RULES_PRINTED = ("paper", "attempts", "scoring", "prediction", "rounds", "feedback")


def print_bulletin(ranking: Ranking) -> bool:
    """Safe to repeat; whether it is printed. Without Pango it waits."""
    if ranking.bulletin:
        return True
    if not certificates_available():
        return False
    name = f"bulletins/{ranking.uuid}.pdf"
    place = Path(settings.MEDIA_ROOT) / name
    forget_halves(place)
    with written_whole(place) as aside:
        aside.write_bytes(bulletin_pdf(bulletin_content(ranking)))
    ranking.bulletin = name
    ranking.save(update_fields=["bulletin"])
    return True


def keep_leading_units(ranking: Ranking) -> None:
    """Write down which organisations lead: headcounts may change, what was published may not."""
    rows = facts.unit_rows(ranking)
    ranking.leading_units = {
        measure: [asdict(row) for row in facts.leading_units(rows, measure)]
        for measure in facts.MEASURES
    }
    ranking.save(update_fields=["leading_units"])


def bulletin_content(ranking: Ranking) -> dict[str, Any]:
    """Everything the bulletin says, ready to be read."""
    contest, round_ = ranking.contest, ranking.round
    assert ranking.published_at is not None
    signing: Mapping[str, Any] = contest.certificate
    day = timezone.localtime(ranking.published_at)
    place = f"{signing['place']}, " if signing.get("place") else ""
    rulebook = rulebook_of(ranking)
    asks = ranking.target is not None
    target = f"{figure(ranking.target)} {rulebook.prediction.unit}".strip()
    return {
        "title": f"Kết quả {round_.title}" if round_ else "Kết quả toàn cuộc thi",
        "contest": contest.title,
        "organiser": signing.get("issuer") or contest.organiser,
        "header": signing.get("national_header") or [],
        "dated": f"{place}ngày {day.day} tháng {day.month} năm {day.year}",
        "published_at": ranking.published_at.isoformat(timespec="seconds"),
        "edition": _edition(ranking),
        "facts": _figures(ranking),
        "period": _period(ranking),
        "question": rulebook.prediction.question if asks else "",
        "target": target if asks else "",
        "excluded": _excluded(ranking),
        "leaders_title": "Những người dẫn đầu",
        "leaders": [_leader(row) for row in facts.leaders(ranking)],
        "units": [
            {"title": str(title), "rows": [_unit(row) for row in rows]}
            for measure, title in facts.MEASURES.items()
            if (rows := ranking.leading_units.get(measure))
        ],
        "shows_points": publishes_points(ranking),
        "rules": _rules(rulebook),
        "ranking_keys": [str(facts.RANKING_WORDS[key]) for key in rulebook.ranking],
        "digest": ranking.bundle_digest,
        "root": ranking.bundle_root,
        "address": results_address(ranking),
        "signing_for": signing.get("signing_for", ""),
        "signatory_title": signing.get("signatory_title", ""),
        "signatory": signing.get("signatory", ""),
        "key": facts.answer_key(ranking),
    }


def _rules(rulebook: Rulebook) -> list[dict[str, Any]]:
    """What decided the ranking, in the rulebook's own plain words; its keys stand apart."""
    sections = summarise(rulebook.model_dump(mode="json"))
    return [
        {"title": one.title, "lines": list(one.lines)}
        for one in sections
        if one.code in RULES_PRINTED
    ]


def _figures(ranking: Ranking) -> list[dict[str, str]]:
    part = ranking.all_correct_people / ranking.people if ranking.people else None
    return [
        {"name": "người dự thi", "value": figure(ranking.people)},
        {"name": "lượt thi", "value": figure(ranking.attempts)},
        {
            "name": "người đúng tất cả",
            "value": figure(ranking.all_correct_people),
            "note": f"{share(part)} số người dự thi",
        },
    ]


def _edition(ranking: Ranking) -> str:
    if ranking.number == 1:
        return ""
    reason = f": {ranking.reason}" if ranking.reason else ""
    return f"Bản đính chính, lần công bố thứ {ranking.number}{reason}"


def _period(ranking: Ranking) -> str:
    if ranking.round is None:
        return ""
    opens, closes = (
        timezone.localtime(moment) for moment in (ranking.round.opens_at, ranking.round.closes_at)
    )
    return f"Thi từ {opens:%H:%M ngày %d/%m/%Y} đến {closes:%H:%M ngày %d/%m/%Y}."


def _excluded(ranking: Ranking) -> str:
    counts = exclusion_counts(ranking)
    return "; ".join(
        f"{figure(people)} người – {str(ExclusionReason(reason).label).lower()}"
        for reason, people in sorted(counts.items())
    )


def _leader(row: facts.Leader) -> dict[str, str]:
    return {
        "rank": figure(row.rank),
        "name": row.name,
        "organisation": row.organisation,
        "points": figure(row.points),
        "distance": figure(row.distance),
        "time": working_time(row.time_used_ms),
    }


def _unit(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": row["name"],
        "people": figure(row["people"]),
        "attempts": figure(row["attempts"]),
        "rate": share(row["rate"]),
        "average": figure(row["average"], 1),
    }


def draw_share_picture(ranking: Ranking) -> None:
    """Safe to repeat."""
    if ranking.picture:
        return
    name = f"bulletins/{ranking.uuid}.png"
    content = share_picture(
        title=f"Kết quả {ranking.round.title}" if ranking.round else "Kết quả toàn cuộc thi",
        contest=ranking.contest.title,
        facts=[(fact["value"], fact["name"]) for fact in _figures(ranking)],
        address=settings.PUBLIC_URL.partition("://")[2],
    )
    place = Path(settings.MEDIA_ROOT) / name
    forget_halves(place)
    with written_whole(place) as aside:
        aside.write_bytes(content)
    ranking.picture = name
    ranking.save(update_fields=["picture"])
