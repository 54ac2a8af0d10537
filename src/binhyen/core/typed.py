"""A form field for words that others will read."""

from typing import Any

from django import forms

from binhyen.core import text


class Words(forms.CharField):
    """Words as a reader will see them: without the marks that turn a line around or cannot be seen, so that a field
    filled with nothing else counts as empty. NUL is still refused, as everywhere."""

    def to_python(self, value: Any) -> str | None:
        """Return what was typed, as it will be seen."""
        said = super().to_python(value)
        return said if not said or "\0" in said else text.seen(said)
