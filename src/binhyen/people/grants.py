"""The whole of who may do what, on one page.

An action is granted to roles within a reach of the post's unit. What is not granted here is refused. An
administrator runs the house and reads no report's content; an auditor reads the trail and no content either.
"""

from dataclasses import dataclass
from enum import Enum

from binhyen.people.models import Role

POLICE = frozenset({Role.DUTY_OFFICER, Role.CHIEF})
COMMITTEE = frozenset({Role.SECRETARY, Role.HEAD})
#: Whoever serves the State here; a partner (the Front, a union, a school) sees the plan and nothing else.
STAFF = frozenset(Role) - {Role.PARTNER}


class Reach(Enum):
    """How far from the post's unit a grant carries."""

    HERE = "the unit itself"
    BELOW = "units strictly below"
    HERE_OR_BELOW = "the unit and all below"
    ANYWHERE = "the whole house"


@dataclass(frozen=True)
class Grant:
    """Roles that may do an action, and how far it carries."""

    roles: frozenset[Role]
    reach: Reach


def _to(*roles: Role, reach: Reach) -> tuple[Grant, ...]:
    return (Grant(frozenset(roles), reach),)


_POLICE_HERE = (Grant(POLICE, Reach.HERE),)
_COMMITTEE_HERE = (Grant(COMMITTEE | {Role.CHIEF}, Reach.HERE),)
_ABOVE_DECIDES = _to(Role.APPRAISER, Role.HEAD, reach=Reach.BELOW)

