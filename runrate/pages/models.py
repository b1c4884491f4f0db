"""What readers say about an article: one answer for each reader and article, which may change."""

from collections.abc import Iterable, Mapping
from typing import ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

COMMENT_LENGTH = 1000


class VoteQuerySet(models.QuerySet["Vote"]):
    """Answers to "was this helpful?"."""

    def among(self, ids: tuple[UUID, ...], article: str) -> "Vote | None":
        """The answer about this article that a visitor's cookie names, if any."""
        return self.filter(pk__in=ids, article=article).first() if ids else None

    def counts(self) -> Iterable[Mapping[str, object]]:
        """How many found each article helpful, how many did not, and how many said why."""
        helpful, comment = models.Q(helpful=True), ~models.Q(comment="")
        return (
            self.values("article")
            .annotate(
                helped=models.Count("pk", filter=helpful),
                did_not=models.Count("pk", filter=~helpful),
                comments=models.Count("pk", filter=comment),
            )
            .order_by("article")
        )


class Vote(models.Model):
    """One reader's answer. The reader is known only by the cookie that holds this id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.SlugField(_("article"), max_length=80, db_index=True)
    helpful = models.BooleanField(_("was helpful"))
    comment = models.TextField(_("comment"), blank=True, max_length=COMMENT_LENGTH)
    created_at = models.DateTimeField(_("given"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[VoteQuerySet] = VoteQuerySet.as_manager()  # type: ignore[assignment]  # our methods

    class Meta:
        verbose_name = _("answer about an article")
        verbose_name_plural = _("answers about articles")
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return f"{self.article}: {_('helpful') if self.helpful else _('not helpful')}"
