"""Pages on which an administrator gives and ends posts, opens and closes accounts."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.desk.users import forms, links, staff, telling
from binhyen.people import actions, queries
from binhyen.people.models import Body, Post, Role, User
from binhyen.people.policy import NotAllowed
from binhyen.places.models import Unit

PAGE = 25
View = Callable[..., HttpResponse]


def _administrator(view: View) -> View:
    """Let in who may appoint somewhere; say why not to others."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not visit_of(request).may(staff.ACTION):
            return not_allowed(request, _("Only an administrator keeps users and posts."))
        try:
            return view(request, *args, **kwargs)
        except NotAllowed:
            return not_allowed(
                request, _("This person also holds a post outside your unit. Ask the administrator above.")
            )  # fmt: skip

    return officer(guarded)  # type: ignore[return-value]


@require_GET
@_administrator
def users(request: HttpRequest) -> HttpResponse:
    """List who works in the unit and below, with the posts of today."""
    visit = visit_of(request)
    asked = request.GET.get("tim", "").strip()[:80]
    page = Paginator(staff.named(visit, asked), PAGE).get_page(request.GET.get("trang"))
    shown = {"page": page, "members": staff.members(list(page), visit), "asked": asked}
    return render(request, "desk/users/users.html", shown)


@require_http_methods(["GET", "POST"])
@_administrator
def add_user(request: HttpRequest) -> HttpResponse:
    """Make an account with its first post; the person sets the password by a link, or where no e-mail can be sent, it
    is shown once."""
    visit = visit_of(request)
    form = forms.Add(request.POST or None, today=visit.on, units=_units(visit))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        is_mailed = links.can_be_sent(typed["email"])
        try:
            user, password = actions.admit(
                full_name=typed["full_name"], email=typed["email"], phone=typed["phone"],
                role=Role(typed["role"]), unit=typed["unit"], since=typed["since"], by=visit.user, at=visit.at,
                is_shown=not is_mailed, body=_body(typed),
            )  # fmt: skip
        except actions.AlreadyKnown as reason:
            sentences = {"email": _("Somebody already logs in with this e-mail."), "phone": _("Somebody already logs in with this phone.")}  # fmt: skip
            form.add_error(str(reason), sentences[str(reason)])
        else:
            telling.of_access(user, visit)
            if is_mailed:
                return _link_sent(request, user)
            return _password_once(request, user, password)
    return render(request, "desk/users/add.html", {"form": form})


def _body(typed: Mapping[str, Any]) -> Body | None:
    """Return the body a partner stands for."""
    return Body(typed["body"]) if typed["body"] else None


