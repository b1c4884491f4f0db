"""Signs a member of staff in on the site under test: `python -m tests.e2e.staff_session ADDRESS ROLE...`."""

import sys

import django


def main(address: str, *roles: str) -> None:
    """Prints the session of a new member of staff with these roles who has shown a second factor."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from runrate.accounts.models import User
    from tests.conftest import show_second_factor

    user, _made = User.objects.get_or_create(email=address, defaults={"is_staff": True})
    call_command("roles", verbosity=0, stdout=sys.stderr)
    for role in roles:
        call_command("roles", "--give", role, address, verbosity=0, stdout=sys.stderr)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    show_second_factor(client, user)
    sys.stdout.write(f"{client.cookies[settings.SESSION_COOKIE_NAME].value}\n")


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
