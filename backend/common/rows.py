"""Read rows by a statement that is written once, for the few reads that every request makes.

Django's ORM writes the same SQL anew each time, which takes longer than PostgreSQL takes to answer:
0.5 to 1.2 ms of CPU for a row and its neighbours, against 0.2 ms here. Anything that is not on the
way of every participant's request reads better through the ORM.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.db import connection, models
from django.db.models import Model
from django.db.models.fields.json import JSONField

_Part = tuple[type[Model], list[str], list[int]]


class Statement:
    """A SELECT of whole rows.

    `text` holds `{alias}` for the columns of each table, and `%s` for parameters; `tables` gives
    the model behind each alias; a LEFT JOIN without a match gives None. `left_out` names fields
    that are not read, as `defer` would.

        Statement("SELECT {one} FROM accounts_user one WHERE id = %s", {"one": User})
    """

    def __init__(
        self, text: str, tables: dict[str, type[Model]], *, left_out: Sequence[str] = ()
    ) -> None:
        self._parts: list[_Part] = []
        columns = {}
        for alias, model in tables.items():
            fields = [one for one in model._meta.concrete_fields if one.name not in left_out]
            columns[alias] = ", ".join(f'{alias}."{field.column}"' for field in fields)
            written_as_json = [at for at, one in enumerate(fields) if isinstance(one, JSONField)]
            self._parts.append((model, [field.attname for field in fields], written_as_json))
        self._text = text.format(**columns)

    def first(self, *parameters: Any) -> tuple[Any, ...] | None:
        """One instance for each table, in their order, or None where no row answers."""
        with connection.cursor() as cursor:
            cursor.execute(self._text, parameters)
            row = cursor.fetchone()
        return None if row is None else self._instances(row)

    def all(self, *parameters: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self._text, parameters)
            return [self._instances(row) for row in cursor.fetchall()]

    def _instances(self, row: Sequence[Any]) -> tuple[models.Model | None, ...]:
        made: list[models.Model | None] = []
        begin = 0
        for model, names, written_as_json in self._parts:
            values = list(row[begin : begin + len(names)])
            begin += len(names)
            if values[names.index(model._meta.pk.attname)] is None:
                made.append(None)
                continue
            for place in written_as_json:
                if values[place] is not None:
                    values[place] = msgspec.json.decode(values[place])
            made.append(model.from_db("default", names, values))
        return tuple(made)
