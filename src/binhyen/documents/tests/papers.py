"""One filled-in paper for each wording: invented people of an invented commune, in the length that real papers have."""

from datetime import date
from typing import Any

from binhyen.documents.content import Content, Head
from binhyen.documents.wording import compose, kinds

UNIT = "Ủy ban nhân dân xã Bình Yên"
CHAIR = f"Chủ tịch {UNIT}"
COMMITTEE = (
    "Ban Chỉ đạo xây dựng xã điển hình về phong trào Toàn dân bảo vệ an ninh Tổ quốc xã Bình Yên"
)
SUBMISSION = "Tờ trình số 12/TTr-CAX ngày 02 tháng 3 năm 2026 của Công an xã Bình Yên"
DAY = date(2026, 3, 5)
SYMBOLS = {"CV": "UBND-VX"}
LONG = (
    "Trong kỳ, tình hình an ninh, trật tự trên địa bàn xã cơ bản ổn định; các vụ việc phát sinh được tiếp nhận, phân "
    "công và giải quyết ngay tại cơ sở, không để hình thành điểm phức tạp."
)
SIGNED: dict[str, Any] = {
    "signer_name": "Nguyễn Văn Bình", "signer_office": "Chủ tịch", "on_behalf": ["TM. Ủy ban nhân dân"],
    "drafting_unit": "CAX", "recipients": ["Ủy ban nhân dân tỉnh (để báo cáo)", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Các trưởng ấp"],
}  # fmt: skip
MEMBERS = [
    (f"Trần Thị Hương {number}", "Trưởng ấp Cầu Lớn", "Thành viên") for number in range(1, 20)
]

FIELDS: dict[str, dict[str, Any]] = {
    "found_committee": {
        "authority": CHAIR, "committee": COMMITTEE, "proposer": "Trưởng Công an xã", "member_count": "21",
        "standing_office": "Công an xã", "support_team": "05 cán bộ do Trưởng ban quyết định",
        "duties": ["Xây dựng chương trình công tác hằng năm", "Chỉ đạo các ban, ngành, ấp thực hiện", "Kiểm tra ít nhất mỗi năm hai lần"],
        "working_rules": ["Họp định kỳ mỗi quý một lần", "Trưởng ban kết luận, phân công bằng văn bản"],
        "members": [("Nguyễn Văn Bình", CHAIR, "Trưởng ban"), ("Lê Văn Hạnh", "Trưởng Công an xã", "Phó Trưởng ban thường trực"), *MEMBERS],
    },
    "choose_model_unit": {
        "authority": CHAIR, "year": "2026", "unit_names": "ấp Cầu Lớn và Trường Trung học phổ thông Bình Yên", "submission": SUBMISSION,
        "units": [("Ấp Cầu Lớn", "Khu dân cư", "Camera an ninh"), ("Trường Trung học phổ thông Bình Yên", "Nhà trường", "Ba lực lượng cùng quản lý việc chấp hành pháp luật của học sinh")],
        "support": ["Được hỗ trợ kinh phí xây dựng mô hình theo dự toán được duyệt", "Được tập huấn, hướng dẫn nghiệp vụ"], "guide": "Công an xã",
    },
    "recognise": {
        "authority": CHAIR, "year": "2026", "count": "06", "submission": SUBMISSION,
        "units": [(f"Ấp Bình An {number}", "Khu dân cư", "Giỏi") for number in range(1, 7)],
    },
    "rate_teams": {
        "authority": CHAIR, "year": "2026", "count": "08", "minutes": "Biên bản họp xét ngày 14 tháng 11 năm 2026 của Công an xã",
        "proposer": "Trưởng Công an xã", "teams": [(f"Tổ số {number}", f"Ấp Bình An {number}", f"{80 + number},5", "Hoàn thành tốt") for number in range(1, 9)],
    },
    "change_members": {
        "authority": CHAIR, "committee": COMMITTEE, "founding": "Quyết định số 05/QĐ-UBND ngày 05 tháng 3 năm 2026 của Chủ tịch Ủy ban nhân dân xã Bình Yên",
        "proposer": "Trưởng Công an xã", "leaving": [("Trần Thị Hương", "Trưởng ấp Cầu Lớn", "Ủy viên")], "joining": [("Phạm Văn Tâm", "Trưởng ấp Cầu Lớn", "Ủy viên")],
    },
    "found_initiative": {
        "authority": CHAIR, "initiative": "Ba lực lượng cùng quản lý việc chấp hành pháp luật của học sinh", "place": "Trường Trung học phổ thông Bình Yên", "proposer": "Trưởng Công an xã",
        "purpose": LONG, "way_of_working": ["Giao ban mỗi tháng một lần", "Nhà trường thông báo, Công an xã và gia đình cùng nhắc nhở"], "strength": "03 tổ, 24 thành viên", "guide": "Công an xã",
    },
    "withdraw": {
        "authority": CHAIR, "unit": "Ấp Bình An 2", "year": "2026", "decision": "Quyết định số 05/QĐ-UBND ngày 05 tháng 3 năm 2026 của Chủ tịch Ủy ban nhân dân xã Bình Yên",
        "reason": "số liệu tự đánh giá không đúng thực tế.", "proposer": "Trưởng Công an xã",
    },
    "award": {
        "authority": CHAIR, "achievement": "có thành tích xuất sắc trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026",
        "collectives": "02", "persons": "03", "proposer": "Hội đồng Thi đua - Khen thưởng xã", "reward": "tiền thưởng theo quy định",
        "awarded": [("Ấp Cầu Lớn", "Tập thể", "Giấy khen"), ("Phạm Văn Tâm", "Tổ trưởng Tổ số 2", "Giấy khen")],
    },
    "plan": {
        "subject": "Xây dựng phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026", "reason": f"{LONG}\nỦy ban nhân dân xã ban hành Kế hoạch như sau:",
        "purposes": ["Nâng cao ý thức phòng ngừa của người dân", "Giải quyết vụ việc từ cơ sở"], "requirements": ["Thiết thực, tiết kiệm, đúng pháp luật"],
        "contents": ["Tuyên truyền đến 100% hộ dân", "Xây dựng, củng cố ít nhất một mô hình"], "targets": [("Hộ đăng ký", "%", "100"), ("Mô hình", "mô hình", "01")],
        "phases": ["Giai đoạn 1, từ tháng 3 đến tháng 6: khảo sát, phân công", "Giai đoạn 2, từ tháng 7 đến tháng 12: thực hiện, tổng kết"],
        "assignments": ["Công an xã: tham mưu, hướng dẫn", "Ủy ban Mặt trận Tổ quốc Việt Nam xã: vận động"], "funding": "Từ ngân sách xã năm 2026.",
        "reporting": "Báo cáo kết quả qua Công an xã trước ngày 17 hằng tháng.",
        "tasks": [(f"Nhiệm vụ {number}: tuyên truyền, phát tờ rơi tại khu dân cư", "Công an xã", "Đoàn Thanh niên, Hội Phụ nữ", "30/6/2026", "Báo cáo") for number in range(1, 31)],
    },
    "work_programme": {
        "committee": COMMITTEE, "year": "2026", "focus": ["Củng cố lực lượng cơ sở", "Xây dựng ấp điển hình"],
        "months": [(f"{number}", "Kiểm tra hoạt động của các tổ, giao ban với trưởng ấp", "Công an xã", "Các ban, ngành", "Biên bản") for number in range(1, 13)],
        "duties": "Các thành viên chủ động thực hiện.\nCông an xã tổng hợp, báo cáo.",
    },
    "report": {
        "subject": "Kết quả phong trào Toàn dân bảo vệ an ninh Tổ quốc tháng 3 năm 2026", "addressees": ["Ủy ban nhân dân tỉnh", "Công an tỉnh"],
        "window": "từ ngày 15 tháng 02 đến ngày 14 tháng 3 năm 2026", "situation": f"{LONG}\n{LONG}", "situation_table": [("Tổng số tin", "34", "31", "40"), ("Giải quyết tại cơ sở", "30", "25", "29")],
        "results": f"{LONG}\n{LONG}", "strengths": LONG, "shortcomings": LONG, "next": ["Duy trì tuần tra", "Củng cố tổ hòa giải"], "proposals": ["Hỗ trợ thêm camera"],
    },
    "submission": {
        "subject": "Về việc công nhận khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026", "addressees": [UNIT], "need": LONG, "contents": LONG,
        "units": [("Ấp Cầu Lớn", "Đạt 5/5 tiêu chí", "Công nhận")], "request": "Kính trình Ủy ban nhân dân xã xem xét, quyết định.", "enclosures": ["Báo cáo kết quả", "Biên bản họp"],
    },
    "minutes": {
        "meeting": "Họp xét công nhận khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026", "began": "08 giờ 00, ngày 05 tháng 3 năm 2026", "place": "Hội trường Ủy ban nhân dân xã",
        "present": "19", "invited": "21", "absent": "02 người, có lý do", "chair": "ông Nguyễn Văn Bình, Trưởng ban", "secretary": "bà Trần Thị Hương, Văn phòng", "secretary_name": "Trần Thị Hương",
        "course": f"{LONG}\n{LONG}", "votes": [("Công nhận ấp Cầu Lớn", "19", "0", "0")], "conclusion": ["Đề nghị công nhận ấp Cầu Lớn"], "ended": "10 giờ 30 cùng ngày",
    },
    "invitation": {
        "host": UNIT, "invited": ["Đại diện Công an tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Trưởng các ấp"], "occasion": "Hội nghị phát động xây dựng xã điển hình năm 2026",
        "chair": "ông Nguyễn Văn Bình, Chủ tịch Ủy ban nhân dân xã", "time": "08 giờ 00, ngày 27 tháng 3 năm 2026", "place": "Hội trường Ủy ban nhân dân xã", "notes": ["Đại biểu mang theo tài liệu gửi kèm."], "address": "Số 1 đường Bình Yên, xã Bình Yên; điện thoại 0123 (số minh họa)",
    },
    "letter": {
        "subject": "tăng cường phòng cháy, chữa cháy trong khu dân cư dịp cao điểm mùa khô", "addressees": ["Công an xã", "Trưởng các ấp"], "contents": LONG, "requests": ["Kiểm tra hộ kinh doanh", "Tập huấn tổ liên gia"],
        "closing": "Đề nghị các đơn vị thực hiện, báo cáo trước ngày 20 tháng 3 năm 2026.", "address": "Số 1 đường Bình Yên, xã Bình Yên",
    },
    "notice": {
        "meeting": "cuộc họp giao ban tháng 3 năm 2026", "chair": "Chủ tịch Ủy ban nhân dân xã Nguyễn Văn Bình", "opening": LONG, "points": ["Giữ vững địa bàn", "Củng cố tổ hòa giải"],
        "owners": [("Lắp camera", "Công an xã", "30/4/2026")],
    },
    "transfer_slip": {
        "sender": "Công an xã Bình Yên", "receiver": "Công an xã An Hòa", "reference": "BY-7K3M", "category": "Mâu thuẫn, tranh chấp", "received_on": "04 tháng 3 năm 2026",
        "enclosures": ["Bản ghi nội dung tin (không có danh tính)", "02 ảnh hiện trường"], "request": "xem xét, giải quyết và trả lời kết quả",
    },
    "launch_report": {
        "movement": "xây dựng xã điển hình về phong trào Toàn dân bảo vệ an ninh Tổ quốc", "addressees": ["Ban Chỉ đạo tỉnh"], "held": "ngày 27 tháng 3 năm 2026 tại Hội trường Ủy ban nhân dân xã",
        "situation": LONG, "criteria": [("Tỷ lệ tin báo được trả lời đúng hạn", "82 %", "95 %")], "preparation": LONG, "results": LONG, "budget": "Ngân sách xã, 20 triệu đồng.",
        "strengths": "Đông đủ, đúng kế hoạch.", "shortcomings": "Một ấp chưa ký cam kết.", "next": ["Triển khai kế hoạch"], "tasks": [("Củng cố tổ bảo vệ", "Công an xã", "30/4/2026")], "proposals": ["Hỗ trợ kinh phí"],
    },
    "final_review": {
        "movement": "xây dựng xã điển hình về phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026", "addressees": ["Ban Chỉ đạo tỉnh"], "window": "từ tháng 3 đến tháng 12 năm 2026", "situation": LONG, "leadership": LONG,
        "results": LONG, "criteria": [("Tỷ lệ tin báo được trả lời đúng hạn", "82 %", "97 %")], "tasks": [("Củng cố lực lượng", "12", "11", "1")], "budget": "Ngân sách xã, 120 triệu đồng.",
        "replications": ["Camera an ninh: ấp Bình An 2"], "awards": ["Tổ bảo vệ an ninh, trật tự ấp Cầu Lớn"], "strengths": "Nhân dân tham gia.", "shortcomings": "Một nhiệm vụ chậm.", "causes": "Kinh phí chậm.",
        "lessons": ["Giao việc rõ người"], "next": ["Duy trì mô hình"], "proposals": ["Nhân rộng toàn tỉnh"],
    },
    "rules": {
        "authority": CHAIR, "proposer": "Trưởng Công an xã", "subject": "Phối hợp giữa Công an xã, nhà trường và gia đình trong quản lý, giáo dục học sinh",
        "scope": "nguyên tắc, nội dung và trách nhiệm phối hợp", "subjects": "Công an xã, nhà trường và cha mẹ học sinh", "principles": ["Kịp thời, khách quan", "Vì lợi ích tốt nhất của trẻ em"],
        "duties": ["Công an xã trao đổi tình hình chung", "Nhà trường nhắc nhở, giáo dục", "Gia đình quản lý, đưa đón"], "meetings": ["Họp mỗi học kỳ một lần"], "effect": "Quy chế có hiệu lực từ ngày ký.",
    },
    "certificate": {
        "authority": CHAIR, "unit": "Khu dân cư ấp Cầu Lớn", "place": "xã Bình Yên, tỉnh Tây Ninh", "year": "2026", "decision": "Quyết định số 05/QĐ-UBND ngày 05 tháng 3 năm 2026 của Chủ tịch Ủy ban nhân dân xã Bình Yên",
    },
}  # fmt: skip


def head(key: str, **others) -> Head:
    """Return the head that goes with a wording; `others` take the place of its values."""
    kind = kinds()[key].kind
    given: dict[str, Any] = {
        "parent": "Tỉnh Tây Ninh", "body": UNIT, "symbol": SYMBOLS.get(kind, f"{kind}-UBND"), "place": "Bình Yên",
        "number": 5, "day": DAY,
    }  # fmt: skip
    return Head(**(given | others))


def paper(key: str, **others) -> Content:
    """Return the filled-in wording; `others` take the place of its values."""
    signed: dict[str, Any] = SIGNED | (
        {"on_behalf": [], "signer_office": "Chủ trì"} if key == "minutes" else {}
    )
    if FIELDS[key].get("authority") == CHAIR:  # what the chair decides, the chair signs alone
        signed["on_behalf"] = []
    return compose(key, signed | FIELDS[key] | others)
