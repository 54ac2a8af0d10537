"""A field in which a few letters name one thing of a list: a category, a residential area."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from binhyen.core import text

_MOST_NAMED = 5


class ListedInput(forms.TextInput):
    """A text input with a list to pick from; the browser shows what fits, with or without marks."""

    template_name = "desk/intake/listed.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.names: list[str] = []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template needs, the list with each name without marks among it."""
        list_id = f"{(attrs or {}).get('id', name)}-list"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        context["widget"]["list_id"] = list_id
        context["widget"]["listed"] = [(each, text.fold(each)) for each in self.names]
        return context


class Listed(forms.CharField):
    """Takes a key, a name, or the letters by which only one name is known; gives the key."""

    widget = ListedInput

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Say what may be named: (key, name) pairs."""
        self.choices = list(choices)
        assert isinstance(self.widget, ListedInput)  # noqa: S101
        self.widget.names = [name for _key, name in self.choices]

    @cached_property
    def folded(self) -> list[tuple[str, str, str]]:
        """The choices with their names as they are compared."""
        return [(key, name, text.fold(name)) for key, name in self.choices]

    def name_of(self, key: str) -> str:
        """Return the name of a key, the key itself where there is none."""
        return dict(self.choices).get(key, key)

    def clean(self, value: Any) -> str:
        """Return the key of what was named, "" for nothing."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        found = self.found(typed)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise forms.ValidationError(
                _("Nothing in the list is called so. Type a few letters and choose.")
            )
        names = "; ".join(name for _key, name in found[:_MOST_NAMED])
        raise forms.ValidationError(
            _("Several fit: %(names)s. Type a little more.") % {"names": names}
        )

    def found(self, typed: str) -> list[tuple[str, str]]:
        """Return the (key, name) pairs that fit best: the same, else beginning so, else holding every syllable."""
        wanted = text.fold(typed)
        syllables = wanted.split()
        tests = (
            lambda key, name: typed == key or wanted == name,
            lambda _key, name: bool(wanted) and name.startswith(wanted),
            lambda _key, name: bool(syllables) and set(syllables) <= set(name.split()),
            lambda _key, name: bool(wanted) and wanted in name,
        )
        for test in tests:
            found = [(key, name) for key, name, folded in self.folded if test(key, folded)]
            if found:
                return found
        return []
