"""Every door there is, taken from the addresses, the API's operations and the command tree themselves."""

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from inspect import unwrap

import typer
from django.urls import URLPattern
from ninja import Router
from ninja.operation import Operation

from firstwall.__main__ import OF_THE_RUNTIME
from firstwall.api.v1 import api
from firstwall.cli.main import GROUPS, Group
from firstwall.runtime.urls import urlpatterns as of_the_site
from firstwall.web.urls import urlpatterns as pages


@dataclass(frozen=True)
class Endpoint:
    """One door: its kind, its name in the declared table, and the function behind it."""

    kind: str
    name: str
    place: Callable
    method: str = ""
    path: str = ""

    @property
    def reached_from(self) -> tuple[str, str]:
        """Module and name of the function, for a look at the source."""
        function = unwrap(self.place)
        function = function.func if isinstance(function, partial) else function
        return function.__module__, function.__name__


def of_pages() -> Iterator[Endpoint]:
    """Pages by the name of their address."""
    for one in pages:
        assert isinstance(one, URLPattern)
        yield Endpoint("page", str(one.name), one.callback, path=str(one.pattern))
    for one in of_the_site:
        if isinstance(one, URLPattern):
            yield Endpoint("page", str(one.pattern), one.callback, path=str(one.pattern))
    operations = {operation.view_func.__name__ for _, router in api._routers for operation in _operations(router)}
    for one in api.urls[0]:
        if one.name not in operations:
            yield Endpoint("page", str(one.name), one.callback, path=f"api/v1/{one.pattern}")


def of_the_api() -> Iterator[Endpoint]:
    """Operations by method and path."""
    for prefix, router in api._routers:
        for operation in _operations(router):
            full = re.sub(r"//+", "/", f"{prefix}/{operation.path}").rstrip("/")
            for method in operation.methods:
                yield Endpoint("api", f"{method} {full}", operation.view_func, method, full)


def _operations(router: Router) -> list[Operation]:
    return [one for view in router.path_operations.values() for one in view.operations]


def of_the_command_line() -> Iterator[Endpoint]:
    """Commands by the words that are typed."""
    for name, group in {**OF_THE_RUNTIME, **GROUPS}.items():
        yield from _of_group(name, group)


def _of_group(name: str, group: Group) -> Iterator[Endpoint]:
    module, _, attribute = group.place.partition(":")
    found = getattr(importlib.import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        yield Endpoint("command", name, found)
        return
    for one in found.registered_commands:
        assert one.callback is not None
        yield Endpoint("command", f"{name} {one.name or one.callback.__name__.replace('_', '-')}", one.callback)
    for below in found.registered_groups:
        yield from _of_group(f"{name} {below.name}", Group(f"{module}:{_name_of(module, below.typer_instance)}", ""))


def _name_of(module: str, wanted: object) -> str:
    held = vars(importlib.import_module(module))
    return next(name for name, value in held.items() if value is wanted)


def everything() -> list[Endpoint]:
    """All of them, each once."""
    return [*of_pages(), *of_the_api(), *of_the_command_line()]
