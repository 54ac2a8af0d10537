"""The form of a comment: some words, a name if one likes. Nobody is asked who they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.newsroom.commenting import rules


class Comment(forms.Form):
    """A guest's words. What they may be the act decides; nothing typed is cut off here."""

    mark_optional = False  # the label of the name says it

    words = forms.CharField(
        label=_("Your comment"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(
        label=_("Name to show, if you like"),
        help_text=_("Left empty, “Guest” stands there."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    #: Nobody sees it; what fills in every field of a page is no reader.
    website = forms.CharField(required=False)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @property
    def is_of_a_machine(self) -> bool:
        """Say whether the field was filled in that nobody sees."""
        return bool(self.cleaned_data.get("website"))


#: What is said of each fault, with the numbers of `limits`.
FAULTS = {
    rules.Fault.EMPTY: _("Write a few words."),
    rules.Fault.TOO_LONG: _("The comment is too long: at most %(most)s characters. It stays here, shorten it."),
    rules.Fault.TOO_MANY_MARKS: _("One letter carries more marks than anybody can read. Write it plainly."),
    rules.Fault.TOO_MANY_ADDRESSES: _("One web address at most, and none in a name. It is shown as text, not as a link."),
    rules.Fault.NAME_TOO_LONG: _("The name is too long: at most %(most_name)s characters."),
    rules.Fault.NAME_OF_OFFICE: _("A guest does not speak for an office. Choose another name, or leave it empty."),
}  # fmt: skip


def sentence(fault: rules.Fault) -> str:
    """Return what to do about `fault`."""
    return str(FAULTS[fault]) % {"most": rules.MOST, "most_name": rules.MOST_NAME}
