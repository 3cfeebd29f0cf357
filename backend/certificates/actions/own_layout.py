"""An operator's own HTML and CSS: tried in a confined process, and kept as a template's version."""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from PIL import Image

from backend.certificates.actions.template import change_template, create_template
from backend.certificates.enums import CertificateKind
from backend.certificates.errors import CannotPrintHere, DesignRefused
from backend.certificates.formats.design import Design, read_design
from backend.certificates.formats.own_layout import LayoutFault, pictures_in
from backend.certificates.models import CertificateTemplate, OwnLayout, TemplatePicture
from backend.certificates.printing.availability import certificates_available
from backend.certificates.printing.certificate import sheet_of
from backend.certificates.printing.dress import Dress
from backend.certificates.printing.limited import SECONDS, Person, try_layout
from backend.certificates.printing.page import qr_symbol
from backend.certificates.printing.preview import CODE, sample_facts
from backend.certificates.queries.template import templates_of
from backend.certificates.rules.facts import Facts
from backend.certificates.rules.own_page import OwnPage
from backend.common.pictures import redrawn

LARGEST_SIDES: Final = (2400, 2400)
MOST_PICTURES: Final = 12
PICTURE_NAME: Final = re.compile(r"(?<![a-z0-9-])[a-z0-9][a-z0-9-]*\.(?:png|jpe?g|webp)")
LONG_NAME: Final = "NGUYỄN HOÀNG THỊ MỸ PHƯƠNG " * 4
FAULTS: Final[Mapping[str, str]] = {
    "too_long": _("Trang hoặc kiểu dài hơn 100.000 ký tự."),
    "unknown_field": _("Không có trường {{{about}}}."),
    "needed_once": _("Trang phải có trường {{{about}}}, đúng một lần."),
    "tag": _("Thẻ <{about}> không dùng được."),
    "attribute": _("Thuộc tính {about} không dùng được."),
    "rule": _("Quy tắc CSS {about} không dùng được."),
    "address": _("Chỉ dùng được ảnh trong thư mục của mẫu, không phải “{about}”."),
    "too_hard": _("Mẫu quá nặng, không dàn trang được trong giới hạn cho phép."),
    "too_large": _("Tệp PDF quá lớn ({about}); xin thu nhỏ ảnh để còn dưới 300 KB."),
    "pages": _("Chứng nhận phải vừa một trang, mẫu này ra {about} trang."),
    "paper": _("Khổ giấy phải là A4, không phải {about}."),
    "unseen": _("Không đọc được {{{about}}} trên trang."),
    "qr": _("Mã QR bị che, nằm ngoài trang hoặc nhỏ hơn 18 mm."),
}


def bring_layout(
    organisation_id: int,
    *,
    name: str,
    page: str,
    style: str,
    pictures: Mapping[str, bytes],
    now: datetime,
) -> CertificateTemplate:
    """A template in this layout, or a new version of the organisation's template of that name.

    `pictures`: files by the name that page and style give them. Raises DesignRefused, which says
    what is wrong; then nothing was kept.
    """
    if not certificates_available():
        raise CannotPrintHere
    kept = {file: _drawn(file, body) for file, body in pictures.items()}
    if len(kept) > MOST_PICTURES:
        raise DesignRefused(gettext("Mẫu có quá nhiều ảnh."))
    digests = {file: sha256(body).hexdigest() for file, body in kept.items()}
    layout = OwnPage(_renamed(page, digests), _renamed(style, digests))
    bodies = {digests[file]: body for file, body in kept.items()}
    for foreign in sorted(pictures_in(layout) - bodies.keys()):
        raise _refused(LayoutFault("address", foreign))
    template = templates_of(organisation_id).filter(name=name).first()
    before = read_design(template.versions.latest("number").document) if template else Design()
    orientation = _tried(before, layout, bodies, now)
    document = before.model_dump(mode="json") | {"orientation": orientation}
    return _kept(organisation_id, name, template, document, layout, bodies, now)


def _drawn(file: str, body: bytes) -> bytes:
    """The picture drawn anew, as PNG; PictureRefused if it is none."""
    if not PICTURE_NAME.fullmatch(file):
        told = gettext("Tên ảnh “{name}” chỉ được gồm chữ thường không dấu, số và gạch nối.")
        raise DesignRefused(told.format(name=file))
    out = BytesIO()
    with Image.open(BytesIO(redrawn(body, LARGEST_SIDES, is_lossless=True).body)) as picture:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _renamed(text: str, digests: Mapping[str, str]) -> str:
    """Pictures by the address under which the press finds them."""
    return PICTURE_NAME.sub(
        lambda found: f"asset:{digests[found[0]]}.png" if found[0] in digests else found[0], text
    )


def _tried(design: Design, layout: OwnPage, pictures: Mapping[str, bytes], now: datetime) -> str:
    people = [
        _person(design, kind, name, now)
        for kind in CertificateKind.values
        for name in ("Lò Y Ó", LONG_NAME[:100])
    ]
    try:
        return try_layout(layout, pictures, people, seconds=SECONDS)
    except LayoutFault as fault:
        raise _refused(fault) from fault


def _refused(fault: LayoutFault) -> DesignRefused:
    return DesignRefused(gettext(FAULTS[fault.code]).format(about=fault.about))


def _person(design: Design, kind: str, name: str, now: datetime) -> Person:
    today = now.date().isoformat()
    facts: Facts = {**sample_facts(kind, "Tìm hiểu chuyển đổi số", today=today), "name": name}
    sheet = sheet_of(CODE, facts, now, kind, Dress(design, own=OwnPage("", "")))
    symbol = [
        "".join("1" if module else "0" for module in row)
        for row in qr_symbol(sheet.context["url"]).matrix
    ]
    return Person(sheet.values(), sheet.context["name"], CODE, symbol)


@transaction.atomic
def _kept(
    organisation_id: int,
    name: str,
    template: CertificateTemplate | None,
    document: dict[str, Any],
    layout: OwnPage,
    pictures: Mapping[str, bytes],
    now: datetime,
) -> CertificateTemplate:
    digest = sha256(f"{layout.page}\0{layout.style}".encode()).hexdigest()
    OwnLayout.objects.get_or_create(
        organisation_id=organisation_id,
        digest=digest,
        defaults={"page": layout.page, "style": layout.style, "stored_at": now},
    )
    for picture, body in pictures.items():
        TemplatePicture.objects.get_or_create(
            organisation_id=organisation_id,
            digest=picture,
            defaults={"content": body, "stored_at": now},
        )
    document = {**document, "own": digest}
    if template is None:
        return create_template(organisation_id, name=name, document=document, actor=None, now=now)
    return change_template(template.pk, name=name, document=document, actor=None, now=now)
