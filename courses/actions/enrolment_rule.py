"""Make a rule of who is in a cohort, enrol by it, stop it."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.common.audit import record
from backend.common.jobs import Progress, start_job
from backend.common.models import Job
from courses.actions.cohort_place import Person, Seating, seat
from courses.models import Cohort, EnrolmentRule
from courses.permissions import may_enrol_by_rule
from courses.queries.enrolment_rule import newcomers

APPLY = "enrolment_rule"
TOGETHER = 500


@transaction.atomic
def make_rule(rule: EnrolmentRule, *, now: datetime) -> tuple[EnrolmentRule, Job]:
    """Keep it, and have it applied."""
    rule.made_at = now
    rule.save()
    record(
        "cohort.rule_made",
        f"cohort:{rule.cohort.uuid}",
        actor=rule.made_by.uuid,
        now=now,
        rule=str(rule.uuid),
        organisation=str(rule.organisation.uuid),
        kinds=rule.kinds,
        roles=rule.roles,
        ages=[rule.least_age, rule.most_age],
    )
    return rule, ask_for_rule(rule, now=now)


@transaction.atomic
def stop_rule(rule: EnrolmentRule, *, actor: User, now: datetime) -> None:
    """Nobody else comes in by it; whoever is in stays."""
    record(
        "cohort.rule_stopped",
        f"cohort:{rule.cohort.uuid}",
        actor=actor.uuid,
        now=now,
        rule=str(rule.uuid),
    )
    rule.delete()


def ask_for_rule(rule: EnrolmentRule, *, now: datetime) -> Job:
    """The job that applies it; one that waits or runs is that one."""
    return start_job(
        APPLY,
        f"cohort:{rule.cohort.uuid}/{rule.uuid}",
        now=now,
        asked_by=rule.made_by,
        parameters={"rule": rule.pk},
    )


def ask_for_rules(*, now: datetime) -> int:
    """Every day: a job for each rule of a cohort that is not over; how many."""
    today = timezone.localdate(now)
    rules = EnrolmentRule.objects.filter(cohort__closes_on__gte=today)
    return len([ask_for_rule(one, now=now) for one in rules.select_related("cohort", "made_by")])


def apply_rule(rule_id: int, *, now: datetime, progress: Progress) -> dict[str, int]:
    """Enrol newcomers, some hundred at a time; what each lot came to, as Seating counts.

    Safe to repeat: who came in before is no newcomer. Does nothing for a rule that was stopped,
    a cohort that is over, and where the one who made it looks after its organisation no more.
    """
    total = Seating()
    rule = EnrolmentRule.objects.select_related("cohort", "organisation", "made_by")
    found = rule.filter(pk=rule_id).first()
    today = timezone.localdate(now)
    if found is None or today > found.cohort.closes_on or not may_enrol_by_rule(found):
        return asdict(total)
    pairs = newcomers(found, today).order_by("pk").values_list("user", "organisation")
    people = [Person(user, organisation) for user, organisation in pairs]
    progress(0, len(people), "Đang ghi danh")
    for start in range(0, len(people), TOGETHER):
        seating = _enrol(found, people[start : start + TOGETHER], now)
        total = Seating(
            **{name: getattr(total, name) + number for name, number in asdict(seating).items()}
        )
        progress(min(start + TOGETHER, len(people)))
    EnrolmentRule.objects.filter(pk=rule_id).update(ran_at=now)
    return asdict(total)


@transaction.atomic
def _enrol(rule: EnrolmentRule, people: list[Person], now: datetime) -> Seating:
    """One lot. Who left in between is left alone."""
    cohort = Cohort.objects.select_for_update().get(pk=rule.cohort_id)
    kept = EnrolmentRule.objects.select_for_update().filter(pk=rule.pk).first()
    if kept is None:
        return Seating()
    still = newcomers(rule, timezone.localdate(now)).filter(user__in=[one.id for one in people])
    wanted = set(still.values_list("user", flat=True))
    seating = seat(cohort, [one for one in people if one.id in wanted], now=now)
    kept.enrolled += seating.enrolled + seating.waiting
    kept.save(update_fields=["enrolled"])
    record(
        "cohort.enrolled_by_rule",
        f"cohort:{cohort.uuid}",
        actor=rule.made_by.uuid,
        now=now,
        rule=str(rule.uuid),
        **asdict(seating),
    )
    return seating
