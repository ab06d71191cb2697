"""A person at a browser of their own."""

from collections.abc import Iterable

from playwright.sync_api import Browser, Page, expect

PATIENCE = 60_000  # the first search on a new machine compiles the matcher


class Visitor:
    """One signed-in person: a context without anybody else's cookies, and all that the browser complained of."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        login: str = "",
        *,
        javascript: bool = True,
        width: int = 1280,
        height: int = 900,
    ) -> None:
        self.complaints: list[str] = []
        self.url = url
        self.context = browser.new_context(
            base_url=url, viewport={"width": width, "height": height}, locale="en-GB", java_script_enabled=javascript
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if login:
            self.sign_in(login)

    def _note(self, message: object) -> None:
        # a refusal's own status is no fault of the page
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, login: str) -> None:
        """By the button of the demonstration."""
        self.go("/sign-in")
        self.page.locator(f"form:has(input[name=login][value='{login}']) button").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_attached()

    def go(self, address: str) -> int:
        """Open an address of the site; answer its status."""
        answer = self.page.goto(address)
        assert answer is not None
        return answer.status

    def press(self, name: str) -> None:
        """The button of the main part with this name."""
        self.page.get_by_role("main").get_by_role("button", name=name).click()

    def follow(self, name: str) -> None:
        """The first link of the main part with this name."""
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def take_mandate(self, purpose: str, *, reference: str = "", strands: Iterable[str] = ()) -> None:
        """Change the mandate: `role/purpose`, a reference, the strands."""
        self.go("/mandate")
        self.page.locator(f"input[name=purpose][value='{purpose}']").check()
        if strands:
            for box in self.page.locator("input[name=strands]").all():
                box.set_checked(box.get_attribute("value") in strands)
        self.page.locator("#f-reference").fill(reference)
        self.press("Open the session")
        expect(self.page).to_have_url(f"{self.url}/")

    def text(self) -> str:
        """What the main part says."""
        return self.page.get_by_role("main").inner_text()

    def leave(self) -> None:
        """Close the browser's context."""
        self.context.close()
