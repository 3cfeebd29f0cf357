"""Who belongs to an organisation, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.organisations.enums import Role
from backend.organisations.models.organisation import Organisation


class Membership(models.Model):
    """One role of one person in one organisation. A person is a member of one at most."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("người"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("đơn vị"),
    )
    role = models.CharField(_("vai trò"), max_length=24, choices=Role.choices, default=Role.MEMBER)
    created_at = models.DateTimeField(_("thời điểm"), auto_now_add=True)

    class Meta:
        verbose_name = _("tư cách thành viên")
        verbose_name_plural = _("tư cách thành viên")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="one_membership_per_role"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(role=Role.MEMBER),
                name="one_own_organisation_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.organisation}"
