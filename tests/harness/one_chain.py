"""One chain of middleware for all of Django's test clients, as the site has one: a new chain looks up every static file anew."""

from django.test.client import ClientHandler

_load = ClientHandler.load_middleware


def _load_once(handler: ClientHandler, is_async: bool = False) -> None:
    _load(handler, is_async)
    ClientHandler._middleware_chain = staticmethod(handler._middleware_chain)


def share() -> None:
    """From now on; the first request still loads it."""
    ClientHandler.load_middleware = _load_once  # type: ignore[method-assign]
