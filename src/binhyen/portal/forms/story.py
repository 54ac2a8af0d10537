"""Page two: what happened, when and where?"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core import clock
from binhyen.places import locate
from binhyen.places.models import Unit
from binhyen.portal import queries
from binhyen.portal.forms.step import TOO_LONG, Step
from binhyen.reports import rules

NOW, EARLIER, UNKNOWN = "now", "earlier", "unknown"
#: A day without an hour is kept as noon.
_NOON = time(12)
_FUTURE = _("This time has not come yet. Say when it happened, or choose that you do not remember.")
_PAST = _("Say a day after 1 January 1990, or choose that you do not remember.")
_CHOOSE_COMMUNE = _("Choose the commune where it happened.")
_NOT_SERVED = _(
    "We found no commune of this name that uses Bình Yên. Check the spelling, or call 113 or go to the commune police."
)
_NO_POINT = _("This point is outside Viet Nam. Choose the place again, or describe it in words.")
_NOWHERE = pgettext_lazy("place", "I do not know or do not remember")


class Told(Step):
    """What happened, and when."""

    words = forms.CharField(
        label=_("What happened?"),
        help_text=_(
            "Write as you would tell a neighbour: what, how many people, is it still going on. "
            "Say what you saw. Please leave out names, phone numbers and number plates of other people."
        ),
        max_length=rules.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write what happened, even in a few words."),
            "max_length": _(
                "This text is too long: %(show_value)s characters, at most %(limit_value)s. "
                "Shorten it; photos and messages can follow later."
            ),
        },
    )
    when = forms.ChoiceField(
        label=_("When did it happen?"),
        choices=[
            (NOW, _("It is happening now or just ended")),
            (EARLIER, _("On the day I write below")),
            (UNKNOWN, _("I do not remember")),
        ],
        initial=NOW,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it happened, or that you do not remember.")},
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like this: 27/03/2026.")},
    )
    hour = forms.TimeField(
        label=_("About what time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time like this: 21:30.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come or is before 1990; a day that is filled in counts, whatever is ticked."""
        data = super().clean() or self.cleaned_data
        if data.get("when") == EARLIER and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Write the day, or choose that you do not remember."))
        try:
            rules.settle_time(self.happened_at(), self.at)
        except ValueError as reason:
            self.add_error("day", _FUTURE if str(reason) == "future" else _PAST)
        return data

    @property
    def is_now(self) -> bool:
        """Say whether it was happening while it was written; a day that is filled in counts, whatever is ticked."""
        return self.cleaned_data.get("when") == NOW and self.cleaned_data.get("day") is None

    def happened_at(self) -> datetime | None:
        """Return when it happened, None when it is not remembered."""
        when, day = self.cleaned_data.get("when"), self.cleaned_data.get("day")
        if when == UNKNOWN:
            return None
        if day is None:
            return self.at if self.is_now else None
        return self._moment(day, self.cleaned_data.get("hour"))

    def _moment(self, day: date, hour: time | None) -> datetime:
        moment = datetime.combine(day, hour or _NOON, tzinfo=clock.VIETNAM)
        is_this_morning = hour is None and day == clock.local_day(self.at)
        return min(moment, self.at) if is_this_morning else moment


class Story(Told):
    """What happened, when, and where.

    Where the commune is known its areas are offered; a few communes are offered with their areas in one list, of
    which the first line of each means the commune alone; more are searched for by name.
    """

    search = forms.CharField(
        label=_("Name of the commune, ward or special zone"),
        help_text=_("You may leave out the marks: “my thanh” finds “Mỹ Thạnh”."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    unit = forms.ChoiceField(
        label=_("Choose the commune"), required=False, widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label=_("Residential area"), required=False)
    place_words = forms.CharField(
        label=_("Describe the place"),
        help_text=_("For example: by the bridge, behind the market, 200 m past the school."),
        required=False,
        max_length=rules.MOST_PLACE_WORDS,
        error_messages={"max_length": TOO_LONG},
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        served: queries.Served,
        commune: Unit | None,
        search: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.served = served
        self.commune = commune
        self.typed = search.strip()[:80]
        self.asks_in_one_list = commune is None and served.are_few
        is_searched = commune is None and not served.are_few
        found = served.named(self.typed) if is_searched else []
        if not is_searched:
            del self.fields["search"]
        else:
            del self.fields["area"]
        if not found:
            del self.fields["unit"]
        else:
            _choices_of(self, "unit", [(str(u.pk), queries.full_address(u)) for u in found])
        if "area" in self.fields:
            _choices_of(self, "area", self._offered)
        if self.asks_in_one_list:
            area = self.fields["area"]
            area.label, area.required = _("Commune and residential area"), True
            area.error_messages["required"] = _CHOOSE_COMMUNE

    @cached_property
    def areas(self) -> dict[str, Unit]:
        """The residential areas by primary key; asked for when one is chosen or shown, not before."""
        communes = [self.commune] if self.commune else self.served.few
        found = queries.areas_of(communes, clock.local_day(self.at))
        return {str(unit.pk): unit for unit in found}

    def _offered(self) -> Iterator[tuple[str, Any]]:
        """Yield the lines of the list of areas."""
        if self.commune is not None:
            yield "", _NOWHERE
            yield from ((key, unit.full_name) for key, unit in self.areas.items())
            return
        yield "", _("Choose from the list")
        for commune in self.served.few:
            alone = _("%(commune)s, area not known") % {"commune": commune.full_name}
            inside = [
                (key, unit.full_name)
                for key, unit in self.areas.items()
                if unit.parent_id == commune.pk
            ]
            yield queries.full_address(commune), [(str(commune.pk), alone), *inside]

    def clean(self) -> dict[str, Any]:
        """Settle the commune; refuse a point outside Viet Nam."""
        data = super().clean()
        if self.commune is None:
            self._settle_commune(data.get("area") or "")
        lat, lon = data.get("lat"), data.get("lon")
        if self.errors.keys() & {"lat", "lon"} or (lat is None) != (lon is None):
            self._no_point()
        elif lat is not None and lon is not None:
            self._place(lat, lon)
        if self.commune is None:
            self._ask_for_commune()
        return data

    def _settle_commune(self, chosen: str) -> None:
        area = self.areas.get(chosen) if chosen and self.asks_in_one_list else None
        key = str(area.parent_id) if area else chosen or str(self.cleaned_data.get("unit") or "")
        self.commune = self.served.commune(key)

    def _ask_for_commune(self) -> None:
        field = "area" if "area" in self.fields else "unit" if "unit" in self.fields else "search"
        if field in self.errors:
            return
        unknown = field == "search" and self.typed
        self.add_error(field, _NOT_SERVED if unknown else _CHOOSE_COMMUNE)

    def _place(self, lat: float, lon: float) -> None:
        """A point in another commune that is served moves the report there."""
        unit = None
        if rules.is_in_country(lat, lon):
            unit = locate.unit_at(lat, lon, clock.local_day(self.at))
        if unit is None:
            self._no_point()
        elif unit != self.commune and (served := self.served.commune(str(unit.pk))):
            self.commune = served
            self.cleaned_data["area"] = ""
            self.errors.pop("area", None)

    def _no_point(self) -> None:
        for name in ("lat", "lon"):
            self.errors.pop(name, None)
        self.add_error(None, _NO_POINT)

    def chosen_area(self) -> Unit | None:
        """Return the residential area."""
        chosen = self.cleaned_data.get("area")
        return self.areas.get(chosen) if chosen else None


def _choices_of(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 for the type checker
    field.choices = choices
