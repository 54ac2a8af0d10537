"""A survey on paper: the form to print, the forms typed in, and those taken back that were typed wrongly.

The house keeps no form. What was typed in stands on the officer's own page, and goes with it.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.forces import actions, queries
from binhyen.forces.actions import Batch
from binhyen.forces.models import Answering, Mistake, SurveyRound
from binhyen.forces.questionnaires import Item, Who
from binhyen.places.models import Unit

from . import survey_forms
from .survey_views import survey_asked

#: Pages typed in before that the next page still offers to take back.
_MOST_KEPT = 5


@dataclass(frozen=True)
class Kept:
    """Forms that this page can take back: the receipt that it sends, and the cells as they were typed."""

    receipt: str
    batch: Batch

    @property
    def rows(self) -> list[list[object]]:
        """What was typed, form by form; nothing where a question was skipped."""
        return [list(sheet.values()) for sheet in self.batch.sheets]


@officers_page
@require_GET
def survey_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the residents' questions as a form to print."""
    found = survey_asked(visit_of(request), pk)
    return show(
        request,
        "forces/survey_paper",
        {"survey": found, "questions": _questions(found)},
    )


def _questions(found: SurveyRound) -> list[tuple[Item, str]]:
    asked = queries.questionnaire_of(found).asked_of(Who.RESIDENTS)
    return [(item, item.title(survey_forms.language())) for item in asked.values()]


@never_cache
@officers_page
@require_http_methods(["GET", "POST"])
def survey_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in forms that residents filled on paper, ten at a time, all or none."""
    visitor = visit_of(request)
    found = survey_asked(visitor, pk, action="forces.type_in_survey")
    if request.method != "POST":
        form = _form(found, initial={"area": request.GET.get("khu")})
        return _entry(request, found, form, [])
    form = _form(found, request.POST)
    kept = _kept(request, visitor, found)
    if form.is_valid() and not form.sheets():
        form.add_error(None, _("Nothing is typed in yet: fill in at least one row."))
    if not form.is_valid():
        return _entry(request, found, form, kept, key=_key(request))
    return _taken_in(request, visitor, found, form, kept)


def _form(found: SurveyRound, *typed: object, **options: object) -> survey_forms.PaperForms:
    areas = Unit.objects.filter(
        pk__in=queries.groups(found, Answering.RESIDENTS).values("area")
    ).order_by("sort_key", "pk")
    items = queries.questionnaire_of(found).asked_of(Who.RESIDENTS)
    return survey_forms.PaperForms(areas, items, *typed, **options)


def _key(request: HttpRequest) -> UUID:
    """Return the key of the page that was sent; one that was tampered with is drawn anew."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _kept(request: HttpRequest, visitor: Visit, found: SurveyRound) -> list[Kept]:
    """Return what the page carried along and can still be taken back."""
    kept = []
    for receipt in request.POST.getlist("receipt")[:_MOST_KEPT]:
        try:
            batch = actions.batch_of(receipt=receipt, by=visitor.user, at=visitor.at)
        except (actions.UnknownCode, actions.TooLate, actions.AnsweredTwice):
            continue
        if batch.survey == found:
            kept.append(Kept(receipt, batch))
    return kept


def _taken_in(
    request: HttpRequest,
    visitor: Visit,
    found: SurveyRound,
    form: survey_forms.PaperForms,
    kept: list[Kept],
) -> HttpResponse:
    """Count the forms once, however often the page is sent, and show the next page with what was typed."""
    batch = Batch(found, form.cleaned_data["area"], form.sheets(), _key(request))
    told = {"n": len(batch.sheets), "area": batch.area.full_name}
    try:
        actions.type_in(
            survey=found, area=batch.area, sheets=batch.sheets, key=batch.key, by=visitor.user, at=visitor.at,
        )  # fmt: skip
        done(request, _("Forms taken in: %(n)s, %(area)s.") % told)
    except actions.AnsweredTwice:
        if actions.is_taken_back(key=batch.key):
            form.add_error(None, _("The forms of this page were taken back. Press once more to take them in anew."))  # fmt: skip
            return _entry(request, found, form, kept)
        done(request, _("This page was sent before: its forms are counted once."))
    try:
        receipt = actions.receipt(batch=batch, by=visitor.user, at=visitor.at)
    except actions.UnknownCode:
        form.add_error(None, _("The forms of this page were counted before you changed them. Set back what you changed and press once more: then they can be taken back."))  # fmt: skip
        return _entry(request, found, form, kept, key=batch.key)
    others = [one for one in kept if one.batch.key != batch.key]
    kept = [Kept(receipt, batch), *others][:_MOST_KEPT]
    return _entry(request, found, _form(found, initial=survey_forms.typed(batch.area)), kept)


def _entry(
    request: HttpRequest,
    found: SurveyRound,
    form: survey_forms.PaperForms,
    kept: list[Kept],
    *,
    key: UUID | None = None,
) -> HttpResponse:
    shown = {
        "survey": found, "unit": found.unit, "form": form, "questions": _questions(found), "kept": kept,
        "key": key or uuid4(), "hours": actions.TAKEN_BACK_WITHIN.seconds // 3600,
    }  # fmt: skip
    return show(request, "forces/survey_entry", shown)


@never_cache
@officers_page
@require_POST
def survey_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back forms that were typed in wrongly; then they stand in the page again, to be corrected."""
    visitor = visit_of(request)
    found = survey_asked(visitor, pk, action="forces.type_in_survey")
    receipt = request.POST.get("receipt", "")
    try:
        batch = actions.batch_of(receipt=receipt, by=visitor.user, at=visitor.at)
    except (actions.UnknownCode, actions.TooLate, actions.AnsweredTwice) as reason:
        done(request, _not_taken_back(reason))
        return redirect("desk:survey_entry", found.pk)
    if batch.survey != found:
        raise Http404
    form = survey_forms.TakeBack(request.POST if "go" in request.POST else None)
    if not form.is_valid():
        context = {"survey": found, "form": form, "one": Kept(receipt, batch), "questions": _questions(found)}  # fmt: skip
        return show(request, "forces/survey_take_back", context)
    because = Mistake(form.cleaned_data["because"])
    actions.take_back_forms(receipt=receipt, because=because, by=visitor.user, at=visitor.at)
    done(request, _("Forms taken back: %(n)s, %(area)s. They stand below as you typed them: correct them and take them in, or leave the page.") % {"n": len(batch.sheets), "area": batch.area.full_name})  # fmt: skip
    again = _form(found, initial=survey_forms.typed(batch.area, batch.sheets))
    return _entry(request, found, again, [])


def _not_taken_back(reason: Exception) -> str:
    if isinstance(reason, actions.AnsweredTwice):
        return _("These forms were taken back before; they count no more.")
    if isinstance(reason, actions.TooLate):
        return _("Forms are taken back within hours of being typed in; these were typed in too long ago.")  # fmt: skip
    return _("Only whoever typed the forms in takes them back, from the page that took them in.")
