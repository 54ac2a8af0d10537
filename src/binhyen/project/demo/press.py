"""The news of the demo: what the commune published, in our own words. Nobody in it is real, and the pictures are drawn."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from binhyen.core import clock
from binhyen.newsroom import actions as newsroom
from binhyen.newsroom.models import ArticlePage, Photo
from binhyen.newsroom.models.topics import Topic, packed
from binhyen.people.models import User
from binhyen.project.demo import cast, drawings
from binhyen.project.demo.courses import Story

CREDIT = "Tranh minh họa Bình Yên"
#: drawing -> its title and the words for who cannot see it.
PICTURES = {
    "village": ("Ấp ven đồng", "Tranh vẽ: xóm nhà mái ngói giữa đồng lúa xanh, cột cờ bên con đường đất dẫn vào ấp."),
    "hall": ("Nhà văn hóa xã", "Tranh vẽ: nhà văn hóa xã treo cờ, ghế xếp thành hàng trước thềm, chưa có ai."),
    "board": ("Bảng tin đầu ấp", "Tranh vẽ: bảng tin khung xanh ở đầu ấp, hai cây dừa và con đường bê tông."),
    "canal": ("Cầu qua kênh", "Tranh vẽ: cây cầu cong qua kênh lúc chiều, mỗi đầu cầu một ngọn đèn."),
}  # fmt: skip

Block = tuple[str, str | tuple[str, str]]


@dataclass(frozen=True)
class Piece:
    """An article of the story and where it comes out."""

    at: datetime
    unit: cast.Key
    kicker: str
    title: str
    lede: str
    topics: tuple[Topic, ...]
    picture: tuple[str, str]  # drawing, caption
    body: tuple[Block, ...]
    byline: str = "Ban biên tập"


LAUNCH = Piece(
    at=datetime(2024, 3, 27, 15, 39, 1, tzinfo=clock.VIETNAM),
    unit=cast.MY_LAC,
    kicker="Phong trào Toàn dân bảo vệ an ninh Tổ quốc",
    title="Huyện Thủ Thừa phát động xây dựng xã điển hình Mỹ Lạc",
    lede=(
        "Sau mô hình trường học năm 2023, Ban Chỉ đạo huyện Thủ Thừa chọn Mỹ Lạc làm xã điển hình năm 2024. Người dân "
        "được mời góp tin, góp việc để chuyện nhỏ được giải quyết ngay tại ấp."
    ),
    topics=(Topic.MOVEMENT, Topic.MODEL),
    picture=("hall", "Nhà văn hóa xã trước giờ phát động: ghế đã kê, cờ đã treo."),
    body=(
        ("paragraph", ("<p>Sáng 27/3, tại nhà văn hóa xã Mỹ Lạc, Ban Chỉ đạo phong trào <b>Toàn dân bảo vệ an ninh Tổ quốc</b> huyện "
         "Thủ Thừa công bố quyết định chọn xã làm đơn vị điển hình của năm. Đại diện Mặt trận, các đoàn thể, công an xã, các tổ "
         "bảo vệ an ninh, trật tự ở cơ sở và bà con sáu ấp cùng dự.</p><p>Theo kế hoạch được đọc tại buổi phát động, đây là năm thứ "
         "hai huyện làm điểm. Năm trước, một trường trung học phổ thông đã chạy thử mô hình phối hợp giữa nhà trường, gia đình và "
         "công an để nhắc nhở học sinh chấp hành pháp luật; kết quả của mô hình được dùng để chọn cách làm cho cấp xã.</p>")),
        ("heading", "Bắt đầu từ việc nghe dân nói"),
        ("paragraph", ("<p>Việc đầu tiên là khảo sát: từng ấp rà lại những chỗ hay mất trộm vặt, đoạn đường thiếu đèn, điểm hay tụ tập "
         "gây ồn về đêm và các mâu thuẫn kéo dài trong xóm. Phiếu hỏi không ghi tên người trả lời. Kết quả được cộng theo ấp và "
         "dán ở bảng tin để ai cũng xem được.</p>")),
        ("photo", ("board", "Bảng tin ở đầu ấp, nơi dán kết quả khảo sát và số điện thoại trực.")),
        ("paragraph", ("<p>Từ kết quả đó, Ban Chỉ đạo xã giao việc cụ thể:</p><ul><li>Mặt trận và các đoàn thể vận động hộ dân thắp đèn "
         "trước ngõ, ký cam kết giữ trật tự;</li><li>công an xã tiếp nhận tin báo suốt ngày đêm và trả lời người báo;</li><li>tổ bảo "
         "vệ an ninh, trật tự tuần tra theo giờ mà bà con cho là cần nhất;</li><li>tổ hòa giải đến sớm, khi chuyện còn nhỏ.</li></ul>")),
        ("quote", ("Chuyện trong ấp mà giải quyết được ở ấp thì tình làng nghĩa xóm còn nguyên.", "Ý kiến một đại biểu tại buổi phát động")),
        ("heading", "Mười hai tháng, từng bước một"),
        ("paragraph", ("<p>Quý I dành cho khảo sát và củng cố các tổ. Từ quý II, mỗi tháng xã họp một lần để xem việc nào xong, việc nào "
         "vướng và vì sao. Cuối năm, xã tự chấm theo bộ tiêu chí <i>“An toàn về an ninh, trật tự”</i> rồi mời huyện thẩm định; bảng "
         "điểm và cách tính được công khai.</p>")),
        ("photo", ("village", "Một ấp của Mỹ Lạc nhìn từ phía đồng.")),
        ("paragraph", ("<p>Bà con muốn báo tin có thể gọi công an xã, đến trụ sở, hoặc gửi qua trang này mà không cần để lại tên. Trường "
         "hợp khẩn cấp, hãy gọi ngay <b>113</b>, <b>114</b> hoặc <b>115</b>.</p>")),
    ),
)  # fmt: skip

SHORT = (
    Piece(
        at=datetime(2024, 3, 12, 9, 5, 40, tzinfo=clock.VIETNAM),
        unit=cast.MY_LAC,
        kicker="An toàn giao thông",
        title="Thêm đèn ở hai đầu cầu, đường về ấp sáng hơn",
        lede="Hai trụ đèn ở cầu qua kênh đã sáng từ tối 11/3, do bà con góp công và Đoàn Thanh niên xã lắp.",
        topics=(Topic.TRAFFIC,),
        picture=("canal", "Cây cầu qua kênh lúc chiều, trước giờ bật đèn."),
        body=(
            ("paragraph", ("<p>Đoạn dốc cầu là nơi nhiều người báo thiếu ánh sáng trong đợt khảo sát đầu năm. Tiền đèn do các hộ hai bên "
             "kênh đóng góp, Đoàn Thanh niên xã lo phần lắp đặt.</p><p>Ấp nhắc bà con đi chậm khi lên dốc, không dừng xe trên cầu và "
             "báo ngay khi đèn hỏng.</p>")),
        ),
        byline="Đoàn Thanh niên xã",
    ),
    Piece(
        at=datetime(2024, 3, 20, 7, 30, 12, tzinfo=clock.VIETNAM),
        unit=cast.MY_LAC,
        kicker="Phòng cháy, chữa cháy",
        title="Năm việc cần làm trước mùa nắng để nhà không cháy",
        lede="Mùa khô là lúc đồng và bếp đều dễ bén lửa. Năm việc sau mất chưa đến một buổi mà giữ được cả năm.",
        topics=(Topic.FIRE, Topic.LAW),
        picture=("village", "Nhà gần đồng cần dọn cỏ khô quanh vách trước mùa nắng."),
        body=(
            ("paragraph", ("<ol><li>Dọn cỏ và rơm khô quanh nhà ít nhất hai mét.</li><li>Kiểm tra dây điện, ổ cắm; thay chỗ đã sờn.</li>"
             "<li>Khóa bình gas sau khi nấu, không để bình trong phòng kín.</li><li>Không đốt đồng khi trời có gió; báo ấp trước khi "
             "đốt.</li><li>Nhớ số <b>114</b> và chỉ cho trẻ nhỏ cách gọi.</li></ol><p>Xã có bình chữa cháy dùng chung ở nhà văn hóa "
             "từng ấp; ai cũng được lấy dùng khi có cháy.</p>")),
        ),
    ),
    Piece(
        at=datetime(2025, 7, 2, 8, 15, 30, tzinfo=clock.VIETNAM),
        unit=cast.MY_THANH,
        kicker="Thông báo",
        title="Xã Mỹ Thạnh mới: báo tin ở đâu, gặp ai",
        lede="Từ 1/7/2025, Mỹ Lạc cùng hai xã lân cận về chung xã Mỹ Thạnh. Cách báo tin không đổi, hồ sơ cũ vẫn được giải quyết tiếp.",
        topics=(Topic.NOTICE,),
        picture=("board", "Bảng tin đầu ấp đã dán số điện thoại mới."),
        body=(
            ("paragraph", ("<p>Bà con vẫn báo tin qua trang này hoặc gọi số trực dán ở bảng tin. Ai đang chờ trả lời thì dùng mã theo dõi đã "
             "có; cán bộ xã mới tiếp nhận nguyên trạng từng việc.</p><p>Tin tức trước đây của xã Mỹ Lạc vẫn đọc được ở trang tin của "
             "xã Mỹ Lạc.</p>")),
        ),
    ),
)  # fmt: skip
PIECES = (*SHORT, LAUNCH)


def plan(told: Story, players: dict[str, User]) -> None:
    """Let every piece come out on its day."""
    for piece in PIECES:
        told.plan(piece.at, partial(_publish, piece, players))


def _publish(piece: Piece, players: dict[str, User], at: datetime) -> None:
    unit = cast.unit(piece.unit)
    editor, head = players["bien"], players["phuc"]
    drawn: dict[str, Photo] = {}

    def photo(name: str) -> Photo:
        if name not in drawn:
            title, description = PICTURES[name]
            drawn[name] = newsroom.keep_photo(
                unit=unit, upload=drawings.raster(drawings.DRAWINGS[name]()), title=title, description=description,
                seen=Photo.Seen.NOBODY, by=editor, at=at,
            )  # fmt: skip
        return drawn[name]

    def block(kind: str, value: str | tuple[str, str]) -> dict[str, object]:
        if isinstance(value, str):
            return {"type": kind, "value": value}
        first, second = value
        if kind == "photo":
            shown = {"photo": photo(first).pk, "caption": second, "credit": CREDIT}
            return {"type": kind, "value": shown}
        return {"type": kind, "value": {"words": first, "said_by": second}}

    name, caption = piece.picture
    article = newsroom.write(
        article=ArticlePage(
            title=piece.title, kicker=piece.kicker, lede=piece.lede, byline=piece.byline, topics=packed(list(piece.topics)),
            lead_photo=photo(name), lead_caption=caption, lead_credit=CREDIT,
            body=[block(kind, value) for kind, value in piece.body],
        ),
        unit=unit, by=editor, at=at,
    )  # fmt: skip
    newsroom.release(article=article, by=head, at=at)
