"""The agency's own key upon a token."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pkcs11
import pytest
from pytest_django import Settings

from backend.certificates import pkcs11_token
from backend.certificates.actions.print import LEASE, print_certificate
from backend.certificates.pdf_signature import certificates, is_ours, seal
from backend.certificates.storage import path_of
from backend.common.vault import KeysMissing
from tests.certificates.authority import certified, is_trusted, new_key
from tests.certificates.token import MODULE, PIN, make_token, needs_token
from tests.factories.certificates import ISSUED_AT, CertificateFactory

pytestmark = [pytest.mark.django_db, needs_token]


@pytest.fixture(params=["ec", "rsa"])
def token(
    request: pytest.FixtureRequest,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> SimpleNamespace:
    """A token with a key that an authority certified, as an agency gets it."""
    root_key, key = new_key("ec"), new_key(request.param)
    root = certified(root_key.public_key(), "Authority", by=root_key)
    leaf = certified(key.public_key(), "UBND tỉnh", by=root_key, ca="Authority")
    folder = make_token(tmp_path, key, leaf, settings, monkeypatch)
    return SimpleNamespace(root=root, leaf=leaf, folder=folder, pin=tmp_path / "pin")


def test_files_are_signed_upon_the_token_and_known_while_it_is_away(
    token: SimpleNamespace, media: Path
) -> None:
    files = []
    for _ in range(3):
        certificate = CertificateFactory()
        assert print_certificate(certificate.pk, now=ISSUED_AT)
        certificate.refresh_from_db()
        files.append(path_of(str(certificate.file)).read_bytes())

    assert [is_trusted(file, token.root) for file in files] == [True] * 3
    token.folder.rename(token.folder.with_name("away"))
    pkcs11_token.forget()
    assert certificates()[0] == token.leaf
    assert is_ours(files[0])


def test_without_the_token_printing_waits_and_nothing_unsigned_leaves(
    token: SimpleNamespace, media: Path
) -> None:
    certificate = CertificateFactory()
    away = token.folder.with_name("away")
    token.folder.rename(away)
    token.folder.mkdir()
    pkcs11_token.forget()
    pkcs11.lib(MODULE).reinitialize()

    assert not print_certificate(certificate.pk, now=ISSUED_AT)
    certificate.refresh_from_db()
    assert (certificate.file, certificate.print_attempts) == (None, 0)
    assert certificate.print_due_at == ISSUED_AT + LEASE
    assert list(media.rglob("*.pdf")) == []

    token.folder.rmdir()
    away.rename(token.folder)
    pkcs11.lib(MODULE).reinitialize()
    assert print_certificate(certificate.pk, now=ISSUED_AT + LEASE)


def test_a_token_that_goes_while_it_signs_costs_no_attempt(
    token: SimpleNamespace, media: Path
) -> None:
    first, second = CertificateFactory(), CertificateFactory()
    assert print_certificate(first.pk, now=ISSUED_AT)
    pkcs11_token.signer().pkcs11_session.close()

    assert not print_certificate(second.pk, now=ISSUED_AT)
    second.refresh_from_db()
    assert (second.file, second.print_attempts) == (None, 0)
    assert len(list(media.rglob("*.pdf"))) == 1

    assert print_certificate(second.pk, now=ISSUED_AT + LEASE)


def test_a_refused_pin_is_not_tried_until_it_is_another(
    token: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    token.pin.write_text("000000")
    tried = counted(monkeypatch)

    for _ in range(3):
        with pytest.raises(KeysMissing):
            seal(now=ISSUED_AT)
    assert len(tried) == 1

    token.pin.write_text(PIN)
    assert seal(now=ISSUED_AT).cms(bytes(32))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each opening of the token from now on."""
    opened: list[str] = []
    really: Callable[..., object] = pkcs11_token._opened

    def counting(place: object, pin: str) -> object:
        opened.append(pin)
        return really(place, pin)

    monkeypatch.setattr(pkcs11_token, "_opened", counting)
    return opened


def test_a_certificate_that_has_run_out_signs_nothing(token: SimpleNamespace) -> None:
    with pytest.raises(KeysMissing):
        seal(now=datetime(2031, 1, 1, tzinfo=UTC))
