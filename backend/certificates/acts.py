"""What certificates call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts(
    {
        "certificate.revoked": _("Thu hồi chứng nhận"),
        "certificates.bundled": _("Gói tệp chứng nhận theo đơn vị"),
    }
)
name_facts({"source": None, "certificates": _("Số chứng nhận")})
