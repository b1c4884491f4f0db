"""Accounts of every role, for what staff do to them."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.management import call_command

from runrate.accounts.models import User
from runrate.management.roles import ROLES
from tests.accounts.changing import PASSWORD


@pytest.fixture
def target(db: None) -> Callable[[str], User]:
    """An account of this role, or of a customer or a superuser."""

    def _target(role: str) -> User:
        call_command("roles", verbosity=0)
        kinds: dict[str, dict[str, bool]] = {"customer": {}, "superuser": {"is_superuser": True}}
        fields = kinds.get(role, {}) | ({"is_staff": True} if role != "customer" else {})
        user = User.objects.create_user("target@example.com", PASSWORD, **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if role in ROLES:
            user.groups.add(Group.objects.get(name=role))
        return user

    return _target
