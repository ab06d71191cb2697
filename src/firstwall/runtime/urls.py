"""Where each address leads: pages, HTTP API, health."""

from django.urls import include, path

from firstwall.runtime.health import healthz

urlpatterns: list = [path("healthz", healthz), path("", include("firstwall.web.urls"))]
