"""Addresses of the pages, one list for all rooms; `runtime.urls` includes it."""

from django.http import HttpResponse
from django.urls import path


def _later(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path(route, _later, name=name)
    for route, name in [
        ("", "home"), ("waiting", "home-waiting"), ("search", "search"), ("sign-in", "sign-in"), ("sign-in/demo", "sign-in-demo"),
        ("sign-out", "sign-out"), ("enrol/<str:secret>", "enrol"), ("mandate", "mandate"), ("display", "display"), ("check", "check"),
        ("alerts", "alerts"), ("alerts/new", "alert-new"), ("alerts/new/<str:category>", "alert-enter"), ("alerts/<uuid:alert_id>", "alert"),
        ("alerts/<uuid:alert_id>/amend", "alert-amend"), ("alerts/<uuid:alert_id>/withdraw", "alert-withdraw"),
        ("alerts/<uuid:alert_id>/<str:part>", "alert-part"), ("files", "files"), ("files/<uuid:run_id>", "file"),
        ("files/<uuid:run_id>/progress", "file-progress"), ("files/<uuid:run_id>/cancel", "file-cancel"),
        ("files/<uuid:run_id>/resume", "file-resume"), ("hits", "hits"), ("hits/<uuid:hit_id>", "hit"), ("hits/<uuid:hit_id>/decide", "hit-decide"),
        ("hits/<uuid:hit_id>/report", "sighting-new"), ("sightings", "sightings"), ("sightings/<uuid:sighting_id>", "sighting"),
        ("sightings/<uuid:sighting_id>/acknowledge", "sighting-acknowledge"), ("sightings/<uuid:sighting_id>/outcome", "sighting-outcome"),
        ("ledger", "ledger"), ("ledger/<uuid:entry_id>", "ledger-entry"), ("words", "words"), ("accessibility", "accessibility"),
    ]
]
