// The list of matters: keys, what is new, selecting many, the map beside it. Everything here works without it, by links.
import { help, listen } from "./shortcuts.js";

const EVERY = 30_000;
const ROWS = "binh-yen-dong";

class Inbox {
  constructor(box) {
    this.box = box;
    this.help = help(box);
    this.at = -1;
    const before = (sessionStorage.getItem(ROWS) || "").split(" ");
    this.dress();
    this.comeBack(location.hash.replace(/^#(chon-)?/, ""), before);
    box.addEventListener("change", (event) => event.target.name === "chon" && this.count());
    if (box.hasAttribute("data-keys")) this.keys();
    setInterval(() => document.visibilityState === "visible" && this.refresh(), EVERY);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
  }

  // Back from a matter: its row has the focus; if it is here no more, the next of the rows that stood after it.
  comeBack(reference, before) {
    if (!reference) return;
    history.replaceState(null, "", location.pathname + location.search);
    const here = this.rows().map((row) => row.dataset.row);
    const after = before.slice(before.indexOf(reference) + 1);
    const at = here.indexOf([reference, ...after].find((one) => here.includes(one)));
    if (at >= 0) this.go(at + 1);
  }

  // After the rows came or came anew.
  dress() {
    this.at = -1;
    sessionStorage.setItem(ROWS, this.rows().map((row) => row.dataset.row).join(" "));
    this.count();
    for (const row of this.rows()) {
      row.addEventListener("pointerenter", () => this.point(row));
      row.addEventListener("pointerleave", () => this.point(null));
      row.addEventListener("focusin", () => {
        this.mark(this.rows().indexOf(row));
        this.point(row);
      });
    }
  }

  rows() {
    return [...this.box.querySelectorAll("[data-row]")];
  }

  point(row) {
    this.box.dispatchEvent(new CustomEvent("by:point", { detail: row && row.dataset }));
  }

  mark(at) {
    this.at = at;
    this.rows().forEach((row, n) => row.classList.toggle("by-rows__here", n === at));
  }

  go(step) {
    const rows = this.rows();
    if (!rows.length) return;
    const at = Math.min(rows.length - 1, Math.max(0, this.at + step));
    this.mark(at);
    rows[at].querySelector(".by-rows__what a").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  }

  keys() {
    listen({
      j: () => this.go(1),
      k: () => this.go(-1),
      x: () => this.pick(),
      a: () => this.act(),
      "/": () => document.getElementById("id_tim").focus(),
      "?": this.help,
    });
  }

  pick() {
    const input = this.rows()[this.at]?.querySelector("input[name=chon]");
    if (!input) return this.go(1);
    input.checked = !input.checked;
    this.count();
  }

  picked() {
    return this.box.querySelectorAll("input[name=chon]:checked").length;
  }

  count() {
    const many = this.box.querySelector("[data-many]");
    if (!many) return;
    many.dataset.text ||= many.textContent;
    const n = this.picked();
    many.textContent = n ? `${many.dataset.text} (${n})` : many.dataset.text;
    many.disabled = !n;
    for (const row of this.rows()) {
      row.classList.toggle("by-rows__picked", row.querySelector("input[name=chon]").checked);
    }
  }

  act() {
    if (!this.picked()) {
      const here = this.rows()[this.at];
      if (!here) return;
      here.querySelector("input[name=chon]").checked = true;
    }
    const form = this.box.querySelector("[data-bulk-form]");
    // The key opens the form for assigning; another act is one choice away.
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "viec", value: "ASSIGN" });
    form.append(chosen);
    form.submit();
  }

  // Only numbers change, and a line says what came: no row moves under anybody's hand.
  async refresh() {
    try {
      const answer = await fetch(this.box.dataset.counts, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const said = await answer.json();
      for (const place of this.box.querySelectorAll("[data-count]")) {
        const count = said.tabs[place.dataset.count] || "";
        place.textContent = count;
        place.hidden = !count;
      }
      this.tell(said.sentence);
    } catch {
      // The next time will do.
    }
  }

  tell(sentence) {
    const place = this.box.querySelector("[data-new]");
    if (!sentence || place.dataset.said === sentence) return;
    place.dataset.said = sentence;
    const link = Object.assign(document.createElement("a"), { href: location.href, className: "govuk-link" });
    link.textContent = this.box.dataset.textShow;
    place.replaceChildren(`${sentence} `, link);
  }
}

// How long an order on many matters can still be undone, and a look whether it is done.
function countdown(box) {
  const ends = Date.now() + Number(box.dataset.seconds) * 1000;
  const left = box.querySelector("[data-left]");
  const meter = box.querySelector("[data-meter]");
  if (meter) meter.hidden = false;
  const tick = setInterval(async () => {
    const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000));
    if (left) left.textContent = seconds;
    if (meter) meter.value = seconds;
    if (seconds) return;
    clearInterval(tick);
    setInterval(() => look(box), 2000);
  }, 1000);
}

async function look(box) {
  const answer = await fetch(box.dataset.byOrder, { headers: { Accept: "application/json" } });
  if (answer.ok && !["WAITING", "RUNNING"].includes((await answer.json()).stage)) location.reload();
}

for (const box of document.querySelectorAll("[data-by-inbox]")) {
  const inbox = new Inbox(box);
  const map = box.querySelector("[data-by-listmap]");
  if (map) import(map.dataset.byListmap).then((module) => module.open(map, box, () => inbox.dress()));
}
for (const box of document.querySelectorAll("[data-by-order]")) countdown(box);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
