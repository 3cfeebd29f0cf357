"""Which papers of the bank a contest's rounds may sit, for organisers: named, never opened."""

from collections import Counter
from datetime import datetime
from typing import Any

from quizzes.models import Contest, Form, FormItem, Round, RoundItem
from quizzes.queries.form import form_set_rows


def forms_for(contest: Contest, now: datetime) -> dict[str, Any]:
    """The sets of the bank, and the rounds to come with the form that each sits."""
    rounds = Round.objects.filter(contest=contest, opens_at__gt=now, attempts__isnull=True)
    return {
        "sets": form_set_rows(),
        "rounds": [
            {"number": round_.number, "title": round_.title, "form": form_of_round(round_)}
            for round_ in rounds.order_by("number")
        ],
    }


def form_of_round(round_: Round) -> dict[str, Any] | None:
    """The form whose items are exactly the round's pool."""
    pool = RoundItem.objects.filter(round=round_).values("version")
    size = pool.count()
    shared = FormItem.objects.filter(is_spare=False, version__in=pool)
    held = Counter(shared.values_list("form", flat=True))
    whole = [form for form, number in held.items() if number == size]
    for form in Form.objects.filter(pk__in=whole).select_related("form_set"):
        if sum(cell["count"] for cell in form.form_set.blueprint) == size:
            return {"set": form.form_set.uuid, "name": form.form_set.name, "code": form.code}
    return None
