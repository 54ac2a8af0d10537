"""The questions of a survey as a form, made from the questionnaire; every one may be skipped."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.core.typed import Words
from binhyen.forces.questionnaires import MOST_WORDS, NO, SCALE, YES, Item, ItemKind
from binhyen.portal.forms.step import TOO_LONG, Step, language

_NOT_OFFERED = gettext_lazy("Choose one of the answers shown.")
#: Eight digits or more: a phone or identity number.
_NUMBER = re.compile(r"\d(?:[ .-]?\d){7,}")


class Code(Step):
    """Which slip?"""

    code = forms.CharField(
        label=gettext_lazy("Code on your slip"),
        help_text=gettext_lazy("Twelve letters and digits."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": gettext_lazy("Write the code on your slip.")},
    )


class Answers(Step):
    """The questions. Nothing is required: whoever does not know does not have to say."""

    #: Said once above the questions instead of at each.
    mark_optional = False

    def __init__(self, items: Mapping[str, Item], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, item in items.items():
            self.fields[name] = _MAKERS[item.kind](item)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one answer, and for words that name nobody's number."""
        data = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, Words) and _NUMBER.search(data.get(name) or ""):
                self.add_error(name, _("Leave out phone and identity numbers, and names of people."))  # fmt: skip
        if not self.errors and not any(value not in (None, "", []) for value in data.values()):
            raise forms.ValidationError(_("Answer at least one question."))
        return data


def _one_of(item: Item, choices: list[tuple[int, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=item.title(language()), choices=choices, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect, error_messages={"invalid_choice": _NOT_OFFERED},
    )  # fmt: skip


def _scale(item: Item) -> forms.Field:
    words = {5: _("5 – very much"), 1: _("1 – not at all")}
    return _one_of(item, [(point, words.get(point, str(point))) for point in reversed(SCALE)])


def _yes_no(item: Item) -> forms.Field:
    return _one_of(item, [(YES, _("Yes")), (NO, _("No"))])


def _choice(item: Item) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=item.title(language()), choices=[(int(one.id), one.title(language())) for one in item.options],
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _NOT_OFFERED},
    )  # fmt: skip


def _count(item: Item) -> forms.Field:
    return forms.IntegerField(
        label=item.title(language()), min_value=0, max_value=item.most, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )  # fmt: skip


def _text(item: Item) -> forms.Field:
    return Words(
        label=item.title(language()), max_length=MOST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


_MAKERS = {
    ItemKind.SCALE: _scale,
    ItemKind.YES_NO: _yes_no,
    ItemKind.CHOICE: _choice,
    ItemKind.COUNT: _count,
    ItemKind.TEXT: _text,
}
