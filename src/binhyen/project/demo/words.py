"""What invented people say in the demo, per category: (words, weight of the hours, months that are busier)."""

from dataclasses import dataclass

NIGHT = (4, 4, 4, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 4)
EVENING = (1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 2, 3, 4, 6, 6, 6, 4, 2)
DAY = (0, 0, 0, 0, 1, 2, 4, 5, 5, 5, 5, 3, 2, 3, 4, 5, 5, 4, 3, 2, 1, 1, 0, 0)
ROADS = (0, 0, 0, 0, 1, 3, 6, 6, 3, 2, 2, 4, 3, 2, 2, 3, 6, 7, 5, 3, 3, 2, 1, 1)

TET = frozenset({1, 2})
DRY = frozenset({2, 3, 4})
RAIN = frozenset({6, 7, 8, 9, 10})
HARVEST = frozenset({3, 7, 11})


@dataclass(frozen=True)
class Kind:
    """A category as it occurs in the demo."""

    share: float  # of all matters
    hours: tuple[int, ...]
    busy: frozenset[int]
    weekend: float  # factor on Saturday and Sunday
    words: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "NOI": Kind(
        0.16, EVENING, TET, 1.9,
        (
            "Hàng xóm hát loa kẹo kéo tới khuya, nhà có trẻ nhỏ không ngủ được.",
            "Quán đầu ấp mở nhạc lớn sau 22 giờ, đã nhắc nhưng chưa giảm.",
            "Tiệc cưới mở loa rất to đến gần nửa đêm.",
        ),
    ),
    "THF": Kind(
        0.12, NIGHT, TET | HARVEST, 1.0,
        (
            "Sáng dậy phát hiện mất máy bơm nước ngoài ruộng.",
            "Mất xe đạp điện dựng trước hiên nhà.",
            "Bị trộm mấy cuộn dây điện ở chòi vườn.",
            "Mất gà trong chuồng, hàng rào bị cắt.",
        ),
    ),
    "TRF-RISK": Kind(
        0.09, DAY, RAIN, 0.8,
        (
            "Đường vào ấp có ổ gà sâu, chiều mưa xe máy té hoài.",
            "Cầu ván qua kênh bị hư mấy tấm, học sinh đi học nguy hiểm.",
            "Ngã ba khuất tầm nhìn vì bụi tre lấn ra đường.",
        ),
    ),
    "TRF": Kind(
        0.05, ROADS, TET, 1.5,
        (
            "Hai xe máy va quẹt ở ngã ba, có người trầy xước.",
            "Xe ba gác lật bên vệ đường, tài xế đau chân.",
        ),
    ),
    "TRF-VIO": Kind(
        0.06, EVENING, TET, 1.8,
        (
            "Nhóm thanh niên nẹt pô, chạy xe lạng lách trên đường ấp.",
            "Xe tải chở lúa đậu choán hết lòng đường.",
        ),
    ),
    "ENV": Kind(
        0.10, DAY, RAIN, 0.9,
        (
            "Có người đổ rác xuống kênh, nước hôi mấy hôm nay.",
            "Bao bì thuốc vứt đầy bờ ruộng.",
        ),
    ),
    "ANI": Kind(
        0.07, DAY, frozenset({4, 5, 6}), 1.1,
        (
            "Chó thả rông không rọ mõm rượt trẻ đi học.",
            "Bò thả ăn lúa, người chăn không có mặt.",
        ),
    ),
    "DSP": Kind(
        0.08, DAY, HARVEST, 1.0,
        (
            "Hai nhà cãi nhau vì nước mưa chảy qua sân.",
            "Lời qua tiếng lại vì tiền công cắt lúa, cần tổ hòa giải giúp.",
        ),
    ),
    "DSP-LAND": Kind(
        0.04, DAY, DRY, 0.8,
        ("Hai hộ không thống nhất ranh đất, cần hòa giải.",),
    ),
    "ELE-RISK": Kind(
        0.04, DAY, RAIN, 1.0,
        (
            "Dây điện sau mưa giông sà thấp ngang đầu người.",
            "Trụ điện nghiêng sát nhà dân.",
        ),
    ),
    "FIR-RISK": Kind(
        0.04, DAY, DRY, 1.0,
        (
            "Đốt rơm sát đường dây điện, khói mù cả lộ.",
            "Kho chứa bao bì gần bếp, sợ cháy lan.",
        ),
    ),
    "DRW-RISK": Kind(
        0.03, DAY, RAIN, 1.3,
        (
            "Trẻ em tắm kênh không có người lớn trông.",
            "Hố đào sâu đầy nước chưa có rào.",
        ),
    ),
    "GMB": Kind(
        0.04, EVENING, TET, 1.7,
        ("Có nhóm tụ tập đánh bài ăn tiền ở nhà trống cuối ấp.",),
    ),
    "DRG": Kind(
        0.02, NIGHT, frozenset(), 1.3,
        ("Ban đêm hay có người lạ tụ tập ở chòi hoang, nghi có ma túy.",),
    ),
    "ASL": Kind(
        0.02, EVENING, TET, 2.2,
        ("Hai thanh niên xô xát sau khi nhậu, đã can ra.",),
    ),
    "DIS": Kind(
        0.01, EVENING, TET, 2.0,
        ("Nhóm người la ó, đập chai lọ trước quán.",),
    ),
    "FRD-ONL": Kind(
        0.02, DAY, frozenset({9, 10, 11, 12}), 0.9,
        ("Bị gọi giả danh nhân viên giao hàng, lừa chuyển tiền.",),
    ),
    "LOA": Kind(
        0.01, DAY, TET, 0.9,
        ("Có tờ rơi cho vay lãi cao dán khắp cột điện.",),
    ),
    "LST": Kind(
        0.03, DAY, frozenset(), 1.1,
        (
            "Nhặt được bóp tiền trên đường ra chợ, muốn trả lại.",
            "Mất giấy tờ xe, ai nhặt được xin báo giúp.",
        ),
    ),
    "FWK": Kind(
        0.01, EVENING, TET | frozenset({12}), 1.4,
        ("Nghe pháo nổ sau nhà mấy tối liền.",),
    ),
    "SCH-VIOLENCE": Kind(
        0.01, DAY, frozenset({9, 10, 3, 4}), 0.2,
        ("Học sinh xô xát ngoài cổng trường sau giờ tan học.",),
    ),
    "DMV": Kind(
        0.01, EVENING, TET, 1.6,
        ("Nghe tiếng la khóc, đánh nhau trong nhà bên cạnh.",),
    ),
    "MIS": Kind(
        0.005, DAY, frozenset(), 1.2,
        ("Người già trong xóm đi lạc từ trưa chưa thấy về.",),
    ),
}  # fmt: skip

