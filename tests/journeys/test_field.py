"""The member of the security team, on the phone, with the network cut and restored: nothing lost, nothing doubled, nothing readable."""

import pytest

from tests.journeys.conftest import DAY

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
FIELD = "/ban-lam-viec/thuc-dia/"
SECRET = "Cột đèn gãy ngay đầu cầu (chuyện bịa để thử)."
REMARK = "Đường tối, đã nhắc quán khép cửa (chuyện bịa)."
LATE = "Tôi đã dọn xong lúc sáng (chuyện bịa)."
PART = "Hỏi các hộ quanh đầu cầu (chuyện bịa)."
FOUND = "Đã hỏi bốn hộ, không ai bị thương (chuyện bịa)."
AGAIN = "Ghi thêm sau khi hết phiên (chuyện bịa)."

#: Everything the browser keeps for the house, as one text: whatever was typed must not be found in it.
RAW = """async () => {
  const opened = await new Promise((done) => { indexedDB.open("binh-yen-hang-cho").onsuccess = (e) => done(e.target.result); });
  const all = async (name) => new Promise((done) => {
    opened.transaction(name).objectStore(name).getAll().onsuccess = (e) => done(e.target.result);
  });
  const told = { items: [], keys: [], text: "" };
  for (const row of await all("items")) {
    told.items.push([row.key, row.state]);
    const bytes = new Uint8Array(row.sealed);
    told.text += new TextDecoder("utf-8").decode(bytes) + JSON.stringify({ ...row, sealed: null, iv: null });
  }
  for (const row of await all("keys")) told.keys.push([row.box, row.key.extractable]);
  opened.close();
  return told;
}"""
KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found;
}"""
REPLAY = """async ([url, token, items]) => {
  const { token: fresh } = await (await fetch(token)).json();
  const answers = [];
  for (const item of items) {
    const body = new FormData();
    for (const [name, value] of Object.entries(item)) body.append(name, value);
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": fresh } });
    answers.push((await answer.json()).outcome);
  }
  return answers;
}"""
#: Let the worker hold back what the network answers for one page, and ask for that page ahead.
HOLD_BACK = """async (path) => {
  const plain = self.fetch;
  self.let_go = [];
  self.fetch = async (...asked) => {
    const answer = await plain(...asked);
    if (answer.url.endsWith(path)) await new Promise((done) => self.let_go.push(done));
    return answer;
  };
  self.dispatchEvent(new ExtendableMessageEvent("message", { data: { tasks: [path] } }));
}"""
IS_HELD = "() => self.let_go.length > 0"
LET_GO = "async () => { self.let_go.forEach((done) => done()); await new Promise((done) => setTimeout(done, 500)); }"
COUNT = """
import json
from binhyen.matters.models import MatterPhoto, Move, Part, SentOnce
from binhyen.forces.models import Patrol
print(json.dumps({
    "notes": Move.objects.filter(words=%(words)r).count(),
    "done": Move.objects.filter(matter__reference=%(matter)r, detail__done=True).count(),
    "photos": MatterPhoto.objects.filter(matter__reference=%(matter)r).count(),
    "patrols": Patrol.objects.filter(remarks=%(remark)r).count(),
    "parts": Part.objects.filter(matter__reference=%(matter)r, done_by__full_name="Võ Văn Kha").count(),
    "part": Part.objects.get(matter__reference=%(matter)r).pk,
    "days": [str(p.started_at.date()) for p in Patrol.objects.filter(remarks=%(remark)r)],
    "sent": [[str(s.key), s.kind] for s in SentOnce.objects.filter(subject=%(matter)r).order_by("pk")],
}))
"""


def counted(house, matter):
    return house.told(COUNT % {"words": SECRET, "matter": matter, "remark": REMARK})


def waits(who, number):
    """Wait until so many items are still to be sent."""
    who.page.locator(f"[data-by-waiting][data-count='{number}']").wait_for()


def open_page(who, path):
    """Open a page with a network or without: the worker answers either way."""
    who.page.goto(who.base + path)
    who.page.locator("[data-by-waiting]:not([hidden])").wait_for()
    who.check_width()


def keep(who, kind, **fields):
    form = who.page.locator(f"form[data-by-queue={kind}]")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if name == "photo":
            field.set_input_files(value)
        else:
            field.fill(value)
    form.locator("button[type=submit]").click()
    form.locator("[data-by-said]:not(:empty)").wait_for()


def reported(person, hanh, what):
    """Let a resident report something in the fourth hamlet and Hạnh take it in hand; return the matter's reference."""
    report, _code = person(phone=True).report("NOI", what, commune=MY_LAC, area="Ấp 4")
    address = hanh.find(report)
    hanh.act(address, "nhan-xu-ly")
    return str(address.rsplit("/", 2)[-2])


def give_part(hanh, matter):
    """Let Hạnh give Kha a part of the matter."""
    address = f"/ban-lam-viec/vu-viec/{matter}/giao-phan-viec/"
    hanh.go(address)
    hanh.page.get_by_label("Võ Văn Kha").check()
    hanh.fill(words=PART)
    hanh.press()


def photo(tmp_path):
    from PIL import Image

    path = tmp_path / "cot-den.jpg"
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(path, "JPEG")
    return path


