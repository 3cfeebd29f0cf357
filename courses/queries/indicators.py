"""The five reported indicators by organisation: of people with an account, who learned."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from backend.organisations.enums import Kind, Role
from backend.organisations.models import Membership, Organisation
from courses.enums import EnrolmentState
from courses.formats.indicator_file import Indicator, read_indicators
from courses.models import Assessment, Enrolment
from courses.rules.indicators import NOT_KNOWN, told
from quizzes.enums import Audience

_FILE = Path(__file__).parents[1] / "content" / "indicators.yaml"
ADULT = 18


@lru_cache(maxsize=1)
def indicators() -> tuple[Indicator, ...]:
    """The file, read once a process."""
    return read_indicators(_FILE)


def indicator_rows(root: Organisation, today: date) -> tuple[list[dict[str, Any]], int]:
    """`root` itself first, then those right below; each counts its whole subtree. Those in which
    nobody has an account are left out, and counted. Four queries."""
    length = len(root.path)
    people = _people(root, today)
    branches = _counted(people, length + Organisation.steplen, today)
    branches[root.path] = _counted(people, length, today).get(root.path, {})
    below = Organisation.objects.get_children(root).filter(merged_into__isnull=True)
    listed = list(below.order_by("name"))
    peopled = [node for node in listed if node.path in branches]
    rows = [
        {
            "uuid": node.uuid,
            "name": node.name,
            "headcount": node.headcount,
            "figures": [_figure(one.key, branches.get(node.path, {})) for one in indicators()],
        }
        for node in (root, *peopled)
    ]
    return rows, len(listed) - len(peopled)


def _people(root: Organisation, today: date) -> QuerySet[Membership]:
    """Everybody by the organisation for which they take part; each has one."""
    completed = Enrolment.objects.filter(person=OuterRef("user"), state=EnrolmentState.COMPLETED)
    says = Assessment.objects.filter(person=OuterRef("user"), finished_at__isnull=False)
    return Membership.objects.filter(
        role=Role.MEMBER, organisation__path__startswith=root.path, user__is_active=True
    ).annotate(
        has_completed=Exists(completed),
        says=Subquery(says.order_by("-finished_at").values("audience")[:1]),
    )


def _counted(people: QuerySet[Membership], length: int, today: date) -> dict[str, dict[str, int]]:
    counts: dict[str, Any] = {}
    for key, who in _groups(today).items():
        counts[f"{key}_people"] = Count("pk", filter=who)
        counts[f"{key}_reached"] = Count("pk", filter=who & Q(has_completed=True))
    rows: Any = people.values(branch=Left("organisation__path", length))
    return {row["branch"]: row for row in rows.order_by().annotate(**counts)}


def _groups(today: date) -> dict[str, Q]:
    """Whom each indicator is about."""
    came_of_age = today.replace(year=today.year - ADULT, day=min(today.day, 28))
    groups = {
        "officials": Q(organisation__kind=Kind.AGENCY),
        "students": Q(organisation__kind=Kind.SCHOOL, user__birth_date__gt=came_of_age),
        "adults": Q(user__birth_date__lte=came_of_age),
        "workers": Q(says=Audience.BUSINESS),
    }
    return {key: who for key, who in groups.items() if key not in NOT_KNOWN}


def _figure(key: str, counts: dict[str, int]) -> dict[str, Any]:
    reached, people = told(key, counts.get(f"{key}_reached", 0), counts.get(f"{key}_people", 0))
    return {"key": key, "reached": reached, "people": people}
