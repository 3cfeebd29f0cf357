"""The closed lists of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of node of the tree."""

    PROVINCE = "province", _("tỉnh, thành phố")
    COMMUNE = "commune", _("xã")
    WARD = "ward", _("phường")
    SPECIAL_ZONE = "special_zone", _("đặc khu")
    AGENCY = "agency", _("cơ quan")
    SCHOOL = "school", _("trường học")
    ASSOCIATION = "association", _("đoàn thể, hội")
    BRANCH = "branch", _("chi nhánh, chi hội, thôn")


class Role(models.TextChoices):
    """What a person is within an organisation."""

    MEMBER = "member", _("thành viên")
    ORGANISER = "organiser", _("ban tổ chức")
    TRAINER = "trainer", _("giảng viên")
    ORGANISATION_ADMIN = "organisation_admin", _("quản trị đơn vị")
