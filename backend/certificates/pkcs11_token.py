"""A key of the agency that never leaves its token: a card, a stick, or an HSM, by PKCS#11.

CERTIFICATE_PKCS11_MODULE names the maker's library, _TOKEN and _KEY the labels of the token and of
the key, _PIN_FILE a file with the PIN. One session is kept by each process; where the token is away
printing waits. A PIN that was refused is not tried again by the process: tokens lock themselves.
"""

import asyncio
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey as EllipticCurve
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from backend.common.vault import KeysMissing, read_key, write_key

logger = logging.getLogger(__name__)

# Certificates of tokens that have signed: known also while the token is away.
TOKEN_CERTIFICATES: Final = "token.pem"


@dataclass(frozen=True)
class Place:
    """Where the key is, and the digest of the PIN that opens it."""

    module: str
    token: str
    key: str
    pin: str


_open: dict[Place, Any] = {}
_refused: set[Place] = set()


def is_configured() -> bool:
    """Whether files are to be signed upon a token."""
    return bool(settings.CERTIFICATE_PKCS11_MODULE)


def signer() -> Any:
    """pyHanko's, with a session that is kept. Raises KeysMissing where no token answers."""
    pin = _pin()
    place = Place(
        settings.CERTIFICATE_PKCS11_MODULE,
        settings.CERTIFICATE_PKCS11_TOKEN,
        settings.CERTIFICATE_PKCS11_KEY,
        hashlib.sha256(pin.encode()).hexdigest(),
    )
    if place in _refused:
        raise KeysMissing
    if place not in _open:
        made = _opened(place, pin)
        _remember(certificate_of(made))
        _open[place] = made
    return _open[place]


def signed(signer: Any, content: bytes) -> bytes:
    """The bare signature upon this, by SHA-256. Raises KeysMissing where the token has gone."""
    with guarded():
        signature: bytes = asyncio.run(signer.async_sign_raw(content, "sha256"))
    return signature


@contextmanager
def guarded() -> Iterator[None]:
    """A token that goes while it signs is a key that is missing."""
    if not is_configured():
        yield
        return
    from pkcs11 import PKCS11Error

    try:
        yield
    except PKCS11Error as error:
        logger.warning("token_lost: %s", type(error).__name__)
        forget()
        raise KeysMissing from error


def forget() -> None:
    """Close all sessions, and look for the token anew."""
    from pkcs11 import PKCS11Error
    from pkcs11 import lib as library

    _refused.clear()
    for place in list(_open):
        del _open[place]
        try:
            library(place.module).reinitialize()
        except (PKCS11Error, RuntimeError) as error:
            logger.warning("token_not_closed: %s", type(error).__name__)


def certificate_of(signer: Any) -> x509.Certificate:
    """Of the key that it signs with."""
    return x509.load_der_x509_certificate(signer.signing_cert.dump())


def longest(certificate: x509.Certificate) -> int:
    """How many bytes a signature by its key takes at most."""
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey):
        return (key.key_size + 7) // 8
    if isinstance(key, EllipticCurve):
        return 2 * ((key.key_size + 7) // 8 + 3) + 3
    raise KeysMissing


def known_certificates() -> list[x509.Certificate]:
    """Of tokens that have signed here, the last first."""
    try:
        return x509.load_pem_x509_certificates(read_key(TOKEN_CERTIFICATES))
    except KeysMissing:
        return []


def _opened(place: Place, pin: str) -> Any:
    try:
        import pkcs11
        from pyhanko.sign.general import SigningError
        from pyhanko.sign.pkcs11 import PKCS11Signer, find_token
    except ImportError as error:
        logger.warning("token_unusable: python-pkcs11 is not installed")
        raise KeysMissing from error
    from pyhanko.config.pkcs11 import TokenCriteria

    try:
        slots = pkcs11.lib(place.module).get_slots(token_present=True)
        token = find_token(slots, token_criteria=TokenCriteria(label=place.token))
        if token is None:
            raise KeysMissing
        made = PKCS11Signer(
            token.open(user_pin=pin), place.key, key_label=place.key, other_certs_to_pull=None
        )
        asyncio.run(made.ensure_objects_loaded())
        # every token signs a digest by ECDSA; not every one takes the digest itself
        made.use_raw_mechanism = isinstance(certificate_of(made).public_key(), EllipticCurve)
    except (pkcs11.PinIncorrect, pkcs11.PinLocked, pkcs11.PinInvalid) as error:
        _refused.add(place)
        logger.exception("token_pin_refused: it is not tried again until the PIN file changes")
        raise KeysMissing from error
    except (pkcs11.PKCS11Error, SigningError, RuntimeError, OSError) as error:
        logger.warning("token_away: %s %s", type(error).__name__, error)
        raise KeysMissing from error
    return made


def _pin() -> str:
    try:
        return Path(settings.CERTIFICATE_PKCS11_PIN_FILE).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise KeysMissing from error


def _remember(certificate: x509.Certificate) -> None:
    known = known_certificates()
    if certificate not in known[:1]:
        told = [certificate, *(one for one in known if one != certificate)]
        path = Path(settings.IDENTITY_KEYS_DIR) / TOKEN_CERTIFICATES
        write_key(path, b"".join(one.public_bytes(Encoding.PEM) for one in told))
