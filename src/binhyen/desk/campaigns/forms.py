"""What is typed about a campaign: the plan with its words, and what was done on a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core.typed import Words
from binhyen.desk import fields
from binhyen.newsroom.actions import Draft, Totals
from binhyen.newsroom.kits import TEXTS, Kit
from binhyen.newsroom.models import ActivityKind, Campaign, Channel
from binhyen.newsroom.queries import Stand
from binhyen.people.models import Body
from binhyen.places.models import Unit

_NOT_BELOW = {"min_value": _("A number cannot be below zero.")}
_MOST = 10_000_000
_MOST_COST = 100_000_000_000


def _long(label: Any, most: int, rows: int, hint: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "maxlength": most})
    return Words(label=label, max_length=most, widget=area, help_text=hint)


class Plan(forms.Form):
    """The plan of a campaign, as the kit proposes it until it is written over."""

    title = Words(label=_("Title"), max_length=120)
    audience = Words(label=_("Whom it is for"), max_length=200)
    since = fields.day(_("First day"))
    last_day = fields.day(_("Last day"))
    channels = forms.MultipleChoiceField(
        label=_("Channels"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    partners = forms.MultipleChoiceField(
        label=_("Who takes part"),
        choices=Body.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Partners with an account see the campaign."),
    )
    areas = fields.several(
        _("Residential areas"), Unit, required=False, help_text=_("None ticked: all of the unit.")
    )
    loudspeaker = _long(
        _("Text for the loudspeaker"), 2000, 9, _("About 150 words: one minute, read slowly.")
    )
    leaflet = _long(
        _("Text of the leaflet"), 900, 7, _("One line for each thing to remember, five at best.")
    )
    zalo = _long(_("Text for Zalo"), 600, 4, _("About 40 words."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, areas: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        typed = super().clean() or {}
        since, last = typed.get("since"), typed.get("last_day")
        if since and last and last < since:
            self.add_error("last_day", _("The last day cannot come before the first."))
        return typed

    def draft(self) -> Draft:
        """Return what was typed."""
        typed = {name: self.cleaned_data[name] for name in Draft.__dataclass_fields__}
        # a browser ends lines otherwise than the kit: words left as they were are to stay the kit's
        typed |= {name: typed[name].replace("\r\n", "\n") for name in TEXTS}
        typed["channels"] = [Channel(value) for value in typed["channels"]]
        typed["partners"] = [Body(value) for value in typed["partners"]]
        return Draft(**typed | {"areas": list(typed["areas"])})


def proposed(kit: Kit, since: date, last_day: date) -> dict[str, object]:
    """Return what the kit proposes."""
    return {
        "title": kit.title.vi,
        "audience": kit.audience.vi,
        "since": since,
        "last_day": last_day,
        "channels": Channel.values,
        "partners": list(kit.partners),
        **{name: said.vi for name, said in kit.texts.items()},
    }


def said(campaign: Campaign) -> dict[str, object]:
    """Return what a campaign says now."""
    names = (
        "title", "audience", "since", "last_day", "channels", "loudspeaker", "leaflet", "zalo", "version",
    )  # fmt: skip
    return {name: getattr(campaign, name) for name in names} | {
        "partners": list(campaign.partners.values_list("body", flat=True)),
        "areas": list(campaign.areas.all()),
    }


class Note(forms.Form):
    """What was done on a day, in totals."""

    kind = forms.ChoiceField(label=_("Kind of activity"), choices=ActivityKind.choices)
    held_on = fields.day(_("Day"))
    area = forms.ChoiceField(label=_("Where"))
    attended = fields.count(
        _("People who came"), min_value=0, max_value=_MOST, initial=0, error_messages=_NOT_BELOW
    )
    reached = fields.count(
        _("People reached"),
        min_value=0,
        max_value=_MOST,
        required=False,
        error_messages=_NOT_BELOW,
        help_text=_("Those who came and those who heard or read it. Left empty: those who came."),
    )
    pledges = fields.count(
        _("Pledges signed"), min_value=0, max_value=_MOST, initial=0, error_messages=_NOT_BELOW
    )
    cost = fields.count(
        _("Cost in đồng"),
        min_value=0,
        max_value=_MOST_COST,
        initial=0,
        error_messages=_NOT_BELOW,
        help_text=_("Digits only, for example 250000."),
    )

    def __init__(self, *args: Any, places: Iterable[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {str(unit.pk): unit for unit in places}
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, unit.full_name) for key, unit in self.places.items()]
        self.fields["cost"].widget.attrs["class"] = "govuk-input--width-10"

    def noted(self) -> dict[str, Any]:
        """Return what was typed, as the act takes it."""
        typed: dict[str, Any] = {"pledges": 0, "cost": 0} | self.cleaned_data
        reached = typed["attended"] if typed["reached"] is None else typed["reached"]
        return {
            "kind": ActivityKind(typed["kind"]),
            "held_on": typed["held_on"],
            "area": self.places[typed["area"]],
            "totals": Totals(typed["attended"], reached, typed["pledges"], typed["cost"]),
        }


class OwnNote(Note):
    """What a partner's body did on a day, in totals; whoever stands for several says for which."""

    def __init__(self, *args: Any, places: Iterable[Unit], stands: Sequence[Stand], **options: Any) -> None:  # fmt: skip
        whole = [stand for stand in stands if stand.place is None]
        own = {stand.place.pk for stand in stands if stand.place}
        offered = [unit for unit in places if whole or unit.pk in own]
        super().__init__(*args, places=offered, **options)
        del self.fields["pledges"], self.fields["cost"]
        self.stands = {str(place): stand for place, stand in enumerate(stands)}
        if len(stands) > 1:
            choices = [(key, _called(stand)) for key, stand in self.stands.items()]
            field = forms.ChoiceField(label=_("Which organisation held it"), choices=choices)
            self.fields = {"stand": field} | self.fields

    def noted(self) -> dict[str, Any]:
        """Return what was typed, as the partner's act takes it."""
        return super().noted() | {"stand": self.stands[self.cleaned_data.get("stand", "0")]}


def _called(stand: Stand) -> str:
    body = str(stand.body.label)
    return f"{body} ({stand.place.full_name})" if stand.place else body
