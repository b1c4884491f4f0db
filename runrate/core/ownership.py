"""Rows that belong to somebody: who may see them, and the one 404 for everybody else."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class OwnedQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Rows with an `owner`. A stranger's row does not exist as far as the asker can tell."""

    def visible_to(self, user: "AbstractBaseUser | AnonymousUser") -> Self:
        """The rows `user` owns; none for an anonymous visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(owner=user.pk)

    def get_or_404(self, id: UUID) -> Row:
        """The row with this id among the rows selected so far. Raises Http404, never DoesNotExist."""
        for row in self.filter(pk=id).order_by()[:1]:
            return row
        raise Http404
