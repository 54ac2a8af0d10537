"""What is typed about catalogues: files, confirmations against the signed text, a province's own sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.desk import fields
from binhyen.standards.catalogues import Catalogue, Criterion, Verified
from binhyen.standards.sheets import Change


class ManyFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFiles(attrs={"accept": ".yaml,.yml"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files as a list."""
        return [super(Files, self).clean(one, initial) for one in data or [None]]


class Upload(forms.Form):
    """Catalogue files, all of which are loaded or none."""

    catalogues = Files(
        label=_("Catalogue files (YAML)"),
        help_text=_("Several files may be chosen. If one line is wrong, nothing is loaded."),
    )


class UploadSheet(forms.Form):
    """One file: the next version of a sheet."""

    file = forms.FileField(
        label=_("The sheet as a YAML file"),
        help_text=_("Download it, change it, give it a new version, and upload it again."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )


class ConfirmText(forms.Form):
    """Which criteria were compared with which signed paper."""

    criteria = forms.MultipleChoiceField(
        label=_("Criteria compared with the signed text"), widget=forms.CheckboxSelectMultiple
    )
    paper_number = fields.number(
        _("Number of the signed paper"), help_text=_("For example 124/2021/TT-BCA")
    )
    dated = fields.day(_("Date of the paper"))

    def __init__(self, catalogue: Catalogue, open_ones: list[Criterion], *args: Any) -> None:
        super().__init__(*args)
        self.fields["paper_number"].initial = catalogue.number
        choices = [(one.id, f"{one.no}: {one.title_vi}") for one in open_ones]
        self.fields["criteria"].choices = choices  # type: ignore[attr-defined]


class Clone(forms.Form):
    """From when on the province's own sheet counts."""

    since = fields.day(_("In force from"))


class Sheet(forms.Form):
    """Titles, points and thresholds of a sheet, and from when on they count."""

    since = fields.day(_("In force from"))

    def __init__(self, catalogue: Catalogue, *args: Any) -> None:
        super().__init__(*args)
        self.catalogue = catalogue
        for place, one in enumerate(catalogue.criteria):
            self.fields[f"title-{place}"] = forms.CharField(
                label=_("Criterion %(no)s: title") % {"no": one.no},
                initial=one.title_vi,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            if catalogue.classes:
                self.fields[f"points-{place}"] = fields.count(
                    _("Criterion %(no)s: points") % {"no": one.no},
                    initial=one.points,
                    required=False,
                    min_value=0,
                    max_value=catalogue.points_max or 100,
                )
            if one.figure is not None and isinstance(one.figure.value, int):
                self.fields[f"value-{place}"] = fields.count(
                    _("Criterion %(no)s: threshold (%(unit)s)")
                    % {
                        "no": one.no,
                        "unit": "%" if one.figure.unit == "percent" else one.figure.unit,
                    },
                    initial=one.figure.value,
                    min_value=0,
                )

    def changes(self) -> dict[str, Change]:
        """Return what was typed, by criterion."""
        typed = self.cleaned_data
        return {
            one.id: Change(
                title_vi=typed[f"title-{place}"],
                points=typed.get(f"points-{place}"),
                value=typed.get(f"value-{place}"),
            )
            for place, one in enumerate(self.catalogue.criteria)
        }


def still_open(catalogue: Catalogue, confirmed: frozenset[str]) -> list[Criterion]:
    """Return the criteria that wait for somebody to hold them against the signed text."""
    return [
        one
        for one in catalogue.criteria
        if one.verified is not Verified.FULL and one.id not in confirmed
    ]
