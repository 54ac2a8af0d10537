"""Pages on which an administrator gives and ends posts, opens and closes accounts."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.desk.users import forms, staff
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import actions
from binhyen.people.models import Post, Role, User
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
    """Make an account with its first post; its password is shown once."""
    visit = visit_of(request)
    form = forms.Add(request.POST or None, today=visit.on, units=_units(visit))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            user, password = actions.admit(
                full_name=typed["full_name"], email=typed["email"], phone=typed["phone"],
                role=Role(typed["role"]), unit=typed["unit"], since=typed["since"], by=visit.user, at=visit.at,
            )  # fmt: skip
        except actions.AlreadyKnown as reason:
            sentences = {"email": _("Somebody already logs in with this e-mail."), "phone": _("Somebody already logs in with this phone.")}  # fmt: skip
            form.add_error(str(reason), sentences[str(reason)])
        else:
            return _password_once(request, user, password)
    return render(request, "desk/users/add.html", {"form": form})


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
            actions.appoint(
                user=found, role=Role(typed["role"]), unit=typed["unit"], since=typed["since"],
                by=visit.user, at=visit.at,
            )  # fmt: skip
        except actions.Oneself:
            form.add_error(None, _("Nobody gives a post to themselves. Ask another administrator, or whoever runs the server."))  # fmt: skip
        except actions.AlreadyHolds:
            form.add_error("role", _("%(name)s holds this post already.") % {"name": found})
        else:
            _tell(found, visit)
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
            _tell(held.user, visit)
            messages.success(request, _("The post ends."))
            return redirect("desk:user", pk=pk)
    return render(request, "desk/users/relieve.html", {"form": form, "held": held})


@require_POST
@_administrator
def account(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Close or open an account, or give it a new password that is shown once."""
    visit = visit_of(request)
    found = _load(pk, visit)
    if what == "mat-khau":
        password = actions.renew_password(user=found, by=visit.user, at=visit.at)
        return _password_once(request, found, password)
    if what == "khoa":
        try:
            actions.close_account(user=found, by=visit.user, at=visit.at)
            messages.success(
                request, _("The account is closed. What the person did stays on record.")
            )
        except actions.Oneself:
            messages.error(request, _("You cannot close your own account."))
    elif what == "mo":
        actions.open_account(user=found, by=visit.user, at=visit.at)
        messages.success(request, _("The account is open again."))
    else:
        raise Http404
    return redirect("desk:user", pk=pk)


def _tell(user: User, visit: Visit) -> None:
    """Tell whose posts were changed by somebody else."""
    to = [] if user.pk == visit.user.pk else [user]
    notices.tell(to=to, what=What.POSTS, subject="", at=visit.at)


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
