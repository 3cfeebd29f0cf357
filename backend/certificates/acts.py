"""What certificates call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts(
    {
        "certificate.reissued": _("Cấp lại chứng nhận"),
        "certificate.revoked": _("Thu hồi chứng nhận"),
        "certificates.bundled": _("Gói tệp chứng nhận theo đơn vị"),
        "certificates.paused": _("Tạm dừng in chứng nhận"),
        "certificates.resumed": _("In tiếp chứng nhận"),
        "certificates.retried": _("In lại các chứng nhận bị hỏng"),
    }
)
name_facts(
    {
        "source": None,
        "certificate": None,
        "certificates": _("Số chứng nhận"),
        "changed": _("nội dung sửa"),
    }
)
