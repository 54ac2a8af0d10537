"""The shape of what officers type on these pages, nothing more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.figures.queries import Scope
from binhyen.forces.models import Level as Rating
from binhyen.forces.models import Team
from binhyen.places.models import Level, Unit


class TeamForm(forms.Form):
    """A team by its founding decision."""

    name = forms.CharField(label=_("Name of the team"), max_length=160)
    areas = fields.several(_("Residential areas"), Unit)
    established_on = fields.day(_("Established on"))
    decision_number = fields.number(_("Number of the founding decision"))
    established_strength = fields.count(_("Established strength"), min_value=3, max_value=200)
    serving = fields.count(_("Members serving"), min_value=0, max_value=200)

    def __init__(self, scope: Scope, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = Unit.objects.below(scope.unit).filter(level=Level.RESIDENTIAL_AREA, valid_to=None)
        self.fields["areas"].queryset = areas.order_by("sort_key", "pk")  # type: ignore[attr-defined]


class RatingsForm(forms.Form):
    """The levels of all teams of a commune by one decision; an empty level leaves the team unrated."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    decision_number = fields.number(_("Number of the decision"))
    decided_on = fields.day(_("Date of the decision"))

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
