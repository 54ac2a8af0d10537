"""The shape of what a person chooses."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.notices.actions import Wishes
from binhyen.notices.models import Habit
from binhyen.notices.words import Channel, Group

_SUCH_AS = {"invalid": _("Write a time such as 07:00.")}


def _time(label: Any, hint: Any = "", *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages=_SUCH_AS | {"required": _SUCH_AS["invalid"]},
    )


class Choices(forms.Form):
    """By which ways one is told of each group of kinds; when the shift starts; when not to disturb."""

    has_digest = forms.BooleanField(
        label=_("Tell me at the start of my shift how much waits"), required=False
    )
    shift_starts = _time(_("My shift starts at"), required=True)
    quiet_since = _time(_("Quiet from"))
    quiet_until = _time(_("Quiet until"))

    def __init__(
        self,
        data: Any = None,
        *,
        habit: Habit,
        chosen: dict[Group, frozenset[Channel]],
        offered: Collection[Channel],
    ) -> None:
        names = ("has_digest", "shift_starts", "quiet_since", "quiet_until")
        begin: dict[str, object] = {name: getattr(habit, name) for name in names}
        begin |= {group.value: [way.value for way in ways] for group, ways in chosen.items()}
        super().__init__(data, initial=begin)
        self.chosen = chosen
        self.offered = [channel for channel in Channel if channel in offered]
        for group in Group:
            self.fields[group.value] = forms.MultipleChoiceField(
                label=group.label,
                required=False,
                choices=[(channel.value, channel.label) for channel in self.offered],
                widget=forms.CheckboxSelectMultiple,
            )

    def rows(self) -> Iterator[tuple[str, list[dict[str, object]]]]:
        """Yield each group with a box for each way that is offered."""
        for group in Group:
            ticked = {str(value) for value in self[group.value].value() or ()}
            yield (
                str(group.label),
                [
                    {
                        "name": group.value,
                        "value": channel.value,
                        "label": channel.label,
                        "id": f"{group.value}-{channel.value}",
                        "is_on": channel.value in ticked,
                    }
                    for channel in self.offered
                ],
            )

    def timing(self) -> list[BoundField]:
        """Return the fields below the table."""
        return [self["has_digest"], self["shift_starts"], self["quiet_since"], self["quiet_until"]]

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or there are none."""
        typed = super().clean() or {}
        for name, other in (("quiet_since", "quiet_until"), ("quiet_until", "quiet_since")):
            if typed.get(name) is None and typed.get(other) is not None and name not in self.errors:
                self.add_error(name, _("Write both times, or leave both empty."))
        return typed

    def wishes(self) -> Wishes:
        """Return what was chosen; what the house does not offer now stays as it was."""
        typed = self.cleaned_data
        return Wishes(
            channels={
                group: {Channel(way) for way in typed[group.value]}
                | (self.chosen[group] - set(self.offered))
                for group in Group
            },
            has_digest=typed["has_digest"],
            shift_starts=typed["shift_starts"],
            quiet_since=typed["quiet_since"],
            quiet_until=typed["quiet_until"],
            language=get_language() or "",
        )
