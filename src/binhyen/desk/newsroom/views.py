"""The comments that wait, what stands beside the articles, and what an editor does about one."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.desk import keys
from binhyen.desk.newsroom.forms import Why
from binhyen.desk.officers import done, number_asked, officers_page, show, unit_for
from binhyen.desk.posts import not_allowed, visit_of
from binhyen.newsroom import actions
from binhyen.newsroom.commenting import queries
from binhyen.newsroom.models import Comment, CommentReason
from binhyen.places.models import Unit

_ACTION = "newsroom.moderate"


@officers_page
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits to be read, what came first, first."""
    return _page(request, _queue, "waiting")


@officers_page
@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """List what stands beside the articles, newest first, to take one down."""
    return _page(request, _beside, "shown")


Context = dict[str, object]


def _queue(request: HttpRequest, unit: Unit, wrong: Why | None, pk: int | None) -> Context:
    n = queries.waiting_count(unit)
    rows = _rows(queries.queue_of(unit), wrong, pk)
    return {
        "rows": rows,
        "is_more": n > len(rows),
        "count": f"{queries.MOST_COUNTED}+" if n > queries.MOST_COUNTED else str(n),
        "has_any": bool(n),
    }


def _beside(request: HttpRequest, unit: Unit, wrong: Why | None, pk: int | None) -> Context:
    before = number_asked(request, "truoc")
    if before is None and request.GET.get("truoc"):
        raise Http404
    sheet = queries.shown_of(unit, before=before)
    return {
        "rows": _rows(sheet.rows, wrong, pk),
        "older": sheet.older,
        "is_older": before is not None,
    }


def _rows(
    comments: Iterable[Comment], wrong: Why | None, pk: int | None
) -> list[tuple[Comment, Why]]:
    return [(each, wrong if wrong and each.pk == pk else Why.of(each.pk)) for each in comments]


def _page(
    request: HttpRequest,
    of: Callable[[HttpRequest, Unit, Why | None, int | None], Context],
    name: str,
    wrong: Why | None = None,
    pk: int | None = None,
) -> HttpResponse:
    visit = visit_of(request)
    if not visit.may(_ACTION):
        return not_allowed(request, _("Your post does not work with comments."))
    unit = unit_for(visit, request.GET.get("don-vi"), action=_ACTION)
    context = of(request, unit, wrong, pk) | {"unit": unit, "list": name} | keys.shown(request)
    if wrong:
        context["form"] = wrong  # what the summary of errors speaks of
    return show(request, "newsroom/comments", context)


def _loaded(request: HttpRequest, pk: int) -> Comment:
    """Return a comment that the visitor may settle; any other does not exist for them."""
    comment = get_object_or_404(Comment.objects.select_related("unit", "article"), pk=pk)
    if not visit_of(request).may(_ACTION, comment):
        raise Http404
    return comment


@officers_page
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it beside its article."""
    visit, comment = visit_of(request), _loaded(request, pk)
    try:
        actions.approve_comment(comment=comment, by=visit.user, at=visit.at)
    except actions.CommentOutrun:
        done(request, _outrun())
    else:
        done(request, _("The comment stands beside the article."))
    return redirect("desk:comments")


@officers_page
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not show it, for a reason."""
    return _taken_down(request, pk, actions.refuse_comment, _queue, "waiting")


@officers_page
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down what was shown, for a reason."""
    return _taken_down(request, pk, actions.hide_comment, _beside, "shown")


def _taken_down(
    request: HttpRequest,
    pk: int,
    act: Callable[..., None],
    of: Callable[[HttpRequest, Unit, Why | None, int | None], Context],
    name: str,
) -> HttpResponse:
    visit, comment = visit_of(request), _loaded(request, pk)
    form = Why.of(pk, request.POST.dict())
    if not form.is_valid():
        return _page(request, of, name, form, pk)
    try:
        act(comment=comment, reason=CommentReason(form.cleaned_data["reason"]), by=visit.user, at=visit.at)  # fmt: skip
    except actions.CommentOutrun:
        done(request, _outrun())
    else:
        done(request, _("The comment is not shown. Its words are deleted after 30 days."))
    return redirect("desk:comments" if name == "waiting" else "desk:comments_shown")


def _outrun() -> str:
    return _("Somebody else dealt with this comment just now.")
