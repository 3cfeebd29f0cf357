"""Set the dates of a cohort."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.common.audit import record
from courses.models import Cohort
from courses.rules.due import Due


@transaction.atomic
def set_due_dates(cohort_id: int, dues: Sequence[Due], *, actor: User, now: datetime) -> Cohort:
    """These dates and no others. Safe to repeat."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    cohort.due_dates = [_written(one) for one in dues]
    cohort.save(update_fields=["due_dates"])
    record(
        "cohort.due_dates_set",
        f"cohort:{cohort.uuid}",
        actor=actor.uuid,
        now=now,
        due_dates=cohort.due_dates,
    )
    return cohort


def _written(due: Due) -> dict[str, Any]:
    when = {"on": due.on.isoformat()} if due.on else {"day": due.day}
    return {"of": due.of, "key": due.key, **when}
