"""A program that acts for a person over HTTP: token, mandate, idempotency keys."""

from pathlib import Path
from uuid import uuid4

import httpx
from django.conf import settings

USUAL = {"coordinator": "supply", "border_officer": "border_control", "agency_desk": "investigation"}


def token_of(login: str) -> str:
    """What stands in this person's token file."""
    return (Path(settings.FIRSTWALL_DATA_FOLDER) / "tokens" / login).read_text().strip()


class ApiPerson:
    """An httpx client under a mandate of this person."""

    def __init__(
        self, url: str, login: str, *, role: str, purpose: str = "", strands: str = "CA", reference: str = "OP-7"
    ) -> None:
        headers = {"Authorization": f"Bearer {token_of(login)}"}
        self.client = httpx.Client(base_url=f"{url}/api/v1", headers=headers, timeout=180)
        wanted: dict = {"role": role, "strands": list(strands), "purpose": purpose or USUAL[role]}
        if role == "border_officer":
            wanted |= {"post": "Terehova road post", "shift": "night"}
        else:
            wanted["reference"] = reference
        self.opened = self.client.post("/mandates", json=wanted)
        if self.opened.status_code == 201:
            self.client.headers["Firstwall-Mandate"] = self.opened.json()["mandate"]

    def get(self, address: str, **asked: object) -> httpx.Response:
        """Read."""
        return self.client.get(address, params=asked)

    def post(self, address: str, body: dict | None = None, *, key: str = "") -> httpx.Response:
        """Write, with a key that is new unless one is given (REL-02)."""
        return self.client.post(address, json=body or {}, headers={"Idempotency-Key": key or str(uuid4())})

    def send(self, name: str, content: bytes, *, key: str = "", **said: str) -> httpx.Response:
        """Send a file of traffic."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        return self.client.post("/screening/runs", files={"file": (name, content)}, data=said, headers=headers)

    def close(self) -> None:
        """End the connection."""
        self.client.close()
