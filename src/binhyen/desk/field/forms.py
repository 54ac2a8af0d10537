"""What is sent from the field: the same shape whether a page or the queue of a phone sends it."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk.forms import day_field
from binhyen.desk.posts import Visit
from binhyen.forces import queries
from binhyen.forces.models import REMARKS_LENGTH
from binhyen.forces.rules import MOST_COMPANIONS
from binhyen.matters import rules
from binhyen.matters.models import PART_LENGTH, WORDS_LENGTH, FieldKind
from binhyen.places.models import Unit

#: Longest reference there is.
_REFERENCE = 12
#: No matter has had so many acts, and no database takes a number without end.
_MOST_VERSION = 1_000_000
_MOST_KEY = 2**63 - 1
_HALF_A_MINUTE = timedelta(seconds=30)
#: A file of more helps nobody.
_LONGEST_SPAN = timedelta(days=366)
_AHEAD = _("By the clock of your phone this has not happened yet. Set the phone's clock and write it again.")  # fmt: skip
_PAST = _("This was done more than 30 days ago. Tell the officer on duty instead.")


class _Iso(forms.DateTimeField):
    """A moment as a program writes it, with its zone."""

    def to_python(self, value: object) -> datetime | None:
        """Return the moment, or refuse what has no zone: nobody knows when that was."""
        if value in self.empty_values:
            return None
        try:
            said = datetime.fromisoformat(str(value))
        except ValueError:
            said = None
        if said is None or said.tzinfo is None:
            raise forms.ValidationError(_("This time cannot be read."))
        return said


class _FromField(forms.Form):
    """The key and the times that everything from the field carries. A page has no times of its own: it is now."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sent_at = _Iso(required=False, widget=forms.HiddenInput)  # before the times that it puts right
    done_at = _Iso(required=False, widget=forms.HiddenInput)

    def by_the_house(self, said: datetime, visit: Visit) -> datetime:
        """Return a time of the phone by the house's clock. Raises ValidationError when it cannot be."""
        sent_at = self.cleaned_data.get("sent_at") or visit.at
        try:
            return rules.time_done(said, sent_at=sent_at, at=visit.at)
        except (ValueError, OverflowError) as reason:
            raise forms.ValidationError(_PAST if str(reason) == "past" else _AHEAD) from reason


class Field(_FromField):
    """A note, a photo, "done" on a matter or on a part of it."""

    kind = forms.ChoiceField(choices=FieldKind.choices, widget=forms.HiddenInput)
    matter = forms.CharField(max_length=_REFERENCE, widget=forms.HiddenInput)
    version = forms.IntegerField(
        min_value=0, max_value=_MOST_VERSION, required=False, widget=forms.HiddenInput
    )
    part = forms.IntegerField(
        min_value=1, max_value=_MOST_KEY, required=False, widget=forms.HiddenInput
    )
    words = typed.Words(
        label=_("Words"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write a few words here."),
            "max_length": _("This is too long: at most %(limit_value)d characters."),
        },
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Choose a photo."), "empty": _("Choose a photo.")},
    )

    def __init__(self, *args: object, visit: Visit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.visit = visit
        kind = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        self.fields["words"].required = kind in {FieldKind.NOTE, FieldKind.PART}
        self.fields["photo"].required = kind == FieldKind.PHOTO
        if kind == FieldKind.PART:
            self._ask_for_a_part()

    def _ask_for_a_part(self) -> None:
        """What is said of a part is shorter than what is said of the whole."""
        self.fields["part"].required = True
        self.fields["words"] = typed.Words(
            label=_("What you did and found"),
            max_length=PART_LENGTH,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages=self.fields["words"].error_messages,
        )

    def clean_done_at(self) -> datetime:
        """Return when it was done by the house's clock."""
        return self.by_the_house(self.cleaned_data["done_at"] or self.visit.at, self.visit)


class Patrol(_FromField):
    """A patrol: from when to when, in which area, what was seen."""

    area = forms.ModelChoiceField(
        label=_("Residential area"),
        queryset=Unit.objects.none(),
        error_messages={
            "required": _("Choose one of these."),
            "invalid_choice": _("You cannot log patrols in this area. Choose one of your own."),
        },
    )
    started_at = forms.DateTimeField(
        label=_("Started"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"],
        error_messages={
            "required": _("Say when it was."),
            "invalid": _("Write a time such as 21:30 27/03/2026."),
        },
    )
    ended_at = forms.DateTimeField(
        label=_("Ended"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"],
        error_messages={
            "required": _("Say when it was."),
            "invalid": _("Write a time such as 21:30 27/03/2026."),
        },
    )
    companions = forms.IntegerField(
        label=_("How many went with you?"),
        min_value=0,
        max_value=MOST_COMPANIONS,
        initial=0,
        required=False,
        help_text=_("Only the number."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    remarks = typed.Words(
        label=_("Remarks"),
        help_text=_("What you saw, where the lamp was broken. No names."),
        required=False,
        max_length=REMARKS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d characters.")},
    )

    def __init__(self, *args: object, visit: Visit, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.visit = visit
        areas = queries.patrolled_areas(visit.user, visit.on)
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = areas
        if len(areas) == 1 and not self.is_bound:
            self.initial["area"] = areas[0].pk

    def clean_companions(self) -> int:
        """Return the number; nothing means nobody."""
        return self.cleaned_data.get("companions") or 0

    def clean_started_at(self) -> datetime:
        """Return the beginning by the house's clock."""
        return self._minute(self.cleaned_data["started_at"])

    def clean_ended_at(self) -> datetime:
        """Return the end by the house's clock."""
        return self._minute(self.cleaned_data["ended_at"])

    def _minute(self, said: datetime) -> datetime:
        """Return a time to the minute, as it was typed: a slow line is no reason to write 21:29 for 21:30."""
        done = self.by_the_house(said, self.visit) + _HALF_A_MINUTE
        return min(done.replace(second=0, microsecond=0), self.visit.at)


class Span(forms.Form):
    """From which day to which day patrols are taken away."""

    tu = day_field(_("From"))
    den = day_field(_("To"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.required = True
            field.error_messages["required"] = _("Write a date such as 27/03/2026.")

    def clean(self) -> dict[str, object]:
        """Refuse an end before the beginning, and more than a year."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("tu"), cleaned.get("den")
        if since and until and until < since:
            self.add_error("den", _("The last day comes before the first."))
        elif since and until and until - since > _LONGEST_SPAN:
            self.add_error("den", _("At most a year at once."))
        return cleaned
