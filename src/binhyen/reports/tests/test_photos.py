import io
import os
import zipfile

import pytest
from PIL import Image, PngImagePlugin

from binhyen.reports import actions, photos
from binhyen.reports.models import Photo
from binhyen.reports.photos import PhotoRefused
from binhyen.reports.tests import factories


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def clean(content: bytes) -> photos.Clean:
    return photos.clean(io.BytesIO(content))


def with_position() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhoneMaker"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 37.0, 44.0), 3: "E", 4: (106.0, 21.0, 57.0)})
    return factories.picture(exif=exif, comment=b"SecretComment", icc_profile=b"SecretProfile" * 20)


def test_position_maker_comment_and_profile_are_gone_and_the_picture_stands_upright():
    content = with_position()
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    cleaned = clean(content)
    seen = Image.open(io.BytesIO(cleaned.content))
    assert not seen.getexif()
    assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Secret" not in cleaned.content
    assert (cleaned.width, cleaned.height) == (48, 64)


def test_text_in_a_png_is_gone():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "SecretAuthor")
    assert b"Secret" not in clean(factories.picture(form="PNG", pnginfo=info)).content


def test_a_large_picture_becomes_at_most_1600_pixels():
    cleaned = clean(factories.picture((3000, 2000)))
    assert max(cleaned.width, cleaned.height) == 1600


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_every_kind_of_png_becomes_a_jpeg(mode: str):
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "PNG")
    assert Image.open(io.BytesIO(clean(out.getvalue()).content)).format == "JPEG"


def test_of_a_moving_webp_the_first_picture_is_kept():
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    red, _green, blue = Image.open(io.BytesIO(clean(out.getvalue()).content)).getpixel((5, 5))
    assert red > 200 and blue < 60


def test_forty_megabytes_are_refused():
    with pytest.raises(PhotoRefused, match="15 MB"):
        clean(factories.picture() + os.urandom(40 * 1024 * 1024))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = factories.picture((20000, 20000), form="PNG", mode="1")
    assert len(bomb) < 100_000
    with pytest.raises(PhotoRefused):
        clean(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"\x00" * 2000,  # an executable
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\x00" * 100,
        b"%PDF-1.7\n",
        b"",
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,  # begins like a JPEG and is none
        factories.picture((400, 400))[:300],  # cut off on the way
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100,
    ],
    ids=["exe", "svg", "gif", "pdf", "empty", "stub", "cut", "heic"],
)
def test_what_is_not_a_photo_is_refused_with_a_sentence(content: bytes):
    with pytest.raises(PhotoRefused, match="JPEG, PNG"):
        clean(content)


def test_a_picture_that_is_also_an_archive_and_a_script_is_only_a_picture_afterwards():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("evil.js", "alert('polyglot')" * 50)
    polyglot = factories.picture() + b"<script>alert('polyglot')</script>" + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(polyglot))
    cleaned = clean(polyglot)
    assert not zipfile.is_zipfile(io.BytesIO(cleaned.content))
    assert b"script" not in cleaned.content


@pytest.mark.django_db
def test_a_photo_waits_under_a_name_that_says_nothing(media, at):
    photo = actions.keep_photo(upload=io.BytesIO(factories.picture()), at=at)
    path = actions.photo_path(photo.file)
    assert path.is_relative_to(media) and path.stat().st_mode & 0o077 == 0
    assert path.stat().st_size == photo.size
    assert photo.token not in photo.file and len(photo.token) >= 32


def test_a_report_claims_at_most_three_photos_and_none_of_another(media, commune, at):
    tokens = [
        actions.keep_photo(upload=io.BytesIO(factories.picture()), at=at).token for _ in range(4)
    ]
    first = factories.submit(commune, at, photos=tokens).report
    second = factories.submit(commune, at, photos=[tokens[0], tokens[3], "made-up"]).report
    assert first.photos.count() == 3
    assert [photo.token for photo in second.photos.all()] == [tokens[3]]


def test_photos_nobody_claimed_are_removed_after_a_day_with_their_files(media, commune, at):
    claimed, waiting, fresh = (
        actions.keep_photo(upload=io.BytesIO(factories.picture()), at=when)
        for when in (at - actions.UNCLAIMED_FOR * 2, at - actions.UNCLAIMED_FOR * 2, at)
    )
    factories.submit(commune, at, photos=[claimed.token])
    assert actions.clear_unclaimed_photos(at=at) == 1
    assert set(Photo.objects.values_list("pk", flat=True)) == {claimed.pk, fresh.pk}
    assert not actions.photo_path(waiting.file).exists()
    assert actions.photo_path(claimed.file).exists()


def test_a_claimed_photo_cannot_be_dropped(media, commune, at):
    photo = actions.keep_photo(upload=io.BytesIO(factories.picture()), at=at)
    factories.submit(commune, at, photos=[photo.token])
    actions.drop_photo(token=photo.token)
    assert actions.photo_path(photo.file).exists()
