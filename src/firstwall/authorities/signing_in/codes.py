"""Time-based one-time passwords (RFC 6238: SHA-1, six digits, thirty seconds), as every code app makes them. Pure."""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote

STEP = 30
DIGITS = 6
SECRET_BYTES = 20


def new_secret() -> bytes:
    """A new shared secret."""
    return secrets.token_bytes(SECRET_BYTES)


def step_at(seconds: float) -> int:
    """The step a moment lies in."""
    return int(seconds) // STEP


def code_of(secret: bytes, step: int) -> str:
    """The code of one step."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: bytes, code: str, *, seconds: float, after: int) -> int | None:
    """The step whose code this is: now, one before or one after, and later than the last that was used; else None."""
    now = step_at(seconds)
    found = [
        step for step in (now - 1, now, now + 1) if hmac.compare_digest(code_of(secret, step).encode(), code.encode())
    ]
    later = [step for step in found if step > after]
    return later[0] if later else None


def address(secret: bytes, login: str) -> str:
    """What a code app takes in."""
    return f"otpauth://totp/Firstwall:{quote(login)}?secret={text(secret)}&issuer=Firstwall"


def text(secret: bytes) -> str:
    """The secret as a person types it into an app."""
    return base64.b32encode(secret).decode().rstrip("=")
