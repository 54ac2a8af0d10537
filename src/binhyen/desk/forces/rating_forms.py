"""What is typed to rate the teams of a commune: a line for each team, and the papers of the meeting and the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.core import text, typed
from binhyen.desk import fields
from binhyen.desk.decisions.field import ByDecision
from binhyen.forces import actions, conditions, rules
from binhyen.forces.models import WHY_LENGTH, Level, RatingLine, RatingSheet, Team

_LEVELS = [("", _("not rated")), *Level.choices]
_MOST = 200
MEMBERS = ("excellent", "good", "completed", "not_completed", "not_rated")


def _why(label: Any, help_text: Any) -> forms.CharField:
    return typed.Words(label=label, required=False, max_length=WHY_LENGTH, help_text=help_text)


def _members(label: Any) -> forms.IntegerField:
    return fields.count(label, min_value=0, max_value=_MOST, required=False)


class Line(forms.Form):
    """What is proposed for one team."""

    mark_optional = False

    level = forms.ChoiceField(label=_("Level of the team"), choices=_LEVELS, required=False)
    is_under_proceedings = forms.BooleanField(
        label=_("Under complaint or denunciation proceedings: not rated"), required=False
    )
    proceedings_paper = fields.number(
        _("Number of the paper on the proceedings"),
        required=False,
        help_text=_("Only the number, nothing of what it is about."),
    )
    leader = forms.ChoiceField(
        label=_("Level of the leader or acting leader"), choices=_LEVELS, required=False
    )
    leader_moved_why = _why(
        _("Why the leader may stand above the team"),
        _("Only for a leader newly transferred whose rating is not about this team."),
    )
    excellent = _members(_("Members rated excellent"))
    good = _members(_("Members rated good"))
    completed = _members(_("Members rated completed"))
    not_completed = _members(_("Members rated not completed"))
    not_rated = _members(_("Members not rated"))
    paper_1 = fields.number(_("Paper for condition 1"), required=False)
    paper_3 = fields.number(_("Paper for condition 3"), required=False)
    paper_6 = fields.number(_("Paper for condition 6"), required=False)
    paper_7 = fields.number(_("Paper for condition 7"), required=False)
    unmet_why = _why(
        _("Why the team is excellent all the same"),
        _("Where a condition that is computed is not met. The reason stays for ever."),
    )

    def __init__(
        self, team: Team, data: Any = None, *, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, prefix=f"to{team.pk}", initial=initial)
        self.team = team
        self.fields["level"].widget.attrs["data-by-level"] = ""
        for name in ("excellent", "good"):
            self.fields[name].widget.attrs["data-by-members"] = name

    def line(self) -> actions.Line:
        """Return what was typed as the act takes it; what is wrong counts as not typed."""
        said = getattr(self, "cleaned_data", {})
        return actions.Line(
            team=self.team,
            level=_level(said.get("level")),
            is_under_proceedings=bool(said.get("is_under_proceedings")),
            proceedings_paper=said.get("proceedings_paper") or "",
            leader=_level(said.get("leader")),
            leader_moved_why=said.get("leader_moved_why") or "",
            members=actions.Members(**{name: said.get(name) or 0 for name in MEMBERS}),
            papers={no: said.get(f"paper_{no}") or "" for no in conditions.ATTESTED},
            unmet_why=said.get("unmet_why") or "",
        )


def _level(value: str | None) -> Level | None:
    return Level(value) if value else None


def initial_of(line: RatingLine) -> dict[str, object]:
    """Return a line that was kept as the form shows it."""
    members = {name: getattr(line, f"members_{name}") or None for name in MEMBERS}
    papers = {f"paper_{no}": getattr(line, f"paper_{no}") for no in conditions.ATTESTED}
    return {
        "level": line.level, "is_under_proceedings": line.is_under_proceedings,
        "proceedings_paper": line.proceedings_paper, "leader": line.leader_level,
        "leader_moved_why": line.leader_moved_why, "unmet_why": line.unmet_why, **members, **papers,
    }  # fmt: skip


class Papers(ByDecision):
    """Minutes and decision; a draft may do without any of them."""

    mark_optional = False
    signer_field = "chair"
    NEEDED = (
        "minutes_number", "met_on", "present", "votes_for", "votes_against", "decision_number", "decided_on", "chair",
    )  # fmt: skip

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    minutes_number = fields.number(_("Number of the minutes"))
    met_on = fields.day(_("Day of the meeting"))
    present = fields.count(_("Present"), min_value=1, max_value=_MOST)
    votes_for = fields.count(_("Votes for"), min_value=0, max_value=_MOST)
    votes_against = fields.count(_("Votes against"), min_value=0, max_value=_MOST)
    chair = forms.CharField(
        label=_("Chair of the commune who decided"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    replaces = fields.number(_("Number of the decision that this one replaces"))

    def __init__(self, *args: Any, decides: bool, old: RatingSheet | None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.NEEDED:
            self.fields[name].required = decides
        if old is None:
            del self.fields["replaces"]
        else:
            self.fields["replaces"].required = decides

    def clean(self) -> dict[str, Any]:
        """Refuse more votes than people."""
        cleaned = super().clean() or {}
        present, votes = cleaned.get("present"), _votes(cleaned)
        if present is not None and not rules.votes_fit(present, *votes):
            self.add_error("present", MORE_VOTES)
        return cleaned

    def minutes(self) -> actions.Minutes:
        """Return the minutes as the act takes them."""
        said = self.cleaned_data
        return actions.Minutes(
            number=said.get("minutes_number") or "", met_on=said.get("met_on"),
            present=said.get("present"), votes_for=said.get("votes_for"), votes_against=said.get("votes_against"),
        )  # fmt: skip

    def decision(self) -> actions.Decision:
        """Return the decision as the act takes it."""
        said = self.cleaned_data
        return actions.Decision(
            said["decision_number"], said["decided_on"], said["chair"], said.get("replaces") or ""
        )

    def when_seen(self) -> datetime | None:
        """Return when the draft was read that this page shows."""
        try:
            return datetime.fromisoformat(self.cleaned_data.get("seen") or "")
        except ValueError:
            return None


MORE_VOTES = _("More voted than were present. Put right the numbers of the minutes.")


def _votes(cleaned: dict[str, Any]) -> tuple[int, int]:
    return cleaned.get("votes_for") or 0, cleaned.get("votes_against") or 0


@dataclass(frozen=True)
class Places:
    """How many are good and excellent, and how many more may be excellent: below zero, too many are."""

    good: int
    excellent: int

    @property
    def allowed(self) -> int:
        """How many may be excellent."""
        return rules.excellent_allowed(self.good)

    @property
    def left(self) -> int:
        """How many places are left."""
        return self.allowed - self.excellent


def places_of_teams(lines: Iterable[Line]) -> Places:
    """Return the places of teams by the levels chosen so far, right or wrong beside them."""
    chosen = [form["level"].value() for form in lines]
    return Places(chosen.count(Level.GOOD.value), chosen.count(Level.EXCELLENT.value))


def places_of_members(lines: Iterable[Line]) -> Places:
    """Return the places of members by the numbers typed so far."""
    forms_ = list(lines)
    return Places(
        *(sum(whole(form[name].value()) for form in forms_) for name in ("good", "excellent"))
    )


def whole(value: object) -> int:
    """Return a number as it was typed, zero for anything else."""
    return text.whole(str(value or "").strip(), most_digits=4) or 0
