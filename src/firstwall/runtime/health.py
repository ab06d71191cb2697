"""Is this site able to answer? For supervisors and monitors: no personal data, no account needed (REL-22, REL-12)."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from firstwall import __version__


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers this process's own login, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "no answer"}, status=503)
    return JsonResponse({"status": "ok", "database": "answers", "version": __version__})
