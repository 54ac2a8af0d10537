"""The shape of what officers type on these pages, nothing more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.desk.decisions.field import ByDecision
from binhyen.places.models import Unit
from binhyen.standards.catalogues import Criterion
from binhyen.standards.rules import Outcome, is_paper_number

from . import sentences


class Versioned(forms.Form):
    """A form about a dossier: it carries the version that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Paper(Versioned):
    """A paper for a document criterion."""

    document = forms.ChoiceField(label=_("Document"))
    number = fields.number(_("Number and signs"), help_text=_("For example 12/KH-UBND"))
    issued_on = fields.day(_("Date of the paper"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Scanned copy (PDF)"),
        required=False,
        help_text=_("At most 10 MB. Papers under state secrecy must not be put in here."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, criterion: Criterion, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(key, sentences.document(key)) for key in criterion.evidence]
        document = self.fields["document"]
        if isinstance(document, forms.ChoiceField):
            document.choices = choices
        document.initial = choices[0][0]
        if len(choices) == 1:
            document.widget = forms.HiddenInput()
        if criterion.is_number_only:
            del self.fields["title"], self.fields["file"]


class Attest(Versioned):
    """Yes or no, a paper number, a date: an attestation has no other field."""

    is_met = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("1", _("Met")), ("0", _("Not met"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    paper_number = fields.number(
        _("Number of the attesting paper"),
        help_text=_("Number and signs only, for example 45/XN-CAX"),
    )
    dated = fields.day(_("Date of the paper"))

    def clean_paper_number(self) -> str:
        """Refuse everything that is not a paper's number."""
        number = str(self.cleaned_data["paper_number"]).strip()
        if not is_paper_number(number):
            raise forms.ValidationError(
                _(
                    "This is not a paper's number. Write number and signs without blanks, like 45/XN-CAX."
                )
            )
        return number


class Decide(Versioned):
    """A person's decision beside a computed outcome."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Outcome.MET.value, _("Met")),
            (Outcome.NOT_MET.value, _("Not met")),
            (Outcome.NOT_APPLICABLE.value, _("Not applicable")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Reason"),
        max_length=300,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names and nothing about persons."),
    )


class Confirm(Versioned):
    """A step that needs nothing but the button."""


class Submit(Versioned):
    """The number of the submission."""

    paper = fields.number(
        _("Number of the submission"), help_text=_("For example 21/TTr-UBND"), min_length=3
    )


class Why(Versioned):
    """A step with its reason."""

    why = forms.CharField(
        label=_("Reason"), max_length=500, min_length=10, widget=forms.Textarea(attrs={"rows": 4})
    )


class Recognise(ByDecision, Versioned):
    """The decision on recognition."""


class Withdraw(ByDecision, Why):
    """The decision that withdraws a recognition, and why."""

    field_order = ("why",)


class Total(forms.Form):
    """A total stated on a paper."""

    category = forms.ChoiceField(label=_("Which total"))
    total = fields.count(_("Total"), min_value=0, max_value=1_000_000)
    paper_number = fields.number(_("Number of the paper"), help_text=_("For example 3/BC-CAX"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        category = self.fields["category"]
        if isinstance(category, forms.ChoiceField):
            category.choices = choices


class AreaRecognised(ByDecision):
    """A recognition that the unit decided on paper for one below it."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    field_order = ("unit",)

    def __init__(self, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
