"""Every address of the site, read from the URL conf, so that a new page cannot be forgotten.

What an address holds (an id, a number, a slug) is filled in from samples. An argument without a sample
fails the tests: whoever adds such a page says here what to look at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# The administration is walked by test_admin.py, for each role of staff; the API answers programs, in JSON.
NOT_WALKED = ("admin:", "staff:", "api:")

NO_PAGE: Mapping[str, tuple[str, ...]] = {
    "only takes a POST, and leads to a page that is walked": (
        "assessment:close", "assessment:finish", "assessment:invite", "assessment:more_seats",
        "assessment:renew_link", "assessment:retake", "assessment:stop_sharing", "calculator:save",
        "mydata:take_out", "pages:helpful",
        "reports:delete", "reports:mail", "reports:retry", "reports:share", "reports:stop_sharing",
        "scenarios:delete", "scenarios:duplicate", "scenarios:restore", "scenarios:restore_version",
        "scenarios:share", "usage:both", "usage:replace", "usage:retry", "usage:take",
        "usage:together", "usage:joined", "usage:names", "usage:partner",
        "usage:days", "usage:parts", "usage:try_sample",
    ),
    "leads to the report that a sign-in was for, or says what is missing": ("reports:asked",),
    "exchanges a link for a cookie, and leads to a page that is walked": (
        "assessment:open_invitation", "assessment:open_seat", "assessment:open_shared", "assessment:resume",
        "reports:open_shared", "scenarios:open_shared",
    ),
    "is a file": (
        "assessment:export_csv", "assessment:export_json", "calculator:export_csv", "calculator:export_json",
        "calculator:export_xlsx", "mfa_download_recovery_codes", "pages:article_card", "pages:card",
        "pages:feed", "pages:robots", "pages:sitemap", "reports:board", "reports:download",
        "reports:sample_board", "reports:sample_download", "reports:shared_board",
        "reports:shared_download", "scenarios:export_csv", "scenarios:export_json", "scenarios:export_xlsx",
        "usage:refused", "usage:sample",
    ),
    "is for machines": ("healthz", "metrics", "readyz"),
    "stands in the middle of signing in: see test_pages_on_the_way_in_are_usable_too": (
        "account_email_verification_sent", "mfa_authenticate",
    ),
    "is a way in that is switched off here: it leads to the sign-in page": ("account_confirm_login_code",),
    "leads to the change of password: every account has one": ("account_set_password",),
    "answers a script of the sign-in page, in JSON": ("mfa_login_webauthn",),
}  # fmt: skip
"""Addresses at which nobody sees a page, by reason. One that shows a page after all fails the tests."""


@dataclass(frozen=True)
class Address:
    """One named address and the arguments it takes."""

    name: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    def path(self, samples: Mapping[str, object]) -> str:
        """The address with its arguments filled in; a sample may be for one name or namespace only."""
        space = self.name.rpartition(":")[0]
        found = {}
        for argument in self.arguments:
            for key in (f"{self.name}.{argument}", f"{space}.{argument}", argument):
                if key in samples:
                    found[argument] = samples[key]
                    break
            else:
                raise AssertionError(f"{self.name} needs a sample of {argument}")
        return reverse(
            self.name, kwargs=found or None, query=QueryDict(str(samples.get(f"{self.name}?", "")))
        )


def every() -> list[Address]:
    """All addresses that may be pages, each name once."""
    found = {each.name: each for each in _walk(get_resolver().url_patterns, "", ())}
    return [found[name] for name in sorted(found) if not name.startswith(NOT_WALKED)]


def _walk(
    patterns: list[URLPattern | URLResolver], space: str, arguments: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in patterns:
        taken = (*arguments, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, taken)
        elif pattern.name:
            yield Address(f"{space}{pattern.name}", taken)
