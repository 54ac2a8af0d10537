"""What is typed into a periodic report, about one, and about when it is due."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from binhyen.core import typed
from binhyen.desk.forms import CHOOSE, REQUIRED, one_of
from binhyen.periodic import issuing, skeleton, words
from binhyen.periodic.models import LONGEST_SENTENCE, Report
from binhyen.periodic.rules import LAST_START, PERIODIC, WEEKDAYS, Kind, Rule
from binhyen.periodic.skeleton import Section

#: The id of the form that holds the words of a report.
FORM = "bao-cao"
LONGEST_NAME = 120
_NO_NAMES = gettext_lazy("Short and factual. Do not write names, phone or ID numbers.")


class Versioned(forms.Form):
    """An act on a report; `version` is what the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Sections(Versioned):
    """The words of a report, a field for each section; `saved` is what stands in it now."""

    mark_optional = False  # each may stay empty

    def __init__(self, *args: Any, report: Report, saved: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = report.version
        for section in skeleton.written_sections(report.length):
            self.fields[field_name(section.code)] = typed.Words(
                label=_label(section),
                required=False,
                initial=saved.get(section.code, ""),
                max_length=skeleton.longest(report.length),
                # the fields stand all over the page, between the forms of other acts
                widget=forms.Textarea(attrs={"rows": 5, "form": FORM}),
            )
        self._codes = [section.code for section in skeleton.written_sections(report.length)]

    def words(self) -> dict[str, str]:
        """Return what was typed, by section; a section that was not sent stays as it is."""
        sent = [code for code in self._codes if field_name(code) in self.data]
        return {code: self.cleaned_data[field_name(code)] for code in sent}


def _label(section: Section) -> str:
    """Return what stands above the field: a section's title; of a part, whose title stands above all of it, its number."""
    if section.is_part:
        return _("Words of part %(part)s") % {"part": section.code}
    return f"{section.code}. {section.title}"


def field_name(code: str) -> str:
    """Return the name of a section's field: "phan-II-5"."""
    return f"phan-{code.replace('.', '-')}"


class Begin(forms.Form):
    """A report to begin by hand."""

    kind = one_of(
        pgettext_lazy("periodic report", "Which report?"),
        [(kind.value, label) for kind, label in words.KINDS.items()],
    )
    day = forms.DateField(
        label=gettext_lazy("A day in its period"),
        help_text=gettext_lazy("Today for the running period, a day before for an earlier one."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Write a date such as 27/03/2026."),
            "invalid": gettext_lazy("Write a date such as 27/03/2026."),
        },
    )

    def clean_day(self) -> date:
        """Refuse a day before anything was recorded."""
        day: date = self.cleaned_data["day"]
        if day.year not in range(2016, 2101):
            raise forms.ValidationError(_("Write a date such as 27/03/2026."))
        return day


class Notable(Versioned):
    """A matter worth telling, in the officer's own sentence."""

    matter = forms.ChoiceField(
        label=gettext_lazy("Which matter?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of these."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    words = typed.Words(
        label=gettext_lazy("What the report says of it"),
        help_text=_NO_NAMES,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REQUIRED,
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = offered  # type: ignore[attr-defined]


class SendBack(Versioned):
    """Why a report comes back."""

    words = typed.Words(
        label=gettext_lazy("What is to be mended?"),
        help_text=gettext_lazy("The unit reads this on its report."),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=REQUIRED,
    )


class Timing(forms.Form):
    """When reports of a kind begin and are due."""

    starts = forms.IntegerField(
        min_value=1, widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    )
    due = forms.IntegerField(
        min_value=1, widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    )
    apart = forms.IntegerField(
        label=gettext_lazy("Working days between the cut-off and the day it is due, at least"),
        min_value=0,
        max_value=7,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    is_owed = forms.BooleanField(
        label=gettext_lazy("The house makes the draft, and who is late is named"), required=False
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_week = kind is Kind.WEEK
        last = WEEKDAYS if is_week else LAST_START
        for name, label in (
            ("starts", gettext_lazy("The period begins on weekday (Monday 1, Sunday 7)") if is_week else gettext_lazy("The period begins on day of the month")),
            ("due", gettext_lazy("Due on weekday (Monday 1, Sunday 7)") if is_week else gettext_lazy("Due on day of the month")),
        ):  # fmt: skip
            field = self.fields[name]
            field.label = label
            field.max_value = last  # type: ignore[attr-defined]
            field.validators.append(_at_most(last))

    def rule(self) -> Rule:
        """Return the rule that was typed."""
        return Rule(**{name: self.cleaned_data[name] for name in ("starts", "due", "apart", "is_owed")})  # fmt: skip


def _at_most(last: int) -> Any:
    from django.core.validators import MaxValueValidator

    return MaxValueValidator(last)


def kind_asked(typed_kind: str) -> Kind | None:
    """Return the kind that an address names; None where there is none of this name."""
    known = {kind.value: kind for kind in PERIODIC}
    return known.get(typed_kind)


class Signing(Versioned):
    """In whose name the report goes out and who signs it: a body with a capacity, one choice."""

    by = forms.ChoiceField(
        label=gettext_lazy("In whose name, and who signs?"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    signer = typed.Words(
        label=gettext_lazy("Name of the signer"),
        help_text=gettext_lazy(
            "Leave it empty for whoever is named above; write it where a deputy signs."
        ),
        required=False,
        max_length=LONGEST_NAME,
    )

    def __init__(self, *args: Any, offered: Sequence[issuing.Signing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {key(each): each for each in offered}
        self.fields["by"].choices = [(code, _told(each)) for code, each in self.offered.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the name that the house does not know."""
        cleaned = super().clean() or {}
        chosen = self.offered.get(cleaned.get("by", ""))
        if chosen and not (chosen.name or cleaned.get("signer")):
            self.add_error("signer", _("Write who signs: the house does not know it."))
        return cleaned

    def signing(self) -> issuing.Signing:
        """Return what was chosen, under the name that was written."""
        chosen = self.offered[self.cleaned_data["by"]]
        return chosen.signed_by(self.cleaned_data["signer"] or chosen.name)


def key(signing: issuing.Signing) -> str:
    """Name a body with a capacity in a form: "7-CHAIR"."""
    return f"{signing.issuer.pk}-{signing.capacity.value}"


def _told(signing: issuing.Signing) -> str:
    told = f"{signing.issuer.name}: {signing.office}"
    return f"{told} {signing.name}" if signing.name else told
