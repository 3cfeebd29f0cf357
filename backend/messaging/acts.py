"""What messages call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts({"contact.chosen": _("Chọn cách nhận tin")})
name_facts(
    {
        "email": _("thư điện tử"),
        "reminders": _("lời nhắc"),
        "sms": _("tin nhắn SMS"),
        "zalo": _("Zalo"),
    }
)
