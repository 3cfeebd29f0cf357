"""Templates: every change a new version, and certificates that keep theirs."""

from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageDraw

from backend.accounts.models import User
from backend.certificates.actions.issue import issue_certificate
from backend.certificates.actions.print import print_again, print_certificate
from backend.certificates.actions.template import (
    change_template,
    choose_template,
    create_template,
    retire_template,
    store_template_picture,
)
from backend.certificates.errors import DesignRefused, TemplateInUse
from backend.certificates.models import Certificate, CertificateTemplate, TemplatePicture
from backend.certificates.queries.template import chosen_versions, dressed, templates_of
from backend.certificates.storage import path_of
from backend.common.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.certificates import FACTS, ISSUED_AT
from tests.factories.organisations import OrganisationFactory

SUBJECT = "contest:test"
DESIGN: dict[str, Any] = {
    "layout": "festive",
    "orientation": "portrait",
    "issuer": "Tỉnh đoàn",
    "signatories": [{"name": "Hoàng Thị Hiền", "title": "Bí thư"}],
}

FULL_BODY = ["đã đạt *{giải}*, *{vòng}*", *["cuộc thi “{cuộc thi}”, {số người} người"] * 4]


@pytest.fixture
def actor(db: None) -> User:
    return UserFactory()


@pytest.fixture
def template(actor: User) -> CertificateTemplate:
    return create_template(
        OrganisationFactory().pk, name="Mẫu năm 2026", document=DESIGN, actor=actor, now=ISSUED_AT
    )


def changed(template: CertificateTemplate, actor: User, **changes: Any) -> CertificateTemplate:
    later = ISSUED_AT + timedelta(days=1)
    document = {**DESIGN, **changes}
    return change_template(template.pk, name="Mẫu", document=document, actor=actor, now=later)


def issued(source: str) -> Certificate:
    facts = dressed(FACTS, "prize", chosen_versions(SUBJECT))
    return issue_certificate(
        user=UserFactory(), source=source, kind="prize", facts=facts, now=ISSUED_AT
    )


def picture() -> bytes:
    out = BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def printed(certificate: Certificate) -> bytes:
    print_again(certificate.pk, now=ISSUED_AT)
    assert print_certificate(certificate.pk, now=ISSUED_AT)
    certificate.refresh_from_db()
    return path_of(str(certificate.file)).read_bytes()


def test_certificate_keeps_the_version_it_was_issued_with(
    template: CertificateTemplate, actor: User
) -> None:
    choose_template(SUBJECT, "", template, actor=actor, now=ISSUED_AT)
    old = issued("one")
    before = printed(old)

    changed(template, actor, orientation="landscape", issuer="Sở Nội vụ")
    new = issued("two")

    assert (old.facts["issuer"], new.facts["issuer"]) == ("Tỉnh đoàn", "Sở Nội vụ")
    assert old.facts["signatory"] == "Hoàng Thị Hiền"
    assert "signing_for" not in old.facts
    again = printed(old)
    assert b"/MediaBox [0 0 595" in before
    assert b"/MediaBox [0 0 595" in again
    assert b"/MediaBox [0 0 841" in printed(new)


def test_saving_the_same_again_makes_no_version(template: CertificateTemplate, actor: User) -> None:
    changed(template, actor)
    assert [one.number for one in template.versions.order_by("number")] == [1]

    changed(template, actor, palette="red")

    assert [one.number for one in template.versions.order_by("number")] == [1, 2]
    acts = AuditEntry.objects.filter(action="certificate_template.changed")
    assert [one.details for one in acts.order_by("number")] == [{"version": 1}, {"version": 2}]


def test_kind_with_its_own_template_comes_before_the_one_for_all(
    template: CertificateTemplate, actor: User
) -> None:
    other = create_template(
        template.organisation_id, name="Giải", document={}, actor=actor, now=ISSUED_AT
    )
    choose_template(SUBJECT, "", template, actor=actor, now=ISSUED_AT)
    choose_template(SUBJECT, "prize", other, actor=actor, now=ISSUED_AT)
    chosen = chosen_versions(SUBJECT)

    assert dressed(FACTS, "prize", chosen)["template"] == str(other.versions.get().uuid)
    assert dressed(FACTS, "threshold", chosen)["template"] == str(template.versions.get().uuid)
    assert dressed(FACTS, "prize", chosen_versions("contest:other")) == FACTS

    choose_template(SUBJECT, "prize", None, actor=actor, now=ISSUED_AT)
    assert chosen_versions(SUBJECT).keys() == {""}


