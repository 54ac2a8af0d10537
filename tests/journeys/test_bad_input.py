"""What nobody should send, sent from a real browser: a sentence says what is wrong, and what was typed stays."""

import io
import re
import struct
import zlib

import pytest

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
WORDS = "Nước ngập đường ra trường học 😀 (chuyện bịa để thử)."
NAME = "Trần Thị Thử"
SEND = "main button[name=go][value=send]"
NOTE = "Tối nay sẽ đi xem lại đầu hẻm (chuyện bịa để thử)."
#: An officer of the commune who is about to leave it: made by the acts, and relieved while a form stands open.
LEAVER = """
import json
from binhyen.core import clock
from binhyen.people import actions
from binhyen.people.models import Role, User
from binhyen.project.demo import cast
unit, at = cast.unit(cast.MY_LAC), clock.now()
by = User.objects.get(email=f"quan@{cast.DOMAIN}")
leaver = actions.enrol(full_name="Lê Văn Nghỉ", email=f"nghi@{cast.DOMAIN}", password=cast.PASSWORD, at=at)
actions.appoint(user=leaver, role=Role.DUTY_OFFICER, unit=unit, since=cast.FOUNDED, by=by, at=at)
print(json.dumps(leaver.pk))
"""
RELIEVE = """
import json
from binhyen.core import clock
from binhyen.people import actions
from binhyen.people.models import Post, User
from binhyen.project.demo import cast
by, at = User.objects.get(email=f"quan@{cast.DOMAIN}"), clock.now()
actions.relieve(post=Post.objects.get(user=%d), until=clock.local_day(at), by=by, at=at)
print(json.dumps(True))
"""


def _file(name: str, kind: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": kind, "buffer": content}


def _photo(number: int = 0) -> dict[str, object]:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (number % 256, 90, 90)).save(kept, "JPEG")
    return _file(f"anh-{number}.jpg", "image/jpeg", kept.getvalue())


def _bomb() -> bytes:
    """Return a picture of a few bytes whose header promises 2.5 thousand million pixels."""
    from PIL import Image

    kept = io.BytesIO()
    Image.new("L", (8, 8)).save(kept, "PNG")
    whole = bytearray(kept.getvalue())
    whole[16:24] = struct.pack(">II", 50_000, 50_000)
    whole[29:33] = struct.pack(">I", zlib.crc32(whole[12:29]))
    return bytes(whole)


@pytest.fixture
def at_the_end(person):
    """A resident on the last page of a report, with a name typed."""
    who = person(phone=True)
    who.go(f"/bao-tin/?don-vi={MY_LAC}")
    button = "button[name=category][value=ENV]"
    who.page.locator("details", has=who.page.locator(button)).locator("summary").click()
    who.press(f"main {button}")
    who.fill(words=WORDS, when="now")
    who.page.locator("main select[name=area]").select_option(index=1)
    who.next()
    who.fill(disclosure="NAMED", full_name=NAME)
    return who


def _choose(who, files: list[dict[str, object]]) -> str:
    """Choose files as photos and return what the page says of them, once it has made them small."""
    who.page.set_input_files("main input[name=photo]", files)
    status = who.page.locator("[data-by-photos] [role=status]").filter(has_text="kB")
    status.wait_for()
    return str(status.inner_text())


def test_two_hundred_photos_at_once(at_the_end):
    said = _choose(at_the_end, [_photo(number) for number in range(200)])
    assert "tối đa 3 ảnh" in said
    assert at_the_end.page.evaluate("document.querySelector('main [name=photo]').files.length") == 3
    at_the_end.check_width()

    # The three go, the rest never leaves the phone; and what was typed is where it was.
    at_the_end.press(SEND)
    assert at_the_end.page.locator(".by-photos li").count() == 3
    assert at_the_end.page.locator("main [name=full_name]").input_value() == NAME
    assert WORDS in at_the_end.text()


@pytest.mark.parametrize(
    ("name", "kind", "content", "sentence"),
    [
        ("anh.heic", "image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "không phải là ảnh mở được"),
        ("anh.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải là ảnh mở được"),
        ("bom.png", "image/png", None, "hơn 40 triệu điểm ảnh"),
    ],
    ids=["HEIC", "SVG", "a bomb"],
)  # fmt: skip
def test_a_file_that_is_no_photo_is_named_and_the_rest_stays(
    name, kind, content, sentence, at_the_end, judge
):
    who = at_the_end
    _choose(who, [_photo(), _file(name, kind, content or _bomb())])
    judge.look_refused(who, name, SEND)
    told = who.page.locator(".govuk-error-summary").inner_text()
    assert sentence in told and name in told
    assert who.page.locator(".by-photos li").count() == 1
    assert who.page.locator("main [name=full_name]").input_value() == NAME
    assert WORDS in who.text()


def test_a_code_guessed_again_and_again(person, judge):
    resident, guesser = person(phone=True), person(phone=True)
    number, code = resident.report("NOI", "Máy nổ cả đêm.", commune=MY_LAC, area="Ấp 6")
    wrong = f"{code[5:]}-{code[:4]}"
    for _guess in range(5):
        guesser.follow(number, wrong)
        assert guesser.says("không khớp")
    guesser.go("/theo-doi/")
    judge.look_refused(
        guesser, "one guess too many", "main form button[type=submit]", reference=number, code=wrong,
    )  # fmt: skip
    assert "15 phút" in guesser.text()

    # Whoever has the right code is never locked out by who guesses.
    resident.follow(number, code)
    assert resident.says("Máy nổ cả đêm.")


def test_a_filter_address_written_by_hand(person, judge):
    hanh = person("hanh")
    hanh.go("/ban-lam-viec/vu-viec/?muc=khong-co&nhom=x&tu=ngay-mai&khung=1,2&sau=9-9-9&tim=loa")
    judge.look(hanh, "a filter that cannot be meant", shows=".govuk-error-summary")
    assert hanh.page.title().startswith("Lỗi:")
    assert hanh.page.locator("#id_tim").input_value() == "loa"
    links = hanh.page.locator(".govuk-error-summary a")
    assert links.count() == 3
    for link in links.all():
        link.click()
        assert link.evaluate("a => a.hash.slice(1) === document.activeElement.id")


def test_an_officer_whose_post_ended_while_they_wrote(person, house, judge):
    leaver = house.told(LEAVER)
    nghi = person("nghi")
    nghi.go("/ban-lam-viec/vu-viec/?muc=dang-mo")
    row = nghi.page.locator("[data-row]", has_not_text="Vụ việc hạn chế").first
    matter = f"/ban-lam-viec/vu-viec/{row.get_attribute('data-row')}/"
    nghi.go(f"{matter}ghi-chu/")
    nghi.fill(words=NOTE)
    house.told(RELIEVE % leaver)

    # The page says whose post ended and when, and shows what was written, which stands nowhere else.
    nghi.press()
    assert re.search(r"kết thúc|thôi", nghi.text())
    assert nghi.says(NOTE)
    judge.look(nghi, "no post any more")
    nghi.go(matter, expect=403)
    hanh = person("hanh")
    hanh.go(matter)
    assert not hanh.says(NOTE)
