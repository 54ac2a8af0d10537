"""The shape of what officers type on these pages, nothing more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.figures.queries import Scope
from binhyen.forces.models import Level as Rating
from binhyen.forces.models import Team
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Duty,
    InitiativeKind,
    YearClass,
)
from binhyen.places.models import Level, Unit
from binhyen.standards.catalogues import Criterion
from binhyen.standards.rules import Outcome, is_paper_number

from . import sentences

YEARS = range(2015, 2101)


def _day(label: Any, **options: Any) -> forms.DateField:
    """Return a date field as people write dates."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        help_text=options.pop("help_text", _("For example 27/3/2026")),
        **options,
    )


def _year(initial: int | None = None) -> forms.IntegerField:
    return _count(_("Year"), min_value=YEARS.start, max_value=YEARS.stop - 1, initial=initial)


def _number(label: Any, **options: Any) -> forms.CharField:
    narrow = forms.TextInput(attrs={"class": "govuk-input--width-20"})
    return forms.CharField(label=label, max_length=40, widget=narrow, **options)


def _count(label: Any, **options: Any) -> forms.IntegerField:
    """Return a field for a count, as narrow as its numbers."""
    narrow = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
    return forms.IntegerField(label=label, widget=narrow, **options)


class Versioned(forms.Form):
    """A form about a dossier: it carries the version that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Paper(Versioned):
    """A paper for a document criterion."""

    document = forms.ChoiceField(label=_("Document"))
    number = _number(_("Number and signs"), help_text=_("For example 12/KH-UBND"))
    issued_on = _day(_("Date of the paper"))
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
    paper_number = _number(
        _("Number of the attesting paper"),
        help_text=_("Number and signs only, for example 45/XN-CAX"),
    )
    dated = _day(_("Date of the paper"))

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

    paper = _number(
        _("Number of the submission"), help_text=_("For example 21/TTr-UBND"), min_length=3
    )


class Why(Versioned):
    """A step with its reason."""

    why = forms.CharField(
        label=_("Reason"), max_length=500, min_length=10, widget=forms.Textarea(attrs={"rows": 4})
    )


class Recognise(Versioned):
    """The decision on recognition."""

    decision_number = _number(
        _("Number of the decision"), help_text=_("For example 1520/QĐ-UBND"), min_length=3
    )
    decided_on = _day(_("Date of the decision"))


class Total(forms.Form):
    """A total stated on a paper."""

    category = forms.ChoiceField(label=_("Which total"))
    total = _count(_("Total"), min_value=0, max_value=1_000_000)
    paper_number = _number(_("Number of the paper"), help_text=_("For example 3/BC-CAX"))

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        category = self.fields["category"]
        if isinstance(category, forms.ChoiceField):
            category.choices = choices


class AreaRecognised(forms.Form):
    """A recognition that the unit decided on paper for one below it."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    decision_number = _number(_("Number of the decision"))
    decided_on = _day(_("Date of the decision"))

    def __init__(self, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class CommitteeForm(forms.Form):
    """A committee by its founding decision."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=CommitteeKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name of the committee"), max_length=200)
    since = _day(_("In office since"))
    decision_number = _number(_("Number of the founding decision"))
    decided_on = _day(_("Date of the decision"))


class SeatForm(forms.Form):
    """A seat: name, office, duty, since when."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    office = forms.CharField(
        label=_("Office"), max_length=160, help_text=_("As the founding decision publishes it.")
    )
    duty = forms.ChoiceField(
        label=_("Duty on the committee"), choices=Duty.choices, initial=Duty.MEMBER.value
    )
    since = _day(_("Since"))


class DesignationForm(forms.Form):
    """A model unit of a year."""

    committee = forms.ModelChoiceField(
        label=_("By which committee"), queryset=Committee.objects.none()
    )
    unit = forms.ModelChoiceField(label=_("Model unit"), queryset=Unit.objects.none())
    year = _year()
    decision_number = _number(_("Number of the decision"))
    decided_on = _day(_("Date of the decision"))

    def __init__(self, committees: Any, units: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["committee"].queryset = committees  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class InitiativeForm(forms.Form):
    """An initiative in the register."""

    name = forms.CharField(
        label=_("Name of the initiative"),
        max_length=200,
        help_text=_("A neutral name; nothing about religion or ethnicity."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InitiativeKind.choices)
    founded_on = _day(_("Founded on"))
    decision_number = _number(_("Number of the founding decision"), required=False)
    points = _count(_("Number of points"), min_value=1, initial=1)
    teams = _count(_("Number of teams"), min_value=0, initial=0)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ClassForm(forms.Form):
    """The class of an initiative in a year."""

    year = _year()
    class_of_year = forms.ChoiceField(
        label=_("Class"), choices=YearClass.choices, widget=forms.RadioSelect
    )
    paper_number = _number(_("Number of the paper"))
    decided_on = _day(_("Date of the decision"))


class TeamForm(forms.Form):
    """A team by its founding decision."""

    name = forms.CharField(label=_("Name of the team"), max_length=160)
    areas = forms.ModelMultipleChoiceField(
        label=_("Residential areas"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    established_on = _day(_("Established on"))
    decision_number = _number(_("Number of the founding decision"))
    established_strength = _count(_("Established strength"), min_value=3, max_value=200)
    serving = _count(_("Members serving"), min_value=0, max_value=200)

    def __init__(self, scope: Scope, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = Unit.objects.below(scope.unit).filter(level=Level.RESIDENTIAL_AREA, valid_to=None)
        self.fields["areas"].queryset = areas.order_by("sort_key", "pk")  # type: ignore[attr-defined]


class RatingsForm(forms.Form):
    """The levels of all teams of a commune by one decision; an empty level leaves the team unrated."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    decision_number = _number(_("Number of the decision"))
    decided_on = _day(_("Date of the decision"))

    def __init__(self, teams: list[Team], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.teams = {f"team_{team.pk}": team for team in teams}
        for name, team in self.teams.items():
            self.fields[name] = forms.ChoiceField(
                label=team.name,
                choices=[("", _("not rated")), *Rating.choices],
                required=False,
                initial=getattr(team, "level_of_year", "") or "",
            )

    def levels(self) -> dict[Team, Rating]:
        """Return the teams with the levels chosen."""
        return {
            team: Rating(self.cleaned_data[name])
            for name, team in self.teams.items()
            if self.cleaned_data.get(name)
        }
