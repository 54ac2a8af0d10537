"""Why a comment is not shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk.forms import one_of
from binhyen.newsroom.models import CommentReason


class Why(forms.Form):
    """One of the reasons; several of these forms stand on a page."""

    reason = one_of(_("Why is it not shown?"), CommentReason.choices)

    @classmethod
    def of(cls, pk: int, data: dict[str, str] | None = None) -> "Why":
        """Return the form of the comment `pk`, whose fields no other form on the page is named like."""
        return cls(data, auto_id=f"id_{pk}_%s")
