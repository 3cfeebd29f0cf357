"""What organisations call their acts in the audit log."""

from django.utils.translation import gettext_lazy as _

from backend.common.acts import name_acts, name_facts

name_acts(
    {
        "import.applied": _("Nhập đơn vị và người từ Excel"),
        "import.codes_taken": _("Tải mã mời"),
        "import.undone": _("Hoàn tác nhập từ Excel"),
        "organisation.merged": _("Sáp nhập đơn vị"),
        "organisation.moved": _("Chuyển đơn vị"),
        "organisation.rename_undone": _("Hoàn tác đổi tên đơn vị"),
        "organisation.renamed": _("Đổi tên đơn vị"),
    }
)
name_facts(
    {
        "file": None,
        "into": None,
        "new_name": _("tên mới"),
        "old_name": _("tên cũ"),
        "organisation": None,
        "organisations": _("số đơn vị"),
        "people": _("số người"),
        "taken_back": _("tên bỏ đi"),
        "to": None,
    }
)
