// The report form on the phone itself. Without this file, or where the browser cannot, the form is sent as ever.
//   * A draft is kept only while its box is ticked. The first page then offers to go on or to delete it; after seven
//     days, or once the report is sent, it is gone.
//   * Without a network the first page shows the whole form on one page. What is finished waits sealed (queue.js), is
//     sent once, and its number and code are then shown until the person says that they are noted.
import { openQueue } from "./queue.js";

const SLOT = "binh-yen-ban-nhap";
const DAYS = 7;
const DAY = 24 * 3600 * 1000;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "go", "step", "photo", "photos", "to_check", "keep_draft", "consent"]);

function kept() {
  try {
    const draft = JSON.parse(localStorage.getItem(SLOT) || "null");
    if (draft && Date.now() - draft.at < DAYS * DAY) return draft;
    localStorage.removeItem(SLOT);
  } catch {
    // A browser that keeps nothing: there is no draft.
  }
  return null;
}

function forget() {
  try {
    localStorage.removeItem(SLOT);
  } catch {
    // Nothing was kept.
  }
}

function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !LEFT_OUT.has(name)) fields[name] = value;
  }
  return fields;
}

// The box on the pages that ask: off until it is ticked, ticked again while a draft of this very report is kept.
function keeper(box) {
  const form = box.closest("form");
  const tick = box.querySelector("input");
  const keep = () => {
    if (!tick.checked) return forget();
    try {
      localStorage.setItem(SLOT, JSON.stringify({ at: Date.now(), fields: fieldsOf(form) }));
    } catch {
      tick.checked = false;
    }
  };
  box.hidden = false;
  tick.checked = kept()?.fields.key === form.elements.key?.value;
  tick.addEventListener("change", keep);
  form.addEventListener("input", () => tick.checked && keep());
}

// The first page: the draft's own words go through the form that stands there, so nothing new can be sent with it.
function offer(box) {
  const draft = kept();
  if (!draft) return;
  const form = document.getElementById(box.dataset.form);
  box.hidden = false;
  box.querySelector("[data-by-continue]").addEventListener("click", () => {
    for (const [name, value] of Object.entries({ ...draft.fields, step: "story", go: "change-story" })) {
      form.querySelectorAll(`input[type=hidden][name="${CSS.escape(name)}"]`).forEach((each) => each.remove());
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.submit();
  });
  box.querySelector("[data-by-forget]").addEventListener("click", () => {
    forget();
    box.hidden = true;
  });
}

function line(queue, text, row) {
  const said = { sent: text.textSent, refused: row.reason || text.textRefused, locked: text.textLocked }[row.state] || text.textWaiting;
  const parts = [said];
  if (row.state === "sent") {
    parts.push(`${text.textReference} ${row.answer.reference}`);
    if (row.answer.code) parts.push(`${text.textCode} ${row.answer.code}`, text.textKeep);
  }
  const box = Object.assign(document.createElement("div"), { className: "govuk-inset-text" });
  for (const part of parts) box.append(Object.assign(document.createElement("p"), { className: "govuk-body", textContent: part }));
  const label = row.state === "sent" ? text.textNoted : text.textDelete;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "by-link", textContent: label });
  button.addEventListener("click", () => queue.remove(row.key));
  box.append(button);
  return box;
}

async function offline(box) {
  const text = box.dataset;
  const queue = await openQueue({ name: "bao-tin", url: text.url, tokenUrl: text.tokenUrl, keepDays: DAYS });
  if (!queue) return;
  const list = box.querySelector("[data-by-waiting]");
  const form = box.querySelector("form");
  const show = async () => list.replaceChildren(...(await queue.list()).map((row) => line(queue, text, row)));
  const swap = () => {
    form.hidden = navigator.onLine;
    box.querySelector("[data-by-offline]").hidden = navigator.onLine;
    document.getElementById(text.form).hidden = !navigator.onLine;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const title = form.elements.category.selectedOptions[0].textContent.trim();
    await queue.add({ kind: "report", title, fields: fieldsOf(form), files: [...form.elements.photo.files].slice(0, 3) });
    form.reset();
    list.scrollIntoView();
  });
  queue.addEventListener("change", show);
  addEventListener("online", swap);
  addEventListener("offline", swap);
  box.hidden = false;
  swap();
  show();
}

if (document.querySelector("[data-by-draft-done]")) forget();
document.querySelectorAll("[data-by-draft-offer]").forEach(offer);
document.querySelectorAll("[data-by-draft]").forEach(keeper);
document.querySelectorAll("[data-by-queue]").forEach(offline);
