"""A person's device as Chromium plays it: a virtual authenticator that holds passkeys and knows its user's finger."""

from playwright.sync_api import Page


class KeyRing:
    """One authenticator in one browser page."""

    def __init__(self, page: Page, *, knows_its_user: bool = True) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": knows_its_user,
            "automaticPresenceSimulation": True,
        }
        self._id = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def keys(self) -> list[dict]:
        """What it holds."""
        return self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})["credentials"]

    def take(self, keys: list[dict]) -> None:
        """Hold these keys as well, as a copy of another device would."""
        for key in keys:
            self._session.send("WebAuthn.addCredential", {"authenticatorId": self._id, "credential": key})
