"""What is asked before one act is done to many matters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk import targets
from binhyen.matters import words
from binhyen.matters.actions import Order
from binhyen.matters.models import WORDS_LENGTH
from binhyen.matters.workflow import Act

#: What each act is called here; the order is that of the list of choices.
LABELS = {
    Act.TAKE_IN_HAND: _("Take in hand"),
    Act.ASSIGN: _("Assign to a crew or an officer"),
    Act.TRIAGE: _("Change how pressing they are"),
    Act.NOTE: _("Add the same note to each"),
    Act.MARK_HEARD: _("Mark the messages as read"),
    Act.CLOSE: _("Close"),
}
#: The fields that an act needs.
_NEEDS = {Act.TRIAGE: ("severity",), Act.ASSIGN: ("to",)}
_CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}


class Bulk(forms.Form):
    """One act, and what it needs."""

    viec = forms.ChoiceField(
        label=_("What should be done with them?"),
        choices=[(act.value, label) for act, label in LABELS.items()],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    to = forms.ChoiceField(
        label=_("By whom?"),
        help_text=_("Only when you assign them."),
        required=False,
        error_messages=_CHOOSE,
    )
    severity = forms.ChoiceField(
        label=_("How pressing"),
        help_text=_("Only when you change how pressing they are."),
        choices=[("", _("choose")), *words.choices(words.SEVERITIES)],
        required=False,
        error_messages=_CHOOSE,
    )
    words = typed.Words(
        label=_("Note"),
        help_text=_("Only for a note. Internal: reporters do not see it."),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, offered: targets.Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("choose")), *offered]

    def clean(self) -> dict[str, object]:
        """Ask for what the act needs."""
        act = self.cleaned_data.get("viec")
        if act == Act.TRIAGE.value and not self.cleaned_data.get("severity"):
            self.add_error("severity", _("Choose how pressing they are."))
        if act == Act.ASSIGN.value and not self.cleaned_data.get("to"):
            self.add_error("to", _("Choose one of these."))
        if act == Act.NOTE.value and not self.cleaned_data.get("words"):
            self.add_error("words", _("Write a few words here."))
        return self.cleaned_data

    def order(self) -> Order:
        """Return what is ordered."""
        typed = self.cleaned_data
        act = Act(typed["viec"])
        return Order(
            act,
            words=typed["words"] if act is Act.NOTE else "",
            detail={name: typed[name] for name in _NEEDS.get(act, ())},
        )
