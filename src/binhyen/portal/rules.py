"""What a text should not hold: it is looked for here, on this machine, while the page is made, and never kept. Pure.

The signs are chosen so that an ordinary report sets nothing off: each is a warning the sender may pass over.
"""

from enum import StrEnum

from binhyen.core import masking, text


class Notice(StrEnum):
    """What a text seems to hold."""

    PHONE = "PHONE"
    ID_NUMBER = "ID_NUMBER"
    PLATE = "PLATE"
    NOT_TAKEN = "NOT_TAKEN"


#: Words of a petition, a denunciation of an official, of belief and opinion; folded, as whole words.
_NOT_TAKEN = (
    "khieu nai", "to cao can bo", "to cao chu tich", "don to cao", "kien nghi", "khieu kien",
    "can bo xa nhung nhieu", "can bo nhung nhieu", "chu tich xa tham o", "can bo tham nhung", "vay ca", "an hoi lo", "nhan hoi lo",
    "ton giao", "dao tin lanh", "cong giao", "hoi thanh", "ta dao", "phap luan cong", "truyen dao",
    "phan dong", "chong pha nha nuoc", "noi xau dang", "noi xau nha nuoc", "quan diem chinh tri", "bieu tinh",
    "nguoi dan toc thieu so", "dan toc khmer", "nguoi khmer", "nguoi cham",
)  # fmt: skip


def noticed(words: str) -> list[Notice]:
    """Return what `words` seem to hold, in the order of the warnings."""
    words = text.nfc(words)
    folded = f" {text.fold(words)} "
    found = {
        Notice.PHONE: masking.PHONE.search(words),
        Notice.ID_NUMBER: masking.ID_NUMBER.search(masking.PHONE.sub(" ", words)),
        Notice.PLATE: masking.PLATE.search(words),
        Notice.NOT_TAKEN: any(f" {sign} " in folded for sign in _NOT_TAKEN),
    }
    return [notice for notice, sign in found.items() if sign]
