"""Where each address leads: pages, HTTP API, health."""

from django.urls import path

from firstwall.runtime.health import healthz

urlpatterns: list = [path("healthz", healthz)]
