"""Insert many rows of one table with one short statement: a parameter for each column, whatever the number of rows.

COPY would be as quick, but PostgreSQL refuses it on tables with row-level security, rightly.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

_JOINT = "\x1f"


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model; columns that the database fills are left to it."""
    if not rows:
        return
    statement, fields = _statement(type(rows[0]))
    columns = [[_plain(field, getattr(row, field.attname)) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)


@cache
def _statement(model: type[models.Model]) -> tuple[str, tuple[Any, ...]]:
    fields: tuple[Any, ...] = tuple(f for f in model._meta.concrete_fields if not _is_left_to_the_database(f))
    names = ", ".join(field.column for field in fields)
    picked = ", ".join(
        f"string_to_array({f.column}, E'\\x1f')" if isinstance(f, ArrayField) else f.column for f in fields
    )
    arrays = ", ".join(f"%s::{_element_type(field)}[]" for field in fields)
    into = f"{model._meta.db_table} ({names})"
    statement = f"insert into {into} select {picked} from unnest({arrays}) as t ({names})"  # noqa: S608 our own names
    return statement, fields


def _is_left_to_the_database(field: Any) -> bool:
    return field.db_default is not NOT_PROVIDED


def _element_type(field: Any) -> str:
    if isinstance(field, ArrayField):
        return "text"
    kind = str(field.target_field.db_type(connection) if field.is_relation else field.db_type(connection))
    return kind.partition("(")[0]


def _plain(field: Any, value: Any) -> object:
    return _JOINT.join(value) if isinstance(field, ArrayField) else value
