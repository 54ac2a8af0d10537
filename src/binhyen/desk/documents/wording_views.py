"""A province's own wordings: the list, the text of one, a look at it as PDF, and the way back to the house's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk.documents import wording_forms as forms
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.documents import actions, pdf, queries, wording, wording_trial
from binhyen.documents.content import Head
from binhyen.documents.models import OwnWording
from binhyen.documents.wording import WordingRefused
from binhyen.people import policy
from binhyen.places.models import Level, Unit

_WORD = "documents.word"


def _province(visit: Visit) -> Unit | None:
    """Return the province that the visitor administers."""
    posts = policy.posts_granting(visit.user, _WORD, on=visit.on)
    return next((post.unit for post in posts if post.unit.level == Level.PROVINCE), None)


def _asked(request: HttpRequest, key: str) -> tuple[Visit, Unit]:
    """Return the visit and the province whose wording is meant; for anybody else it does not exist."""
    visit = visit_of(request)
    unit = _province(visit)
    if unit is None or key not in wording.kinds():
        raise Http404
    return visit, unit


def _head(unit: Unit, kind: str) -> Head:
    """Return what stands on a sample: a commune's People's Committee, as most papers are of one."""
    return Head(
        parent=unit.full_name, body="Ủy ban nhân dân xã (mẫu)", symbol=f"{kind}-UBND", place="(địa danh)", number=None, day=None
    )  # fmt: skip


@officers_page
@require_GET
def own_wordings(request: HttpRequest) -> HttpResponse:
    """List the wordings: which are the house's, and of which the province has its own."""
    unit = _province(visit_of(request))
    if unit is None:
        return not_allowed(request, _("The administrator of the province words papers for its communes."))  # fmt: skip
    used = queries.own_wordings(unit)
    rows = [(ours, used.get(key)) for key, ours in wording.kinds().items()]
    return show(request, "documents/own_wordings", {"unit": unit, "rows": rows})


@officers_page
@require_http_methods(["GET", "POST"])
def own_wording(request: HttpRequest, key: str) -> HttpResponse:
    """Show the text in use, or a version that the address names, and keep what was changed as the next version."""
    visit, unit = _asked(request, key)
    versions = list(
        OwnWording.objects.filter(unit=unit, key=key).select_related("by").order_by("-version")
    )
    used = next((one for one in versions if one.is_used), None)
    chosen = next((one for one in versions if str(one.version) == request.GET.get("ban")), used)
    first = {
        "said": _house_text(key)
        if chosen is None or request.GET.get("ban") == "0"
        else chosen.said,
        "seen": versions[0].version if versions else 0,
    }
    form = forms.Keep(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _keep(form, unit, key, visit):
        done(request, _("The wording is kept. Papers begun from now on are written by it."))
        return redirect("desk:own_wordings")
    shown = {
        "unit": unit,
        "ours": wording.kinds()[key],
        "used": used,
        "versions": versions,
        "form": form,
        "has_own": used is not None,
    }
    return show(request, "documents/own_wording", shown)


def _house_text(key: str) -> str:
    """Return the house's text without its remarks, which are for whoever works on the house."""
    said = (wording.FOLDER / f"{key}.yaml").read_text(encoding="utf-8")
    return "".join(line for line in said.splitlines(keepends=True) if not line.startswith("#"))


def _keep(form: forms.Keep, unit: Unit, key: str, visit: Visit) -> bool:
    """Keep the text, or say in the form what is to be mended and in which line."""
    typed = form.cleaned_data
    try:
        actions.keep_wording(
            unit=unit, key=key, name=typed["name"], said=typed["said"], seen=typed["seen"], by=visit.user, at=visit.at
        )  # fmt: skip
    except WordingRefused as reason:
        form.add_error("said", _sentence(reason))
    except actions.Outrun:
        form.add_error(None, _("Somebody else kept a version meanwhile. Open the page anew and put yours in again."))  # fmt: skip
    else:
        return True
    return False


def _sentence(reason: WordingRefused) -> str:
    if reason.line is None:
        return reason.sentence
    return _("Line %(line)s: %(sentence)s") % {"line": reason.line, "sentence": reason.sentence}


@officers_page
@require_POST
@cache_control(private=True, no_store=True)
def wording_sample(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the text as it stands in the form, filled with the labels of its fields; nothing is kept."""
    _visit, unit = _asked(request, key)
    form = forms.Text(request.POST)
    if form.is_valid():
        head = _head(unit, wording.kinds()[key].kind)
        try:
            _read, content = wording_trial.read(key, form.cleaned_data["said"], head=head)
            drawn = pdf.render(head, content)
        except WordingRefused as reason:
            form.add_error("said", _sentence(reason))
        else:
            response = HttpResponse(drawn, content_type="application/pdf")
            response["Content-Disposition"] = f'inline; filename="mau-{key}.pdf"'
            return response
    shown = {"form": form, "ours": wording.kinds()[key]}
    return show(request, "documents/wording_sample", shown)


@officers_page
@require_POST
def restore_wording(request: HttpRequest, key: str) -> HttpResponse:
    """Go back to the house's wording."""
    visit, unit = _asked(request, key)
    actions.restore_wording(unit=unit, key=key, by=visit.user, at=visit.at)
    done(request, _("Papers begun from now on are written by the house's wording again."))
    return redirect(reverse("desk:own_wordings"))
