"""What a person sees when something cannot be: the sentence, what they typed, and nothing lost or doubled."""

import io
import os
import re
import zipfile

import pytest
from PIL import Image

from binhyen.matters.models import Matter
from binhyen.portal.tests.conftest import STORY, SUBJECT
from binhyen.reports.models import Photo, Report
from binhyen.reports.tests import factories

CODE = re.compile(r">([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})<")


def nothing_sent() -> bool:
    return not Report.objects.exists() and not Matter.objects.exists()


@pytest.fixture
def at_story(resident):
    return resident.start().answer(**SUBJECT)


@pytest.fixture
def at_you(at_story):
    return at_story.answer(**STORY, place_words="Sau chợ")


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("48.85", "2.35"), ("nan", "106"), ("10.6", ""), ("mười", "x"), ("1e400", "106")],
)
def test_a_point_outside_viet_nam(at_story, lat, lon):
    at_story.answer(**STORY, lat=lat, lon=lon, place_words="Sau chợ")
    assert "Điểm này nằm ngoài Việt Nam." in at_story.text
    assert "Sau chợ" in at_story.text and STORY["words"] in at_story.text
    assert nothing_sent()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-03", "Thời điểm này chưa đến."),
        ("2199-01-01", "Thời điểm này chưa đến."),
        ("1989-12-31", "Hãy ghi ngày sau 1/1/1990"),
        ("0001-01-01", "Hãy ghi ngày sau 1/1/1990"),
        ("32/13/2026", "Hãy ghi ngày như 27/03/2026."),
        ("", "Hãy ghi ngày, hoặc chọn không nhớ rõ."),
    ],
)
def test_a_day_that_cannot_be(at_story, day, sentence):
    at_story.answer(words="Ồn quá", when="earlier", day=day)
    assert sentence in at_story.text
    assert "Ồn quá" in at_story.text and 'value="earlier"' in at_story.text
    assert day in at_story.text
    assert nothing_sent()


def test_a_day_as_it_is_written_in_viet_nam_is_understood(at_story):
    at_story.answer(words="Ồn", when="earlier", day="01/02/2026", hour="21:30")
    assert "21:30 01/02/2026" in at_story.text


def test_a_text_a_little_too_long_comes_back_whole(at_story):
    words = "ồ" * 5001
    at_story.answer(words=words, when="now")
    assert "Nội dung dài quá: 5001 ký tự, tối đa 5000." in at_story.text
    assert words in at_story.text


def test_a_text_of_two_million_characters_is_turned_away_with_a_page(at_story):
    at_story.answer(words="x" * 2_000_000, when="now")
    assert at_story.page.status_code == 400
    assert "dài quá" in at_story.text or "quá dài" in at_story.text
    assert "<html" in at_story.text
    assert nothing_sent()


def polyglot() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("evil.js", "alert(1)")
    return factories.picture() + b"<script>alert(1)</script>" + archive.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("anh.jpg", b"MZ\x90\x00" + b"\x00" * 3000, "không phải là ảnh mở được"),
        ("anh.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải là ảnh mở được"),
        ("lon.jpg", os.urandom(40 * 1024 * 1024), "nặng hơn 15 MB"),
    ],
    ids=["exe", "svg", "40 MB"],
)
def test_what_is_no_photo_is_named_and_the_rest_stays(at_you, upload, name, content, sentence):
    at_you.send(photo=[upload("tot.jpg"), upload(name, content)])
    assert sentence in at_you.text and name in at_you.text
    assert "Ảnh 1 đã nhận" in at_you.text
    assert "Sau chợ" in at_you.text and nothing_sent()
    at_you.send()
    assert Report.objects.get().photos.count() == 1


def test_a_polyglot_arrives_as_a_picture_alone(at_you, upload, settings):
    at_you.send(photo=[upload("anh.jpg", polyglot())])
    kept = (settings.MEDIA_ROOT / Photo.objects.get().file).read_bytes()
    assert b"script" not in kept and not zipfile.is_zipfile(io.BytesIO(kept))


def test_a_fourth_photo_is_left_out(at_you, upload):
    at_you.send(photo=[upload(f"{n}.jpg") for n in range(4)])
    assert "Tối đa 3 ảnh." in at_you.text
    assert Photo.objects.count() == 3


def test_two_hundred_files_at_once_get_a_page_that_says_so(at_you, upload):
    at_you.send(photo=[upload(f"{n}.jpg", b"x") for n in range(200)])
    assert at_you.page.status_code == 400
    assert "Quá nhiều tệp một lúc" in at_you.text and "tối đa ba ảnh" in at_you.text
    assert nothing_sent() and not Photo.objects.exists()


def test_a_double_click_is_one_report_and_shows_the_same_number_and_code(resident):
    resident.to_check()
    form = dict(resident.fields)
    first = resident.answer(go="send").text
    resident.fields = form
    second = resident.answer(go="send").text
    assert Report.objects.count() == 1 and Matter.objects.count() == 1
    assert Report.objects.get().reference in second
    assert "Tin này đã được nhận trước đó" in second
    assert CODE.findall(first) == CODE.findall(second)


