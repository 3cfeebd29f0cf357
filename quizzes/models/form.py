"""Papers that are put together beforehand: for print, for the archive, or the same for all."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.item import ItemVersion


class FormSet(models.Model):
    """Equivalent forms drawn from one blueprint."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("tên"), max_length=200)
    organiser = models.CharField(_("đơn vị ra đề"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("thời gian làm bài"), default=45)
    blueprint = models.JSONField(help_text="[{topic, difficulty, count}]")
    spares = models.PositiveSmallIntegerField(default=0, help_text="Wished for in each cell.")
    seed = models.CharField(max_length=64, help_text="The forms can be drawn again from it.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("bộ đề")
        verbose_name_plural = _("bộ đề")

    def __str__(self) -> str:
        return self.name


class Form(models.Model):
    """One paper of a set: which versions stand where."""

    form_set = models.ForeignKey(FormSet, on_delete=models.CASCADE, related_name="forms")
    number = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=200, blank=True, help_text="The printed paper, a PDF.")
    key_file = models.CharField(max_length=200, blank=True, help_text="The same with its key.")
    printed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["form_set", "number"], name="one_form_number")
        ]
        verbose_name = _("đề")
        verbose_name_plural = _("đề")

    def __str__(self) -> str:
        return f"{self.form_set_id}/{self.number}"

    @property
    def code(self) -> str:
        """What stands on the paper: forms are told apart by three digits."""
        return f"{100 + self.number}"


class FormItem(models.Model):
    """A place of a form; a spare one replaces a faulty item of its cell."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    option_order = models.JSONField(default=list)
    is_spare = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_spare", "place"]
        constraints = [
            models.UniqueConstraint(fields=["form", "is_spare", "place"], name="one_form_place"),
            models.UniqueConstraint(fields=["form", "version"], name="one_form_version"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.place}"
