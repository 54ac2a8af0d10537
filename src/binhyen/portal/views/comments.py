"""Comments beside an article: a page of their own, which works without scripts, and the same as a part fetched late."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.core import clock, faces, text
from binhyen.newsroom import actions
from binhyen.newsroom.commenting import queries, rules
from binhyen.newsroom.models import ArticlePage
from binhyen.portal.forms import commenting

_REFUSED = (actions.CommentFaulty, actions.CommentsClosed, actions.TooManyComments)
#: Beyond it SQLite cannot even ask.
MOST_PK = 2**63 - 1
#: The anchor of the form in the page.
FORM = "viet-binh-luan"


# Who comments has no session: there is nothing that another site could borrow, and no cookie is needed to write.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, pk: int, *, is_part: bool = False) -> HttpResponse:
    """Show what was commented, newest first, with the form; take a comment."""
    article = _article(pk)
    if request.method == "POST":
        return _taken(request, article, is_part=is_part)
    return _shown(request, article, commenting.Comment(initial={"key": _key()}), is_part=is_part)


@require_safe
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it waits to be read."""
    return render(request, "portal/comments/sent.html", {"article": _article(pk)})


def _article(pk: int) -> ArticlePage:
    if pk > MOST_PK:
        raise Http404
    found: ArticlePage = get_object_or_404(ArticlePage.objects.live().select_related("unit"), pk=pk)
    return found


def _key() -> str:
    return secrets.token_hex(16)


def _taken(request: HttpRequest, article: ArticlePage, *, is_part: bool) -> HttpResponse:
    if faces.only_looks_change(request):
        form = commenting.Comment(initial=request.POST.dict())
        return _shown(request, article, form, is_part=is_part)
    form = commenting.Comment(request.POST)
    if not form.is_valid():
        return _shown(request, article, form, is_part=is_part)
    try:
        if not form.is_of_a_machine:
            actions.send_comment(
                article=article, words=form.cleaned_data["words"], name=form.cleaned_data["name"],
                key=form.cleaned_data["key"], at=clock.now(),
            )  # fmt: skip
    except _REFUSED as reason:
        _tell(form, reason)
        return _shown(request, article, form, is_part=is_part)
    if is_part:
        return render(request, "portal/comments/_sent.html", {"article": article})
    return redirect("portal:comment_sent", article.pk)


def _tell(form: commenting.Comment, reason: Exception) -> None:
    match reason:
        case actions.CommentFaulty(fault=fault, is_of_name=is_of_name):
            form.add_error("name" if is_of_name else "words", commenting.sentence(fault))
        case actions.CommentsClosed():
            form.add_error(None, _("This article takes no comments any more. What you wrote is still here, to be copied."))  # fmt: skip
        case _:
            form.add_error(None, _("Many comments are coming in just now, and each is read by a person. Yours stays here: send it again in ten minutes."))  # fmt: skip


def _shown(
    request: HttpRequest, article: ArticlePage, form: commenting.Comment, *, is_part: bool
) -> HttpResponse:
    before = _before(request.GET.get("truoc", ""))
    return render(
        request,
        "portal/comments/_part.html" if is_part else "portal/comments/page.html",
        {
            "article": article,
            "sheet": queries.shown_beside(article, before=before),
            "is_older": before is not None,
            "form": form,
            "form_id": FORM,
            "draft_form": "" if is_part else FORM,
            "most": rules.MOST,
            "closes_on": queries.closes_on(article),
            "is_open": queries.takes_comments(article, clock.today()),
        },
    )


def _before(typed: str) -> int | None:
    """Return the comment before which the older ones are asked for. Raises Http404 for what no link says."""
    before = text.whole(typed)
    if typed and before is None:
        raise Http404
    return before
