"""One form per question of the report, and the two of the follow-up page. Shape only: what may be reported the acts decide."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.places import locate
from binhyen.places.models import Unit
from binhyen.portal import queries
from binhyen.reports import catalogues, rules
from binhyen.reports.models import Disclosure

#: The wording of the consent below; a new wording gets a new version (P-09).
CONSENT = "2026-11"
NOW, EARLIER, UNKNOWN = "now", "earlier", "unknown"
#: A day without an hour is kept as noon.
_NOON = time(12)


class Step(forms.Form):
    """A form that knows when it is filled in."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


_CHOOSE_SUBJECT = _("Choose what it is about from the list.")


class Subject(Step):
    """What is it about?"""

    category = forms.CharField(
        max_length=20,
        error_messages={"required": _CHOOSE_SUBJECT, "max_length": _CHOOSE_SUBJECT},
    )

    def clean_category(self) -> str:
        """Return the code, when it is one that can be chosen."""
        found = catalogues.taxonomy().categories.get(self.cleaned_data["category"])
        if found is None or found.is_derived:
            raise forms.ValidationError(_CHOOSE_SUBJECT)
        return found.code


class Story(Step):
    """What happened, and when?"""

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
        error_messages={"invalid": _("Write the day like this: 27/3/2026.")},
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

    def happened_at(self) -> datetime | None:
        """Return when it happened, None when it is not remembered."""
        when, day = self.cleaned_data.get("when"), self.cleaned_data.get("day")
        if when == UNKNOWN:
            return None
        if day is None:
            return self.at if when == NOW else None
        return self._moment(day, self.cleaned_data.get("hour"))

    def _moment(self, day: date, hour: time | None) -> datetime:
        moment = datetime.combine(day, hour or _NOON, tzinfo=clock.VIETNAM)
        is_this_morning = hour is None and day == clock.local_day(self.at)
        return min(moment, self.at) if is_this_morning else moment


_FUTURE = _("This time has not come yet. Say when it happened, or choose that you do not remember.")
_PAST = _("Say a day after 1 January 1990, or choose that you do not remember.")


