"""The audit runs against the same whole site as the browser tests."""

from tests.e2e.conftest import browser, site  # noqa: F401  # fixtures
