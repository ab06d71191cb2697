"""Every table of ours says how long its rows stay, and no foreign key leads out of its room."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from firstwall.kernel.keeping import Kept

MODELS = list(apps.get_app_config("firstwall").get_models())


def room_of(model: type) -> str:
    return model.__module__.split(".")[1]


def declared(room: str) -> list[Kept]:
    """What a room declares; nothing when it has no such file."""
    name = f"firstwall.{room}.retention"
    return list(import_module(name).RETENTION) if find_spec(name) else []


def test_every_table_is_declared_once_by_its_own_room():
    """SEC-34: how long, on what ground, what remains."""
    kept = {(room, one.table) for room in {room_of(model) for model in MODELS} for one in declared(room)}
    assert kept == {(room_of(model), model._meta.db_table) for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.db_table)
def test_no_foreign_key_leads_into_another_room(model):
    """A key is no import that the contracts could see; an alert may go while the account of a hit remains."""
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete:
            assert room_of(field.related_model) == room_of(model), field.name
