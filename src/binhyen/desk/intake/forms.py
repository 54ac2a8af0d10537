"""What an officer types while somebody talks, in the order in which it is told."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.desk.intake.fields import Listed
from binhyen.places.models import Unit
from binhyen.reports import rules
from binhyen.reports.actions import Draft, Person
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.models import Channel, Disclosure

#: The wording below, read to the caller who says yes; a new wording gets a new version (P-09).
CONSENT = "2026-11 by voice"
NOW, EARLIER, UNKNOWN = "now", "earlier", "unknown"
#: A day without an hour is kept as noon.
_NOON = time(12)
_TOO_LONG = _("This text is too long: %(show_value)s characters, at most %(limit_value)s.")
_WHAT = _("Write what happened, even in a few words.")
_KIND = _("Type a few letters and choose what it is.")


class Intake(forms.Form):
    """A report taken down for somebody else. With `joins` it is one more of a matter that says what it is about."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What happened?"),
        max_length=rules.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        error_messages={"required": _WHAT, "max_length": _TOO_LONG},
    )
    category = Listed(
        label=_("What is it?"),
        help_text=_("A few letters are enough, with or without marks."),
        max_length=160,
        error_messages={"required": _KIND, "max_length": _KIND},
    )
    area = Listed(label=_("Residential area"), max_length=160, required=False)
    place_words = forms.CharField(
        label=_("Where exactly?"),
        max_length=rules.MOST_PLACE_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _TOO_LONG},
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=_("When?"),
        choices=[(NOW, _("now or just before")), (EARLIER, _("on the day below")), (UNKNOWN, _("not known"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )  # fmt: skip
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
    disclosure = forms.ChoiceField(
        label=_("How does the caller want to be known?"),
        choices=[
            (Disclosure.ANONYMOUS.value, _("without a name")),
            (Disclosure.CONFIDENTIAL.value, _("with a name, kept secret")),
            (Disclosure.NAMED.value, _("with a name")),
        ],
        initial=Disclosure.ANONYMOUS.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask how the caller wants to be known.")},
    )
    full_name = forms.CharField(
        label=_("Full name of the caller"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    consent = forms.BooleanField(
        label=_("The caller said yes to: “We keep your name and number locked away until 90 days after it is closed.”"),
        required=False,
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=_("How does it come in?"),
        choices=[(Channel.PHONE.value, Channel.PHONE.label), (Channel.DESK.value, Channel.DESK.label)],
        initial=Channel.PHONE.value,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Mapping[str, Unit], at: datetime, joins: bool = False, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.areas, self.at = areas, at
        self.listed("category").offer(_categories())
        self.listed("area").offer((key, unit.full_name) for key, unit in areas.items())
        for name in ("words", "category"):
            self.fields[name].required = not joins

    def listed(self, name: str) -> Listed:
        """Return a field that names one thing of a list."""
        field = self.fields[name]
        assert isinstance(field, Listed)  # noqa: S101
        return field

    def clean_phone(self) -> str:
        """Return the number as typed, when it can be one."""
        phone: str = self.cleaned_data["phone"]
        digits = sum(char.isdigit() for char in phone)
        if phone and not (8 <= digits <= 15 and not any(char.isalpha() for char in phone)):
            raise forms.ValidationError(
                _("This phone number is not complete. Write it like 0912 345 678.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        """Judge what hangs together: the day, the person, the point."""
        data = super().clean() or self.cleaned_data
        if "key" in self.errors:
            self._with_a_new_key()
        self._check_time(data)
        self._check_person(data)
        if self.errors.keys() & {"lat", "lon"} or (data.get("lat") is None) != (
            data.get("lon") is None
        ):
            for name in ("lat", "lon"):
                self.errors.pop(name, None)
            self.add_error(
                None, _("The point on the map cannot be read. Set it again, or describe the place.")
            )
        return data

    def _with_a_new_key(self) -> None:
        """Say that the form was broken, and let it be sent again as it stands."""
        del self.errors["key"]
        self.data = {**self.data.dict(), "key": str(uuid4())}  # type: ignore[attr-defined]
        self.add_error(None, _("The form was not whole. Look through it and send it again."))

    def _check_time(self, data: Mapping[str, Any]) -> None:
        if data.get("when") == EARLIER and not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Write the day, or choose that it is not known."))
        try:
            rules.settle_time(self.happened_at(), self.at)
        except ValueError as reason:
            is_future = str(reason) == "future"
            self.add_error("day", _("This time has not come yet.") if is_future else _("Write a day after 1 January 1990."))  # fmt: skip

    def _check_person(self, data: Mapping[str, Any]) -> None:
        is_named = data.get("disclosure") in {Disclosure.NAMED.value, Disclosure.CONFIDENTIAL.value}
        if is_named and not data.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Write the name, or choose “without a name”."))
        if is_named and not data.get("consent"):
            self.add_error(
                "consent",
                _("Read the sentence to the caller; without a yes choose “without a name”."),
            )
        if not is_named and (data.get("full_name") or data.get("phone")):
            self.add_error(
                "disclosure",
                _("A name or number is written below: choose how it is kept, or delete it."),
            )

    def happened_at(self) -> datetime | None:
        """Return when it happened, None when it is not known. A day that is filled in counts, whatever is ticked."""
        when, day = self.cleaned_data.get("when"), self.cleaned_data.get("day")
        if when == UNKNOWN:
            return None
        if day is None:
            return self.at if when == NOW else None
        hour = self.cleaned_data.get("hour")
        moment = datetime.combine(day, hour or _NOON, tzinfo=clock.VIETNAM)
        is_today = hour is None and day == clock.local_day(self.at)
        return min(moment, self.at) if is_today else moment

    def draft(self, unit: Unit, *, category: str = "") -> Draft:
        """Return what is to be kept; `category` stands in where none was typed."""
        typed = self.cleaned_data
        return Draft(
            category=typed["category"] or category,
            words=typed["words"],
            unit=unit,
            disclosure=Disclosure(typed["disclosure"]),
            place_words=typed["place_words"],
            happened_at=self.happened_at(),
            lat=typed["lat"],
            lon=typed["lon"],
            area=self.areas.get(typed["area"]),
        )

    def person(self) -> Person | None:
        """Return who called, None when they stay unknown."""
        typed = self.cleaned_data
        if typed["disclosure"] == Disclosure.ANONYMOUS:
            return None
        return Person(typed["full_name"], phone=typed["phone"], consent=CONSENT)


def _categories() -> list[tuple[str, str]]:
    language = get_language() or "vi"
    return [
        (category.code, category.name(language))
        for inside in taxonomy().offered().values()
        for category in inside
    ]
