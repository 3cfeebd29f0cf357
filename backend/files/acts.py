"""What stored files call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts(
    {
        "file.ready": _("Nhận tệp"),
        "file.refused": _("Từ chối tệp"),
        "file.unused_removed": _("Dọn tệp không bài nào dùng"),
    }
)
name_facts(
    {"bytes": _("số byte"), "files": _("số tệp"), "media_type": _("loại tệp"), "purpose": None}
)
