"""What invented people might say, in any number: for tests of suggestions and for the measurement. No real report is here.

A text is an opening, something that happened, a place, a time, a closing, each drawn; then written as people write on a
phone: often without marks, shortened, with a slip. Some sentences fit two categories, as in life.
"""

import random
from collections.abc import Iterator

from binhyen.core import text
from binhyen.matters.suggesting.fitting import Text

_OPENINGS = (
    "",
    "",
    "",
    "Nhờ công an xã xem giúp, ",
    "Cho tôi báo tin: ",
    "Anh chị ơi, ",
    "Kính gửi công an xã, ",
    "Tôi ở gần đó, thấy ",
    "Dạ báo cán bộ, ",
)
_PLACES = (
    "ở ấp {n}",
    "gần cầu số {n}",
    "sau nhà văn hóa ấp {n}",
    "trên đường vào ấp {n}",
    "bên bờ kênh {n}",
    "gần trường học",
    "ngay ngã ba chợ",
    "trước cổng ủy ban cũ",
    "cạnh quán cà phê đầu ấp",
    "ngoài ruộng nhà tôi",
    "đoạn qua trạm y tế",
    "trong hẻm {n}",
    "",
)
_TIMES = (
    "tối qua",
    "sáng nay",
    "hồi {h} giờ",
    "lúc {h}h",
    "mấy hôm nay",
    "cả tuần nay",
    "đêm hôm qua",
    "chiều hôm kia",
    "từ hôm chủ nhật",
    "vừa xong",
    "",
)
_CLOSINGS = (
    "",
    "",
    ". Mong được giải quyết",
    ". Cảm ơn",
    ", nhờ xuống kiểm tra",
    ". Bà con lo lắm",
    ", đã nhắc mà không nghe",
    ". Ai cũng sợ",
)
_SHORT = {
    "không": "ko",
    "được": "dc",
    "với": "vs",
    "người": "ng",
    "trong": "trog",
    "công an": "ca",
    "điện thoại": "đt",
    "xe máy": "xe",
    "biết": "bik",
}

