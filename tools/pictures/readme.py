"""The walk of the README, in its order."""

from tools.pictures.album import Album
from tools.pictures.meeting import Meet


def walk(meet: Meet, album: Album) -> None:
    """Visit the pages of the README's walk."""
    keep = album.keep
    resident = meet(phone=True)
    resident.go("/")
    keep(resident, "portal-home")
    resident.go("/bao-tin/?don-vi=2025-28051")
    resident.page.locator("summary", has_text="Tiếng ồn").click()
    keep(resident, "portal-what")
    reference, _code = resident.report(
        "ELE-RISK",
        "Dây điện sà thấp ngang đầu người sau mưa giông.",
        commune="2025-28051",
        area="Ấp 2",
    )
    keep(resident, "portal-received")
    hanh = meet("hanh")
    keep(hanh, "desk-home")
    hanh.find(reference)
    keep(hanh, "desk-matter")
    hanh.go("/ban-lam-viec/so-lieu/?thang=2025-03")
    keep(hanh, "desk-figures")
    secretary = meet("thu")
    keep(secretary, "secretary-home")
    secretary.go("/ban-lam-viec/tieu-chuan/bang-diem/")
    keep(secretary, "scorecard")
    appraiser = meet("an")
    appraiser.go("/ban-lam-viec/tieu-chuan/")
    row = appraiser.page.locator("main tr", has_text="19.2").filter(has_text="Mỹ Lạc").first
    row.locator("a").first.click()
    appraiser.page.wait_for_load_state()
    keep(appraiser, "dossier")
    resident.go("/don-vi/2024-28048/")
    keep(resident, "unit-life")
