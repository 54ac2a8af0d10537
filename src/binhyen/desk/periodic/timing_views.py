"""When reports are due in the unit, and in those below that say nothing themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import done, officers_page, own_unit, show
from binhyen.desk.periodic import forms
from binhyen.desk.posts import not_allowed, visit_of
from binhyen.periodic import actions, queries, rules, words


@officers_page
@require_http_methods(["GET", "POST"])
def timings(request: HttpRequest) -> HttpResponse:
    """Show what holds, kind by kind, with the window that runs; change one kind."""
    visit = visit_of(request)
    unit = own_unit(visit, action="periodic.set_timing")
    if unit is None or not visit.may("periodic.set_timing", unit):
        return not_allowed(request, _("Your post does not set when reports are due."))
    held = queries.rules_for(unit)
    kind = forms.kind_asked(request.GET.get("loai", ""))
    form = None
    if kind:
        form = forms.Timing(
            request.POST if request.method == "POST" else None,
            initial=vars(held[kind].rule), kind=kind,
        )  # fmt: skip
        if request.method == "POST" and form.is_valid():
            actions.set_timing(unit=unit, kind=kind, rule=form.rule(), by=visit.user, at=visit.at)
            done(request, _("It is set. Drafts made before keep their day."))
            return redirect(reverse("desk:periodic_timings"))
    rows = []
    for each, found in held.items():
        window = rules.window_of(each, visit.on, found.rule)
        rows.append(
            {
                "kind": each.value,
                "name": words.KINDS[each],
                "said_by": found.said_by,
                "rule": found.rule,
                "window": words.days_of(window),
                "due_on": rules.due_on(each, window, found.rule),
            }
        )
    return show(
        request,
        "periodic/timings",
        {"unit": unit, "rows": rows, "form": form, "asked": words.KINDS[kind] if kind else ""},
    )