GRANTS: dict[str, tuple[Grant, ...]] = {
    # places, people, audit
    "places.add_unit": _to(Role.ADMINISTRATOR, Role.SECRETARY, Role.CHIEF, reach=Reach.HERE),
    "people.appoint": _to(Role.ADMINISTRATOR, reach=Reach.HERE_OR_BELOW),
    "audit.read": _to(Role.AUDITOR, reach=Reach.ANYWHERE),
    # notices: everybody with a post has some, and everybody only the own
    "notices.own": _to(*Role, reach=Reach.HERE),
    # reports and matters: the police of the unit that holds the file; the team of the residential area
    "reports.read": _POLICE_HERE,
    "reports.answer": _POLICE_HERE,
    "reports.reveal_identity": _to(Role.CHIEF, reach=Reach.HERE),
    "matters.receive": _POLICE_HERE,
    "matters.read": (*_POLICE_HERE, *_to(Role.TEAM_MEMBER, reach=Reach.HERE)),
    "matters.read_restricted": _to(Role.CHIEF, reach=Reach.HERE),
    "matters.triage": _POLICE_HERE,
    "matters.take_in_hand": _POLICE_HERE,
    "matters.note": (*_POLICE_HERE, *_to(Role.TEAM_MEMBER, reach=Reach.HERE)),
    "matters.add_photo": (*_POLICE_HERE, *_to(Role.TEAM_MEMBER, reach=Reach.HERE)),
    "matters.report_done": (*_POLICE_HERE, *_to(Role.TEAM_MEMBER, reach=Reach.HERE)),
    "matters.settle": _POLICE_HERE,
    "matters.propose": _POLICE_HERE,
    "matters.answer_proposal": _POLICE_HERE,
    "matters.refer": _POLICE_HERE,
    "matters.merge": _POLICE_HERE,
    "matters.split": _POLICE_HERE,
    "matters.set_aside": _POLICE_HERE,
    "matters.reopen": _POLICE_HERE,
    "matters.close": _POLICE_HERE,
    "matters.import": _POLICE_HERE,
    "matters.export": _POLICE_HERE,
    "matters.save_filter": _POLICE_HERE,
    "matters.drop_shared_filter": _to(Role.CHIEF, reach=Reach.HERE),
    # who works on it: any officer of the unit gives a matter out; crews and rules are the chief's to make
    "matters.assign": _POLICE_HERE,
    "matters.transfer": _POLICE_HERE,
    "matters.give_part": _POLICE_HERE,
    "matters.end_part": (*_POLICE_HERE, *_to(Role.TEAM_MEMBER, reach=Reach.HERE)),
    "matters.manage_crews": _to(Role.CHIEF, reach=Reach.HERE),
    # the clocks of a matter, and what a unit says of them
    "matters.time": _POLICE_HERE,
    "matters.set_clocks": _to(Role.ADMINISTRATOR, Role.CHIEF, reach=Reach.HERE),
    # mediation: the unit asks, whoever was asked mediates; the committee knows only how many disputes grow hot
    "matters.ask_mediation": _POLICE_HERE,
    "matters.mediate": _to(Role.MEDIATOR, reach=Reach.HERE),
    "matters.count_prolonged": _COMMITTEE_HERE,
    "matters.hand_over": _to(Role.ADMINISTRATOR, Role.CHIEF, reach=Reach.HERE_OR_BELOW),
    # hot spots: whoever works in the unit sees where; the police deal with them, the chief says how soon to be warned
    "hotspots.read": (Grant(COMMITTEE | POLICE, Reach.HERE),),
    "hotspots.handle": _POLICE_HERE,
    "hotspots.set_watch": _to(Role.ADMINISTRATOR, Role.CHIEF, reach=Reach.HERE),
    # after a merger: what the old units kept goes to where the administrator keeps house
    "mergers.hand_over": _to(Role.ADMINISTRATOR, reach=Reach.HERE_OR_BELOW),
    # periodic reports: the committee writes and sends, whoever reads the matters chooses the notable ones, the level above
    # reads what was sent
    "periodic.read": (Grant(COMMITTEE | POLICE, Reach.HERE),),
    "periodic.write": _COMMITTEE_HERE,
    "periodic.choose": _POLICE_HERE,
    "periodic.send": _COMMITTEE_HERE,
    "periodic.receive": _to(Role.SECRETARY, Role.HEAD, Role.CHIEF, reach=Reach.BELOW),
    "periodic.set_timing": _to(
        Role.ADMINISTRATOR, Role.SECRETARY, Role.HEAD, reach=Reach.HERE
    ),
    # the posters of the notice boards
    "documents.print_posters": _to(*POLICE, *COMMITTEE, Role.ADMINISTRATOR, reach=Reach.HERE),
    # papers: who drafts does not check; whoever keeps the register checks the form, numbers and issues
    "documents.read": _to(*POLICE, *COMMITTEE, Role.ADMINISTRATOR, reach=Reach.HERE),
    "documents.draft": _to(*POLICE, *COMMITTEE, reach=Reach.HERE),
    "documents.check_content": _COMMITTEE_HERE,
    "documents.sign": _to(Role.HEAD, Role.CHIEF, reach=Reach.HERE),
    "documents.keep_register": _to(Role.SECRETARY, Role.ADMINISTRATOR, reach=Reach.HERE),
    # a province's own text of papers; the act takes it from a province alone
    "documents.word": _to(Role.ADMINISTRATOR, reach=Reach.HERE),
    "documents.set_up_issuer": _to(Role.SECRETARY, Role.HEAD, reach=Reach.HERE),
    # how well suggestions do, in counts of five or more; no matter's text
    "matters.see_model": _to(Role.ADMINISTRATOR, reach=Reach.HERE),
    "matters.train_model": _to(Role.ADMINISTRATOR, reach=Reach.HERE),
    # figures: police totals are stated by the police, of the unit or above it
    "figures.read": _to(*STAFF, reach=Reach.HERE_OR_BELOW),
    "figures.state_total": _to(Role.CHIEF, reach=Reach.HERE_OR_BELOW),
    # a year is closed by the unit, and opened again by the level above; the own head where nobody above works in the house
    "figures.close_year": _COMMITTEE_HERE,
    "figures.reopen_year": _to(Role.HEAD, Role.SECRETARY, Role.CHIEF, reach=Reach.BELOW),
    "figures.reopen_own_year": _to(Role.HEAD, reach=Reach.HERE),
    # forces, movement
    "forces.manage": (
        Grant(COMMITTEE | {Role.CHIEF}, Reach.HERE),
    ),
    # who serves by name: the committee and the police of the commune, and nobody above; a member reads the own page
    "forces.read_members": (
        Grant(COMMITTEE | POLICE, Reach.HERE),
    ),
    "forces.log_patrol": _to(Role.TEAM_MEMBER, reach=Reach.HERE_OR_BELOW),
    "forces.read_patrols": (
        Grant(COMMITTEE | POLICE, Reach.HERE),
    ),
    "forces.log_duty": (
        Grant(COMMITTEE | POLICE, Reach.HERE),
        Grant(frozenset({Role.TEAM_MEMBER}), Reach.HERE_OR_BELOW),
    ),
    "forces.read_duties": (Grant(COMMITTEE | POLICE, Reach.HERE),),
    # surveys of the force: results are totals, what was proposed in words is the committee's to read
    "forces.survey": _COMMITTEE_HERE,
    "forces.type_in_survey": (
        Grant(COMMITTEE | POLICE, Reach.HERE),
    ),
    "forces.read_survey_words": _COMMITTEE_HERE,
    "movement.manage": _COMMITTEE_HERE,
    # pupils' violations as totals; what anybody then sees of them is suppressed
    "movement.count_pupils": _COMMITTEE_HERE,
    "movement.set_step_dates": _to(
        Role.ADMINISTRATOR, Role.SECRETARY, Role.HEAD, reach=Reach.HERE
    ),
    "movement.designate": _to(Role.SECRETARY, Role.HEAD, reach=Reach.HERE_OR_BELOW),
    # plans: the committee draws them up; whoever has a task of one reads it and says how far the task is
    "movement.plan": _COMMITTEE_HERE,
    "movement.read_plan": (
        Grant(COMMITTEE | {Role.CHIEF, Role.APPRAISER}, Reach.HERE_OR_BELOW),
        Grant(frozenset({Role.DUTY_OFFICER, Role.TEAM_MEMBER, Role.PARTNER}), Reach.HERE),
    ),
    "movement.report_own_task": _to(
        Role.DUTY_OFFICER, Role.TEAM_MEMBER, Role.PARTNER, *COMMITTEE, Role.CHIEF, reach=Reach.HERE
    ),
    # standards: the unit assesses itself, the level above appraises and decides
    "standards.read": _to(*STAFF, reach=Reach.HERE_OR_BELOW),
    "standards.assess": _COMMITTEE_HERE,
    # the baseline of a model unit: the unit itself, or the committee above that chose it
    "standards.survey": (*_COMMITTEE_HERE, *_to(Role.SECRETARY, Role.HEAD, reach=Reach.BELOW)),
    "standards.submit": _to(Role.HEAD, Role.SECRETARY, reach=Reach.HERE),
    "standards.attest_here": _to(Role.CHIEF, reach=Reach.HERE),
    # of an agency or a school its head, and for one that has nobody in the house the secretary of the commune
    "standards.attest_itself": (
        *_to(Role.HEAD, reach=Reach.HERE), *_to(Role.SECRETARY, reach=Reach.BELOW),
    ),
    "standards.attest_from_above": _to(Role.CHIEF, reach=Reach.BELOW),
    # of areas, agencies, enterprises and schools that have nobody with a post, the secretary of the commune writes down
    "standards.assess_for": _to(Role.SECRETARY, reach=Reach.BELOW),
    "standards.appraise": (*_ABOVE_DECIDES, *_to(Role.CHIEF, reach=Reach.BELOW)),
    "standards.decide": _ABOVE_DECIDES,
    # catalogues: the administrator loads them, and confirms each criterion against the signed text
    "standards.load": _to(Role.ADMINISTRATOR, reach=Reach.HERE),
    # a province's own sheets
    "standards.clone": _to(
        Role.ADMINISTRATOR, Role.APPRAISER, Role.SECRETARY, Role.HEAD, reach=Reach.HERE
    ),
    # newsroom: the editor writes and hands in, somebody who answers for the unit lets it out
    "newsroom.enter": _to(Role.EDITOR, Role.HEAD, Role.CHIEF, reach=Reach.HERE),
    "newsroom.edit": _to(Role.EDITOR, reach=Reach.HERE),
    "newsroom.approve": _to(Role.HEAD, Role.CHIEF, reach=Reach.HERE),
    # campaigns: the committee and whoever edits run them, the level above reads, a partner reads what it takes part in
    "newsroom.run_campaigns": (Grant(COMMITTEE | {Role.CHIEF, Role.EDITOR}, Reach.HERE),),
    "newsroom.read_campaigns": (
        Grant(COMMITTEE | {Role.CHIEF, Role.APPRAISER}, Reach.HERE_OR_BELOW),
        Grant(frozenset({Role.DUTY_OFFICER, Role.EDITOR}), Reach.HERE),
    ),
    "newsroom.list_campaigns": _to(
        *COMMITTEE, *POLICE, Role.APPRAISER, Role.EDITOR, Role.PARTNER, reach=Reach.HERE
    ),
    # a partner tells what its own body did, and reads that alone (ADR 44)
    "newsroom.note_own_activity": _to(Role.PARTNER, reach=Reach.HERE),
    # comments: who writes the news and who answers for the movement; what residents think of it is not the police's to sort
    "newsroom.moderate": _to(Role.EDITOR, Role.SECRETARY, Role.HEAD, reach=Reach.HERE),
}  # fmt: skip
