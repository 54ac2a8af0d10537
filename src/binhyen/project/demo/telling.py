"""The same invented things told in many mouths: another sentence, when, where, a wish. Pure and seeded.

Without it the demo would say fifty sentences over and over, and nothing could be learnt from them.
"""

import random

_WHEN = (
    "",
    "",
    "Tối qua, ",
    "Sáng nay, ",
    "Mấy hôm nay, ",
    "Chiều hôm qua, ",
    "Từ đầu tuần tới giờ, ",
    "Hồi nãy, ",
    "Đêm hôm kia, ",
)
_WHERE = (
    "",
    "",
    " Ở gần cầu đầu ấp.",
    " Chỗ ngay quán nước.",
    " Trên đường ra chợ.",
    " Sát bờ kênh.",
    " Sau nhà văn hóa ấp.",
    " Ngay ngã ba vô xóm.",
    " Cạnh trạm bơm.",
)
_WISH = (
    "",
    "",
    "",
    " Nhờ công an xã xem giúp.",
    " Mong cán bộ xuống kiểm tra.",
    " Bà con lo lắm.",
    " Tôi báo để mấy anh biết.",
    " Cảm ơn.",
)

#: More of what people say, per category.
MORE: dict[str, tuple[str, ...]] = {
    "NOI": ("Nhà bên cạnh ca hát tới nửa đêm, nói không nghe.", "Xưởng cưa chạy máy suốt đêm, cả xóm mất ngủ.", "Đám nhậu la hét om sòm tới khuya."),
    "THF": ("Bị cạy cửa, mất cái ti vi với ít tiền.", "Chiếc xe máy để trong sân bị lấy mất.", "Có kẻ vào vườn hái trộm dừa, xoài.", "Mất con chó, nghe nói có người đi câu trộm."),
    "TRF-RISK": ("Đèn đường tắt cả tháng, tối om.", "Nắp cống bị bể, ban đêm không ai thấy.", "Lan can cầu gãy chưa ai sửa."),
    "TRF": ("Xe tải quẹt té hai mẹ con đi xe đạp.", "Xe máy tông vào trụ điện, người lái bị thương."),
    "TRF-VIO": ("Xe chở cát quá tải chạy rầm rập qua ấp.", "Mấy em học sinh chạy xe máy hàng ba, không nón.", "Người ta bày bán lấn hết lòng đường."),
    "ENV": ("Chuồng heo xả nước thải ra mương, hôi quá.", "Xác gà vịt chết trôi dưới kênh.", "Lò than khói đen bay vô nhà."),
    "ANI": ("Con chó dữ nhà kia cắn người đi đường.", "Trâu thả rông đạp nát vườn rau.", "Bầy vịt chạy đồng vô ruộng mới sạ."),
    "DSP": ("Rào mất lối đi chung, hai bên gây nhau.", "Hàng xóm chửi bới nhau vì chuyện con nít.", "Mượn tiền không trả, hai nhà gây gổ."),
    "DSP-LAND": ("Anh em trong nhà tranh nhau phần đất cha mẹ để lại.", "Nhà kế bên nhổ cột mốc, xây lấn qua.", "Đòi lại thửa đất cho mượn làm, bên kia không chịu."),
    "ELE-RISK": ("Dây điện đứt nằm vắt ngang mương.", "Có người giăng điện bẫy chuột ngoài ruộng.", "Dây điện chạm mái tôn, tóe lửa khi mưa."),
    "FIR-RISK": ("Tiệm tạp hóa bán xăng lẻ kế bếp lửa.", "Nghe mùi gas nồng nặc bên nhà không người.", "Đốt rác sát vách nhà lá, gió lớn."),
    "DRW-RISK": ("Ao bỏ hoang không rào, con nít hay lại chơi.", "Bến sông trơn, tụi nhỏ tắm rất nguy hiểm.", "Hố lấy đất sâu lắm, mưa xuống ngập hết."),
    "GMB": ("Đá gà ăn tiền sau vườn, người ra vô đông.", "Có bà ghi số đề ở đầu chợ.", "Thanh niên cá độ bóng đá ở quán cà phê.", "Lắc bầu cua, xóc đĩa trong chòi vịt."),
    "DRG": ("Thấy kim tiêm vứt sau trường.", "Có thanh niên phê thuốc đi lang thang.", "Nghi có người bán hàng đá cho tụi nhỏ.", "Mấy người lạ hút chích trong nhà hoang."),
    "ASL": ("Hai nhóm cầm dao rượt nhau ngoài lộ.", "Bị đánh ở quán nhậu, chảy máu đầu.", "Có người bị chém vào tay.", "Say rượu hành hung chủ quán."),
    "FRD-ONL": ("Có người gọi xưng công an kêu chuyển khoản.", "Bấm vào link nhận quà, mất hết tiền trong tài khoản.", "Mua hàng qua mạng, chuyển tiền xong bị chặn.", "Bị hack Facebook đi mượn tiền khắp nơi."),
    "LST": ("Rớt bóp có căn cước, ai lượm được cho xin lại.", "Lượm được cái điện thoại ở bến xe.", "Để quên túi xách trên xe ôm."),
}  # fmt: skip


def retold(category: str, words: str, voice: random.Random) -> str:
    """Return what happened in the words of one of many."""
    said = voice.choice((words, *MORE.get(category, ())))
    when = voice.choice(_WHEN)
    if when:
        said = f"{when}{said[0].lower()}{said[1:]}"
    return f"{said}{voice.choice(_WHERE)}{voice.choice(_WISH)}"
