"""A report becomes a paper that is checked, signed and numbered."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.periodic import forms, saying
from binhyen.desk.periodic.views import loaded
from binhyen.desk.posts import visit_of
from binhyen.documents.checks import Refused
from binhyen.periodic import actions, issuing


@officers_page
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask in whose name it goes out and who signs, and draft the paper."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    if not visit.may("periodic.write", report):
        raise Http404
    offered = issuing.offered(report.unit, visit.on)
    usual = {"version": report.version, "by": forms.key(issuing.chosen(report, visit.on))}
    form = forms.Signing(
        request.POST if request.method == "POST" else None, offered=offered, initial=usual
    )
    if request.method == "POST" and form.is_valid():
        report.version = form.cleaned_data["version"]
        try:
            made = actions.make_paper(report=report, signing=form.signing(), by=visit.user, at=visit.at)  # fmt: skip
        except Refused as reason:
            form.add_error(None, reason.sentence)
        except saying.REFUSED as reason:
            report = loaded(visit, pk)
            if isinstance(reason, actions.Outrun) and issuing.is_under_way(report):
                return redirect("desk:document", report.paper_id)  # pressed twice
            form = forms.Signing({**request.POST.dict(), "version": report.version}, offered=offered)  # fmt: skip
            form.full_clean()
            form.add_error(None, saying.refusal(reason))
        else:
            done(request, _("The paper is drafted. Look at it, then hand it in to be checked."))
            return redirect("desk:document", made.pk)
    return show(
        request,
        "periodic/paper",
        {
            **saying.line(report, visit),
            "form": form,
            "has_issuers": bool(form.offered),
            "may_set_up": visit.may("documents.set_up_issuer", report.unit),
            "is_anew": issuing.is_under_way(report),
        },
    )