SAID: dict[str, tuple[str, ...]] = {
    "THF": ("nhà tôi mất cái máy bơm nước", "có kẻ vào lấy mấy cuộn dây điện", "bị trộm chiếc xe đạp điện dựng trước hiên", "mất bầy vịt đẻ, rào bị cắt", "thức dậy thấy cửa bị cạy, tủ bị lục", "ai đó bắt trộm hai con chó", "mất mô tơ ngoài ruộng", "bẻ khóa lấy bình ắc quy xe tải", "xe wave để ngoài sân không cánh mà bay", "đồ nghề trong chòi biến mất"),
    "FRD": ("bà chủ hụi ôm tiền bỏ trốn", "cho mượn tiền rồi họ trốn biệt", "đặt cọc mua đất mà giấy tờ giả", "bị gạt tiền bán lúa", "hứa xin việc rồi lấy tiền không làm", "bể hụi, mấy chục người mất tiền"),
    "FRD-ONL": ("có người gọi xưng công an kêu chuyển tiền", "bấm vào link rồi tài khoản mất sạch", "mua hàng trên mạng chuyển khoản rồi bị chặn", "bị hack facebook nhắn mượn tiền khắp nơi", "gọi báo trúng thưởng bắt đóng phí", "làm nhiệm vụ online bị lấy hết tiền", "giả nhân viên điện lực đòi mã otp"),
    "ASL": ("hai thanh niên xô xát sau khi nhậu", "có người bị chém vào tay", "đánh nhau trước quán", "cầm dao rượt nhau ngoài đường", "bị nhóm người lạ đánh hội đồng", "say rượu đập phá rồi hành hung chủ quán"),
    "DRG": ("nghi có người chích ma túy", "thấy kim tiêm vứt đầy", "thanh niên tụ tập hút chích trong chòi hoang", "có kẻ bán hàng đá cho tụi nhỏ", "người ngáo đá la hét", "trồng mấy cây cần sa sau vườn"),
    "GMB": ("một nhóm đánh bài ăn tiền", "tụ tập đá gà cá độ", "có bà ghi số đề", "sát phạt xóc đĩa trong nhà trống", "cá độ bóng đá ở quán cà phê", "lắc bầu cua ăn tiền"),
    "LOA": ("dán tờ rơi cho vay lãi cao khắp cột điện", "đám đòi nợ tạt sơn vô cửa", "vay nóng trả không nổi bị dọa", "app vay tiền gọi khủng bố cả nhà", "mấy người xăm trổ tới siết nợ"),
    "DIS": ("nhóm người la ó đập chai lọ", "kéo tới quán quậy phá", "tụ tập đua xe hò hét", "chặn đường gây sự với người đi qua", "say xỉn quậy phá cả xóm"),
    "TRF": ("hai xe máy va quẹt có người trầy", "xe ba gác lật, tài xế đau chân", "xe tải tông người đi bộ", "đụng xe rồi bỏ chạy", "té xe nằm giữa đường chảy máu"),
    "TRF-VIO": ("thanh niên nẹt pô chạy lạng lách", "xe tải đậu choán hết đường", "xe chở cát quá tải chạy suốt", "chở ba không nón bảo hiểm phóng nhanh", "họp chợ lấn hết lòng đường", "học sinh chạy xe máy hàng hai hàng ba"),
    "TRF-RISK": ("đường có ổ gà sâu, xe máy té hoài", "cầu ván hư mấy tấm", "đèn đường tắt mấy bóng, tối om", "ngã ba khuất tầm nhìn vì bụi tre", "mất nắp cống giữa lộ", "lan can cầu gãy chưa sửa", "mặt lộ lún sụp một bên"),
    "FIR-RISK": ("đốt rơm sát đường dây điện", "quán bán xăng lẻ kế bếp lửa", "bình gas xì mùi nồng nặc", "kho chứa bao bì gần bếp, sợ cháy lan", "đốt rác sát vách nhà lá"),
    "ELE-RISK": ("dây điện sà thấp ngang đầu người", "trụ điện nghiêng sát nhà dân", "người ta giăng điện bẫy chuột", "dây điện chạm mái tôn tóe lửa", "dây đứt nằm dưới nước"),
    "DRW-RISK": ("trẻ con tắm kênh không ai coi", "hố đào sâu đầy nước chưa rào", "bờ sông chỗ tụi nhỏ hay tắm rất sâu", "ao bỏ hoang không rào, con nít hay lại chơi"),
    "DSS": ("bờ kênh sạt lở sát nhà", "lốc làm tốc mái mấy nhà", "cây ngã chắn ngang lộ", "triều cường ngập hết sân", "đê bao sắp vỡ"),
    "DSP": ("hai nhà cãi nhau vì nước mưa chảy qua sân", "mâu thuẫn tiền công cắt lúa", "hàng xóm chửi bới nhau suốt", "rào mất lối đi chung", "lời qua tiếng lại vì mượn đồ không trả", "gây gổ vì chuyện con nít"),
    "DSP-LAND": ("hai hộ không thống nhất ranh đất", "nhổ cột mốc lấn qua đất tôi", "anh em tranh nhau đất thừa kế", "xây tường lấn qua ranh", "đòi lại thửa đất cho mượn từ lâu"),
    "LST": ("nhặt được bóp tiền muốn trả lại", "rớt giấy tờ xe ai lượm được cho xin", "để quên túi xách trên xe ôm", "lượm được cái điện thoại", "mất căn cước khi đi chợ"),
    "NOI": ("hàng xóm hát karaoke tới khuya", "quán mở nhạc lớn quá giờ", "tiệc cưới mở loa inh ỏi", "loa kéo hát hò không ai ngủ được", "xưởng cưa chạy máy suốt đêm", "nhậu la hét um sùm"),
    "ENV": ("có người đổ rác xuống kênh", "bao bì thuốc vứt đầy bờ ruộng", "chuồng heo xả nước hôi thối", "xác gà chết trôi bốc mùi", "lò đốt khói đen mịt mù", "nước cống đen ngòm chảy ra lộ"),
    "ANI": ("chó thả rông rượt trẻ đi học", "bò thả ăn lúa không ai chăn", "chó dữ cắn người đi đường", "trâu đi đầy lộ ban đêm", "vịt chạy đồng phá lúa mới sạ"),
    "FWK": ("nghe pháo nổ sau nhà", "có người bán pháo lậu", "tụi nhỏ tự chế pháo", "đốt pháo ăn mừng lúc nửa đêm"),
    "WRK-SERIOUS": ("thợ hồ té giàn giáo bất tỉnh", "công nhân bị máy cuốn tay", "hai người ngạt dưới hầm biogas"),
}  # fmt: skip
#: How common each is: a few make up most of what a commune hears.
_WEIGHTS = {
    "NOI": 16,
    "THF": 12,
    "ENV": 10,
    "TRF-RISK": 9,
    "DSP": 8,
    "ANI": 7,
    "TRF-VIO": 6,
    "TRF": 5,
}


def texts(count: int, *, seed: int = 1) -> list[Text]:
    """Return `count` invented texts with their categories; the same seed gives the same."""
    return list(_drawn(count, random.Random(seed)))


def _drawn(count: int, chance: random.Random) -> Iterator[Text]:
    codes = list(SAID)
    weights = [_WEIGHTS.get(code, 2) for code in codes]
    for code in chance.choices(codes, weights, k=count):
        yield Text(_said(code, chance), code)


def _said(code: str, chance: random.Random) -> str:
    place = chance.choice(_PLACES).format(n=chance.randint(1, 12))
    when = chance.choice(_TIMES).format(h=chance.randint(1, 23))
    parts = [chance.choice(SAID[code]), place, when]
    if chance.random() < 0.12:  # two troubles in one breath; the officer chose one
        parts.insert(1, "lại còn " + chance.choice(SAID[chance.choice(list(SAID))]))
    said = chance.choice(_OPENINGS) + " ".join(filter(None, parts)) + chance.choice(_CLOSINGS)
    return _typed(said, chance)


def _typed(said: str, chance: random.Random) -> str:
    """Write it as on a phone."""
    if chance.random() < 0.3:
        for long, short in _SHORT.items():
            said = said.replace(long, short)
    if chance.random() < 0.25:
        said = text.fold(said)
    if chance.random() < 0.3:
        place = chance.randrange(len(said))
        said = said[:place] + said[place + 1 :]
    return said[:1].upper() + said[1:]
