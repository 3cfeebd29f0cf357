"""Many rows into a table at once, by PostgreSQL's COPY."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def copy_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store rows of values in the order of `fields`; several times as fast as bulk_create.

    Every column without a value among `fields` must have a default in the database: take care
    that whatever the model fills in by itself is named.
    """
    columns = [str(getattr(model._meta.get_field(field), "column", "")) for field in fields]
    quoted = ", ".join(f'"{column}"' for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def copy_objects(model: type[Row], objects: Sequence[Row]) -> None:
    """Store new objects and give them their ids, as bulk_create does, for thousands at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, len(objects)],
        )
        for one, (pk,) in zip(objects, cursor.fetchall(), strict=True):
            one.pk = pk
    fields, database = model._meta.concrete_fields, connections[DEFAULT_DB_ALIAS]
    copy_rows(
        model,
        [field.name for field in fields],
        (
            [field.get_db_prep_save(field.pre_save(one, True), database) for field in fields]
            for one in objects
        ),
    )
    for one in objects:
        one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS
