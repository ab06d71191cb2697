"""Is this site able to answer? For supervisors and monitors: no personal data, no account needed (REL-22, REL-12)."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from firstwall import __version__
from firstwall.kernel.clock import utc_now
from firstwall.ledger import witnessing


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers this process's own login, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        watch = witnessing.watch("default")
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "no answer"}, status=503)
    told = {"status": "ok", "database": "answers", "version": __version__}
    return JsonResponse(told | {"witnesses": "late" if watch.is_late(utc_now()) else "in time"})
