"""Draw the options of a select in one go. A template per option took 15 of the 40 ms of the officers' list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

#: The template of Django's that this takes the place of; it draws the same.
TEMPLATE = "django/forms/widgets/select.html"

_Option = Mapping[str, Any]


def drawn(widget: Mapping[str, Any]) -> SafeString:
    """Return the select with its options, everything in it escaped."""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    name = conditional_escape(widget["name"])
    return mark_safe(f'<select name="{name}"{attributes(widget["attrs"])}>{groups}\n</select>')  # noqa: S308  (escaped)


def _group(name: str | None, options: Sequence[_Option]) -> str:
    inside = "".join(map(_option, options))
    if not name:
        return inside
    return f'\n<optgroup label="{conditional_escape(name)}">{inside}\n</optgroup>'


def _option(option: _Option) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'\n<option value="{value}"{attributes(option["attrs"])}>{label}</option>'


def attributes(attrs: Mapping[str, Any]) -> str:
    """Return attributes as a tag carries them: True is the name alone, False nothing."""
    return "".join(_attributes(attrs.items()))


def _attributes(items: Iterable[tuple[str, Any]]) -> Iterable[str]:
    for name, value in items:
        if value is True:
            yield f" {conditional_escape(name)}"
        elif value is not False:
            yield f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
