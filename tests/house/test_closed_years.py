"""Every act of a room that writes what a figure reads is tried on a closed year, or is here with a reason.

An act that is new fails this test until it is one of the random deeds or walks, which must leave a closed year as it was
told. Figures read the tables of these rooms: `people` says who was of a team, `places` which units stood.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.plan import HOUSE, rooms, sources, tree
from tests.house.test_acts import offered

#: What tries acts on a closed year: a file -> the functions and classes of it that do; none means all of it.
TRIED: dict[str, tuple[str, ...]] = {
    "standards/tests/deeds.py": (),
    "standards/tests/more_deeds.py": (),
    "standards/tests/test_rollups_of_the_programme.py": (),
    "matters/tests/factories.py": ("receive",),
    "matters/tests/test_walk.py": ("Walk",),
    "matters/tests/test_random_walk.py": ("WholeWalk",),
    "matters/tests/test_closed_figures.py": ("of_the_team", "of_the_crew", "rename"),
    "mergers/tests/test_closed_years.py": (),
    "newsroom/tests/test_closed_years.py": ("deeds", "call_off"),
}
ROOMS = (
    "figures", "forces", "matters", "mergers", "movement", "newsroom", "people", "places", "reports", "standards",
)  # fmt: skip
#: Why an act cannot change a figure of a year that is over -> the acts.
NO_DEED: dict[str, set[str]] = {
    "no figure asks what readers wrote below an article": {
        "newsroom.approve_comment", "newsroom.forget_comments", "newsroom.hide_comment", "newsroom.refuse_comment",
        "newsroom.send_comment",
    },
    "no figure asks what the paper wrote, who wrote it or what pictures it shows": {
        "newsroom.found", "newsroom.keep_photo", "newsroom.mirror", "newsroom.open_news", "newsroom.release",
        "newsroom.hold_back_refused", "newsroom.take_down_withdrawn", "newsroom.write",
    },
    "counts of matters and reports are of the day of the act itself: see standards/tests/test_rollups.py": {
        "figures.count",
    },
    "a post is entered with any day, and a closed year knows only what was entered before: as people.found, which is tried": {
        "people.admit", "people.appoint", "people.hand_over_posts",
    },
    "of a team is also who was of it before": {
        "matters.end_crew", "matters.end_member", "people.relieve",
    },
    "no figure asks whether or how somebody logs in": {
        "people.close_account", "people.enrol", "people.give_password", "people.open_account", "people.renew_password",
    },
    "asked one floor up, where every face comes in: see desk/tests/test_closing.py and the test below": {
        "places.add_local_unit", "places.close_local_unit", "places.import_local_units", "places.rename_local_unit",
    },
    "a step of mergers.carry_out_orders, which is tried": {
        "mergers.hand_over", "places.carry_over_local_units",
    },
    "the country's units and what became of them are as the law says, whatever was told": {
        "places.load_pack",
    },
    "a report or a matter of the day of the act itself, as matters.receive, which is tried": {
        "matters.attach", "matters.open_matter", "reports.say", "reports.submit",
    },
    "as matters.hold_session, which is tried: the first session starts the mediation": {
        "matters.start_mediation",
    },
    "asks for its days by row and column: see matters/tests/test_importing.py": {
        "matters.import_records",
    },
    "says what will be given to whom, and how long a clock runs that begins later": {
        "matters.drop_rule", "matters.found_crew", "matters.say_of_clock", "matters.set_rule",
    },
    "keeps or takes away what no figure reads: filters, orders, copies, photos, what the suggestions learn": {
        "matters.ask_for_training", "matters.ask_where_due", "matters.change_filter", "matters.drop_filter",
        "matters.export", "matters.look_at_identity", "matters.look_inside", "matters.may_end", "matters.paper_path",
        "matters.print_out", "matters.save_filter", "matters.train", "matters.train_next", "matters.undo_order",
        "reports.clear_unclaimed_photos", "reports.drop_photo", "reports.find", "reports.keep_photo",
        "reports.look_at_identity", "reports.photo_path",
    },
    "adds up, proves or looks up what was counted, and changes no count": {
        "figures.differences", "figures.sum_months", "figures.uncounted_events", "figures.opener", "forces.batch_of", "forces.is_taken_back", "forces.receipt", "standards.require_competent", "movement.task_file_path", "standards.lacks_minutes",
        "forces.empty_sheet", "forces.group_of_code", "forces.group_of_key", "forces.over_age", "standards.prefix_of", "standards.snapshot", "movement.window",
        "movement.closing_window", "standards.gaps", "standards.may_work_on",
        "standards.open_questions", "standards.score_of",
    },
    "closes and opens years: the tests do it by the acts of the movement": {
        "figures.close_year", "figures.reopen_year", "movement.close_due_years",
    },
    "tallies of a quiz and the end of a campaign, of which no figure tells": {
        "newsroom.answer_quiz", "newsroom.end_campaign",
    },
    "takes away a copy": {
        "forces.take_patrols", "forces.take_roster", "movement.take_register", "newsroom.take_activities", "standards.take_matrix", "standards.take_scorecard",
    },
    "lets go what is personal; every figure is asked before and after: see test_forgetting.py": {
        "matters.forget_ended", "matters.forget_loose", "people.forget_who_left", "reports.destroy_identities",
        "reports.destroy_photos", "reports.forget_words",
    },
    "a survey has a last day of its own, and no figure counts its answers": {
        "forces.answer_by_code", "forces.answer_openly", "forces.draw_codes", "forces.state_figures", "forces.take_back_forms",
        "forces.type_in",
    },
    "a draft, of which nothing counts before it is decided": {
        "forces.save_rating",
    },
    "decides as rate_teams does, which is one of the deeds": {
        "forces.decide_rating",
    },
    "says how an initiative works and what it brought; no figure counts it": {
        "movement.add_paper", "movement.copy_from", "movement.describe_initiative", "movement.note_result",
        "movement.set_partner",
    },
    "a plan says what is to be done and by when; no figure counts it": {
        "movement.add_goal", "movement.add_task_evidence", "movement.change_task", "movement.conclude", "movement.drop_task",
        "movement.drop_task_file",
        "movement.reopen_task", "movement.report_progress", "movement.task_of_conclusion", "movement.tie_task",
        "movement.untie_task", "movement.set_step_dates",
    },
    "tells people, and changes nothing": {
        "movement.remind_of_steps", "movement.remind_of_tasks",
    },
    "a catalogue says how is judged, not what was done": { "standards.change_sheet", "standards.clone_catalogue", "standards.confirm_criteria", "standards.load_catalogues",
        "standards.upload_catalogues", "standards.upload_sheet", "standards.load_catalogue",
    },
    "a baseline is of its own day and is frozen": {
        "standards.freeze_baseline", "standards.open_baseline", "standards.state_baseline",
    },
    "what counts of a dossier changes in moving.touch, which asks: see standards/tests/test_closed_dossiers.py": {
        "standards.add_evidence", "standards.answer", "standards.ask", "standards.assess", "standards.attest",
        "standards.confirm_decision", "standards.decide_finding", "standards.give_back", "standards.mark",
        "standards.open_assessment", "standards.recognise", "standards.record_vote", "standards.refuse",
        "standards.remove_evidence", "standards.rework", "standards.submit", "standards.take_up", "standards.withdraw",
    },
}  # fmt: skip


@cache
def tried() -> frozenset[str]:
    """Return every act that is tried, as room and name."""
    return frozenset(act for file, parts in TRIED.items() for act in _called(HOUSE / file, parts))


def _called(file: Path, parts: tuple[str, ...]) -> Iterator[str]:
    """Yield what a file, or these parts of it, call of the acts of rooms."""
    names = dict(_rooms_of(file))
    meant = [each for each in tree(file).body if not parts or getattr(each, "name", "") in parts]
    assert not parts or len(meant) == len(parts), file
    for node in (node for each in meant for node in ast.walk(each)):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in names
        ):
            yield f"{names[node.value.id]}.{node.attr}"


def _rooms_of(file: Path) -> Iterator[tuple[str, str]]:
    """Yield by which name a file calls the acts of which room."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("binhyen."):
            for alias in node.names:
                if alias.name == "actions":
                    yield alias.asname or alias.name, (node.module or "").removeprefix("binhyen.")


def excused() -> list[str]:
    return [act for acts in NO_DEED.values() for act in acts]


def test_every_act_is_tried_on_a_closed_year_or_cannot_change_one():
    acts = {f"{room}.{name}" for room in ROOMS for name in offered(room)}
    assert acts - tried() - set(excused()) == set()


def test_the_reasons_are_of_acts_that_stand_and_that_no_deed_tries():
    acts = {f"{room}.{name}" for room in ROOMS for name in offered(room)}
    assert set(excused()) <= acts
    assert set(excused()) & tried() == set()
    assert len(excused()) == len(set(excused()))


def test_only_who_asks_about_closed_years_acts_on_local_units():
    """The demo tells years before it closes them; the pages read no more than the words of a refusal."""
    acts = {
        f"places.{name}"
        for name in (
            "add_local_unit",
            "close_local_unit",
            "import_local_units",
            "rename_local_unit",
        )
    }
    callers = {
        file.relative_to(HOUSE).as_posix()
        for room in rooms()
        if room != "places"
        for file in sources(room)
        if acts & set(_called(file, ()))
    }
    assert {one for one in callers if not one.startswith("project/demo/")} == {
        "desk/units/guarded.py"
    }
