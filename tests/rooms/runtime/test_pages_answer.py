import pytest
from playwright.sync_api import BrowserContext


@pytest.mark.browser
def test_a_real_browser_opens_the_real_site_and_loads_nothing_from_elsewhere(browser: BrowserContext) -> None:
    """SEC-15: somebody without an account sees the sign-in page; every file comes from this site."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto("/")
    assert answer is not None and answer.status == 200
    page.wait_for_load_state("networkidle")
    assert page.title()
    assert all(url.startswith("http://127.0.0.1:") for url in asked), asked
    failed = [url for url in asked if page.request.get(url).status >= 400]
    assert failed == []
