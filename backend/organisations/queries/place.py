"""Where organisations stood at a moment, whatever happened to them since."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from backend.organisations.models import FormerPlace, Organisation


class Places:
    """The places of some organisations, with two statements for all."""

    def __init__(self, organisation_ids: Iterable[int]) -> None:
        ids = set(organisation_ids)
        self._now = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "path"))
        self._former: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
        left = FormerPlace.objects.filter(organisation_id__in=ids).order_by("until")
        for organisation_id, until, path in left.values_list("organisation_id", "until", "path"):
            self._former[organisation_id].append((until, path))

    def at(self, organisation_id: int, moment: datetime) -> str:
        """The path that the organisation had at that moment."""
        for until, path in self._former[organisation_id]:
            if moment < until:
                return path
        return self._now[organisation_id]
