"""Which campaigns a visitor sees, and why an act on one is refused, as a sentence beside its field."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.desk import days
from binhyen.desk.campaigns import forms
from binhyen.desk.officers import unit_for
from binhyen.desk.posts import Visit
from binhyen.newsroom import actions, queries
from binhyen.newsroom.models import Campaign
from binhyen.people import policy
from binhyen.places.models import LOCAL_LEVELS, Level, Unit

RUN, READ, LIST = (
    "newsroom.run_campaigns",
    "newsroom.read_campaigns",
    "newsroom.list_campaigns",
)
#: What planning and changing may raise.
REFUSED = (actions.AlreadyThere, actions.NotHere, actions.Outrun, actions.Over, *days.REFUSED)
#: What noting an activity may raise.
NOT_NOTED = (
    actions.AlreadyThere, actions.FewerReached, actions.InTheFuture, actions.NotHere, actions.OutsideDays, *days.REFUSED,
)  # fmt: skip


def unit_asked(visitor: Visit, unit_id: str | None) -> tuple[Unit, set[str] | None]:
    """Return the unit whose campaigns are meant, and for a partner the bodies whose campaigns it reads; None is all.

    A school, an area or an enterprise reads the campaigns of its commune.
    """
    if visitor.may(READ):
        return unit_for(visitor, unit_id, action=READ), None
    posts = policy.posts_granting(visitor.user, LIST, on=visitor.on)
    if not posts:
        raise PermissionDenied(_("Your post does not allow this step."))
    if unit_id in (None, ""):
        post = visitor.post if visitor.post in posts else posts[0]
        is_below = post.unit.level in LOCAL_LEVELS and post.unit.parent
        unit = post.unit.parent if is_below and post.unit.parent else post.unit
    else:
        unit = get_object_or_404(Unit, pk=text.whole(str(unit_id)))
    stands = queries.stands_of(visitor.user, unit, on=visitor.on)
    if not stands:
        raise Http404
    return unit, {stand.body.value for stand in stands}


def commune_of(visitor: Visit) -> Unit:
    """Return the commune for which the visitor plans campaigns; what is no commune has no page for its residents."""
    unit = unit_for(visitor, None, action=RUN)
    if unit.level != Level.COMMUNE:
        raise Http404
    return unit


def campaign_of(visitor: Visit, pk: int) -> Campaign:
    """Return a campaign that the visitor reads; any other does not exist for them."""
    found = Campaign.objects.filter(pk=pk).select_related("unit__parent").first()
    if found is None or not queries.may_read(visitor.user, found, on=visitor.on):
        raise Http404
    return found


def stands_of(visitor: Visit, campaign: Campaign) -> list[queries.Stand] | None:
    """Return for which partners the visitor reads the campaign; None where they read all of it by office."""
    if visitor.may(READ, campaign):
        return None
    return queries.stands_in(visitor.user, campaign, on=visitor.on)


def own_campaign(visitor: Visit, pk: int) -> Campaign:
    """Return a campaign that the visitor runs. Raises NotAllowed where they only read it."""
    found = campaign_of(visitor, pk)
    policy.require(visitor.user, RUN, found, on=visitor.on)
    return found


def places_of(campaign: Campaign) -> list[Unit]:
    """Return where an activity may have been: the unit, then its areas and organisations."""
    below = Unit.objects.filter(parent=campaign.unit, level__in=LOCAL_LEVELS)
    below = below.exclude(valid_to__lte=campaign.since).exclude(valid_from__gte=campaign.until)
    return [campaign.unit, *below.order_by("level", "sort_key", "pk")]


def tell(form: Form, reason: Exception) -> None:
    """Put the sentence into the form of the plan; what was typed stays there."""
    if isinstance(reason, days.REFUSED):
        days.tell(form, reason, "since")
    elif isinstance(reason, actions.AlreadyThere):
        form.add_error("since", _("A campaign on this topic begins on that day already."))
    elif isinstance(reason, actions.NotHere):
        form.add_error("areas", _("%(unit)s is not an area of the unit.") % {"unit": reason})
    elif isinstance(reason, actions.Over):
        form.add_error(None, _("The campaign is over: its plan changes no more."))
    else:
        form.add_error(
            None,
            _("A colleague changed the campaign meanwhile. Open it again and enter your change."),
        )


def tell_note(form: forms.Note, reason: Exception, campaign: Campaign) -> None:
    """Put the sentence into the form of the activity."""
    if isinstance(reason, days.REFUSED):
        days.tell(form, reason, "held_on")
    elif isinstance(reason, actions.InTheFuture):
        form.add_error("held_on", _("This day has not come yet."))
    elif isinstance(reason, actions.OutsideDays):
        form.add_error("held_on", _outside(campaign))
    elif isinstance(reason, actions.FewerReached):
        form.add_error("reached", _("Whoever came was reached: fewer cannot have been."))
    elif isinstance(reason, actions.NotHere):
        form.add_error("area", _("%(unit)s is not an area of the unit.") % {"unit": reason})
    elif isinstance(form, forms.OwnNote):
        form.add_error(
            None, _("Your organisation noted the same activity for that day and place already. To correct it, tell the commune.")
        )  # fmt: skip
    else:
        form.add_error(
            None, _("The same activity is noted for that day and place already. Take it back to correct it.")
        )  # fmt: skip


def _outside(campaign: Campaign) -> str:
    if not campaign.is_public:
        return _("Activities are noted once the campaign was begun.")
    return _("The campaign goes from %(since)s to %(last)s.") % {
        "since": date_format(campaign.since, "d/m/Y"),
        "last": date_format(campaign.last_day, "d/m/Y"),
    }
