"""The bench's form of an article: topics as boxes, and pictures that may not be shown named before it goes out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from binhyen.core import clock
from binhyen.newsroom.models.topics import Topic, packed

MOST_TOPICS = 3
#: The buttons by which an article leaves the editor's hands.
LETTING_OUT = ("action-publish", "action-submit", "action-restart-workflow")


class TopicsField(forms.MultipleChoiceField):
    """Boxes for topics; the value is what the column keeps."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """Tick what the column says."""
        return value.split() if isinstance(value, str) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare with the column."""
        return super().has_changed((initial or "").split(), data)

    def clean(self, value: Any) -> Any:
        """Return the column's text; at most MOST_TOPICS."""
        topics = super().clean(value)
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(_("Choose at most three topics."))
        return packed(topics)


class ArticleForm(WagtailAdminPageForm):
    """An article in the bench."""

    topics = TopicsField(choices=Topic.choices, label=gettext_lazy("topics"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to let out what shows a picture that may not be shown."""
        cleaned: dict[str, Any] = super().clean()
        if (
            self.is_bound
            and any(button in self.data for button in LETTING_OUT)
            and "body" in cleaned
        ):
            for photo, why in self.instance.photos_against(
                clock.today(), lead=cleaned.get("lead_photo"), body=cleaned["body"]
            ):
                self.add_error(
                    None,
                    _("The picture “%(title)s” cannot be shown: %(why)s.")
                    % {"title": photo.title, "why": why},
                )
        return cleaned
