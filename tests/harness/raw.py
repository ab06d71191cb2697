"""SQL as a database role writes it, past every service: what a test uses to try the last wall (SEC-04, SEC-08)."""

from django.db import connections

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor


def select(actor: Actor | None, sql: str, *values: object, using: str = "default") -> list[tuple]:
    """The rows that this context sees; None is no context at all."""
    if actor is None:
        return _rows(sql, values, using)
    with acting(actor, using=using):
        return _rows(sql, values, using)


def execute(actor: Actor, sql: str, *values: object) -> int:
    """How many rows a statement changed under this context."""
    with acting(actor), connections["default"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def _rows(sql: str, values: tuple, using: str) -> list[tuple]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
