"""What is typed to give a matter or a part of it to somebody, to hand it over, to ask the level above and to answer."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock, typed
from binhyen.desk import targets
from binhyen.desk.forms import CHOOSE, ActForm, day_field, one_of, words_field
from binhyen.matters import papers, words
from binhyen.matters.actions import Need, Target
from binhyen.matters.models import MEANS_LENGTH, PART_LENGTH
from binhyen.matters.rules import Kind
from binhyen.places.models import Unit

MOST_PEOPLE = 500


def _whom(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, error_messages=CHOOSE)


class ToSomebody(ActForm):
    """A form that asks to whom something is given."""

    def offer(self, offered: object) -> None:
        """Offer the crews and people."""
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(offered) if isinstance(offered, list) else []

    def target(self) -> Target:
        """Return who was chosen."""
        return targets.read(self.cleaned_data["to"])


class Assign(ToSomebody):
    """Who is to work on the matter."""

    to = _whom(_("By whom?"))
    words = words_field(
        _("What they should know"), _("Internal. The reporter does not see it."), required=False
    )


class AddPart(ToSomebody):
    """A part of a matter."""

    words = words_field(
        _("What is to be done"),
        _("Short and clear. Do not write who reported."),
        most=PART_LENGTH,
    )
    to = _whom(_("By whom?"))
    due = day_field(_("Until which day"))

    def due_at(self) -> datetime | None:
        """Return the last moment of the day chosen."""
        due = self.cleaned_data["due"]
        if due is None:
            return None
        return datetime.combine(due, time(23, 59, 59), tzinfo=clock.VIETNAM)


class EndPart(forms.Form):
    """What was done, or why it is not needed."""

    words = words_field(_("What you did and found"), most=PART_LENGTH)


class DropPart(forms.Form):
    """Why a part is not needed."""

    words = words_field(_("Why it is not needed"), most=PART_LENGTH)


class Transfer(ActForm):
    """To which unit a matter goes."""

    unit = forms.ModelChoiceField(
        label=_("To which unit?"),
        help_text=_("Communes of the province in which police are in post here."),
        queryset=Unit.objects.none(),
        empty_label=_("choose a unit"),
        error_messages=CHOOSE,
    )
    words = words_field(_("Why it goes there"), _("The other unit reads this."))

    def offer(self, offered: object) -> None:
        """Offer the units with somebody to receive it."""
        self.fields["unit"].queryset = offered  # type: ignore[attr-defined]


class GiveBack(ActForm):
    """Why a matter goes back."""

    words = words_field(_("Why you give it back"), _("The unit that handed it over reads this."))


class Remind(ActForm):
    """A word with the reminder."""

    words = words_field(_("What you add"), _("The level above reads this."), required=False)


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PapersField(forms.FileField):
    """A few photos or PDFs, each made safe before anything is kept."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[papers.Clean]:
        """Return what may be kept of the files."""
        files = data if isinstance(data, list) else [data] if data else []
        try:
            return papers.clean_all(file for file in files if isinstance(file, UploadedFile))
        except papers.PaperRefused as reason:
            raise forms.ValidationError(str(reason.sentence)) from reason


def _people(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _means(label: Any) -> typed.Words:
    return typed.Words(
        label=label,
        help_text=_("For example: one pickup, two boats, a dog handler."),
        required=False,
        max_length=MEANS_LENGTH,
    )


class Propose(ActForm):
    """What is asked of the level above."""

    kind = one_of(_("What do you ask for?"), words.choices(words.KINDS))
    words = words_field(
        _("What you propose, and why"),
        _("The level above reads this together with the whole file."),
    )
    people = _people(_("How many people"))
    means = _means(_("Vehicles and means"))
    due = forms.DateTimeField(
        label=_("Answer needed by"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
        error_messages={"invalid": _("Write a day and a time such as 27/03/2026 14:00.")},
    )
    papers = PapersField(
        label=_("Photos or PDF"),
        help_text=_("At most three. No paper that bears the mark of a state secret."),
        required=False,
    )

    def offer(self, offered: object) -> None:
        """Say by when the rule has the answer, when nothing sooner is asked for."""
        if isinstance(offered, datetime):
            latest = clock.written(offered)
            hint = _("Only when it must be sooner than the rule says: %(latest)s.")
            self.fields["due"].help_text = hint % {"latest": latest}

    def chosen(self) -> Kind:
        """Return the kind chosen."""
        return Kind(self.cleaned_data["kind"])

    def need(self) -> Need:
        """Return the people and means asked for."""
        return Need(self.cleaned_data["people"] or 0, self.cleaned_data["means"])


class Answer(forms.Form):
    """The answer of the level above."""

    answer = one_of(
        _("Your answer"), [("yes", _("Agree")), ("partly", _("Agree in part")), ("no", _("Send back"))]
    )  # fmt: skip
    people = _people(_("How many people you send"))
    means = _means(_("Vehicles and means you give"))
    words = words_field(
        _("Directions, or why it is sent back"), _("The unit that asked reads this.")
    )

    def __init__(self, *args: Any, is_support: bool = True, is_take_over: bool = False, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if not is_support:
            del self.fields["people"], self.fields["means"]
        if is_take_over:  # a matter is taken over or it is not
            field = self.fields["answer"]
            field.choices = [pair for pair in field.choices if pair[0] != "partly"]  # type: ignore[attr-defined]

    def given(self) -> Need:
        """Return what is given; what is sent back gives nothing."""
        if self.cleaned_data["answer"] == "no":
            return Need()
        return Need(self.cleaned_data.get("people") or 0, self.cleaned_data.get("means", ""))
