"""The web process's entry, served by granian: WSGI, one process, four threads."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from firstwall.runtime.launch import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
end_with_parent(signal.SIGTERM)  # granian's own worker process must not outlive granian (REL-13)
application = get_wsgi_application()
