"""What one was told, and how one wants to be told."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.core import text
from binhyen.desk.notices import forms, subjects
from binhyen.desk.posts import officer, visit_of
from binhyen.notices import actions, queries
from binhyen.notices.models import Notice
from binhyen.notices.words import Channel, Group, shown
from binhyen.people.models import User

PAGE = 25


@officer
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """List what one was told, the unread first."""
    visit = visit_of(request)
    page = Paginator(queries.of(visit.user), PAGE).get_page(request.GET.get("trang"))
    known = subjects.addresses(page.object_list, visit)
    shown_ = {
        "page": page,
        "rows": [(notice, notice.pk in known) for notice in page],
        "until": max((notice.at for notice in page), default=visit.at).isoformat(),
        "has_unread": any(notice.read_at is None for notice in page),
    }
    return render(request, "desk/notices/notices.html", shown_)


@officer
@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about: the matter's own page asks who may see it. To open it is to have read it."""
    visit = visit_of(request)
    found = get_object_or_404(Notice, pk=pk, user=visit.user)
    actions.mark_read(notice=found, by=visit.user, at=visit.at)
    if address := subjects.addresses([found], visit).get(found.pk):
        return redirect(address)
    if not found.subject:
        return redirect("desk:home")
    messages.warning(request, _("You can no longer see what this notice was about."))
    return redirect("desk:notices")


@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """Say how many are unread, for the frame of an open page; nothing where nothing changed.

    It does not lead to the login: the log-in page would end up inside the frame.
    """
    if not isinstance(request.user, User):
        return HttpResponse(status=401)
    unread = shown(queries.unread_count(request.user))
    if request.GET.get("co") == unread:
        return HttpResponse(status=204)
    # Without the request: the frame's context would ask the database for a whole page.
    return HttpResponse(render_to_string("binhyen/_bell.html", {"desk_unread": unread}))


@officer
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one as read, or all up to the newest that the page showed."""
    visit = visit_of(request)
    one = request.POST.get("mot", "")
    if one:
        found = get_object_or_404(Notice, pk=text.whole(one), user=visit.user)
        actions.mark_read(notice=found, by=visit.user, at=visit.at)
    else:
        until = _moment(request.POST.get("den", "")) or visit.at
        actions.mark_all_read(until=until, by=visit.user, at=visit.at)
    return redirect("desk:notices")


def _moment(typed: str) -> datetime | None:
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


@officer
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Choose by which ways one is told, and when."""
    visit = visit_of(request)
    offered = queries.offered_to(visit.user)
    kept = queries.choices_of([visit.user.pk])
    form = forms.Choices(
        request.POST or None,
        habit=queries.habit_of(visit.user),
        chosen={group: kept.channels(visit.user.pk, group) for group in Group},
        offered=offered,
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(wishes=form.wishes(), by=visit.user, at=visit.at)
        messages.success(request, _("Your choice is kept."))
        return redirect("desk:notice_choices")
    lost = queries.given_up(visit.user)
    shown_ = {
        "form": form,
        "offers_email": Channel.EMAIL in offered,
        "has_address": bool(visit.user.email),
        "push_key": queries.push_public_key(),
        "browsers": visit.user.subscriptions.count(),
        "lost_count": lost.count(),
        "last_lost": lost.first(),
    }
    return render(request, "desk/notices/choices.html", shown_)


@officer
@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """Let this browser be pushed to, or no more; the script of the page asks, and is answered in words."""
    visit = visit_of(request)
    typed = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    if request.POST.get("viec") == "thoi":
        actions.unsubscribe(endpoint=typed["endpoint"], by=visit.user, at=visit.at)
        if "text/html" not in request.headers.get("Accept", ""):
            return HttpResponse(status=204)
        messages.success(request, _("None of your browsers is told any more."))
        return redirect("desk:notice_choices")
    try:
        actions.subscribe(given=typed, by=visit.user, at=visit.at)
    except actions.BadSubscription:
        said = _("This browser's push service is not one that the house talks to.")
        return JsonResponse({"said": said}, status=400)
    return HttpResponse(status=204)
