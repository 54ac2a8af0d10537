"""What is typed to lengthen, stop and start clocks, and to set a unit's own limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import typed
from binhyen.desk.forms import CHOOSE, REQUIRED, ActForm, Text, words_field
from binhyen.matters.models import PAPER_LENGTH


class OfOne(ActForm):
    """An act on one of several clocks; which, and why, is chosen together."""

    question: Text = _("Which deadline?")
    which = forms.ChoiceField(label=question, widget=forms.RadioSelect, error_messages=CHOOSE)

    def offer(self, offered: object) -> None:
        """Offer the clocks on which the act is possible; one alone is chosen already."""
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        found: list[tuple[str, str]] = list(offered) if isinstance(offered, list) else []
        field.label = self.question
        field.choices = found
        if len(found) == 1:
            field.initial = found[0][0]


class Extend(OfOne):
    """On which ground, decided by whom, and why."""

    question = _("Which deadline, and on which ground?")
    decided_by = typed.Words(
        label=_("Who decided, and the number of the paper"),
        help_text=_("For example: People's Procuracy of region 3, decision 12/QĐ-VKS."),
        max_length=160,
        error_messages=REQUIRED,
    )
    words = words_field(_("Why more time is needed"))


class Pause(OfOne):
    """Why a clock stands still."""

    question = _("Which deadline, and what does it wait for?")
    words = words_field(_("What is waited for"))


class Resume(OfOne):
    """Which clock runs on."""

    words = words_field(_("What has come meanwhile"), required=False)


class Minutes(ActForm):
    """The number of the minutes; nothing of what stands in them."""

    number = forms.CharField(
        label=_("Number of the minutes"),
        help_text=_("Only the number. What stands in the minutes stays in the paper file."),
        max_length=PAPER_LENGTH,
        error_messages=REQUIRED,
    )


class ClockOfUnit(forms.Form):
    """A shorter limit, and whether the law's limit for remote places holds."""

    amount = forms.IntegerField(
        label=_("Limit of the unit"),
        min_value=1,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    is_remote = forms.BooleanField(
        label=_("Remote area or island: the law's longer limit holds"), required=False
    )

    def __init__(self, *args: Any, law: str, has_remote: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _(
            "The law gives %(law)s. Set a number in the same measure, less and never more. Leave it empty to use the law's."
        ) % {"law": law}
        if not has_remote:
            del self.fields["is_remote"]
