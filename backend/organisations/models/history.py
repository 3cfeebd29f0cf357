"""What organisations were called and where they stood before."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.organisations.models.organisation import Organisation


class FormerName(models.Model):
    """A name that an organisation had until a day."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="former_names", verbose_name=_("đơn vị")
    )
    name = models.CharField(_("tên"), max_length=200)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("có hiệu lực đến"))

    objects: ClassVar[models.Manager["FormerName"]] = models.Manager()

    class Meta:
        ordering = ["-valid_to", "-id"]

    def __str__(self) -> str:
        return f"{self.name} (–{self.valid_to})"


class FormerPlace(models.Model):
    """A place in the tree that an organisation left; nobody else ever gets it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_places")
    path = models.CharField(max_length=255, unique=True, db_collation="C")
    until = models.DateTimeField()

    objects: ClassVar[models.Manager["FormerPlace"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.path} (–{self.until})"
