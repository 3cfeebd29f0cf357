"""What an operator does with many certificates at once."""

import errno
import io
import os
import zipfile
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pypdf import PdfReader

from backend.certificates.actions.print import LEASE, print_certificate
from backend.certificates.actions.sign import sign_all
from backend.certificates.errors import FilesLost, StorageFull
from backend.certificates.models import Certificate
from backend.certificates.pdf_keys import add_pdf_key
from backend.certificates.pdf_signature import is_ours
from backend.certificates.storage import path_of
from backend.common.models.audit import AuditEntry
from tests.factories.certificates import FACTS, ISSUED_AT, CertificateFactory

LATER = ISSUED_AT + timedelta(hours=1)


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def files(media: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in media.rglob("*") if path.is_file()}


@pytest.mark.django_db
def test_what_waits_is_printed_and_found_sound(media: Path) -> None:
    for number in range(3):
        CertificateFactory(source=f"round:a:participant:{number}", print_due_at=timezone.now())
    other = CertificateFactory(source="round:b:participant:1", print_due_at=timezone.now())

    assert "Printed 3 certificates; 0 are" in told("print_certificates", "--source", "round:a:")
    other.refresh_from_db()
    assert other.file is None
    assert "Printed 1 certificates" in told("print_certificates")
    assert "Printed 0 certificates" in told("print_certificates")

    sign_all()
    assert told("verify_certificates") == "4  sound\n"
    assert len(files(media)) == 4


@pytest.mark.django_db
def test_what_failed_is_told_and_retried() -> None:
    failed = CertificateFactory(failed=True)

    assert "Printed 0 certificates; 1 are not" in told("print_certificates")
    answer = told("print_certificates", "--failed")

    assert f"{failed.code}  OSError: full" in answer
    assert "Printed 1 certificates; 0 are not" in answer


@pytest.mark.django_db
def test_all_are_signed_anew_with_a_new_key(keys: Path, media: Path) -> None:
    CertificateFactory.create_batch(2, print_due_at=timezone.now())
    told("print_certificates")
    before = files(media)
    add_pdf_key(keys, now=timezone.now())

    told("print_certificates", "--again")

    after = files(media)
    assert before.keys() == after.keys()
    assert all(before[name] != after[name] for name in before)
    newest = (keys / "pdf.keys").read_text().split("-----END CERTIFICATE-----")[0]
    (keys / "pdf.keys").write_text(newest + "-----END CERTIFICATE-----\n")
    assert [is_ours(content) for content in after.values()] == [True, True]
    assert [is_ours(content) for content in before.values()] == [False, False]


@pytest.mark.django_db
def test_what_is_not_as_it_was_issued_is_named(media: Path) -> None:
    lost, changed, altered, sound = CertificateFactory.create_batch(4, print_due_at=timezone.now())
    told("print_certificates")
    for each in (lost, changed, altered, sound):
        each.refresh_from_db()
    path_of(str(lost.file)).unlink()
    path = path_of(str(changed.file))
    path.write_bytes(path.read_bytes().replace(b"/Nums ", b"/Numz "))
    Certificate.objects.filter(pk=altered.pk).update(facts={**FACTS, "points": 20})
    out = StringIO()

    with pytest.raises(CommandError, match="3 certificates are not"):
        call_command("verify_certificates", stdout=out)

    assert out.getvalue().splitlines()[:3] == [
        f"{lost.code}  the file is missing",
        f"{changed.code}  the file is not the one that was printed",
        f"{altered.code}  facts differ from what was signed",
    ]
    assert not is_ours(path.read_bytes())
    assert not is_ours(b"%PDF-1.7 nothing")


@pytest.mark.django_db
def test_a_full_disk_leaves_nothing_half_and_costs_no_attempt(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = CertificateFactory()

    def full(*args: Any) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        for turn in range(5):
            assert not print_certificate(certificate.pk, now=LATER + turn * LEASE)

    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 0)
    assert "No space left" in certificate.print_error
    assert files(media) == {}
    assert print_certificate(certificate.pk, now=LATER + 9 * LEASE)