@pytest.mark.parametrize("category", ["", "NONE", "CRM-SERIOUS", "DSP-PROLONGED", "x" * 500, "😀"])
def test_a_category_that_is_none(resident, category):
    resident.to_check().answer(go="send", category=category)
    assert resident.step == "subject"
    assert "Hãy chọn loại việc trong danh sách." in resident.text
    assert STORY["words"] in resident.text
    assert nothing_sent()


@pytest.mark.parametrize(
    "tampered",
    [
        {"unit": "999999"},
        {"unit": "9" * 40},
        {"unit": "²"},
        {"area": "999999"},
        {"key": "not-a-key"},
        {"photos": ["made-up", "../../etc/passwd"]},
        {"step": "nowhere"},
        {"go": "change-nowhere"},
        {"go": "drop-made-up"},
        {"lat": "1", "lon": "2"},
        {"when": "someday"},
        {"disclosure": "PUBLIC"},
        {"words": "\x00"},
        {"day": "\x00", "hour": "25:99"},
    ],
)
def test_hidden_fields_that_were_tampered_with_break_nothing(resident, tampered):
    resident.to_check().answer(**{"go": "send", **tampered})
    assert resident.page.status_code == 200
    assert not Photo.objects.exists()
    assert Report.objects.count() <= 1


@pytest.mark.parametrize("step", ["story", "you", "nowhere"])
def test_a_page_asked_for_out_of_turn_leads_to_what_is_missing(resident, step):
    resident.answer(step=step)
    assert resident.page.status_code == 200
    assert nothing_sent()


@pytest.mark.parametrize(
    "fields",
    [{"go": "change-check"}, {"step": "you", "disclosure": "ANONYMOUS"}, {"go": "change-you"}],
)
@pytest.mark.parametrize("step", ["story", "you"])
def test_a_jump_to_the_last_page_leads_to_the_first_question_left_open(
    client, resident, lan, step, fields
):
    """Two communes are served here, so that the commune itself is a question."""
    answer = client.post("/bao-tin/", {"step": step, **SUBJECT, **fields})
    assert answer.status_code == 200
    assert answer.context["step"] == "story"
    assert nothing_sent()


@pytest.mark.parametrize("token", ["\0", "../../etc/passwd", "x" * 44, "é"])
def test_a_token_that_names_no_photo_is_passed_over(resident, token):
    last = resident.to_check(place_words="Sau chợ").send(photos=token)
    assert CODE.search(last.text)
    assert Report.objects.get().photos.count() == 0
    again = resident.start().answer(f"drop-{token}")
    assert again.page.status_code == 200


def animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def located() -> bytes:
    """A photo that says where and with what it was taken."""
    out, said = io.BytesIO(), Image.Exif()
    said[0x010F], said[0x0110] = "HangMay", "MayCuaToi"
    said.get_ifd(0x8825)[2] = (10.0, 37.0, 44.0)
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=said, comment=b"NhaToi")
    return out.getvalue()


def pixels() -> bytes:
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bom.png", pixels(), "hơn 40 triệu điểm ảnh"),
        ("anh.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "không phải là ảnh mở được"),
        ("nen.jpg", b"PK\x03\x04" + b"\x00" * 500, "không phải là ảnh mở được"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không phải là ảnh mở được"),
    ],
)  # fmt: skip
def test_a_bomb_or_another_kind_of_file_is_named_at_the_field(
    at_you, upload, name, content, sentence
):
    at_you.send(photo=[upload(name, content)])
    assert sentence in at_you.text and name in at_you.text
    assert nothing_sent() and not Photo.objects.exists()


def test_a_moving_picture_arrives_as_one_still(at_you, upload, settings):
    at_you.send(photo=[upload("dong.webp", animated())])
    content = (settings.MEDIA_ROOT / Photo.objects.get().file).read_bytes()
    kept = Image.open(io.BytesIO(content))
    assert kept.format == "JPEG" and getattr(kept, "n_frames", 1) == 1


def test_where_and_with_what_a_photo_was_taken_is_gone(at_you, upload, settings):
    sent = located()
    assert b"MayCuaToi" in sent and b"NhaToi" in sent
    at_you.send(photo=[upload("nha.jpg", sent)])
    content = (settings.MEDIA_ROOT / Photo.objects.get().file).read_bytes()
    kept = Image.open(io.BytesIO(content))
    assert not kept.getexif() and "comment" not in kept.info
    assert not any(word in content for word in (b"MayCuaToi", b"NhaToi", b"HangMay", b"Exif"))


def test_two_hundred_files_at_once_are_turned_away_with_a_page(at_you, upload):
    at_you.send(photo=[upload(f"{n}.jpg", b"x") for n in range(200)])
    assert at_you.page.status_code == 400 and "<html" in at_you.text
    assert nothing_sent() and not Photo.objects.exists()


def test_emoji_and_right_to_left_words_arrive_and_turn_nothing_around(at_story, hanh):
    words = "Ồn quá 😀 \u202egnp.exe\u202c مرحبا"
    at_story.answer(words=words, when="now").send()
    kept = Report.objects.get().words
    assert "😀" in kept and "مرحبا" in kept
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
