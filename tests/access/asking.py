"""Each door tried as somebody: an in-process client through the whole stack of the site, real database below."""

import json
import re
import time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firstwall.api.v1 import api
from firstwall.authorities import queries
from firstwall.authorities.signing_in import sessions
from firstwall.web import session
from tests.access.endpoints import Endpoint
from tests.access.model import NO, NOTHING, OUT, THROUGH
from tests.access.world import Seat, Thing

SCHEMA = api.get_openapi_schema(path_prefix="")
FILLED = {
    "str:strand": "C",
    "str:of": "person",
    "str:category": "d",
    "str:part": "history",
    "str:secret": "x",
    "login": "lv.investigator.c",
}
FILLED |= {"str:kind": "copies", "kind": "copies"}
_SESSIONS: dict[UUID, tuple[str, int]] = {}
# What a form must say to be looked at beyond its form; never enough to do anything.
FORMS = {
    "copy": {"act": "review"},
    "copy-service": {"act": "list", "login": "nobody.here"},
    "correction": {"act": "reject"},
    "hit-decide": {"verdict": "same", "revision": "999"},
    "sample-judge": {"verdict": "lawful", "reason": "x"},
    "sighting-outcome": {"outcome": "false_match"},
    "transfer": {"act": "refuse"},
    "witness-take": {"note": "x"},
}
PARAMETER = re.compile(r"<(\w+:\w+)>|\{(\w+)\}")


def numbers_in(endpoint: Endpoint) -> int:
    """How many numbers of things the address takes."""
    return len([one for one in PARAMETER.findall(endpoint.path) if (one[0] or one[1]) not in FILLED])


def methods_of(endpoint: Endpoint) -> tuple[str, ...]:
    """What can be sent there."""
    return (endpoint.method,) if endpoint.method else ("GET", "POST")


def address_of(endpoint: Endpoint, thing: Thing | None) -> str:
    """The address with this thing's number in it."""
    number = thing.id if thing else str(uuid4())
    path = PARAMETER.sub(lambda m: FILLED.get(m[1] or m[2], number), endpoint.path)
    return f"/api/v1{path}" if endpoint.kind == "api" else f"/{path.lstrip('/')}"


def cookie_of(seat: Seat) -> str:
    """A session of this person under this mandate, begun within the last two minutes."""
    now = int(time.time())
    number, begun = _SESSIONS.get(seat.mandate_id, ("", 0))
    if now - begun > 120:
        person = queries.person(seat.person_id)
        assert person is not None
        number, begun = str(sessions.begin(person, method="demo").id), now
        _SESSIONS[seat.mandate_id] = (number, begun)
    return signing.dumps([number, str(seat.mandate_id), begun, now], salt=session._SALT)


def ask(endpoint: Endpoint, method: str, seat: Seat | None, thing: Thing | None) -> Any:
    """Send it, as this person; without a person as a stranger."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    address = address_of(endpoint, thing)
    if endpoint.kind == "page":
        if seat is not None:
            client.cookies["fw_session"] = cookie_of(seat)
        form = urlencode(FORMS.get(endpoint.name, {})) if method == "POST" else ""
        return client.generic(method, address, form, content_type="application/x-www-form-urlencoded")
    headers = {"Idempotency-Key": str(uuid4())}
    if seat is not None:
        headers |= {"Authorization": f"Bearer {seat.token}", "Firstwall-Mandate": str(seat.mandate_id)}
    operation = SCHEMA["paths"][endpoint.path][method.lower()]
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return client.post(address, {"file": SimpleUploadedFile("x.csv", b"")}, headers=headers)
    body = least(content["application/json"]["schema"]) if content else None
    return client.generic(
        method, address, json.dumps(body) if content else "", content_type="application/json", headers=headers
    )


def answer_of(response: Any) -> str:
    """Which of the four answers it was; a crash is none of them."""
    if response.status_code == 401 or (response.status_code == 302 and response["Location"].startswith("/sign-in")):
        return OUT
    return {403: NO, 404: NOTHING}.get(response.status_code, THROUGH if response.status_code < 500 else "crash")


def least(schema: dict) -> Any:
    """The smallest body that has the form of the schema and says nothing sensible: it must not pass the rules."""
    if "$ref" in schema:
        return least(SCHEMA["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return least(schema["anyOf"][0])
    if schema.get("type") == "object":
        wanted = schema.get("required", [])
        return {name: least(one) for name, one in schema.get("properties", {}).items() if name in wanted}
    if "enum" in schema:
        return schema["enum"][0]
    text = {"uuid": str(uuid4()), "date": "2031-01-01"}.get(schema.get("format", ""), "")
    return {"array": [], "integer": 999, "number": 999, "boolean": False}.get(schema.get("type", ""), text)


def plain(response: Any, *numbers: str) -> tuple[int, bytes]:
    """Status and body, without what differs on every page: the number asked for, the token of the form, the minute."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for number in numbers:
        body = body.replace(number.encode(), b"NUMBER")
    lines = [line for line in body.split(b"\n") if b"csrfmiddlewaretoken" not in line and b"<time" not in line]
    return response.status_code, b"\n".join(lines)
