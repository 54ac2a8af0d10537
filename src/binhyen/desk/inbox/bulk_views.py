"""One act on many matters: choose, look at what will happen, order, undo, see what came of it."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.core import text
from binhyen.desk import targets
from binhyen.desk.inbox import page
from binhyen.desk.inbox.bulk_forms import LABELS, Bulk
from binhyen.desk.inbox.forms import Filter
from binhyen.desk.inbox.views import of_the_unit
from binhyen.desk.posts import Visit, visit_of
from binhyen.matters import actions, bulk, inbox
from binhyen.matters.bulk import Item, Why
from binhyen.matters.models import BulkOrder, Matter, Stage
from binhyen.matters.workflow import Act

WHY: dict[str, Promise] = {
    Why.CHANGED: gettext_lazy("somebody worked on it meanwhile; look again"),
    Why.STATE: gettext_lazy("this step does not follow from its state"),
    Why.RESTRICTED: gettext_lazy("restricted: you may not read it"),
    Why.NOT_ALLOWED: gettext_lazy("your post does not allow this step on it"),
    Why.TARGET: gettext_lazy("it cannot go to whom you chose"),
    Why.NOTHING: gettext_lazy("it is so already"),
    Why.GONE: gettext_lazy("the unit does not keep it any more"),
}


@of_the_unit
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Ask what to do, show what would happen to which matter, and take the order."""
    visit = visit_of(request)
    typed = request.POST if request.method == "POST" else request.GET
    seen = _seen(typed.getlist("thay")) or _chosen(request, visit)
    if not seen:
        messages.warning(request, _("Select at least one matter first."))
        return redirect(reverse("desk:inbox") + Filter(request.GET, visit=visit).address())
    assert visit.unit is not None  # noqa: S101  (asked by of_the_unit)
    form = Bulk(
        request.POST if request.method == "POST" else None,
        initial=request.GET.dict(),
        offered=targets.of(visit.unit, visit.on),
    )
    items = _items(form, seen, visit) if request.method == "POST" and form.is_valid() else None
    if items is not None and "dong_y" in request.POST:
        answer = _order(request, form, seen, visit)
        if answer is not None:
            return answer
    return render(request, "desk/inbox/bulk.html", _shown(form, items, seen, visit))


def _shown(
    form: Bulk, items: list[Item] | None, seen: dict[int, int], visit: Visit
) -> dict[str, object]:
    assert visit.unit is not None  # noqa: S101  (asked by of_the_unit)
    who = inbox.looker(visit.user, visit.unit, visit.on)
    asked = inbox.Asked(visit.unit, inbox.Filters(), who, visit.at)
    kept = [item for item in items or [] if not item.why]
    left = [item for item in items or [] if item.why]
    return {
        "form": form,
        "has_preview": items is not None,
        "n": len(seen),
        "seen": [f"{key}.{version}" for key, version in seen.items()],
        "kept": page.rows_of([item.matter for item in kept], asked),
        "left": [
            (row, WHY[item.why])
            for item, row in zip(left, page.rows_of([i.matter for i in left], asked), strict=True)
        ],
        "label": LABELS[Act(form.cleaned_data["viec"])] if items is not None else "",
        "to_whom": _to_whom(form) if items is not None else "",
        "undo_seconds": settings.UNDO_SECONDS,
    }


def _to_whom(form: Bulk) -> str:
    """Return the name of whom they are assigned to, if that is what is done."""
    typed = form.cleaned_data
    names = dict(form.fields["to"].choices)  # type: ignore[attr-defined]
    return str(names[typed["to"]]) if typed["viec"] == Act.ASSIGN.value else ""


def _items(form: Bulk, seen: dict[int, int], visit: Visit) -> list[Item]:
    assert visit.unit is not None  # noqa: S101
    return bulk.preview(
        Act(form.cleaned_data["viec"]),
        list(seen),
        unit=visit.unit,
        user=visit.user,
        on=visit.on,
        severity=form.cleaned_data["severity"],
        to=form.cleaned_data["to"],
    )


def _seen(written: Sequence[str]) -> dict[int, int]:
    """Return key and version of what was shown, as the preview wrote them; what it did not write is nothing."""
    pairs = (one.partition(".") for one in written[: bulk.MOST_AT_ONCE])
    read = [(text.whole(key), text.whole(version)) for key, _dot, version in pairs]
    return {key: version for key, version in read if key is not None and version is not None}


def _chosen(request: HttpRequest, visit: Visit) -> dict[int, int]:
    """Return what was ticked, or all that fits the filter up to the most that is done at once."""
    assert visit.unit is not None  # noqa: S101
    if "tat_ca" in request.GET:
        asked = page.asked_of(Filter(request.GET, visit=visit), visit)
        return {one.pk: one.version for one in inbox.all_of(asked, most=bulk.MOST_AT_ONCE)}
    ticked = request.GET.getlist("chon")[: bulk.MOST_AT_ONCE]
    rows = Matter.objects.filter(keeper=visit.unit, reference__in=ticked)
    return dict(rows.order_by("due_at", "pk").values_list("pk", "version"))


def _order(
    request: HttpRequest, form: Bulk, seen: dict[int, int], visit: Visit
) -> HttpResponse | None:
    assert visit.unit is not None  # noqa: S101
    try:
        kept = actions.order(
            order=form.order(),
            unit=visit.unit,
            seen=list(seen.items()),
            wait=timedelta(seconds=settings.UNDO_SECONDS),
            by=visit.user,
            at=visit.at,
        )
    except actions.NothingToDo:
        form.add_error(None, _("Of the matters you selected, none can be done. Choose another step or others."))  # fmt: skip
        return None
    return redirect("desk:bulk_order", pk=kept.pk)


def _own(request: HttpRequest, pk: int) -> BulkOrder:
    visit = visit_of(request)
    return get_object_or_404(BulkOrder, pk=pk, by=visit.user, unit=visit.unit)


@of_the_unit
@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an order of one's own: how long it can be undone, then what came of each matter."""
    visit = visit_of(request)
    kept = _own(request, pk)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"stage": kept.stage, "progress": kept.progress})
    rows = Matter.objects.select_related("area", "handler").in_bulk([key for key, _v in kept.items])
    done = [
        (rows[key].reference, WHY.get(why, ""))
        for (key, _version), why in zip(kept.items, kept.results, strict=False)
        if key in rows
    ]
    shown = {
        "order": kept,
        "label": LABELS[Act(kept.act)],
        "n": len(kept.items),
        "seconds": max(0, round((kept.due_at - visit.at).total_seconds())),
        "is_waiting": kept.stage == Stage.WAITING and kept.due_at > visit.at,
        "is_on_its_way": kept.stage in {Stage.WAITING, Stage.RUNNING},
        "done": [reference for reference, why in done if not why],
        "not_done": [(reference, why) for reference, why in done if why],
    }
    return render(request, "desk/inbox/bulk_order.html", shown)


@of_the_unit
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own order back while it waits."""
    visit = visit_of(request)
    kept = _own(request, pk)
    try:
        actions.undo_order(order=kept, by=visit.user, at=visit.at)
        messages.success(request, _("Undone: no matter was changed."))
    except actions.TooLate:
        messages.warning(request, _("It is too late to undo: the worker has begun."))
    return redirect("desk:bulk_order", pk=kept.pk)
