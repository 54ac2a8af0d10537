"""What the chapters of the story do again and again, or what would hide what they tell."""

import io
from collections.abc import Sequence
from pathlib import Path

import typst
import zxingcpp
from PIL import Image

from tests.journeys.walking import Person

PLAN = "Kế hoạch xây dựng xã điển hình Mỹ Lạc năm 2024"
#: What the survey finds missing by its papers; that no initiative is classed and no area recognised, the house knows itself.
STATED_MISSING = ("03", "06", "10", "13")


def seat_everybody(who: Person, *, since: str) -> None:
    """Add the 21 as the founding decision lists them, one after the other."""
    from binhyen.project.demo import cast  # only once Django is set up

    duties = {"Trưởng ban": "HEAD", "Phó Trưởng ban thường trực": "STANDING_DEPUTY"}
    for number, (title, office) in enumerate(cast.COMMITTEE_OFFICES):
        family = cast.FAMILY_NAMES[number % len(cast.FAMILY_NAMES)]
        name = f"{family} {cast.GIVEN_NAMES[number]}"
        who.unfold("Thêm thành viên")
        who.send(full_name=name, office=office, duty=duties.get(title, "MEMBER"), since=since)


def state_what_was_found(who: Person) -> None:
    """State each criterion that the house does not compute: four missing, the others met by one paper."""
    criteria = who.page.locator("main input[value=met]").evaluate_all("all => all.map(i => i.name)")
    for verdict in criteria:
        name = verdict.removesuffix("-verdict")
        if name.rsplit(".", 1)[-1] in STATED_MISSING:
            who.fill(**{verdict: "not_met"})
        else:
            who.fill(**{verdict: "met", f"{name}-paper": "12/BC-BCĐ", f"{name}-dated": "26/3/2024"})
    who.fill(**{"others": "13", "others-paper": "12/BC-BCĐ", "others-dated": "26/3/2024"})
    who.press("main form[action$='/khao-sat/'] button[type=submit]")


def figures_of(who: Person) -> list[str]:
    return who.page.locator("main .by-figure").all_inner_texts()


def gaps_of(who: Person) -> list[str]:
    shown = who.page.locator("main ol.by-lines > li > strong:first-child").all_inner_texts()
    return [number.rstrip(".") for number in shown]


def cells_of(who: Person, row: str) -> list[str]:
    """Return what the cells of a row say after its first, as they stand side by side or one above the other."""
    found = who.page.locator("main tbody tr", has_text=row).first.locator("td").all()
    return [cell.inner_text().split("\n")[-1].strip() for cell in found[1:]]


def open_plan(who: Person) -> None:
    who.menu("Kế hoạch và nhiệm vụ")
    who.click(PLAN)


def columns_of(who: Person) -> list[str]:
    return who.page.locator("main .by-board__column h2").all_inner_texts()


def put_in_papers_of_the_first_quarter(who: Person) -> None:
    """Put in what the commune signed before the end of March, from its dossier and back."""
    for title, number, day in (
        ("Đảng ủy có nghị quyết", "12-NQ/ĐU", "22/1/2024"),
        ("Ủy ban nhân dân có kế hoạch", "08/KH-UBND", "5/2/2024"),
        ("Có đăng ký phấn đấu", "03/ĐK-UBND", "20/2/2024"),
    ):
        who.click(title)
        who.send(number=number, issued_on=day)
        who.click("Về hồ sơ")


def put_in_paper(who: Person, **typed: str) -> None:
    """Put a paper into the criterion on the page."""
    who.fill(**typed)
    who.press("main form:has([value=paper]) button[type=submit]")
    who.page.locator("main table", has_text=typed["number"]).wait_for()


def team_name(number: int) -> str:
    return f"Tổ bảo vệ an ninh, trật tự số {number}"


def enter_teams(who: Person, *, serving: Sequence[int]) -> None:
    """Enter a team of five for every two hamlets, of whom so many serve."""
    for number, strength in enumerate(serving, start=1):
        who.unfold("Nhập tổ")
        for area in who.page.locator("main input[name=areas]").all()[2 * number - 2 : 2 * number]:
            area.check()
        who.send(
            name=team_name(number), established_on="10/1/2024", decision_number=f"0{number}/QĐ-UBND",
            established_strength="5", serving=str(strength),
        )  # fmt: skip


def propose_levels(who: Person, *levels: str) -> list[str]:
    """Propose a level for each team, for its members, and fill in the papers; return the names of the teams' fields."""
    offered = who.page.locator("main [data-by-level]").all()
    names = [str(each.get_attribute("name")) for each in offered]
    for name, level in zip(names, levels, strict=True):
        line = name.removesuffix("level")
        who.unfold("Tổ trưởng, tổ viên", within=f"main section:has([name={name}])")
        who.fill(
            **{name: level, f"{line}leader": "GOOD", f"{line}good": "4", f"{line}completed": "1"}
        )
    who.fill(
        minutes_number="31/BB-UBND", met_on="18/11/2024", present="12", votes_for="11", votes_against="1",
        decision_number="88/QĐ-UBND", decided_on="19/11/2024", chair="Phạm Hồng Phúc",
    )  # fmt: skip
    return names


def address_on(posters: Path, *, page: int) -> str:
    """Return what a phone reads from the code on a page of the posters."""
    sheet = posters.with_suffix(".typ")
    sheet.write_text(
        f'#set page(width: 210mm, height: 297mm, margin: 0mm)\n#image("{posters.name}", page: {page}, width: 100%)'
    )
    picture = typst.compile(str(sheet), root=str(posters.parent), format="png", ppi=120.0)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return code.text


def open_dossier(who: Person) -> None:
    who.menu("Hồ sơ đánh giá")
    who.click("Xã Mỹ Lạc", within="main table")


def path_of(who: Person) -> str:
    return str(who.page.evaluate("location.pathname"))


def attest(who: Person, criterion: str, paper: str) -> None:
    """Attest a criterion with the number of a paper, from the dossier on."""
    open_dossier(who)
    attest_at(who, path_of(who), criterion, paper, dated="19/11/2024")


def attest_at(
    who: Person, dossier: str, criterion: str, paper: str, *, dated: str = "19/11/2026"
) -> None:
    """Attest a criterion of the dossier at an address."""
    who.go(dossier)
    who.click(criterion)
    who.page.check("main form:has([value=attest]) [name=is_met][value='1']")
    who.fill(paper_number=paper, dated=dated)
    who.press("main form:has([value=attest]) button[type=submit]")
    assert who.says(paper)