@pytest.mark.django_db
def test_bundle_has_a_folder_for_each_organisation_in_the_order_of_names(tmp_path: Path) -> None:
    def issued(name: str, organisation: str, **others: Any) -> Certificate:
        facts = {**FACTS, "name": name, "organisation": organisation}
        return CertificateFactory(facts=facts, print_due_at=timezone.now(), **others)

    first = issued("Trần Văn An", "Xã Đồng Văn")
    issued("Lò Thị Ếch", "Xã Đồng Văn")
    issued("Nguyễn Thị Ân", "Xã Đồng Văn")
    issued("Nông/Văn Bảy", "")
    revoked = issued("Bế Văn Cấp", "Xã Đồng Văn")
    told("print_certificates")
    Certificate.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    issued("Chưa Được In", "Xã Đồng Văn")

    answer = told("bundle_certificates", str(tmp_path / "a.zip"), "--source", "round:test:")

    assert answer.startswith("4 certificates in")
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        assert bundle.namelist() == [
            "Không thuộc đơn vị nào/0001 Nông-Văn Bảy.pdf",
            "Không thuộc đơn vị nào/Danh sách ký nhận.pdf",
            "Xã Đồng Văn/0001 Trần Văn An.pdf",
            "Xã Đồng Văn/0002 Nguyễn Thị Ân.pdf",
            "Xã Đồng Văn/0003 Lò Thị Ếch.pdf",
            "Xã Đồng Văn/Danh sách ký nhận.pdf",
        ]
        first.refresh_from_db()
        content = bundle.read("Xã Đồng Văn/0001 Trần Văn An.pdf")
        listed = PdfReader(io.BytesIO(bundle.read("Xã Đồng Văn/Danh sách ký nhận.pdf")))
    assert sha256(content).hexdigest() == first.file_digest
    assert is_ours(content)
    text = listed.pages[0].extract_text()
    assert text.index("Trần Văn An") < text.index("Nguyễn Thị Ân") < text.index("Lò Thị Ếch")
    assert first.code[:19] in text
    assert first.code[20:] in text
    entry = AuditEntry.objects.get(action="certificates.bundled")
    assert (entry.subject, entry.details["certificates"]) == ("round:test", 4)

    assert told("bundle_certificates", str(tmp_path / "a.pdf")).startswith("4 certificates in")
    paper = PdfReader(tmp_path / "a.pdf")
    pages = [page.extract_text() for page in paper.pages]
    assert len(pages) == 6
    named = ["Nông/Văn Bảy", "ký nhận", "Trần Văn An", "Nguyễn Thị Ân", "Lò Thị Ếch", "ký nhận"]
    assert all(
        words.lower() in " ".join(page.split()).lower()
        for words, page in zip(named, pages, strict=True)
    )
    alone = path_of(str(first.file)).stat().st_size
    assert (tmp_path / "a.pdf").stat().st_size < 4 * alone
    with pytest.raises(CommandError, match=r"\.zip or \.pdf"):
        told("bundle_certificates", str(tmp_path / "a.rar"))


@pytest.mark.django_db
def test_a_page_of_the_paper_looks_like_the_certificate_itself(tmp_path: Path) -> None:
    CertificateFactory(print_due_at=timezone.now())
    told("print_certificates")
    told("bundle_certificates", str(tmp_path / "a.pdf"))
    [file] = Certificate.objects.values_list("file", flat=True)

    assert picture(tmp_path / "a.pdf") == picture(path_of(str(file)))


def picture(path: Path) -> bytes:
    with pypdfium2.PdfDocument(path) as pdf:
        return bytes(pdf[0].render(scale=1).to_pil().convert("RGB").tobytes())


@pytest.mark.django_db
def test_a_bundle_for_which_there_is_no_room_or_no_file_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = CertificateFactory(print_due_at=timezone.now())
    told("print_certificates")

    def full(*args: Any) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(StorageFull):
            told("bundle_certificates", str(tmp_path / "b" / "a.zip"))
    assert list((tmp_path / "b").iterdir()) == []

    certificate.refresh_from_db()
    path_of(str(certificate.file)).unlink()
    with pytest.raises(FilesLost):
        told("bundle_certificates", str(tmp_path / "b" / "a.zip"))
    assert list((tmp_path / "b").iterdir()) == []
    told("print_certificates")
    assert told("bundle_certificates", str(tmp_path / "b" / "a.zip")).startswith("1 certificates")