class Commune(Step):
    """In which commune?"""

    mark_optional = False  # a choice is asked for, whichever way it is found

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

    def __init__(self, *args: Any, served: queries.Served, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed = str(self.data.get("search", "")).strip()[:80]
        self.found = served.named(self.typed)
        choices = [(str(unit.pk), queries.full_address(unit)) for unit in self.found]
        unit_field = self.fields["unit"]
        assert isinstance(unit_field, forms.ChoiceField)  # noqa: S101 for the type checker
        unit_field.choices = choices
        if served.are_few:
            del self.fields["search"]
        if not choices:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """Ask for a choice."""
        data = super().clean() or self.cleaned_data
        if self.typed and not self.found:
            self.add_error("search", _NOT_SERVED)
        elif not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit" if "unit" in self.fields else "search", _CHOOSE_COMMUNE)
        return data


_CHOOSE_COMMUNE = _("Choose the commune where it happened.")
_NOT_SERVED = _(
    "We found no commune of this name that uses Bình Yên. Check the spelling, or call 113 or go to the commune police."
)


class Place(Step):
    """Where in the commune?"""

    area = forms.ChoiceField(label=_("Residential area"), required=False)
    place_words = forms.CharField(
        label=_("Describe the place"),
        help_text=_("For example: by the bridge, behind the market, 200 m past the school."),
        required=False,
        max_length=rules.MOST_PLACE_WORDS,
        error_messages={
            "max_length": _(
                "This text is too long: %(show_value)s characters, at most %(limit_value)s."
            )
        },
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, commune: Unit, served: queries.Served, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune = commune
        self.served = served
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)  # noqa: S101 for the type checker
        area.choices = self._area_choices

    @cached_property
    def areas(self) -> dict[str, Unit]:
        """The residential areas by primary key; asked for when one is chosen or shown, not before."""
        found = queries.areas_of(self.commune, clock.local_day(self.at))
        return {str(unit.pk): unit for unit in found}

    def _area_choices(self) -> list[tuple[str, Any]]:
        nowhere = pgettext_lazy("place", "I do not know or do not remember")
        return [("", nowhere), *((key, unit.full_name) for key, unit in self.areas.items())]

    def clean(self) -> dict[str, Any]:
        """Refuse a point outside Viet Nam; a point in another commune that is served moves the report there."""
        data = super().clean() or self.cleaned_data
        lat, lon = data.get("lat"), data.get("lon")
        if self.errors.keys() & {"lat", "lon"} or (lat is None) != (lon is None):
            self._no_point()
        elif lat is not None and lon is not None:
            self._place(lat, lon)
        return data

    def _place(self, lat: float, lon: float) -> None:
        if not rules.is_in_country(lat, lon):
            self._no_point()
            return
        unit = locate.unit_at(lat, lon, clock.local_day(self.at))
        if unit is None:
            self._no_point()
        elif unit != self.commune and (served := self.served.commune(str(unit.pk))):
            self.commune = served
            self.cleaned_data["area"] = ""

    def _no_point(self) -> None:
        for name in ("lat", "lon"):
            self.errors.pop(name, None)
        self.add_error(
            None,
            _("This point is outside Viet Nam. Choose the place again, or describe it in words."),
        )

    def chosen_area(self) -> Unit | None:
        """Return the residential area."""
        chosen = self.cleaned_data.get("area")
        return self.areas.get(chosen) if chosen else None


class ManyFiles(forms.FileInput):
    """A plain file input that takes several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several uploads; which of them are photos, the act decides."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return the uploads that are not empty choices."""
        return [item for item in data or [] if item]


class You(Step):
    """Photos, and how you want to be known."""

    photo = Files(
        label=_("Photos, at most three"),
        help_text=_(
            "A photo helps us find the place. Where and with what it was taken is removed before it is kept. "
            "Never put yourself in danger for a photo."
        ),
        required=False,
        widget=ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    disclosure = forms.ChoiceField(
        label=_("How do you want to report?"),
        choices=[
            (Disclosure.ANONYMOUS.value, _("Without giving my name")),
            (Disclosure.CONFIDENTIAL.value, _("With my name, kept secret")),
            (Disclosure.NAMED.value, _("With my name")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you give your name or stay unknown.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disclosure"].widget.hints = {
            Disclosure.ANONYMOUS.value: _(
                "Nobody can find out who you are, we neither. You can still read the answer and write to us with your code."
            ),
            Disclosure.CONFIDENTIAL.value: _(
                "Locked away. Only the chief of police of the commune can open it, with a reason that stays on record. Officers write to you here and do not call."
            ),
            Disclosure.NAMED.value: _(
                "Also locked away. The chief of police may give your name and number to the officer on your case, who may call you. Never shown to other residents."
            ),
        }


class Contact(Step):
    """Your name and how to reach you."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, or go back and choose to stay unknown.")},
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("This e-mail address is not complete. Write it like ten@vidu.vn.")
        },
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, phone number and e-mail are kept, locked away, so that the officers on my case can "
            "reach me, until 90 days after it is closed. I can withdraw this at any time."
        ),
        error_messages={
            "required": _(
                "Tick this box so that we may keep your name, or go back and choose to stay unknown."
            )
        },
    )

    def clean_phone(self) -> str:
        """Return the number as typed, when it can be one."""
        phone: str = self.cleaned_data["phone"]
        digits = sum(char.isdigit() for char in phone)
        if phone and not (8 <= digits <= 15 and not any(char.isalpha() for char in phone)):
            raise forms.ValidationError(
                _("This phone number is not complete. Write it like 0912 345 678.")
            )
        return phone


class Check(Step):
    """Nothing to fill in: read it through and send it."""


class Follow(Step):
    """Which report?"""

    reference = forms.CharField(
        label=_("Reference number"),
        help_text=_("It begins with BY, for example BY-7KM4-XQ9R."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Write the reference number you were given.")},
    )
    code = forms.CharField(
        label=_("Follow-up code"),
        help_text=_("Sixteen letters and digits, given to you when you sent the report."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Write the follow-up code you were given.")},
    )


class Reply(Step):
    """One more message. `is_sent` says that the one before was passed on."""

    is_sent = False

    words = forms.CharField(
        label=_("Write to the officers"),
        max_length=rules.MOST_MESSAGE_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write your message first."),
            "max_length": _(
                "This text is too long: %(show_value)s characters, at most %(limit_value)s."
            ),
        },
    )


def language() -> str:
    """Return the language the person reads, "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"
