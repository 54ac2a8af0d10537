"""What the list is asked for. It stands in the address, and may have been written there by hand."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from binhyen.core import text, typed
from binhyen.desk import acts
from binhyen.desk.forms import day_field, offered_categories
from binhyen.desk.posts import Visit
from binhyen.matters import standing, words
from binhyen.matters.inbox import Box, Deadline, Filters, Section
from binhyen.matters.models import Crew
from binhyen.matters.models.saved import NAME_LENGTH
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.models import Channel

#: Who has it in hand, besides the officers by number.
MINE, NOBODYS = "toi", "chua-ai"
_NOT_OFFERED = {"invalid_choice": _("This is not offered here. Choose one of the list.")}
_ALL = ("", _("all"))
_NO_BOX = _("This part of the map cannot be read. Open the map and move it again.")
_SENSITIVITIES = [
    ("S0", _("open to view")),
    ("S1", _("ordinary")),
    ("S2", pgettext_lazy("matter", "confidential")),
    ("S3", _("restricted")),
]


def _groups() -> list[Any]:
    language = get_language() or "vi"
    return [_ALL, *((group.code, group.name(language)) for group in taxonomy().offered())]


def _one_of(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages=_NOT_OFFERED
    )


def _row_of(label: Any, model: Any) -> "forms.ModelChoiceField[Any]":
    return forms.ModelChoiceField(
        label=label,
        queryset=model.objects.none(),
        required=False,
        empty_label=_("all"),
        error_messages=_NOT_OFFERED,
    )


class BoxField(forms.CharField):
    """Four degrees, west, south, east, north, as the map writes them."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Box | None:
        """Return the box. Raises ValidationError for what is none."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            west, south, east, north = (round(float(part), 5) for part in typed.split(","))
        except (ValueError, OverflowError):
            raise forms.ValidationError(_NO_BOX) from None
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise forms.ValidationError(_NO_BOX)
        return Box(west, south, east, north)


class Filter(forms.Form):
    """Every filter there is; a value that cannot be meant is named at its field and filters nothing."""

    muc = _one_of(_("Section"), [(section.value, section.value) for section in Section])
    tim = forms.CharField(label=_("Words, place or reference"), max_length=80, required=False)
    nhom = _one_of(_("Kind of matter"))
    loai = _one_of(_("Exactly"))
    trang_thai = _one_of(_("State"), [_ALL, *words.choices(words.STATES)])
    ap = _row_of(_("Residential area"), Unit)
    nguoi = _one_of(_("In the hand of"))
    to = _row_of(_("Crew"), Crew)
    nguon = _one_of(_("Came by"), [_ALL, *Channel.choices])
    kin = _one_of(_("Confidentiality"), [_ALL, *_SENSITIVITIES])
    han = _one_of(
        _("Deadline"),
        [
            _ALL,
            (Deadline.OVERDUE.value, _("overdue")),
            (Deadline.TODAY.value, _("today")),
            (Deadline.WEEK.value, _("this week")),
        ],
    )
    han_tu = day_field(_("Due from"))
    han_den = day_field(_("Due until"))
    tu = day_field(_("Received from"))
    den = day_field(_("Received until"))
    khung = BoxField(label=_("Part of the map"), max_length=80, required=False)

    def __init__(self, data: Any, *, visit: Visit) -> None:
        super().__init__(data)
        assert visit.unit is not None  # noqa: S101  (asked by the view)
        self.visit = visit
        self._choose("nhom", _groups)
        self._choose("loai", lambda: [_ALL, *offered_categories()])
        self._choose("nguoi", lambda: self._people)
        self._among("ap", acts.areas_of(visit.unit, visit))
        self._among("to", standing.crews(visit.unit, visit.on))

    @cached_property
    def _people(self) -> list[Any]:
        assert self.visit.unit is not None  # noqa: S101  (asked by the view)
        there = standing.officers(self.visit.unit, self.visit.on)
        people = [(str(user.pk), user.full_name) for user in there]
        return [_ALL, (MINE, _("me")), (NOBODYS, _("nobody yet")), *people]

    def _choose(self, name: str, choices: Callable[[], list[Any]]) -> None:
        """Offer choices that are looked up only where they are shown or asked for."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _among(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        for first, last in (("han_tu", "han_den"), ("tu", "den")):
            since, until = self.cleaned_data.get(first), self.cleaned_data.get(last)
            if since and until and until < since:
                self.add_error(last, _("This day lies before the first."))
        return self.cleaned_data

    def filters(self) -> Filters:
        """Return what is asked for, without what cannot be read."""
        self.is_valid()
        typed = self.cleaned_data
        area, crew, person = typed.get("ap"), typed.get("to"), typed.get("nguoi", "")
        return Filters(
            section=Section(typed.get("muc") or Section.OPEN),
            state=typed.get("trang_thai", ""),
            group=typed.get("nhom", ""),
            category=typed.get("loai", ""),
            area=area.pk if area else None,
            channel=typed.get("nguon", ""),
            crew=crew.pk if crew else None,
            handler=self.visit.user.pk if person == MINE else text.whole(person),
            is_unassigned=person == NOBODYS,
            deadline=Deadline(typed["han"]) if typed.get("han") else None,
            due_since=typed.get("han_tu"),
            due_until=typed.get("han_den"),
            sensitivity=typed.get("kin", ""),
            words=typed.get("tim", ""),
            since=typed.get("tu"),
            until=typed.get("den"),
            box=typed.get("khung"),
        )  # fmt: skip

    def asked(self) -> dict[str, str]:
        """Return the fields that filter, as they stand in the address, in their order."""
        self.is_valid()
        return {
            name: str(self[name].value()).strip()
            for name in self.fields
            if self.cleaned_data.get(name) not in {None, ""} and (name, self[name].value()) != ("muc", Section.OPEN.value)
        }  # fmt: skip

    def address(self, **changes: str) -> str:
        """Return the address of the same question with changes; an empty value takes a filter away."""
        kept = {name: value for name, value in (self.asked() | changes).items() if value}
        return f"?{urlencode(kept)}"

    def told(self) -> list[tuple[str, str, str]]:
        """Return the filters in force as (label, value, address without it), to show and to take away one by one."""
        return [
            (str(self.fields[name].label), self._words_of(name), self.address(**{name: ""}))
            for name in self.asked()
            if name != "muc"
        ]

    def _words_of(self, name: str) -> str:
        value = self.cleaned_data[name]
        if name == "tim":
            return f"“{value}”"
        if name == "khung":
            return str(_("as on the map"))
        if hasattr(value, "strftime"):
            return str(value.strftime("%d/%m/%Y"))
        choices = dict(_flat(getattr(self.fields[name], "choices", ()))) if isinstance(value, str) else {}  # fmt: skip
        return str(choices.get(value, value))


def _flat(choices: Any) -> Any:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


class Save(forms.Form):
    """A name for the filter that is shown."""

    name = typed.Words(
        label=_("Name of the filter"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Give the filter a name.")},
    )
    is_shared = forms.BooleanField(label=_("Everybody in the unit may use it"), required=False)
