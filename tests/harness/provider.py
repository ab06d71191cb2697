"""An identity provider on loopback: real HTTP, real keys and signatures, the code flow with PKCE. It can be told to lie."""

import base64
import hashlib
import hmac
import http.server
import json
import secrets
import threading
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "firstwall-node", "a-secret-of-the-tests"
Claims = dict[str, object]


class Provider:
    """`address` is its issuer. `subject` is who is signed in there; `lie` changes what its next tokens say."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
        self.other = ECKey.generate_key("P-256", {"kid": "k2", "use": "sig"})
        self.subject = "u-1"
        self.lie: Callable[[Claims], str | None] = lambda claims: None
        self.codes: dict[str, dict[str, str]] = {}
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.address = f"http://{self.host}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def settings(self) -> dict[str, str]:
        """What a site's environment says of it."""
        return {
            "FIRSTWALL_OPENID_ISSUER": self.address,
            "FIRSTWALL_OPENID_CLIENT": CLIENT,
            "FIRSTWALL_OPENID_AMR": "hwk",
            "FIRSTWALL_OPENID_LOOPBACK": "1",
        }

    def honest(self, nonce: str) -> Claims:
        """What an honest token says."""
        now = int(time.time())
        return {
            "iss": self.address, "sub": self.subject, "aud": CLIENT, "nonce": nonce, "iat": now, "exp": now + 300,
            "auth_time": now, "amr": ["hwk", "pin"], "email": "ee.coordinator@customs.example",
        }  # fmt: skip

    def signed(self, claims: Claims, *, key: RSAKey | ECKey | None = None, **header: object) -> str:
        """A token with these claims."""
        key = key or self.key
        alg = {"RSA": "RS256", "EC": "ES256"}[key.key_type]
        return jwt.encode({"alg": alg, "kid": "k1", **header}, claims, key, algorithms=["RS256", "ES256"])

    def unsigned(self, claims: Claims) -> str:
        """A token of the algorithm `none`."""
        head, body = (_websafe(json.dumps(part).encode()) for part in ({"alg": "none", "kid": "k1"}, claims))
        return f"{head}.{body}."

    def shared(self, claims: Claims) -> str:
        """A token whose secret is our own public key, as if it were one (the library rightly refuses to make it)."""
        head, body = (_websafe(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "k1"}, claims))
        secret = self.key.as_pem(private=False)
        return f"{head}.{body}.{_websafe(hmac.digest(secret, f'{head}.{body}'.encode(), 'sha256'))}"

    def metadata(self) -> dict:
        """The discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
        }

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def let_in(self, asked: dict[str, str]) -> str:
        """Where the browser goes after its user has proved to be there."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token_for(self, form: dict[str, str]) -> dict | None:
        """The answer to a code; None when code, verifier or address do not fit."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"] or form.get("client_id") != CLIENT:
            return None
        if _websafe(hashlib.sha256(form.get("code_verifier", "").encode()).digest()) != asked["code_challenge"]:
            return None
        claims = self.honest(asked["nonce"])
        return {"token_type": "Bearer", "access_token": "x", "id_token": self.lie(claims) or self.signed(claims)}


def tampered(token: str, claims: Claims) -> str:
    """The token's own signature under other claims."""
    head, _body, signature = token.split(".")
    return f"{head}.{_websafe(json.dumps(claims).encode())}.{signature}"


def _handler(provider: Provider) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.let_in(asked))
                self.end_headers()
            elif parts.path == "/.well-known/openid-configuration":
                self._say(provider.metadata())
            elif parts.path == "/keys":
                self._say({"keys": [key.as_dict(private=False) for key in (provider.key, provider.other)]})
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            answer = provider.token_for({name: values[-1] for name, values in parse_qs(body).items()})
            self._say(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def _say(self, plain: dict, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(plain).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def _websafe(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
