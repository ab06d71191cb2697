"""Where each address leads: pages, HTTP API, health."""

from django.urls import include, path

from firstwall.api.v1 import api
from firstwall.runtime.health import healthz

urlpatterns: list = [path("healthz", healthz), path("api/v1/", api.urls), path("", include("firstwall.web.urls"))]
