"""Growing the tree, many nodes at a time."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Length

from backend.organisations.models import FormerPlace, Organisation
from backend.organisations.rules.naming import searchable


@transaction.atomic
def add_organisations(
    parent: Organisation | None, children: Sequence[Organisation]
) -> list[Organisation]:
    """Put new nodes below `parent` (roots for None) in their order, with two statements."""
    if not children:
        return []
    above = _locked(parent)
    first_step = last_step(above) + 1
    for step, child in enumerate(children, first_step):
        child.depth = above.depth + 1 if above else 1
        child.path = Organisation._get_path(above.path if above else "", child.depth, step)
        child.search_key = searchable(child.name, child.aliases, child.kind)
    stored = Organisation.objects.bulk_create(children, batch_size=1000)
    if above and parent:
        above.numchild += len(children)
        above.save(update_fields=["numchild"])
        parent.numchild = above.numchild
    return stored


def _locked(parent: Organisation | None) -> Organisation | None:
    return Organisation.objects.select_for_update().get(pk=parent.pk) if parent else None


def last_step(above: Organisation | None) -> int:
    """The last place below `above` that is taken, or was: a place is never given twice."""
    beginning = above.path if above else ""
    length = len(beginning) + Organisation.steplen
    siblings = Organisation.objects.filter(depth=length // Organisation.steplen)
    left = FormerPlace.objects.annotate(length=Length("path")).filter(length=length)
    taken = [
        places.filter(path__startswith=beginning).aggregate(last=Max("path"))["last"]
        for places in (siblings, left)
    ]
    last = max((path for path in taken if path), default="")
    return Organisation._str2int(last[-Organisation.steplen :]) if last else 0
