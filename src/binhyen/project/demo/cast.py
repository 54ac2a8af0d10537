"""The invented people of the demo and the posts they hold, before and after the merger of 1 July 2025."""

from dataclasses import dataclass
from datetime import date

from binhyen.people.models import Role

#: The password of every demo account. It opens nothing but invented data.
PASSWORD = "xa-binh-yen-2025"  # noqa: S105
FOUNDED = date(2023, 1, 3)
MERGER = date(2025, 7, 1)

# (edition, code) of real units
LONG_AN = ("2024", "80")
THU_THUA = ("2024", "804")
MY_LAC = ("2024", "28048")
MY_THANH_OLD = ("2024", "28051")
BINH_AN = ("2024", "28054")
MY_AN_OLD = ("2024", "28060")
TAY_NINH = ("2025", "80")
MY_THANH = ("2025", "28051")
MY_AN = ("2025", "28066")


@dataclass(frozen=True)
class Player:
    """An invented person: a role in a unit until the merger, and in its successor after."""

    key: str
    full_name: str
    role: Role
    before: tuple[str, str]
    after: tuple[str, str]
    does: str

    @property
    def email(self) -> str:
        """The address to log in with; `.example` is reserved and reaches nobody."""
        return f"{self.key}@binhyen.example"


COMMUNE = (MY_LAC, MY_THANH)
ABOVE = (THU_THUA, TAY_NINH)

PLAYERS = (
    Player("hanh", "Nguyễn Thị Hạnh", Role.DUTY_OFFICER, *COMMUNE, "trực ban Công an xã"),
    Player("dung", "Trần Quốc Dũng", Role.CHIEF, *COMMUNE, "Trưởng Công an xã"),
    Player("thu", "Lê Minh Thư", Role.SECRETARY, *COMMUNE, "thư ký Ban Chỉ đạo xã"),
    Player("phuc", "Phạm Hồng Phúc", Role.HEAD, *COMMUNE, "Trưởng ban Chỉ đạo xã"),
    Player("kha", "Võ Văn Kha", Role.TEAM_MEMBER, *COMMUNE, "tổ viên Tổ bảo vệ an ninh, trật tự"),
    Player("bien", "Đỗ Ngọc Biên", Role.EDITOR, *COMMUNE, "biên tập viên"),
    Player("quan", "Huỳnh Anh Quân", Role.ADMINISTRATOR, *COMMUNE, "quản trị hệ thống"),
    Player("soat", "Bùi Thị Soát", Role.AUDITOR, *COMMUNE, "kiểm tra nhật ký"),
    Player("tam", "Lý Thành Tâm", Role.DUTY_OFFICER, *ABOVE, "trực ban cấp trên"),
    Player("cuong", "Mai Chí Cường", Role.CHIEF, *ABOVE, "chỉ huy Công an cấp trên"),
    Player("an", "Hồ Thanh An", Role.APPRAISER, *ABOVE, "thẩm định của cấp trên"),
    Player("viet", "Đặng Hoàng Việt", Role.HEAD, *ABOVE, "Trưởng ban Chỉ đạo cấp trên"),
    Player("my", "Cao Diễm My", Role.SECRETARY, *ABOVE, "thư ký Ban Chỉ đạo cấp trên"),
    Player("lan", "Phan Ngọc Lan", Role.DUTY_OFFICER, MY_AN_OLD, MY_AN, "trực ban xã khác"),
    Player(
        "binh", "Tô Văn Bình", Role.DUTY_OFFICER, MY_THANH_OLD, MY_THANH, "trực ban xã Mỹ Thạnh"
    ),
    Player("hoa", "Ngô Thị Hòa", Role.DUTY_OFFICER, BINH_AN, MY_THANH, "trực ban xã Bình An"),
)

#: Accounts shown when the demo starts: one per role, then the two who show the walls.
SHOWN = ("hanh", "dung", "thu", "phuc", "kha", "tam", "an", "bien", "quan", "soat", "lan")

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