@require_http_methods(["GET", "POST"])
@_administrator
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one user and the posts of all times within reach; give another post."""
    visit = visit_of(request)
    found = _load(pk, visit)
    form = forms.Appoint(request.POST or None, today=visit.on, units=_units(visit))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            given = actions.appoint(
                user=found, role=Role(typed["role"]), unit=typed["unit"], since=typed["since"],
                body=_body(typed), by=visit.user, at=visit.at,
            )  # fmt: skip
        except actions.Oneself:
            form.add_error(None, _("Nobody gives a post to themselves. Ask another administrator, or whoever runs the server."))  # fmt: skip
        except actions.AlreadyHolds:
            form.add_error("role", _("%(name)s holds this post already.") % {"name": found})
        else:
            telling.of_posts(found, visit)
            telling.of_access(found, visit, by_post=given)
            messages.success(request, _("The post is given."))
            return redirect("desk:user", pk=pk)
    posts = Post.objects.filter(user=found, unit__in=staff.units_below(visit))
    shown = {
        "found": found,
        "form": form,
        "posts": [
            (post, post.until is not None and post.until <= visit.on)
            for post in posts.select_related("unit").order_by("-since", "-pk")
        ],
        "is_oneself": found.pk == visit.user.pk,
        "is_mailed": links.can_be_sent(found.email),
        "reads": queries.reading_posts(found, visit.on).exists(),
    }
    return render(request, "desk/users/user.html", shown)


@require_http_methods(["GET", "POST"])
@_administrator
def relieve(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """End a post."""
    visit = visit_of(request)
    held = get_object_or_404(
        Post.objects.select_related("unit", "user"),
        pk=post, user=pk, unit__in=staff.units_below(visit),
    )  # fmt: skip
    form = forms.Relieve(request.POST or None, today=visit.on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.relieve(post=held, until=form.cleaned_data["until"], by=visit.user, at=visit.at)
        except actions.EndsTooEarly:
            form.add_error("until", _("The post began on %(on)s and cannot end before.") % {"on": f"{held.since:%d/%m/%Y}"})  # fmt: skip
        except actions.LastAdministrator:
            form.add_error(None, _("You are the last administrator of %(unit)s. Appoint another one first.") % {"unit": held.unit})  # fmt: skip
        else:
            telling.of_posts(held.user, visit)
            messages.success(request, _("The post ends."))
            return redirect("desk:user", pk=pk)
    return render(request, "desk/users/relieve.html", {"form": form, "held": held})


@require_POST
@_administrator
def account(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Close or open an account, or have its password set anew."""
    visit = visit_of(request)
    found = _load(pk, visit)
    if what == "mat-khau":
        return _renew_password(request, found, visit)
    if what == "khoa":
        try:
            actions.close_account(user=found, by=visit.user, at=visit.at)
            messages.success(
                request, _("The account is closed. What the person did stays on record.")
            )
        except actions.Oneself:
            messages.error(request, _("You cannot close your own account."))
    elif what == "mo":
        _open_again(request, found, visit)
    else:
        raise Http404
    return redirect("desk:user", pk=pk)


def _open_again(request: HttpRequest, found: User, visit: Visit) -> None:
    try:
        actions.open_account(user=found, by=visit.user, at=visit.at)
        messages.success(request, _("The account is open again."))
    except actions.Forgotten:
        messages.error(request, _("The e-mail and phone were deleted after the last post ended. Make a new account for this person."))  # fmt: skip


def _renew_password(request: HttpRequest, found: User, visit: Visit) -> HttpResponse:
    """Send a link to the person's own e-mail; where that cannot be, show a new password of who reads no report."""
    is_mailed = links.can_be_sent(found.email)
    try:
        password = actions.renew_password(
            user=found, by=visit.user, at=visit.at, is_shown=not is_mailed
        )
    except actions.OnlyTheirOwn:
        messages.error(
            request, _("This person reads reports, so nobody else may know the password. Ask whoever runs the server.")
        )  # fmt: skip
        return redirect("desk:user", pk=found.pk)
    telling.of_password(found, visit)
    telling.of_access(found, visit)
    return _link_sent(request, found) if is_mailed else _password_once(request, found, password)


def _link_sent(request: HttpRequest, found: User) -> HttpResponse:
    try:
        links.send(request, found)
    except OSError:  # also smtplib's own errors
        messages.error(request, _("The e-mail with the link could not be sent. The account has no password until it is: send it again later."))  # fmt: skip
    else:
        messages.success(
            request, _("A link to set a password went to %(email)s. It works once.") % {"email": found.email}
        )  # fmt: skip
    return redirect("desk:user", pk=found.pk)


def _load(pk: int, visit: Visit) -> User:
    """Return a user who holds or held a post within reach; nobody else exists here."""
    known = User.objects.filter(posts__unit__in=staff.units_below(visit)).distinct()
    return get_object_or_404(known, pk=pk)


def _units(visit: Visit) -> QuerySet[Unit]:
    return staff.units_below(visit).filter(valid_to=None).order_by("path", "pk")


def _password_once(request: HttpRequest, found: User, password: str) -> HttpResponse:
    response = render(request, "desk/users/password.html", {"found": found, "password": password})
    response["Cache-Control"] = "no-store"
    return response
