"""Playing the tree of units back in time, as the pack is made."""

from tools import pack_places
from tools.pack_places import State


def commune(name, parent="804", kind="xa"):
    full_name = f"{ {'xa': 'Xã', 'phuong': 'Phường'}[kind] } {name}"
    return State("commune", kind, name, full_name, "", parent)


DISTRICT = State("district", "huyen", "Thủ Thừa", "Huyện Thủ Thừa", "", "80")
PROVINCE = State("province", "tinh", "Long An", "Tỉnh Long An", "", "")


def change(day, code, what, before="", after="", level="commune", above="804"):
    return {
        "effective_by": day, "level": level, "code": code, "change": what, "name_before": before,
        "name_after": after, "parent_before": above if before else "",
        "parent_after": above if after else "",
    }  # fmt: skip


def lives(tree, changes):
    timeline = pack_places.states(
        tree, changes, "effective_by", pack_places.before_2024, pack_places.BEGINNING
    )
    return {
        one.path.removeprefix("2024:80/"): (one.state.full_name, one.since, one.until)
        for one in pack_places.existences("2024", timeline, pack_places.REFORM)
    }


def test_a_tree_without_changes_lives_from_beginning_to_reform():
    tree = {"80": PROVINCE, "804": DISTRICT, "28048": commune("Mỹ Lạc")}
    assert lives(tree, [])["2024:804/2024:28048/"] == ("Xã Mỹ Lạc", "1900-01-01", "2025-07-01")


def test_a_removed_unit_lives_until_its_day_and_an_added_one_from_it():
    tree = {"80": PROVINCE, "804": DISTRICT, "00002": commune("Mới")}
    found = lives(
        tree,
        [
            change("2025-01-01", "00001", "removed", before="Xã Cũ"),
            change("2025-01-01", "00002", "added", after="Xã Mới"),
        ],
    )
    assert found["2024:804/2024:00001/"] == ("Xã Cũ", "1900-01-01", "2025-01-01")
    assert found["2024:804/2024:00002/"] == ("Xã Mới", "2025-01-01", "2025-07-01")


def test_a_new_kind_of_the_district_closes_and_reopens_all_below():
    town = State("district", "thi_xa", "Thủ Thừa", "Thị xã Thủ Thừa", "", "80")
    tree = {"80": PROVINCE, "804": town, "28048": commune("Mỹ Lạc")}
    changed = change(
        "2025-01-01", "804", "changed", "Huyện Thủ Thừa", "Thị xã Thủ Thừa", "district", "80"
    )
    found = lives(tree, [changed])
    assert found["2024:804/2024:28048/"][1:] == ("1900-01-01", "2025-01-01")
    assert found["2024:804@2025-01-01/2024:28048@2025-01-01/"][1:] == ("2025-01-01", "2025-07-01")


def test_a_tone_mark_on_another_vowel_is_spelling_and_closes_nothing():
    tree = {"80": PROVINCE, "804": DISTRICT, "00001": commune("Thuận Hòa")}
    found = lives(tree, [change("2025-01-01", "00001", "changed", "Xã Thuận Hoà", "Xã Thuận Hòa")])
    assert found["2024:804/2024:00001/"] == ("Xã Thuận Hòa", "1900-01-01", "2025-07-01")


def test_a_change_that_the_tree_contradicts_is_left_out():
    tree = {"80": PROVINCE, "804": DISTRICT, "00001": commune("Đạ Huoai")}
    found = lives(tree, [change("2025-03-01", "00001", "changed", "Xã Đạ Huoai", "Xã Đạ Tẻh")])
    assert list(found)[1:] == ["2024:804/", "2024:804/2024:00001/"]


def test_a_ward_with_a_number_is_named_in_english_the_right_way_round():
    state = pack_places._state_named("commune", "Phường 24", "765")
    assert (state.full_name_en, state.kind) == ("Ward 24", "phuong")
