"""The cast that all rooms' tests share."""

from binhyen.people import policy


def test_only_the_communes_own_officer_may_triage_its_matters(
    commune, hanh, tam, lan, chief, secretary, head, appraiser, administrator, auditor, editor,
    team_member, province_chief, today,
):  # fmt: skip
    everyone = [
        hanh, tam, lan, chief, secretary, head, appraiser, administrator, auditor, editor,
        team_member, province_chief,
    ]  # fmt: skip
    allowed = [who for who in everyone if policy.can(who, "matters.triage", commune, on=today)]
    assert allowed == [hanh, chief]


def test_the_old_commune_went_whole_into_the_commune(commune, old_commune):
    assert [s.new for s in old_commune.successions.all()] == [commune]
    assert not old_commune.exists_on(commune.valid_from)
