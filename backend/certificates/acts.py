"""What certificates call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts({"certificate.revoked": _("Thu hồi chứng nhận")})
name_facts({"source": None})
