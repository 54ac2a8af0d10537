"""Saved filters: kept, counted, shared, dropped, and nobody else's business."""

import pytest
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.matters import actions
from binhyen.matters.models import MOST_SAVED, SavedFilter
from binhyen.matters.tests import factories
from binhyen.people.policy import NotAllowed


def saved(commune, by, at, name="Của tôi", **said):
    told = {"query": "tim=tieng", "is_shared": False} | said
    return actions.save_filter(unit=commune, name=name, by=by, at=at, **told)


def test_a_filter_is_kept_as_the_address_means_it_and_counted(desk, commune, now):
    factories.matter(commune, now)
    address = reverse("desk:save_filter") + "?tim=tieng&trang_thai=&ap=77777&la=1&sau=1-1"
    desk.post(address, {"name": "Tiếng ồn"})
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query, kept.is_shared) == ("Tiếng ồn", "tim=tieng", False)
    page = desk.get(reverse("desk:inbox")).content.decode()
    assert 'href="?tim=tieng"' in page and "Tiếng ồn <b>1</b>" in page
    assert Entry.objects.filter(event="matters.filter_saved").count() == 1


def test_only_what_is_shared_is_seen_by_the_unit_and_by_no_other(
    client, commune, hanh, chief, lan, now
):
    own = saved(commune, hanh, now, name="Riêng")
    shared = saved(commune, hanh, now, name="Chung", is_shared=True)
    for who, sees in ((hanh, {own, shared}), (chief, {shared}), (lan, set())):
        client.force_login(who)
        page = client.get(reverse("desk:inbox")).content.decode()
        for one in (own, shared):
            assert (f">{one.name} <b>" in page) is (one in sees), (who, one)


def test_the_count_of_a_shared_filter_is_that_of_who_looks(client, commune, hanh, chief, now):
    factories.in_hand(commune, now, hanh, category="DMV")
    saved(commune, chief, now, name="Gia đình", query="nhom=family", is_shared=True)
    counts = {}
    other = chief
    for who in (hanh, other):
        client.force_login(who)
        page = client.get(reverse("desk:inbox")).content.decode()
        counts[who] = page.split("Gia đình <b>")[1].split("<")[0]
    assert counts == {hanh: "1", chief: "1"}
    factories.in_hand(commune, now, chief, category="DMV")
    from django.core.cache import cache

    cache.clear()
    client.force_login(hanh)
    assert "Gia đình <b>1</b>" in client.get(reverse("desk:inbox")).content.decode()


def test_the_chief_may_drop_what_is_shared_and_nobody_what_is_anothers(
    client, commune, hanh, chief, lan, now
):
    own = saved(commune, hanh, now, name="Riêng")
    shared = saved(commune, hanh, now, name="Chung", is_shared=True)
    for who in (chief, lan):
        with pytest.raises(NotAllowed):
            actions.drop_filter(kept=own, by=who, at=now)
        with pytest.raises(NotAllowed):
            actions.change_filter(kept=shared, name="x", is_shared=False, by=who, at=now)
    client.force_login(lan)
    assert (
        client.post(reverse("desk:saved_filter", args=[shared.pk]), {"bo": "1"}).status_code == 404
    )
    client.force_login(chief)
    assert client.get(reverse("desk:saved_filter", args=[own.pk])).status_code == 404
    refused = client.post(reverse("desk:saved_filter", args=[shared.pk]), {"name": "x"})
    assert refused.status_code == 404
    client.post(reverse("desk:saved_filter", args=[shared.pk]), {"bo": "1"})
    assert list(SavedFilter.objects.all()) == [own]


def test_a_name_twice_and_one_too_many_are_told(desk, commune, hanh, now):
    for n in range(MOST_SAVED - 1):
        saved(commune, hanh, now, name=f"Bộ lọc {n}")
    address = reverse("desk:save_filter") + "?tim=x"
    page = desk.post(address, {"name": "Bộ lọc 0"}).content.decode()
    assert "Bạn đã có bộ lọc tên này" in page
    assert "Hãy đặt tên cho bộ lọc" in desk.post(address, {"name": " "}).content.decode()
    desk.post(address, {"name": "Cuối"})
    page = desk.post(address, {"name": "Thừa"}).content.decode()
    assert "Bạn đã có 20 bộ lọc" in page
    assert SavedFilter.objects.count() == MOST_SAVED


def test_a_filter_is_named_by_what_can_be_seen(desk, commune, hanh, now):
    address = reverse("desk:save_filter") + "?tim=tieng"
    empty = desk.post(address, {"name": "\u202e\u200b"}, follow=True).content.decode()
    assert "Hãy đặt tên cho bộ lọc" in empty and not SavedFilter.objects.exists()
    desk.post(address, {"name": "Tiếng \u202eồn\u202c"})
    kept = SavedFilter.objects.get()
    assert kept.name == "Tiếng ồn"
    with pytest.raises(actions.FilterNameTaken):
        saved(commune, hanh, now, name="Tiếng ồn\u200b")
    actions.change_filter(kept=kept, name="\u2066Ồn\u2069", is_shared=False, by=hanh, at=now)
    assert SavedFilter.objects.get().name == "Ồn"
