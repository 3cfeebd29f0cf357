"""A token of an agency for tests: SoftHSM stands for a card."""

import os
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pytest_django import Settings

from backend.certificates import pkcs11_token
from tests.certificates.authority import Key

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
MODULE = next((path for path in MODULES if Path(path).exists()), "")
PIN, LABEL = "648219", "ubnd-tinh"
# Without it these tests are skipped, but for where it must be there.
needs_token = pytest.mark.skipif(
    not MODULE and not os.environ.get("HOCSO_REQUIRE_TOOLS"), reason="SoftHSM is not installed"
)


def make_token(
    folder: Path,
    key: Key,
    leaf: x509.Certificate,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Put a key and its certificate upon a new token in this folder, and have it used."""
    tokens = folder / "tokens"
    tokens.mkdir()
    (folder / "softhsm.conf").write_text(f"directories.tokendir = {tokens}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder / "softhsm.conf"))
    (folder / "pin").write_text(PIN + "\n")
    settings.CERTIFICATE_PKCS11_MODULE, settings.CERTIFICATE_PKCS11_TOKEN = MODULE, "tinh"
    settings.CERTIFICATE_PKCS11_KEY = LABEL
    settings.CERTIFICATE_PKCS11_PIN_FILE = str(folder / "pin")
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(private)
    _softhsm("--init-token", "--free", "--label", "tinh", "--so-pin", "12345678", "--pin", PIN)
    _softhsm(
        *("--import", str(folder / "key.pem"), "--token", "tinh", "--pin", PIN),
        *("--label", LABEL, "--id", "01"),
    )
    pkcs11_token.forget()
    pkcs11.lib(MODULE).reinitialize()
    _store(leaf)
    return tokens


def _softhsm(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True, timeout=30)


def _store(certificate: x509.Certificate) -> None:
    der = certificate.public_bytes(Encoding.DER)
    with pkcs11.lib(MODULE).get_token(token_label="tinh").open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: LABEL,
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.VALUE: der,
            }
        )
