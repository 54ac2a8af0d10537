"""Why a day is refused by whatever act: it has not come yet, or its year is closed; said at the field that holds it."""

from django import forms
from django.utils.translation import gettext as _

from binhyen.figures import closing
from binhyen.forces import actions as forces
from binhyen.movement import actions as movement
from binhyen.standards import actions as standards

#: A view catches these beside what is its own; what no view catches becomes a page with the sentence.
REFUSED = (
    closing.YearClosed,
    forces.InTheFuture,
    movement.InTheFuture,
    standards.DayToCome,
)


def said(reason: Exception) -> str:
    """Return the sentence a person sees."""
    if isinstance(reason, closing.YearClosed):
        return closing.sentence(reason)
    return _("This day has not come yet.")


def tell(form: forms.Form, reason: Exception, *fields: str) -> None:
    """Put the sentence at the first of `fields` that the form has, else above it; what was typed stays."""
    form.add_error(next((name for name in fields if name in form.fields), None), said(reason))
