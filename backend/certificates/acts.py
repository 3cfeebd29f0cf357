"""What certificates call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.certificates.enums import CertificateKind
from backend.common.acts import name_acts, name_facts, name_values

name_acts(
    {
        "certificate.reissued": _("Cấp lại chứng nhận"),
        "certificate.revoked": _("Thu hồi chứng nhận"),
        "certificates.bundled": _("Gói tệp chứng nhận theo đơn vị"),
        "certificates.paused": _("Tạm dừng in chứng nhận"),
        "certificates.resumed": _("In tiếp chứng nhận"),
        "certificates.retried": _("In lại các chứng nhận bị hỏng"),
        "certificate_template.changed": _("Sửa mẫu chứng nhận"),
        "certificate_template.retired": _("Cất mẫu chứng nhận"),
        "certificate_template.chosen": _("Chọn mẫu chứng nhận"),
    }
)
name_values("certificate_kind", dict(CertificateKind.choices))
name_facts(
    {
        "certificate_kind": _("loại chứng nhận"),
        "template": None,
        "source": None,
        "job": None,
        "certificate": None,
        "certificates": _("Số chứng nhận"),
        "changed": _("nội dung sửa"),
    }
)
