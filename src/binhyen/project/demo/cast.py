"""The invented people of the demo and the posts they hold, before and after the merger of 1 July 2025."""

from dataclasses import dataclass
from datetime import date

from binhyen.people.models import Role
from binhyen.places.models import Unit

#: (edition, code) of a real unit.
Key = tuple[str, str]

#: The password of every demo account. It opens nothing but invented data.
PASSWORD = "xa-binh-yen-2025"  # noqa: S105
#: `.example` is reserved and reaches nobody.
DOMAIN = "binhyen.example"
FOUNDED = date(2023, 1, 3)
MERGER = date(2025, 7, 1)

THU_THUA = ("2024", "804")
THU_THUA_TOWN = ("2024", "28036")
MY_LAC = ("2024", "28048")
MY_THANH_OLD = ("2024", "28051")
BINH_AN = ("2024", "28054")
MY_AN_OLD = ("2024", "28060")
TAY_NINH = ("2025", "80")
MY_THANH = ("2025", "28051")
MY_AN = ("2025", "28066")
THU_THUA_NEW = ("2025", "28036")
BASIS = "1682/NQ-UBTVQH15"
#: Which commune of the story went into which.
HEIRS = {MY_LAC: MY_THANH, MY_THANH_OLD: MY_THANH, BINH_AN: MY_THANH, MY_AN_OLD: MY_AN}


@dataclass(frozen=True)
class Player:
    """An invented person: a role in a unit until the merger, and in its successor after."""

    key: str
    full_name: str
    role: Role
    before: Key
    after: Key

    @property
    def email(self) -> str:
        """The address to log in with."""
        return f"{self.key}@{DOMAIN}"

    def seat(self, *, is_after: bool) -> Key:
        """Return the unit of the post before or after the merger."""
        return self.after if is_after else self.before


COMMUNE = (MY_LAC, MY_THANH)
ABOVE = (THU_THUA, TAY_NINH)

PLAYERS = (
    Player("hanh", "Nguyễn Thị Hạnh", Role.DUTY_OFFICER, *COMMUNE),
    Player("dung", "Trần Quốc Dũng", Role.CHIEF, *COMMUNE),
    Player("thu", "Lê Minh Thư", Role.SECRETARY, *COMMUNE),
    Player("phuc", "Phạm Hồng Phúc", Role.HEAD, *COMMUNE),
    Player("kha", "Võ Văn Kha", Role.TEAM_MEMBER, *COMMUNE),
    Player("ba", "Nguyễn Thị Ba", Role.MEDIATOR, *COMMUNE),
    Player("bien", "Đỗ Ngọc Biên", Role.EDITOR, *COMMUNE),
    Player("quan", "Huỳnh Anh Quân", Role.ADMINISTRATOR, *COMMUNE),
    Player("soat", "Bùi Thị Soát", Role.AUDITOR, *COMMUNE),
    Player("tam", "Lý Thành Tâm", Role.DUTY_OFFICER, *ABOVE),
    Player("cuong", "Mai Chí Cường", Role.CHIEF, *ABOVE),
    Player("an", "Hồ Thanh An", Role.APPRAISER, *ABOVE),
    Player("viet", "Đặng Hoàng Việt", Role.HEAD, *ABOVE),
    Player("my", "Cao Diễm My", Role.SECRETARY, *ABOVE),
    Player("lan", "Phan Ngọc Lan", Role.DUTY_OFFICER, MY_AN_OLD, MY_AN),
    Player("binh", "Tô Văn Bình", Role.DUTY_OFFICER, MY_THANH_OLD, MY_THANH),
    Player("hoa", "Ngô Thị Hòa", Role.DUTY_OFFICER, BINH_AN, MY_THANH),
)

#: Accounts shown when the demo starts: one per role, then two who show the level above and the wall.
SHOWN = (
    "hanh",
    "dung",
    "thu",
    "phuc",
    "kha",
    "ba",
    "tam",
    "cuong",
    "an",
    "bien",
    "quan",
    "soat",
    "lan",
)
#: The head of the school that was the model unit of 2023; holds no other post.
PRINCIPAL = Player("hieu", "Dương Thị Hiếu", Role.HEAD, MY_LAC, MY_THANH)
#: An officer who was moved away three days after the merger, with a matter in hand.
LEAVER = Player("sang", "Lương Văn Sang", Role.DUTY_OFFICER, MY_THANH_OLD, MY_THANH)
#: Who sets the house up; no password, so nobody logs in as this one.
FOUNDER = Player("cai-dat", "Người cài đặt", Role.ADMINISTRATOR, MY_LAC, MY_THANH)


def unit(key: Key) -> Unit:
    """Return a real unit by edition and code."""
    edition, code = key
    return (
        Unit.objects.select_related("parent")
        .filter(edition=edition, code=code)
        .latest("valid_from")
    )


#: Offices of the programme committee of 21 that the district founded (names invented).
COMMITTEE_OFFICES = (
    ("Trưởng ban", "Chủ tịch Ủy ban nhân dân huyện"),
    ("Phó Trưởng ban thường trực", "Trưởng Công an huyện"),
    ("Phó Trưởng ban", "Chủ tịch Ủy ban Mặt trận Tổ quốc huyện"),
    ("Ủy viên", "Phó Trưởng Công an huyện"),
    ("Ủy viên", "Chỉ huy trưởng Ban Chỉ huy quân sự huyện"),
    ("Ủy viên", "Trưởng Ban Dân vận"),
    ("Ủy viên", "Trưởng phòng Giáo dục và Đào tạo"),
    ("Ủy viên", "Trưởng phòng Văn hóa và Thông tin"),
    ("Ủy viên", "Trưởng phòng Lao động - Thương binh và Xã hội"),
    ("Ủy viên", "Trưởng phòng Tư pháp"),
    ("Ủy viên", "Trưởng phòng Nội vụ"),
    ("Ủy viên", "Trưởng phòng Tài chính - Kế hoạch"),
    ("Ủy viên", "Trưởng phòng Nông nghiệp và Phát triển nông thôn"),
    ("Ủy viên", "Chủ tịch Hội Liên hiệp Phụ nữ huyện"),
    ("Ủy viên", "Bí thư Huyện đoàn"),
    ("Ủy viên", "Chủ tịch Hội Nông dân huyện"),
    ("Ủy viên", "Chủ tịch Hội Cựu chiến binh huyện"),
    ("Ủy viên", "Chủ tịch Liên đoàn Lao động huyện"),
    ("Ủy viên", "Giám đốc Trung tâm Y tế huyện"),
    ("Ủy viên", "Chủ tịch Ủy ban nhân dân xã Mỹ Lạc"),
    ("Ủy viên", "Hiệu trưởng trường trung học phổ thông"),
)
FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
GIVEN_NAMES = (
    "Văn Hậu", "Thị Sen", "Minh Khôi", "Thanh Trúc", "Hữu Lộc", "Ngọc Diệp", "Quốc Thái",
    "Thị Mai", "Công Danh", "Hoài Nam", "Thị Thơm", "Đức Trọng", "Kim Ngân", "Văn Út",
    "Bảo Châu", "Tấn Phát", "Thị Lành", "Gia Huy", "Thúy Vy", "Văn Bảy", "Hồng Nhung",
)  # fmt: skip
