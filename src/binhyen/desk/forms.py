"""The shape of what officers type. Each form carries the version of the matter it was shown with."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed, uploads
from binhyen.desk.timing import lines
from binhyen.matters import words
from binhyen.matters.actions import Sorting
from binhyen.matters.models import TITLE_LENGTH, WORDS_LENGTH, Matter
from binhyen.matters.rules import Severity
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.models import Report
from binhyen.reports.rules import EARLIEST, LEAST_REASON, MOST_MESSAGE_WORDS, MOST_PHOTOS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"
#: Beyond this a year was typed wrongly.
_LAST_DAY = date(2100, 1, 1)
REQUIRED = {"required": _("Write a few words here.")}
CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
#: How much of a report tells it from another in a list.
_SHOWN_WORDS = 80


def words_field(
    label: Text, hint: Text = "", *, required: bool = True, most: int = WORDS_LENGTH
) -> typed.Words:
    """Ask for a few lines."""
    return typed.Words(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=REQUIRED,
    )


def one_of(label: Text, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """Ask for one of a few."""
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect, error_messages=CHOOSE
    )


def day_field(label: Text) -> forms.DateField:
    """Ask for a day; a year typed wrongly is named and not searched for."""
    such_as = _("Write a date such as 27/03/2026.")
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(EARLIEST.date(), such_as),
            MaxValueValidator(_LAST_DAY, such_as),
        ],
        error_messages={"invalid": such_as},
    )


class ActForm(forms.Form):
    """An act on a matter; `version` is what the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: object, matter: Matter, offered: object = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.matter = matter
        self.offer(offered)

    def offer(self, offered: object) -> None:
        """Fill in choices that depend on the matter; nothing by default."""


class Plain(ActForm):
    """An act that needs no words."""


class Confirm(ActForm):
    """Words are welcome and not asked for."""

    words = words_field(
        _("What you found"), _("Internal. The reporter does not see it."), required=False
    )


class Note(ActForm):
    """An internal note."""

    words = words_field(_("Note"), _("Internal. The reporter does not see it."))


class Settle(ActForm):
    """How it was settled."""

    outcome = one_of(_("How was it settled?"), words.Outcome.choices)
    words = words_field(
        _("What you did to settle it"),
        _("Short and factual. Do not write names, phone or ID numbers."),
    )


class Withdraw(ActForm):
    """Why the proposal is taken back."""

    words = words_field(_("Why it is no longer needed"))


class Refer(ActForm):
    """To whom a matter is handed."""

    to_whom = typed.Words(
        label=_("Which body takes it over?"),
        help_text=_("For example: the investigation police of the province."),
        max_length=160,
        error_messages=REQUIRED,
    )
    outside_ref = typed.Words(
        label=_("Their number"),
        help_text=_("On the hand-over minutes. You may leave it empty until you have it."),
        max_length=60,
        required=False,
    )
    words = words_field(_("What was handed over"), required=False)


class SetAside(ActForm):
    """Why it is not borne out."""

    words = words_field(_("What you checked, and what you found"))


class Merge(ActForm):
    """Which matter it is part of."""

    mark_optional = False  # one of the two is asked for

    into = forms.ChoiceField(
        label=_("Which matter is it the same as?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    reference = forms.CharField(
        label=_("Or its reference"),
        help_text=_("For example VV-7KM4-XQ9R."),
        max_length=16,
        required=False,
    )

    def offer(self, offered: object) -> None:
        """Offer the matters that lie near."""
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        near: list[tuple[str, str]] = list(offered) if isinstance(offered, list) else []
        field.choices = near
        if self.initial.get("into") not in dict(near):
            self.initial["reference"] = self.initial.get("into", "")
        if not near:
            del self.fields["into"]
            self.fields["reference"].label = _("Reference of the other matter")

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        if not (cleaned.get("into") or cleaned.get("reference")):
            self.add_error(
                "reference",
                _("Choose a matter above or write its reference.")
                if "into" in self.fields
                else _("Write the reference of the other matter."),
            )
        return cleaned


class Reopen(ActForm):
    """Why it is taken up again."""

    words = words_field(_("Why it is taken up again"))


def _report(label: Text) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, error_messages=CHOOSE)


