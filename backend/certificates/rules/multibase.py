"""Bytes as text that says how it is written (W3C Controlled Identifiers, "Multibase"). Pure."""

from typing import Final

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PUBLIC: Final = b"\xed\x01"


def base58(content: bytes) -> str:
    """In base58btc, with the "z" that says so."""
    number, digits = int.from_bytes(content, "big"), []
    while number:
        number, digit = divmod(number, 58)
        digits.append(ALPHABET[digit])
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + ALPHABET[0] * zeros + "".join(reversed(digits))


def multikey(public: bytes) -> str:
    """An Ed25519 public key of 32 bytes as a Multikey names it."""
    return base58(ED25519_PUBLIC + public)
