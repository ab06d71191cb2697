"""Where each address leads: pages, HTTP API, health; and the pages for what leads nowhere."""

from django.urls import include, path

from firstwall.api.v1 import api
from firstwall.runtime.health import drop_reserve, health, healthz
from firstwall.runtime.keys_page import keys

urlpatterns: list = [
    path("healthz", healthz),
    path("health", health, name="health"),
    path("health/keys", keys, name="keys"),
    path("health/reserve", drop_reserve, name="reserve-drop"),
    path("api/v1/", api.urls),
    path("", include("firstwall.web.urls")),
]
handler400 = "firstwall.web.answers.bad_request"
handler403 = "firstwall.web.answers.forbidden"
handler404 = "firstwall.web.answers.nothing_here"
handler500 = "firstwall.web.answers.broke"