def _offer_reports(field: forms.Field, offered: object) -> None:
    """Let one of the reports be chosen, told apart by how they begin; with one there is nothing to choose."""
    reports: list[Report] = list(offered) if isinstance(offered, list) else []
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = [
        (report.reference, f"{report.reference}: {Truncator(report.words).chars(_SHOWN_WORDS)}")
        for report in reports
    ]
    if len(reports) == 1:
        field.widget = forms.HiddenInput()
        field.initial = reports[0].reference


class Reply(ActForm):
    """A message to a reporter."""

    report = _report(_("To whom?"))
    words = words_field(
        _("Your answer"),
        _(
            "The reporter reads this with the follow-up code. Write plainly, without names of other people."
        ),
        most=MOST_MESSAGE_WORDS,
    )
    photo = uploads.photos(
        _("Photos, at most three"),
        _(
            "For example of what was repaired. The reporter sees them. Never a person who can be recognised."
        ),
        most=MOST_PHOTOS,
    )
    awaits_answer = forms.BooleanField(
        label=_("I wait for the reporter's answer"),
        help_text=_("The matter stands under “Waiting for the reporter” until they write."),
        required=False,
    )

    def offer(self, offered: object) -> None:
        """Offer the reports of the matter, with one there is nothing to choose; say which deadlines would wait."""
        _offer_reports(self.fields["report"], offered)
        hint = self.fields["awaits_answer"].help_text
        self.fields["awaits_answer"].help_text = f"{hint} {lines.what_waits(self.matter)}"


def offered_categories() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the categories by group, in the language of the page."""
    language = get_language() or "vi"
    return [
        (group.name(language), [(category.code, category.name(language)) for category in inside])
        for group, inside in taxonomy().offered().items()
    ]


class Triage(ActForm):
    """How a matter is sorted."""

    title = typed.Words(
        label=_("Title"),
        help_text=_("What and where, without names of people."),
        max_length=TITLE_LENGTH,
        error_messages=REQUIRED,
    )
    category = forms.ChoiceField(
        label=_("What it is"), choices=offered_categories, error_messages=CHOOSE
    )
    severity = one_of(_("How pressing"), words.choices(words.SEVERITIES))
    area = forms.ModelChoiceField(
        label=_("Residential area"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("not known"),
    )

    def offer(self, offered: object) -> None:
        """Offer the areas of the unit, and start from how it is sorted now."""
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = offered  # type: ignore[assignment]
        for name in ("title", "category", "severity", "area"):
            self.fields[name].initial = getattr(self.matter, name)

    def sorting(self) -> Sorting:
        """Return how it is sorted."""
        typed = self.cleaned_data
        severity = Severity(typed["severity"])
        return Sorting(typed["title"], typed["category"], severity, typed["area"])


class Split(Triage):
    """The second trouble that a report tells of."""

    report = _report(_("Which report tells of it?"))
    field_order = ("version", "report")

    def offer(self, offered: object) -> None:
        """Offer the reports and the areas; what the second trouble is, nobody knows yet."""
        assert isinstance(offered, tuple)  # noqa: S101
        reports, areas = offered
        super().offer(areas)
        _offer_reports(self.fields["report"], reports)
        self.fields["title"].initial = ""
        self.fields["category"].initial = ""
        self.fields["severity"].initial = Severity.ORDINARY.value


class Detach(ActForm):
    """The report that does not belong here."""

    report = _report(_("Which report does not belong here?"))

    def offer(self, offered: object) -> None:
        """Offer the reports of the matter."""
        _offer_reports(self.fields["report"], offered)


class Identity(forms.Form):
    """Why somebody looks at who reported."""

    reason = typed.Words(
        label=_("Why do you need to know?"),
        help_text=_("The reason and your name go on the audit trail and cannot be removed."),
        min_length=LEAST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REQUIRED
        | {"min_length": _("Say the reason in at least %(limit_value)d characters.")},
    )
