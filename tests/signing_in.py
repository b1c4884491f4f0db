"""What `signed_in` gives: a browser of a member of staff with the roles that are named."""

from collections.abc import Callable

from django.test import Client

type SignedIn = Callable[..., Client]
