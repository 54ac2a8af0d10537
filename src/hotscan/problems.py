"""What is wrong with an input, in one sentence that says where and what to do next."""

from pathlib import Path


class ScanProblem(ValueError):
    """An input the scan refuses; its words are for the person who gave it.

    `file` and `line` (from 1) say where, when the input was a file; of a frame, `file` is what it holds, `line` the row.
    """

    def __init__(self, words: str, file: Path | str | None = None, line: int | None = None) -> None:
        self.words = _plain(words)
        self.file = _plain(str(file)) if file is not None else None
        self.line = line
        self._counted = "line" if isinstance(file, Path) else "row"
        super().__init__(f"{self.where}{self.words}")

    @property
    def where(self) -> str:
        """Return "file, line 7: ", as much of it as is known."""
        if self.file is None:
            return ""
        return (
            f"{self.file}, {self._counted} {self.line}: "
            if self.line is not None
            else f"{self.file}: "
        )


def _plain(words: str) -> str:
    """Return words with what does not print, or moves what does, spelt out."""
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in words)
