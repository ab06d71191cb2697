"""How a file leaves over HTTP: to be kept, never drawn or run by a browser (SEC-53)."""

from urllib.parse import quote

from firstwall.documents.inspecting import KINDS


def headers_for(kind: str, name: str) -> dict[str, str]:
    """Return the headers of an answer that is a file of this kind."""
    return {
        "Content-Type": KINDS[kind].media_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