def test_a_morning_without_a_network(person, house, tmp_path):
    hanh = person("hanh")
    first = reported(person, hanh, "Loa kéo cả đêm.")
    second = reported(person, hanh, "Hát karaoke tới sáng.")
    give_part(hanh, first)
    kha = person("kha", phone=True)
    open_page(kha, FIELD)
    kha.page.locator("html[data-by-kept]").wait_for(state="attached")
    assert first in kha.text()

    # The network goes. The pages are still there, and five things are written, one of them on the part.
    kha.context.set_offline(True)
    open_page(kha, FIELD)
    open_page(kha, f"{FIELD}vu-viec/{first}/")
    keep(kha, "NOTE", words=SECRET)
    keep(kha, "PHOTO", photo=str(photo(tmp_path)))
    keep(kha, "DONE")
    open_page(kha, FIELD)
    kha.page.get_by_role("link", name=PART).click()
    keep(kha, "PART", words=FOUND)
    # The phone's clock is of another year than the house's story, and the times offered are the house's all the same.
    open_page(kha, f"{FIELD}tuan-tra/")
    assert kha.page.locator("input[name=started_at]").input_value().startswith(DAY[:7])
    keep(kha, "PATROL", remarks=REMARK)
    waits(kha, 5)
    assert "Còn 5 mục chờ gửi" in kha.text()
    raw = kha.page.evaluate(RAW)
    assert [state for _key, state in raw["items"]] == ["waiting"] * 5
    assert not [said for said in (SECRET, REMARK, FOUND, first) if said in raw["text"]]
    assert [extractable for _box, extractable in raw["keys"]] == [False]
    kha.page.goto(kha.base + "/ban-lam-viec/vu-viec/")
    assert kha.says("Hiện không có mạng")

    # It comes back: each thing arrives, once.
    kha.context.set_offline(False)
    open_page(kha, FIELD)
    waits(kha, 0)
    assert kha.text().count("đã gửi") == 5
    found = counted(house, first)
    assert [found[what] for what in ("notes", "done", "photos", "patrols", "parts")] == [1] * 5
    assert found["days"][0].startswith(DAY[:7])

    # Sent again, nothing is doubled.
    items = [
        {
            "key": key,
            "kind": kind,
            "matter": first,
            "words": SECRET,
            "version": "1",
            "part": str(found["part"]),
        }
        for key, kind in found["sent"]
        if kind != "PHOTO"
    ]
    answers = kha.page.evaluate(REPLAY, [f"{FIELD}gui/", "/ma-bao-ve/", items])
    assert answers == ["done"] * 3
    assert counted(house, first) == found

    # What Hạnh settled meanwhile is not done a second time: the reason is shown, the words are a note.
    open_page(kha, f"{FIELD}vu-viec/{second}/")
    kha.context.set_offline(True)
    keep(kha, "DONE", words=LATE)
    hanh.act(f"/ban-lam-viec/vu-viec/{second}/", "giai-quyet", outcome="PLEDGED", words="Đã nhắc.")
    kha.context.set_offline(False)
    kha.page.locator("[data-by-flush]").evaluate("button => button.click()")
    waits(kha, 0)
    kha.page.locator("[data-by-list]", has_text="bị từ chối").wait_for()
    assert "Vụ việc đã kết thúc trước khi nội dung này đến." in kha.text()
    hanh.go(f"/ban-lam-viec/vu-viec/{second}/")
    assert hanh.says(LATE)

    # The session runs out while something waits: it stays, and goes after the next log-in.
    kha.context.set_offline(True)
    open_page(kha, f"{FIELD}vu-viec/{first}/")
    keep(kha, "NOTE", words=AGAIN)
    kha.context.clear_cookies(name="phien")
    kha.context.set_offline(False)
    kha.page.locator("[data-by-flush]").evaluate("button => button.click()")
    kha.page.get_by_role("link", name="Đăng nhập để gửi").wait_for()
    waits(kha, 1)

    # Somebody else logs in on this phone and sees nothing of it; no key is left that opens it.
    kha.log_in("hanh")
    open_page(kha, FIELD)
    waits(kha, 0)
    raw = kha.page.evaluate(RAW)
    assert len(raw["keys"]) == 1
    assert {"waiting", "sending"} & {state for _key, state in raw["items"]}  # as it was left
    # Logged out while a page is still being fetched ahead: it is not kept either.
    worker = kha.context.service_workers[0]
    worker.evaluate(HOLD_BACK, f"{FIELD}vu-viec/{first}/")
    kha.page.locator(".by-nav__toggle").click()
    while not worker.evaluate(IS_HELD):
        kha.page.wait_for_timeout(50)
    kha.press("form[action='/tai-khoan/logout/'] button")
    worker.evaluate(LET_GO)
    assert not [path for path in kha.page.evaluate(KEPT_PAGES) if path.startswith("/ban-lam-viec/")]
    assert kha.page.evaluate(RAW)["keys"] == []

    # Kha is back: what waited goes.
    kha.log_in("kha")
    open_page(kha, FIELD)
    waits(kha, 0)
    hanh.go(f"/ban-lam-viec/vu-viec/{first}/")
    assert hanh.says(AGAIN)
    for who in (kha, hanh):
        who.complaints[:] = [
            said for said in who.complaints if "ERR_INTERNET_DISCONNECTED" not in said
        ]
