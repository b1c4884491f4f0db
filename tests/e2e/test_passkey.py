"""Staff register a passkey and get into the administration with it alone, in Chromium with a virtual key."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import PASSWORD, Site

# A key in the computer itself: it remembers whose it is, and checks a finger or a PIN.
BUILT_IN = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ADDRESS = "passkey@example.com"


def with_key(page: Page) -> Callable[[], int]:
    """Gives the tab a virtual key; counts what it remembers."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": BUILT_IN})["authenticatorId"]
    return lambda: len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"])


def test_staff_register_a_passkey_and_sign_in_with_it(
    page: Page, site: Site, sign_up: Callable[[Page, str], None]
) -> None:
    remembered = with_key(page)
    page.goto("/account/signup/")
    sign_up(page, ADDRESS)
    expect(page).to_have_url(f"{site.url}/account/")
    site.manage("roles", "--give", "Reviewer", ADDRESS)
    page.goto("/admin/")
    expect(page.get_by_text("Staff accounts need a second factor.")).to_be_visible()

    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page).not_to_have_url(f"{site.url}/account/2fa/webauthn/add/")
    assert remembered() == 1
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="What needs doing")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/account/login/?next=/admin/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(f"{site.url}/admin/")
    expect(page.get_by_role("button", name="Next to review")).to_be_visible()


def test_a_browser_whose_key_knows_nobody_gets_nowhere(context: BrowserContext) -> None:
    page = context.new_page()  # unwatched: the browser itself notes the refusal on the console
    with_key(page)
    page.goto("/account/login/?next=/admin/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_timeout(1000)

    page.goto("/admin/")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