#: What is said of the true hot spot: pumps and wiring stolen by night around one lock on the canal.
HOT_SPOT_WORDS = (
    "Mất máy bơm ở bờ kênh gần cống, khóa bị cắt.",
    "Bị cắt trộm dây điện máy bơm khu vực cống đầu kênh.",
    "Đêm qua mất thêm một mô tơ bơm gần cống.",
)

SETTLED = (
    "Đã nhắc nhở, hai bên cam kết không tái diễn.",
    "Tổ bảo vệ an ninh, trật tự đã xuống kiểm tra và xử lý xong.",
    "Đã lập biên bản, xử lý theo quy định.",
    "Đã phối hợp khắc phục, người dân đồng tình.",
)
ASKED = {
    "DIRECT": "Xin ý kiến chỉ đạo hướng giải quyết vì vượt khả năng của xã.",
    "SUPPORT": "Đề nghị hỗ trợ lực lượng tuần tra ban đêm tại khu vực này.",
    "TAKE_OVER": "Đề nghị cấp trên tiếp nhận vì có dấu hiệu tội phạm.",
}
ANSWERED = {
    "DIRECT": "Thống nhất, xã chủ động giải quyết và báo cáo kết quả.",
    "SUPPORT": "Đồng ý cử lực lượng phối hợp trong hai tuần.",
    "TAKE_OVER": "Tiếp nhận hồ sơ để giải quyết theo thẩm quyền.",
}
SENT_BACK = "Nội dung thuộc thẩm quyền của xã, đề nghị tiếp tục giải quyết."
REPLIES = (
    "Cảm ơn bà con đã báo tin. Công an xã đã tiếp nhận và đang kiểm tra.",
    "Chúng tôi đã cử người xuống xem. Có kết quả sẽ báo lại tại đây.",
)
ASKS_AGAIN = "Tối qua việc này lại xảy ra. Nhờ các anh chị xem giúp."

HANDED_OVER = "Xác minh ban đầu: sự việc xảy ra bên địa bàn xã Mỹ An."
PART = "Hỏi các hộ gần đó xem sự việc đã chấm dứt chưa."
FILTER = "Tiếng ồn, rác thải, vật nuôi"
#: What is said of the disputes that last; what the unit writes for the mediators, and where the parties met.
PATH_DISPUTE = "Hai nhà gần nhau cãi vã hoài chuyện lối đi chung với nước thải, bà con can mấy lần cũng không xong."
CANAL_DISPUTE = "Mười mấy hộ dọc kênh tranh nhau phần bờ đất làm lối xuống ruộng, hôm qua kéo ra cự cãi đông lắm."
FENCE_DISPUTE = "Nhà kế bên dựng hàng rào lấn qua sân, hai bên to tiếng mấy bữa nay."
#: What is said of the second hot spot: who gets how much water from one ditch at the end of the dry season.
DITCH_DISPUTES = (
    "Hai nhà giành nhau nước mương cuối vụ, sáng nay cự cãi ngoài đồng.",
    "Nhà đầu mương đắp chặn nước, nhà cuối mương ra phá, hai bên to tiếng.",
    "Cãi nhau vì ai được bơm nước mương trước, bà con phải ra can.",
)
DITCH_SETTLED = "Các hộ thống nhất lịch lấy nước mương luân phiên."
STRAY_CATTLE = "Bò thả rông phá rào, ăn hết đám rau mới trồng."
TO_MEDIATE = "Hai hộ liền kề mâu thuẫn về lối đi chung và nước thải. Đề nghị hòa giải tại ấp (chuyện hư cấu)."
TO_MEDIATE_AGAIN = (
    "Lần đầu không thành. Đề nghị hòa giải lần hai, mời thêm trưởng ấp (chuyện hư cấu)."
)
TO_MEDIATE_FENCE = "Hai hộ mâu thuẫn về hàng rào. Đề nghị gặp hai bên trong tuần (chuyện hư cấu)."
MEDIATED_AT = "Nhà văn hóa ấp"
