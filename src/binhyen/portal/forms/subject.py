"""Page one: what is it about?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.portal.forms.step import Step
from binhyen.reports import catalogues

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
