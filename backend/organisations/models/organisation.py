"""A node of the tree: province → commune → agency, school, association or branch."""

import uuid
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from backend.organisations.enums import Kind
from backend.organisations.rules.naming import searchable


class Organisation(MP_Node):
    """An organisation. Names change and codes are never reused, so old names stay as aliases."""

    path = models.CharField(max_length=255, unique=True, db_collation="C")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("mã"), max_length=32, null=True, blank=True, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    aliases = models.JSONField(_("tên khác"), default=list, blank=True)
    search_key = models.TextField(blank=True, editable=False)
    headcount = models.PositiveIntegerField(_("quân số"), null=True, blank=True)
    is_contest_unit = models.BooleanField(_("là đơn vị dự thi"), default=False)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("có hiệu lực đến"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
    )

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        indexes = [
            GinIndex(
                fields=["search_key"],
                opclasses=["gin_trgm_ops"],
                name="organisation_search_key_trgm",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="organisation_valid_to_after_from",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search key beside the names it is made of."""
        self.search_key = searchable(self.name, self.aliases, self.kind)
        super().save(*args, **kwargs)

    @property
    def paths_upwards(self) -> list[str]:
        """The paths of this node and of all above it, nearest first."""
        return [self.path[:end] for end in range(len(self.path), 0, -self.steplen)]

    def contest_unit(self) -> "Organisation | None":
        """The nearest node, this one or above, that is counted on organisation boards."""
        if self.is_contest_unit:
            return self
        above = Organisation.objects.filter(path__in=self.paths_upwards, is_contest_unit=True)
        return above.order_by("-depth").first()
