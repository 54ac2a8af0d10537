"""What is typed to make a crew, say who is of it, and write a rule."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk import targets
from binhyen.desk.forms import CHOOSE, offered_categories
from binhyen.matters.actions import Target
from binhyen.matters.models import NAME_LENGTH
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy

#: A membership may be written down some time ahead, not for ever.
MOST_AHEAD = timedelta(days=366)
_NAME = {"required": _("Write a name.")}


class Named(forms.Form):
    """The name of a crew."""

    name = typed.Words(
        label=_("Name of the crew"),
        help_text=_("For example: Crew of the southern hamlets."),
        max_length=NAME_LENGTH,
        error_messages=_NAME,
    )


class Found(Named):
    """A new crew."""

    home = forms.ModelChoiceField(
        label=_("Where it is at home"),
        help_text=_(
            "The commune for a crew of the police; a residential area when it is that area's security team, which "
            "then reads what the crew is given."
        ),
        queryset=Unit.objects.none(),
        empty_label=None,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes  # type: ignore[attr-defined]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date such as 27/03/2026."), "required": _("Write a date such as 27/03/2026.")},
    )  # fmt: skip


class Member(forms.Form):
    """Who joins a crew, and from when."""

    user = forms.ModelChoiceField(
        label=_("Who"),
        queryset=User.objects.none(),
        empty_label=_("choose a person"),
        error_messages=CHOOSE,
    )
    since = _day(_("From which day"))

    def __init__(self, *args: Any, people: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"since": today}, **kwargs})
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.today = today

    def clean_since(self) -> date:
        """Return the day, when it can be meant."""
        return _meant(self.cleaned_data["since"], self.today)


class Leave(forms.Form):
    """From when somebody is of the crew no longer."""

    until = _day(_("First day on which they are of it no longer"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"until": today}, **kwargs})
        self.today = today

    def clean_until(self) -> date:
        """Return the day, when it can be meant."""
        return _meant(self.cleaned_data["until"], self.today)


def _meant(day: date, today: date) -> date:
    if abs(day - today) > MOST_AHEAD:
        raise forms.ValidationError(_("This day is more than a year away. Check the year."))
    return day


def kinds() -> list[tuple[str, Any]]:
    """Return what a rule may be about: anything, a group, a category, under the name of its group."""
    language = get_language() or "vi"
    groups = [
        (f"group:{group.code}", _("All of: %(group)s") % {"group": group.name(language)})
        for group in taxonomy().offered()
    ]
    inside = [
        (name, [(f"category:{code}", label) for code, label in pairs])
        for name, pairs in offered_categories()
    ]
    return [("", _("any kind")), (str(_("Whole groups")), groups), *inside]


class Scope(forms.Form):
    """A kind of matter, in an area."""

    kind = forms.ChoiceField(label=_("What it is"), required=False, choices=kinds)
    area = forms.ModelChoiceField(
        label=_("Residential area"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("anywhere"),
    )

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    def scope(self) -> dict[str, Any]:
        """Return the group, the category and the area chosen, as `set_rule` takes them."""
        what, _colon, code = self.cleaned_data["kind"].partition(":")
        found: dict[str, Any] = {"area": self.cleaned_data["area"]}
        return found | ({what: code} if code else {})


class Rule(Scope):
    """A rule: what goes to whom."""

    to = forms.ChoiceField(label=_("Goes to"), widget=forms.RadioSelect, error_messages=CHOOSE)

    def __init__(self, *args: Any, to: targets.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = to  # type: ignore[attr-defined]

    def target(self) -> Target:
        """Return who was chosen."""
        return targets.read(self.cleaned_data["to"])


class Try(Scope):
    """A matter that might come in, to see which rule would take it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = lambda: [("", _("choose a kind")), *offered_categories()]
        self.fields["area"].empty_label = _("not known")  # type: ignore[attr-defined]
