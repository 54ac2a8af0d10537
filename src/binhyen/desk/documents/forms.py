"""What is typed about papers: the fields of a wording, a signature, the columns of the registers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core import typed
from binhyen.desk import fields
from binhyen.desk.forms import CHOOSE, REQUIRED, words_field
from binhyen.documents import models, wording
from binhyen.documents.layout import TYPES
from binhyen.documents.models import Issuer

_LONGEST_LINE, _LONGEST_TEXT = 500, 20_000
#: Between the columns of a row that is typed as one line.
_BETWEEN = "|"
#: How a list of people or tasks is read through, and other words of several lines.
_LIST, _WORDS = {"rows": 10, "class": "by-broad"}, {"rows": 4}
BY_HAND, DIGITAL = "hand", "digital"


class Versioned(forms.Form):
    """An act on a paper; `version` is what was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Fields(forms.Form):
    """The fields of one wording; rows are typed one to a line with bars between their columns."""

    def __init__(
        self,
        *args: Any,
        asked: wording.Wording,
        issuers: Iterable[Issuer] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        known = [(str(each.pk), each.name) for each in issuers]
        if known:
            self.fields["issuer"] = forms.ChoiceField(
                label=_("In whose name"), choices=known, widget=forms.RadioSelect, initial=known[0][0],
                error_messages=CHOOSE,
            )  # fmt: skip
        for each in asked.fields:
            self.fields[each.name] = _field(each)

    def said(self) -> dict[str, str]:
        """Return what was typed, to be offered again."""
        return {each.name: self.cleaned_data[each.name] or "" for each in self.asked.fields}

    def values(self) -> Mapping[str, wording.Value]:
        """Return it as the wording takes it."""
        return {each.name: _value(each, text) for each, text in zip(self.asked.fields, self.said().values(), strict=True)}  # fmt: skip


def _field(each: wording.Field) -> forms.CharField:
    if each.sort == "line":
        return typed.Words(
            label=each.label, required=not each.optional, max_length=_LONGEST_LINE, error_messages=REQUIRED
        )  # fmt: skip
    hints: dict[str, Any] = {
        "text": _("Each line is a paragraph."),
        "lines": _("One to a line."),
        "rows": _("One row to a line, with a bar between the columns:"),
    }
    hint = hints[each.sort]
    if each.sort == "rows":
        hint = f"{hint} {f' {_BETWEEN} '.join(each.columns)}"
    return typed.Words(
        label=each.label, help_text=hint, required=not each.optional, max_length=_LONGEST_TEXT,
        widget=forms.Textarea(attrs=_LIST if each.sort == "rows" else _WORDS),
        error_messages=REQUIRED,
    )  # fmt: skip


def _value(each: wording.Field, text: str) -> wording.Value:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if each.sort == "rows":
        return [[cell.strip() for cell in line.split(_BETWEEN)] for line in lines]
    return lines if each.sort == "lines" else text


class SendBack(Versioned):
    """Why it goes back."""

    words = words_field(_("What is to be changed"), most=models.LONGEST_NOTE)


class Sign(Versioned):
    """How, by whom and when it was signed."""

    way = forms.ChoiceField(
        label=_("How was it signed?"),
        choices=[
            (DIGITAL, _("with a digital signature: send the signed PDF back")),
            (BY_HAND, _("by hand, on paper")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    file = forms.FileField(
        label=_("Signed PDF"),
        help_text=_("At most 20 MB. Only where it was signed digitally."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    name = typed.Words(label=_("Who signed"), max_length=120, error_messages=REQUIRED)
    office = typed.Words(label=_("Office of the signer"), max_length=200, error_messages=REQUIRED)
    on = fields.day(_("Signed on"))

    def clean(self) -> dict[str, Any]:
        """Ask for the file where it was signed digitally."""
        cleaned = super().clean() or {}
        if cleaned.get("way") == DIGITAL and not cleaned.get("file"):
            self.add_error("file", _("Choose the PDF that was signed."))
        return cleaned


class Seal(Versioned):
    """The numbered PDF, as the body signed it."""

    file = forms.FileField(
        label=_("PDF signed by the body"),
        help_text=_("At most 20 MB."),
        error_messages={"required": _("Choose the PDF that was signed.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


class Cancel(Versioned):
    """Why a numbered paper does not go out."""

    words = words_field(_("Why it is not issued"), most=models.LONGEST_NOTE)


class Send(Versioned):
    """How it goes out."""

    copies = fields.count(
        pgettext_lazy("paper", "Copies"), min_value=1, max_value=9999, required=False
    )
    sent_on = fields.day(_("Dispatched on"), required=False)
    note = typed.Words(
        label=pgettext_lazy("paper", "Note"), max_length=models.LONGEST_NOTE, required=False
    )


class Enter(forms.Form):
    """A paper that was issued before the house kept it."""

    issuer = forms.ChoiceField(label=_("In whose name"), error_messages=CHOOSE)
    kind = forms.ChoiceField(label=_("Kind of paper"), error_messages=CHOOSE)
    number = fields.count(pgettext_lazy("paper", "Number"), min_value=1, max_value=99999)
    day = fields.day(pgettext_lazy("paper", "Date"))
    title = typed.Words(
        label=pgettext_lazy("paper", "Abstract"), max_length=models.LONGEST_TITLE, error_messages=REQUIRED
    )  # fmt: skip
    signer_name = typed.Words(label=_("Who signed"), max_length=120, error_messages=REQUIRED)
    signer_office = typed.Words(label=_("Office of the signer"), max_length=200, required=False)
    recipients = typed.Words(
        label=pgettext_lazy("paper", "Recipients"), max_length=1000, required=False
    )
    keeper = typed.Words(label=_("Unit that keeps a copy"), max_length=120, required=False)
    copies = fields.count(
        pgettext_lazy("paper", "Copies"), min_value=1, max_value=9999, required=False
    )
    sent_on = fields.day(_("Dispatched on"), required=False)
    note = typed.Words(
        label=pgettext_lazy("paper", "Note"), max_length=models.LONGEST_NOTE, required=False
    )

    def __init__(self, *args: Any, issuers: Iterable[Issuer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = [(str(each.pk), each.name) for each in issuers]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of papers by code, an official letter by its name."""
    return [(code, f"{name.capitalize()} ({code})" if name else "Công văn") for code, name in TYPES.items()]  # fmt: skip


class SetUp(forms.Form):
    """A body that issues papers."""

    name = typed.Words(
        label=_("Name of the body"),
        help_text=_("As it stands on top of its papers, for example Ủy ban nhân dân xã Mỹ Lạc."),
        max_length=200,
        error_messages=REQUIRED,
    )
    parent = typed.Words(
        label=_("Body above it"),
        help_text=_("The line over its name, where there is one."),
        max_length=200,
        required=False,
    )
    code = typed.Words(
        label=_("Letters in the symbol"),
        help_text=_("For example UBND or BCĐ."),
        max_length=20,
        error_messages=REQUIRED,
    )
    letter_code = typed.Words(
        label=_("Letters of the drafting unit"),
        help_text=_("They follow in the symbol of official letters, for example VP."),
        max_length=20,
        required=False,
    )
    place = typed.Words(
        label=_("Place before the date"),
        help_text=_("For example Mỹ Lạc."),
        max_length=80,
        error_messages=REQUIRED,
    )
    by_kind = forms.ChoiceField(
        label=_("How are its papers numbered?"),
        choices=[("yes", _("each kind from 01")), ("no", _("all kinds in one series"))],
        widget=forms.RadioSelect,
        initial="yes",
        error_messages=CHOOSE,
    )


class Follow(forms.Form):
    """Whom a paper that came in was handed to, and what came of it."""

    handed_to = typed.Words(label=_("Unit or officer it goes to"), max_length=200, required=False)
    handed_on = fields.day(_("Handed over on"), required=False)
    due_on = fields.day(_("To be answered by"), required=False)
    progress = typed.Words(
        label=pgettext_lazy("paper", "Progress"), max_length=models.LONGEST_NOTE, required=False
    )
    answered_by = typed.Words(
        label=_("Number of the answer"), max_length=models.LONGEST_NUMBER, required=False
    )
    note = typed.Words(
        label=pgettext_lazy("paper", "Note"), max_length=models.LONGEST_NOTE, required=False
    )
    scan = forms.FileField(
        label=_("Scan (PDF)"),
        help_text=_("At most 10 MB and 60 pages. Seen by those who work with papers. A new one takes the place of the one before."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip


class FollowSeen(Follow, Versioned):
    """The same, of one that stands in the register."""


class Arrive(Follow):
    """A paper that came in."""

    arrived_on = fields.day(_("Arrived on"))
    author = typed.Words(label=_("Who sent it"), max_length=200, error_messages=REQUIRED)
    sign = typed.Words(
        label=_("Its number and symbol"), max_length=models.LONGEST_NUMBER, error_messages=REQUIRED
    )
    dated_on = fields.day(_("Its date"))
    title = typed.Words(
        label=_("Kind and abstract"), max_length=models.LONGEST_TITLE, error_messages=REQUIRED
    )

    field_order = ("arrived_on", "author", "sign", "dated_on", "title")
