"""The web process's entry, served by granian: WSGI, one process or more, four threads each."""

import os
import signal
import threading

from django.core.wsgi import get_wsgi_application
from django.db import connections

from firstwall.runtime.launch import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
end_with_parent(signal.SIGTERM)  # granian's own worker process must not outlive granian (REL-13)
application = get_wsgi_application()

# The indexes fill while the first pages are served; a check that comes earlier waits for them.
from firstwall.runtime import stalls  # noqa: E402 - settings first
from firstwall.screening import follower  # noqa: E402 - needs the application that was just made

# Three seconds for a place: whoever asks a page is told within five (REL-12), while work behind may wait longer.
for _alias in connections.settings.values():
    if "pool" in _alias["OPTIONS"]:
        _alias["OPTIONS"]["pool"]["timeout"] = 3
_database = connections["default"].get_connection_params()
threading.Thread(target=stalls.watch, args=(_database,), name="watch for a stall", daemon=True).start()
threading.Thread(target=follower.warm_and_follow, name="follow alerts", daemon=True).start()
