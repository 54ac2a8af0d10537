"""Users and posts: who may, what is refused with which sentence, and what somebody sees whose post has ended."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.core.privacy import FORGOTTEN
from binhyen.desk.users import links
from binhyen.notices.models import Notice
from binhyen.people import actions
from binhyen.people.models import Post, Role, User
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories


@pytest.fixture
def typed(commune):
    return {
        "full_name": "Đỗ Thị Út", "email": "ut@binhyen.example", "phone": "", "role": "DUTY_OFFICER",
        "unit": commune.pk, "since": "01/01/2026",
    }  # fmt: skip


def add(client, typed, **other):
    return client.post(reverse("desk:add_user"), typed | other)


def test_an_administrator_adds_a_user_and_reads_the_password_once(client, administrator, typed):
    client.force_login(administrator)
    answer = add(client, typed)
    user = User.objects.get(email="ut@binhyen.example")
    password = answer.context["password"]
    assert user.check_password(password)
    assert password in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert user.posts.get().role == Role.DUTY_OFFICER
    events = Entry.objects.filter(subject=user.ref).values_list("event", flat=True)
    assert set(events) == {"people.enrolled", "people.appointed"}
    assert password not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_a_partner_stands_for_a_body(client, administrator, typed):
    client.force_login(administrator)
    add(client, typed, role="PARTNER", body="FRONT")
    user = User.objects.get(email="ut@binhyen.example")
    assert user.posts.get().title == "Mặt trận Tổ quốc"
    page = client.get(reverse("desk:user", args=[user.pk])).content.decode()
    assert "Mặt trận Tổ quốc" in page


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"email": "", "phone": ""}, "Hãy ghi thư điện tử hoặc số điện thoại"),
        ({"email": "", "phone": "12"}, "Hãy nhập số điện thoại, ví dụ 0912 345 678."),
        ({"email": "khong-phai-thu"}, "email"),
        ({"full_name": ""}, "full_name"),
        ({"since": "31/02/2026"}, "Hãy"),
        ({"since": "01/01/0026"}, "since"),
        ({"role": "KING"}, "role"),
        ({"role": "PARTNER"}, "Hãy chọn tổ chức mà thành viên phong trào đại diện."),
        ({"role": "PARTNER", "body": "POLICE"}, "body"),
        ({"body": "FRONT"}, "Chỉ thành viên phong trào mới đại diện cho một tổ chức."),
    ],
)
def test_bad_input_is_named_beside_its_field_and_what_was_typed_stays(
    client, administrator, typed, other, sentence
):
    client.force_login(administrator)
    before = User.objects.count()
    page = add(client, typed, **other).content.decode()
    assert sentence in page
    assert "govuk-error-summary" in page
    assert (other.get("full_name") == "") or "Đỗ Thị Út" in page
    assert User.objects.count() == before


@pytest.mark.parametrize("email", ["UT@binhyen.example", "ut@BINHYEN.example"])
def test_an_e_mail_is_nobody_elses(client, administrator, typed, email):
    client.force_login(administrator)
    add(client, typed)
    page = add(client, typed, email=email, full_name="Người khác").content.decode()
    assert "Đã có người đăng nhập bằng thư điện tử này." in page
    assert "Người khác" in page


def test_a_phone_is_nobody_elses_however_it_is_written(client, administrator, typed):
    client.force_login(administrator)
    add(client, typed, email="", phone="0912 345 678")
    page = add(client, typed, email="", phone="+84912345678").content.decode()
    assert "Đã có người đăng nhập bằng số điện thoại này." in page


@pytest.mark.parametrize(
    "who", ["hanh", "chief", "tam", "lan", "auditor", "secretary", "head", "editor", "team_member"]
)
def test_nobody_but_an_administrator_gets_in(client, request, who, typed, administrator):
    client.force_login(request.getfixturevalue(who))
    for address in (
        reverse("desk:users"), reverse("desk:add_user"), reverse("desk:user", args=[administrator.pk])
    ):  # fmt: skip
        assert client.get(address).status_code == 403
    assert add(client, typed).status_code == 403
    assert reverse("desk:users") not in client.get(reverse("desk:home")).content.decode()


def test_people_of_another_unit_do_not_exist_here(client, administrator, hanh, lan, tam):
    client.force_login(administrator)
    page = client.get(reverse("desk:users")).content.decode()
    assert hanh.full_name in page
    assert lan.full_name not in page
    assert tam.full_name not in page
    for other in (lan, tam):
        assert client.get(reverse("desk:user", args=[other.pk])).status_code == 404
        for what in ("khoa", "mo", "mat-khau"):
            address = reverse("desk:account", args=[other.pk, what])
            assert client.post(address).status_code == 404


def test_a_post_is_given_only_here_and_below(client, administrator, hanh, province, area, typed):
    client.force_login(administrator)
    page = reverse("desk:user", args=[hanh.pk])
    post = {"role": "TEAM_MEMBER", "since": "01/01/2026"}
    client.post(page, post | {"unit": province.pk})
    assert hanh.posts.count() == 1
    client.post(page, post | {"unit": area.pk})
    assert hanh.posts.count() == 2
    answer = client.post(page, post | {"unit": area.pk}).content.decode()
    assert "đang giữ vị trí này rồi" in answer


def test_an_account_with_a_post_elsewhere_cannot_be_taken_over(
    client, administrator, tam, area, province
):
    factories.post(tam, Role.TEAM_MEMBER, area)
    client.force_login(administrator)
    for what in ("khoa", "mat-khau"):
        page = client.post(reverse("desk:account", args=[tam.pk, what]))
        assert page.status_code == 403
        assert "còn giữ vị trí ngoài đơn vị" in page.content.decode()
    tam.refresh_from_db()
    assert tam.is_active


def test_a_closed_account_is_out_at_once_and_comes_back(client, administrator, hanh):
    client.force_login(administrator)
    client.post(reverse("desk:account", args=[hanh.pk, "khoa"]))
    hanh.refresh_from_db()
    assert not hanh.is_active
    client.post(reverse("desk:account", args=[hanh.pk, "mo"]))
    hanh.refresh_from_db()
    assert hanh.is_active
    events = set(Entry.objects.filter(subject=hanh.ref).values_list("event", flat=True))
    assert events == {"people.account_closed", "people.account_opened"}


def test_nobody_closes_their_own_account(client, administrator):
    client.force_login(administrator)
    address = reverse("desk:account", args=[administrator.pk, "khoa"])
    page = client.post(address, follow=True).content.decode()
    assert "không thể tự khóa tài khoản" in page
    administrator.refresh_from_db()
    assert administrator.is_active


def test_the_last_administrator_does_not_leave(client, administrator, commune):
    client.force_login(administrator)
    post = administrator.posts.get()
    address = reverse("desk:relieve", args=[administrator.pk, post.pk])
    day = f"{clock.today():%d/%m/%Y}"
    page = client.post(address, {"until": day}).content.decode()
    assert "Bạn là quản trị viên cuối cùng của Xã Mỹ Thạnh" in page
    factories.officer("Người thay", Role.ADMINISTRATOR, commune)
    client.post(address, {"until": day})
    post.refresh_from_db()
    assert post.until == clock.today()


def test_a_post_cannot_end_before_it_began(client, administrator, hanh):
    client.force_login(administrator)
    post = hanh.posts.get()
    address = reverse("desk:relieve", args=[hanh.pk, post.pk])
    page = client.post(address, {"until": "01/01/2000"}).content.decode()
    assert "bắt đầu từ 01/07/2025" in page
    assert 'value="01/01/2000"' in page
    post.refresh_from_db()
    assert post.until is None


def test_an_officer_relieved_an_hour_ago_is_told_and_sees_nothing(client, administrator, hanh):
    now = clock.now()
    actions.relieve(
        post=hanh.posts.get(), until=clock.local_day(now), by=administrator,
        at=now - timedelta(hours=1),
    )  # fmt: skip
    client.force_login(User.objects.get(pk=hanh.pk))
    for name in ("desk:home", "desk:inbox", "desk:users"):
        page = client.get(reverse(name))
        assert page.status_code == 403
        assert "của bạn đã kết thúc từ ngày" in page.content.decode()
        assert "desk_menu" not in page.context or not page.context["desk_menu"]


@pytest.mark.parametrize(("asked", "found"), [("hanh", 1), ("HẠNH", 1), ("khong ai", 0)])
def test_colleagues_are_found_with_and_without_marks(client, administrator, hanh, asked, found):
    client.force_login(administrator)
    page = client.get(reverse("desk:users"), {"tim": asked})
    assert len(page.context["members"]) == found


def test_the_list_asks_few_questions_and_has_pages(
    client, administrator, commune, django_assert_max_num_queries
):
    for number in range(40):
        factories.officer(f"Cán bộ {number}", Role.DUTY_OFFICER, commune)
    client.force_login(administrator)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("desk:users"), {"trang": "2"})
    assert len(page.context["members"]) == 16


def test_the_acts_ask_for_themselves(commune, hanh, lan, administrator, at):
    for act in (actions.close_account, actions.open_account, actions.renew_password):
        with pytest.raises(NotAllowed):
            act(user=hanh, by=lan, at=at)
        with pytest.raises(NotAllowed):
            act(user=lan, by=administrator, at=at)
    assert not Post.objects.filter(user=lan).exclude(unit__path__startswith="2025").exists()


@pytest.fixture
def mailing(settings):
    settings.EMAIL_OFFERED = True


def renew(client, user):
    address = reverse("desk:account", args=[user.pk, "mat-khau"])
    return client.post(address, follow=True).content.decode()


@pytest.mark.parametrize("who", ["chief", "hanh", "team_member"])
def test_who_reads_reports_gets_a_link_to_their_own_e_mail_and_the_administrator_no_password(
    who, client, administrator, mailing, mailoutbox, request
):
    user = request.getfixturevalue(who)
    user.set_password("mat-khau-cu-rat-dai")
    user.save()
    client.force_login(administrator)
    page = renew(client, user)
    assert f"đã gửi tới {user.email}" in page
    assert "Mật khẩu, chỉ hiện một lần" not in page
    user.refresh_from_db()
    assert not user.has_usable_password()
    (letter,) = mailoutbox
    assert letter.to == [user.email]
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    assert link not in page and link.split("/")[-2] not in page
    entry = Entry.objects.get(event="people.password_renewed")
    assert (entry.actor, entry.subject, entry.detail) == (administrator.ref, user.ref, {"shown": False})  # fmt: skip
    assert told("PASSWORD") == {user}


def test_the_link_sets_a_password_once_and_the_second_factor_is_asked_for_as_before(
    administrator, chief, mailing, mailoutbox
):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(chief, secret)
    admins, own = Client(), Client()
    admins.force_login(administrator)
    renew(admins, chief)
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = own.get(link, follow=True)
    typed = {"password1": "mot-mat-khau-that-dai", "password2": "mot-mat-khau-that-dai"}
    own.post(form.request["PATH_INFO"], typed)
    chief.refresh_from_db()
    assert chief.check_password("mot-mat-khau-that-dai")
    again = Client().get(link, follow=True).content.decode()
    assert "không còn dùng được" in again
    login = {"login": chief.email, "password": "mot-mat-khau-that-dai"}
    answer = own.post(reverse("account_login"), login)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))


def test_without_an_e_mail_nobody_is_shown_the_password_of_who_reads_reports(
    client, administrator, chief
):
    chief.set_password("mat-khau-cu-rat-dai")
    chief.save()
    client.force_login(administrator)
    shown = client.get(reverse("desk:user", args=[chief.pk])).content.decode()
    assert "binhyen new_password" in shown
    assert reverse("desk:account", args=[chief.pk, "mat-khau"]) not in shown
    assert "không ai khác được biết mật khẩu" in renew(client, chief)
    chief.refresh_from_db()
    assert chief.check_password("mat-khau-cu-rat-dai")
    assert not Entry.objects.filter(event="people.password_renewed").exists()


def test_without_an_e_mail_a_password_of_who_reads_no_report_is_shown_once(
    client, administrator, secretary
):
    client.force_login(administrator)
    assert "Mật khẩu, chỉ hiện một lần" in renew(client, secretary)
    assert told("PASSWORD") == {secretary}


def test_a_mail_server_that_is_away_gets_a_sentence(
    client, administrator, hanh, mailing, monkeypatch
):
    def away(*_args):
        raise ConnectionRefusedError

    monkeypatch.setattr(links, "send", away)
    client.force_login(administrator)
    assert "Chưa gửi được thư" in renew(client, hanh)


def test_a_new_colleague_with_an_e_mail_sets_the_first_password_alone(
    client, administrator, typed, mailing, mailoutbox
):
    client.force_login(administrator)
    page = client.post(reverse("desk:add_user"), typed, follow=True).content.decode()
    assert "đã gửi tới ut@binhyen.example" in page
    assert [letter.to for letter in mailoutbox] == [["ut@binhyen.example"]]
    assert not User.objects.get(email="ut@binhyen.example").has_usable_password()


def test_the_chief_learns_of_every_account_that_can_read_reports_of_the_unit(
    client, administrator, chief, secretary, hanh, typed, commune, area
):
    client.force_login(administrator)
    add(client, typed)
    assert told("ACCESS") == {chief}
    Notice.objects.all().delete()
    add(client, typed, email="khac@binhyen.example", role="EDITOR")
    renew(client, secretary)
    assert told("ACCESS") == set()
    given = {"role": "TEAM_MEMBER", "unit": area.pk, "since": f"{clock.today():%d/%m/%Y}"}
    client.post(reverse("desk:user", args=[secretary.pk]), given)
    assert told("ACCESS") == {chief}


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def test_an_administrator_gives_no_post_to_oneself(client, commune, administrator):
    client.force_login(administrator)
    typed = {"role": "CHIEF", "unit": commune.pk, "since": f"{clock.today():%Y-%m-%d}"}
    page = client.post(reverse("desk:user", args=[administrator.pk]), typed).content.decode()
    assert "Không ai tự giao chức vụ cho mình" in page
    assert not administrator.posts.filter(role="CHIEF").exists()


def test_whoever_is_given_a_post_is_told(client, commune, administrator, hanh):
    client.force_login(administrator)
    typed = {"role": "CHIEF", "unit": commune.pk, "since": f"{clock.today():%Y-%m-%d}"}
    client.post(reverse("desk:user", args=[hanh.pk]), typed)
    assert [notice.user for notice in Notice.objects.filter(what="POSTS")] == [hanh]


def test_who_left_long_ago_can_no_longer_be_reached_and_gets_a_new_account(
    client, administrator, hanh, at
):
    hanh.posts.update(until=at.date() - timedelta(days=91))
    assert actions.forget_who_left(at=at) == 1
    hanh.refresh_from_db()
    assert (hanh.email, hanh.phone, hanh.is_active) == (None, None, False)
    assert hanh.full_name != FORGOTTEN
    client.force_login(administrator)
    page = client.post(reverse("desk:account", args=[hanh.pk, "mo"]), follow=True)
    assert "Hãy tạo tài khoản mới cho người này." in page.content.decode()
    hanh.refresh_from_db()
    assert not hanh.is_active
