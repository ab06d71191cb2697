"""Where each address leads: pages, HTTP API, health."""

urlpatterns: list = []
