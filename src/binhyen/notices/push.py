"""Web push: one encrypted message to one browser, through the push service that the browser named.

RFC 8291 (encryption), RFC 8292 (who sends), RFC 8030 (the request), with the primitives of `cryptography`; why no library
does it: docs/adr/0012-web-push-without-a-library.md. The push service sees that something was sent, and when; the length
is always the same, so that it does not give away the kind.
"""

import base64
import http.client
import json
import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from binhyen.notices.failures import Gone, Refused, Unreachable

CURVE = ec.SECP256R1()
POINT = 65
AUTH = 16
SALT = 16
RECORD = 4096
#: Every message is made this long before it is encrypted.
LENGTH = 512
SECONDS = 10
#: A push service keeps a message so long for a phone that is switched off: until the next shift.
TIME_TO_LIVE = timedelta(hours=12)
#: RFC 8292 allows at most a day.
TOKEN_LIVES = timedelta(hours=12)
_GONE = {404, 410}


class BadBrowser(Exception):
    """What the browser handed over is no address, or no key, that can be pushed to."""


@dataclass(frozen=True)
class Browser:
    """Where to push, and with which keys."""

    endpoint: str
    p256dh: bytes
    auth: bytes

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """Return the browser whose `endpoint`, `p256dh` and `auth` are given as it names them. Raises BadBrowser."""
        try:
            browser = cls(given["endpoint"], decoded(given["p256dh"]), decoded(given["auth"]))
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser.p256dh)
        except (KeyError, ValueError) as reason:
            raise BadBrowser(str(reason)) from reason
        if len(browser.p256dh) != POINT or len(browser.auth) != AUTH:
            message = f"keys of {len(browser.p256dh)} and {len(browser.auth)} bytes"
            raise BadBrowser(message)
        return browser

    def written(self) -> dict[str, str]:
        """Return what `read` takes."""
        keys = {"p256dh": encoded(self.p256dh), "auth": encoded(self.auth)}
        return {"endpoint": self.endpoint, **keys}


def encoded(raw: bytes) -> str:
    """Return bytes in the alphabet of URLs, without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Return the bytes that `encoded` wrote. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def new_key() -> str:
    """Return a fresh private key of the house."""
    return encoded(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32))


def read_key(private: str) -> ec.EllipticCurvePrivateKey:
    """Return the house's key. Raises ValueError."""
    raw = decoded(private)
    if len(raw) != 32:
        message = f"a push key has 32 bytes, got {len(raw)}"
        raise ValueError(message)
    return ec.derive_private_key(int.from_bytes(raw), CURVE)


def public_key(private: str) -> str:
    """Return the public half, which browsers are given when they subscribe."""
    return encoded(_point(read_key(private).public_key()))


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derive(length: int, salt: bytes, secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def encrypt(
    plain: bytes,
    browser: Browser,
    *,
    length: int = LENGTH,
    salt: bytes = b"",
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Return `plain` for `browser` alone, padded to `length`. Salt and key are fresh; only a test gives them."""
    salt, own = salt or os.urandom(SALT), own or ec.generate_private_key(CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser.p256dh)
    ours = _point(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    secret = _derive(32, browser.auth, shared, b"WebPush: info\0" + browser.p256dh + ours)
    key = _derive(16, salt, secret, b"Content-Encoding: aes128gcm\0")
    nonce = _derive(12, salt, secret, b"Content-Encoding: nonce\0")
    padded = (plain + b"\2").ljust(length, b"\0")
    head = salt + RECORD.to_bytes(4) + len(ours).to_bytes(1) + ours
    return head + AESGCM(key).encrypt(nonce, padded, None)


def sign(origin: str, *, private: str, contact: str, at: datetime) -> str:
    """Return the Authorization header that tells a push service who sends."""
    key = read_key(private)
    claims = {"aud": origin, "exp": int((at + TOKEN_LIVES).timestamp()), "sub": contact}
    parts = [_json({"typ": "JWT", "alg": "ES256"}), _json(claims)]
    signed = ".".join(map(encoded, parts))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    token = f"{signed}.{encoded(r.to_bytes(32) + s.to_bytes(32))}"
    return f"vapid t={token}, k={encoded(_point(key.public_key()))}"


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def push(
    payload: Mapping[str, str],
    browser: Browser,
    *,
    private: str,
    contact: str,
    at: datetime,
    is_urgent: bool = False,
) -> None:
    """Hand one message to the browser's push service. Raises Gone, Refused or Unreachable.

    Redirects are not followed: the address was allowed, the next one was not.
    """
    address = urlsplit(browser.endpoint)
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(TIME_TO_LIVE.total_seconds())),
        "Urgency": "high" if is_urgent else "normal",
        "Authorization": sign(
            f"{address.scheme}://{address.netloc}", private=private, contact=contact, at=at
        ),
    }
    body = encrypt(_json(payload), browser)
    path = address.path + (f"?{address.query}" if address.query else "")
    status = _post(address.scheme, address.hostname or "", address.port, path, body, headers)
    if status in _GONE:
        raise Gone(f"HTTP {status}")
    if not 200 <= status < 300:
        raise Refused(f"HTTP {status}")


def _post(
    scheme: str, host: str, port: int | None, path: str, body: bytes, headers: Mapping[str, str]
) -> int:
    """Return the status of one POST. Raises Unreachable."""
    connection = (
        http.client.HTTPSConnection(
            host, port, timeout=SECONDS, context=ssl.create_default_context()
        )
        if scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=SECONDS)
    )
    try:
        connection.request("POST", path or "/", body, dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as reason:
        raise Unreachable(type(reason).__name__) from reason
    finally:
        connection.close()
