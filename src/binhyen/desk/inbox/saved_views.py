"""Saved filters: keep the one that is shown, rename, share, drop."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.inbox import page
from binhyen.desk.inbox.forms import Filter, Save
from binhyen.desk.inbox.views import of_the_unit
from binhyen.desk.posts import Visit, typed_before_login, visit_of
from binhyen.matters import actions, inbox
from binhyen.matters.models import MOST_SAVED, SavedFilter
from binhyen.people.policy import NotAllowed


@of_the_unit
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the address under a name."""
    visit = visit_of(request)
    asked = Filter(request.GET, visit=visit)
    query = asked.address().removeprefix("?")
    form = Save(request.POST or None, initial=typed_before_login(request))
    if request.method == "POST" and form.is_valid() and _saved(form, query, visit):
        messages.success(request, _("The filter is kept."))
        return redirect(f"{reverse('desk:inbox')}?{query}")
    shown = {"form": form, "told": asked.told(), "heading": page.SECTIONS[asked.filters().section]}
    return render(request, "desk/inbox/save.html", shown | {"query": query})


def _saved(form: Save, query: str, visit: Visit) -> bool:
    assert visit.unit is not None  # noqa: S101  (asked by of_the_unit)
    typed = form.cleaned_data
    try:
        actions.save_filter(
            unit=visit.unit,
            name=typed["name"],
            query=query,
            is_shared=typed["is_shared"],
            by=visit.user,
            at=visit.at,
        )
    except actions.TooManySaved:
        sentence = _("You have %(n)s saved filters. Drop one before you keep another.")
        form.add_error(None, sentence % {"n": MOST_SAVED})
        return False
    except actions.FilterNameTaken:
        form.add_error("name", _("You have a filter of this name."))
        return False
    return True


@of_the_unit
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, share or drop a saved filter."""
    visit = visit_of(request)
    assert visit.unit is not None  # noqa: S101
    kept = get_object_or_404(inbox.saved_for(visit.user, visit.unit), pk=pk)
    is_own = kept.owner_id == visit.user.pk
    may_drop = is_own or visit.may("matters.drop_shared_filter", kept)
    if not may_drop:
        raise Http404
    form = Save(request.POST or None, initial={"name": kept.name, "is_shared": kept.is_shared})
    if request.method == "POST" and _changed(request, kept, form, visit):
        return redirect("desk:inbox")
    shown = {"form": form, "kept": kept, "is_own": is_own}
    return render(request, "desk/inbox/saved.html", shown)


def _changed(request: HttpRequest, kept: SavedFilter, form: Save, visit: Visit) -> bool:
    try:
        if "bo" in request.POST:
            actions.drop_filter(kept=kept, by=visit.user, at=visit.at)
            messages.success(request, _("The filter is dropped."))
            return True
        if not form.is_valid():
            return False
        typed = form.cleaned_data
        actions.change_filter(
            kept=kept, name=typed["name"], is_shared=typed["is_shared"], by=visit.user, at=visit.at
        )
    except actions.FilterNameTaken:
        form.add_error("name", _("You have a filter of this name."))
        return False
    except NotAllowed as reason:
        raise Http404 from reason
    messages.success(request, _("The filter is changed."))
    return True
