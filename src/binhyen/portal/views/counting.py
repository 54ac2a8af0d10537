"""How we count: every figure of the house with its unit, what it rests on and its definition, for anybody to read."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from binhyen.figures import registry
from binhyen.figures.changes import LEAST_BASE
from binhyen.figures.measures import BASES, GROUPS, MEASURES
from binhyen.figures.rules import LEAST_SHOWN


@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """Show the definition of every figure, room by room."""
    order = list(GROUPS)
    figures = sorted(registry.all_figures(), key=lambda each: order.index(each.group))
    return render(
        request,
        "portal/how_we_count.html",
        {
            "rooms": [
                (
                    GROUPS[room],
                    [(each, MEASURES[each.measure], BASES[each.basis]) for each in found],
                )
                for room, found in groupby(figures, key=lambda each: each.group)
            ],
            "count": len(figures),
            "least_shown": LEAST_SHOWN,
            "least_base": LEAST_BASE,
        },
    )
