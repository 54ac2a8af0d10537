"""How a reference is read aloud in Vietnamese, letter by letter, in groups of four. Pure."""

#: Every sign that a reference or a code can hold (core.references.ALPHABET, and BY).
ALOUD = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép phờ", "G": "giê", "H": "hát", "J": "di", "K": "ca",
    "M": "em mờ", "N": "en nờ", "P": "pê", "Q": "quy", "R": "e rờ", "T": "tê", "W": "vê kép", "X": "ích xì", "Y": "i dài",
    "3": "ba", "4": "bốn", "6": "sáu", "7": "bảy", "9": "chín",
}  # fmt: skip


def groups(written: str) -> list[tuple[str, str]]:
    """Return each group of `written` with how it is said: "7KM4" is "bảy, ca, em mờ, bốn"."""
    return [
        (group, ", ".join(ALOUD.get(sign, sign) for sign in group)) for group in written.split("-")
    ]
