"""The quiz of a campaign as a form: one choice for each question."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from binhyen.newsroom.kits import Question
from binhyen.portal.forms.step import language

_CHOOSE = gettext_lazy("Choose one of the answers shown.")


class Quiz(forms.Form):
    """Five questions about what the campaign says."""

    def __init__(self, questions: Sequence[Question], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        for place, one in enumerate(questions):
            said = [(number, option.told(language())) for number, option in enumerate(one.options)]
            self.fields[f"c{place}"] = forms.TypedChoiceField(
                label=one.question.told(language()), choices=said, coerce=int, widget=forms.RadioSelect,
                error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
            )  # fmt: skip

    def answers(self) -> dict[int, int]:
        """Return the place of the option chosen for each question."""
        return {place: self.cleaned_data[f"c{place}"] for place in range(len(self.questions))}
