"""Posters for the notice boards of a commune: choose where they hang, get them as one PDF."""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from binhyen.core import faces
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.documents import posters
from binhyen.documents.posters import Sheet, Size
from binhyen.places.models import Level, Unit

_ACTION = "documents.print_posters"


class Posters(forms.Form):
    """Which areas, which paper."""

    area = forms.MultipleChoiceField(
        label=gettext_lazy("Where will they hang?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one place."),
            "invalid_choice": gettext_lazy("Choose at least one place."),
        },
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Paper size"),
        choices=[
            (Size.A4.value, gettext_lazy("A4, for notice boards")),
            (Size.A5.value, gettext_lazy("A5, for doors and shops")),
        ],
        initial=Size.A4.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, places: Iterable[Unit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.places = {str(unit.pk): unit for unit in places}
        field = self.fields["area"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = [(key, unit.full_name) for key, unit in self.places.items()]
        field.initial = list(self.places)

    def chosen(self) -> list[Unit]:
        """Return the places chosen, in the order of the list."""
        return [unit for key, unit in self.places.items() if key in self.cleaned_data["area"]]


@officer
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Ask which areas the posters are for."""
    visit = visit_of(request)
    if not (visit.unit and visit.may(_ACTION, visit.unit)):
        return _refused(request)
    return render(request, "desk/posters.html", {"form": Posters(places=_places(visit))})


@officer
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """Answer with the posters."""
    visit = visit_of(request)
    if not (visit.unit and visit.may(_ACTION, visit.unit)):
        return _refused(request)
    form = Posters(request.GET, places=_places(visit))
    if not form.is_valid():
        return render(request, "desk/posters.html", {"form": form})
    content = posters.posters(
        [_sheet(request, unit, visit.unit) for unit in form.chosen()],
        size=Size(form.cleaned_data["size"]),
        shown=f"{request.get_host()}{reverse('portal:report')}".rstrip("/"),
        lines=faces.emergency_lines(),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="ap-phich.pdf"'
    return response


def _refused(request: HttpRequest) -> HttpResponse:
    return not_allowed(request, _("Your post does not print posters for a commune."))


def _places(visit: Visit) -> list[Unit]:
    """Return the commune itself and its residential areas."""
    if visit.unit is None or visit.unit.level != Level.COMMUNE:
        return []
    areas = Unit.objects.on(visit.on).filter(parent=visit.unit, level=Level.RESIDENTIAL_AREA)
    return [visit.unit, *areas.order_by("sort_key", "pk")]


def _sheet(request: HttpRequest, unit: Unit, commune: Unit) -> Sheet:
    """Return the poster of a place; the parameter names it as the report form reads it."""
    name = "don-vi" if unit == commune else "khu"
    address = request.build_absolute_uri(f"{reverse('portal:report')}?{name}={unit.address}")
    above = commune.parent if unit == commune else commune
    full = [part.full_name for part in (above, above.parent if above else None) if part]
    return Sheet(unit.full_name, ", ".join(full), address)