def test_template_in_use_is_not_put_away(template: CertificateTemplate, actor: User) -> None:
    choose_template(SUBJECT, "", template, actor=actor, now=ISSUED_AT)
    with pytest.raises(TemplateInUse):
        retire_template(template.pk, actor=actor, now=ISSUED_AT)
    assert template in templates_of(template.organisation_id)

    choose_template(SUBJECT, "", None, actor=actor, now=ISSUED_AT)
    retire_template(template.pk, actor=actor, now=ISSUED_AT)

    assert template not in templates_of(template.organisation_id)
    with pytest.raises(DesignRefused):
        choose_template(SUBJECT, "", template, actor=actor, now=ISSUED_AT)


def test_picture_is_drawn_anew_and_belongs_to_its_organisation(
    template: CertificateTemplate, actor: User
) -> None:
    digest = store_template_picture(picture(), template.organisation_id, now=ISSUED_AT)
    foreign = store_template_picture(picture(), OrganisationFactory().pk, now=ISSUED_AT)

    changed(template, actor, seal=digest)
    with pytest.raises(DesignRefused):
        changed(template, actor, seal=foreign)

    assert template.versions.latest("number").document["seal"] == digest


def test_white_of_a_scan_is_clear_and_the_ink_keeps_its_colour(
    template: CertificateTemplate,
) -> None:
    scan = Image.new("RGB", (200, 200), (250, 251, 249))
    scan.paste((190, 20, 40), (50, 50, 150, 150))
    out = BytesIO()
    scan.save(out, "JPEG", quality=95)

    store_template_picture(out.getvalue(), template.organisation_id, now=ISSUED_AT)

    kept = Image.open(BytesIO(bytes(TemplatePicture.objects.get().content))).convert("RGBA")
    paper: Any = kept.getpixel((10, 10))
    assert paper[3] == 0
    shown = Image.new("RGBA", kept.size, "white")
    shown.alpha_composite(kept)
    ink: Any = shown.getpixel((100, 100))
    for seen, brought in zip(ink, (190, 20, 40), strict=False):
        assert abs(seen - brought) < 16


def photograph(size: tuple[int, int]) -> bytes:
    """Nothing but noise, in all colours: no picture is harder to keep small."""
    out = BytesIO()
    Image.frombytes("RGB", size, Random(5).randbytes(3 * size[0] * size[1])).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("size", [(3000, 2000), (400, 400), (150, 150)])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_file_with_the_busiest_pictures_stays_small(
    template: CertificateTemplate, actor: User, size: tuple[int, int], orientation: str
) -> None:
    whole = Image.open(BytesIO(photograph(size)))
    digests = []
    for turn in (0, 90, 180, 270):
        out = BytesIO()
        whole.rotate(turn).save(out, "JPEG")
        brought = out.getvalue()
        digests.append(store_template_picture(brought, template.organisation_id, now=ISSUED_AT))
    people = [{"name": "Hoàng Thị Hiền", "signature": digest} for digest in digests[2:]]
    pictures = {"emblem": digests[0], "seal": digests[1], "signatories": people}
    changed(template, actor, orientation=orientation, body=FULL_BODY, **pictures)
    choose_template(SUBJECT, "", template, actor=actor, now=ISSUED_AT)

    assert len(set(digests)) == 4
    assert len(printed(issued("one"))) <= 100 * 1024


def test_scanned_signature_keeps_all_its_points_in_one_ink(template: CertificateTemplate) -> None:
    scan = Image.new("RGB", (1000, 360), (244, 244, 240))
    ImageDraw.Draw(scan).line([(80, 300), (400, 40), (420, 320), (930, 90)], (30, 40, 130), 9)
    dust = Image.effect_noise(scan.size, 60).convert("RGB")
    out = BytesIO()
    Image.blend(scan, dust, 0.06).save(out, "JPEG", quality=85)

    store_template_picture(out.getvalue(), template.organisation_id, now=ISSUED_AT)

    kept = Image.open(BytesIO(bytes(TemplatePicture.objects.get().content))).convert("RGBA")
    colours = {kept.getpixel((x, y))[:3] for x in range(kept.width) for y in range(kept.height)}  # type: ignore[index]
    assert kept.size == (400, 144)
    assert len(colours) == 1


def test_picture_of_nothing_is_kept(template: CertificateTemplate) -> None:
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")

    assert store_template_picture(out.getvalue(), template.organisation_id, now=ISSUED_AT)
