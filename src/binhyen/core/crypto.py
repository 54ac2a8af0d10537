"""Encryption at rest for what must not be readable from a copy of the database, and keyed digests."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Unreadable(Exception):
    """The sealed bytes were not made with this key for this purpose, or were changed since."""


def _key(secret: str, purpose: str) -> bytes:
    if not secret:
        message = "the key is empty; run `binhyen setup` or set BINHYEN_IDENTITY_KEY"
        raise ValueError(message)
    return hashlib.blake2b(secret.encode(), digest_size=32, person=purpose.encode()[:16]).digest()


def seal(plain: bytes, *, secret: str, purpose: str, bound_to: str) -> bytes:
    """Return `plain` encrypted with AES-256-GCM, bound to a subject so that it cannot be moved to another."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(secret, purpose)).encrypt(nonce, plain, bound_to.encode())


def unseal(sealed: bytes, *, secret: str, purpose: str, bound_to: str) -> bytes:
    """Return what `seal` was given. Raises Unreadable when key, purpose, subject or bytes differ."""
    cipher = AESGCM(_key(secret, purpose))
    try:
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as reason:  # ValueError: too short to hold even the nonce
        message = f"cannot be opened for {bound_to}"
        raise Unreadable(message) from reason


def keyed_digest(text: str, *, secret: str, purpose: str) -> str:
    """Return a digest that only a holder of the secret can compute (HMAC-SHA256, URL-safe)."""
    digest = hmac.new(_key(secret, purpose), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
