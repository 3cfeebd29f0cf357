"""What accounts call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts({"person.erased": _("Xóa dữ liệu cá nhân")})
name_facts(
    {
        "after_restore": _("làm lại sau khi phục hồi"),
        "own_wish": _("tự yêu cầu"),
        "person": None,
        "reason": _("lý do"),
    }
)
