"""What the portal calls its acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts

name_acts(
    {
        "news.written": _("Viết tin"),
        "news.taken_back": _("Gỡ tin"),
        "news.put_back": _("Đăng lại tin"),
    }
)
