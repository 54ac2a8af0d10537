"""Kinds of units: what a commune may add below itself, and the words for all of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core import text
from binhyen.places.models import Level


class LocalKind(models.TextChoices):
    """Kinds a commune adds itself. The names of residential areas are the ones in use from north to south."""

    AP = "ap", _("ấp (hamlet)")
    KHOM = "khom", _("khóm (quarter)")
    KHU_PHO = "khu_pho", _("khu phố (neighbourhood)")
    TO_DAN_PHO = "to_dan_pho", _("tổ dân phố (residential group)")
    THON = "thon", _("thôn (village)")
    LANG = "lang", _("làng (village)")
    BAN = "ban", _("bản (mountain village)")
    BUON = "buon", _("buôn (highland village)")
    PHUM = "phum", _("phum (Khmer hamlet)")
    SOC = "soc", _("sóc (Khmer village)")
    CO_QUAN = "co_quan", _("agency")
    DOANH_NGHIEP = "doanh_nghiep", _("enterprise")
    TRUONG = "truong", _("school")


#: Kinds the law knows, with the words of the English face; Vietnamese full names carry theirs.
LEGAL_KINDS = {
    "thanh_pho_truc_thuoc_trung_uong": _("centrally governed city"),
    "tinh": pgettext_lazy("kind", "province"),
    "quan": _("urban district"),
    "huyen": _("rural district"),
    "thi_xa": _("district-level town"),
    "thanh_pho_thuoc_tinh": _("city under a province"),
    "thanh_pho_thuoc_thanh_pho": _("city under a centrally governed city"),
    "phuong": _("ward"),
    "xa": pgettext_lazy("kind", "commune"),
    "thi_tran": _("township"),
    "dac_khu": _("special zone"),
}

#: The word that stands before the name of a residential area. Other local units carry it in their name.
PREFIXES = {
    LocalKind.AP: "Ấp", LocalKind.KHOM: "Khóm", LocalKind.KHU_PHO: "Khu phố",
    LocalKind.TO_DAN_PHO: "Tổ dân phố", LocalKind.THON: "Thôn", LocalKind.LANG: "Làng",
    LocalKind.BAN: "Bản", LocalKind.BUON: "Buôn", LocalKind.PHUM: "Phum", LocalKind.SOC: "Sóc",
}  # fmt: skip

_LEVELS = {
    LocalKind.CO_QUAN: Level.AGENCY,
    LocalKind.DOANH_NGHIEP: Level.ENTERPRISE,
    LocalKind.TRUONG: Level.SCHOOL,
}

_BY_WORD = {
    **{kind.value.replace("_", " "): kind for kind in LocalKind},
    **{text.fold(prefix): kind for kind, prefix in PREFIXES.items()},
    "truong hoc": LocalKind.TRUONG, "school": LocalKind.TRUONG, "agency": LocalKind.CO_QUAN,
    "enterprise": LocalKind.DOANH_NGHIEP, "cong ty": LocalKind.DOANH_NGHIEP,
    "hamlet": LocalKind.AP, "village": LocalKind.THON,
}  # fmt: skip


def label_of(kind: str) -> str:
    """Return the word for a kind in the reader's language."""
    if kind in LEGAL_KINDS:
        return str(LEGAL_KINDS[kind])
    return str(LocalKind(kind).label) if kind in LocalKind.values else kind


def level_of(kind: LocalKind) -> Level:
    """Return the level of a local unit of this kind."""
    return _LEVELS.get(kind, Level.RESIDENTIAL_AREA)


def kind_called(word: str) -> LocalKind | None:
    """Return the kind that a person means by a word, with or without marks: "Khu phố", "khu_pho", "KHU PHO"."""
    return _BY_WORD.get(text.fold(word))


def bare_name(kind: LocalKind, typed: str) -> str:
    """Return the name without the kind's word before it: "Ấp 3" of an ấp is "3"."""
    name, prefix = " ".join(text.nfc(typed).split()), PREFIXES.get(kind)
    if prefix and f"{text.fold(name)} ".startswith(f"{text.fold(prefix)} "):
        name = " ".join(name.split()[len(prefix.split()) :])
    return name


def full_name(kind: LocalKind, name: str) -> str:
    """Return the name as it is said: "Ấp 3", "Trường THPT Thủ Thừa"."""
    prefix = PREFIXES.get(kind)
    return f"{prefix} {name}" if prefix else name
