"""Sealed identities and keyed digests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core import crypto
from binhyen.core.crypto import Unreadable

KEY = "a key of this test, long enough to be one"
ONE = {"secret": KEY, "purpose": "reporter", "bound_to": "BY-7KM4-XQ9R"}


@given(st.binary())
def test_what_was_sealed_is_unsealed(plain):
    assert crypto.unseal(crypto.seal(plain, **ONE), **ONE) == plain


@pytest.mark.parametrize(
    "other",
    [
        {"secret": "another key"},
        {"purpose": "photo"},
        {"bound_to": "BY-AAAA-AAAA"},
    ],
)
def test_another_key_purpose_or_subject_opens_nothing(other):
    sealed = crypto.seal(b"Nguyen Van A", **ONE)
    with pytest.raises(Unreadable):
        crypto.unseal(sealed, **{**ONE, **other})


def test_no_changed_byte_goes_unnoticed():
    sealed = crypto.seal("Nguyễn Văn A".encode(), **ONE)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            crypto.unseal(bytes(changed), **ONE)


@pytest.mark.parametrize("length", [0, 1, 11, 12, 27])
def test_too_few_bytes_are_unreadable_and_no_crash(length):
    with pytest.raises(Unreadable):
        crypto.unseal(b"x" * length, **ONE)


def test_the_same_words_are_never_sealed_alike():
    assert crypto.seal(b"same", **ONE) != crypto.seal(b"same", **ONE)


def test_an_empty_key_is_refused():
    with pytest.raises(ValueError, match="key is empty"):
        crypto.seal(b"", secret="", purpose="reporter", bound_to="x")


def test_a_digest_depends_on_text_key_and_purpose():
    digest = crypto.keyed_digest("0912345678", secret=KEY, purpose="limit")
    assert digest == crypto.keyed_digest("0912345678", secret=KEY, purpose="limit")
    others = {
        crypto.keyed_digest("0912345679", secret=KEY, purpose="limit"),
        crypto.keyed_digest("0912345678", secret="other", purpose="limit"),
        crypto.keyed_digest("0912345678", secret=KEY, purpose="other"),
    }
    assert len({digest, *others}) == 4
