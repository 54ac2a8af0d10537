// A resident's report that cannot be sent now. It waits sealed (queue.js), is sent once, and its number and code are
// then shown until the person says that they are noted. The page that holds the whole form is kept by the worker.
import { openQueue } from "./queue.js";

const DAYS = 7;
const MOST_PHOTOS = 3;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "go", "step", "key", "to_check", "keep_draft"]);
const OF_THE_PAGE = new Set(["disclosure", "when", "unit"]);

function queueOf({ url, tokenUrl }) {
  return openQueue({ name: "bao-tin", url, tokenUrl, keepDays: DAYS });
}

// Each field with its value, or its values: several photos may have arrived before the network went.
function said(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || LEFT_OUT.has(name)) continue;
    fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  return fields;
}

function filesOf(form) {
  return [...(form.elements.photo?.files || [])].slice(0, MOST_PHOTOS);
}

// Keeps the answers of the usual form under its own key: were they sent before without an answer, it is one report.
export async function keep(settings, form) {
  if (!form.reportValidity()) return "";
  const queue = await queueOf(settings);
  const key = form.elements.key.value;
  return queue?.add({ key, kind: "report", title: settings.title, fields: said(form), files: filesOf(form) });
}

// Calls `show` with what waits or has just been sent, now and whenever it changes; sends what it can.
export async function watch(settings, show) {
  const queue = await queueOf(settings);
  if (!queue) return null;
  const tell = async () => show(await queue.list());
  queue.addEventListener("change", tell);
  await tell();
  return queue;
}

function element(tag, className, textContent) {
  return Object.assign(document.createElement(tag), { className, textContent });
}

function button(label, act) {
  const made = Object.assign(element("button", "govuk-button govuk-button--secondary", label), { type: "button" });
  made.addEventListener("click", act);
  return made;
}

function sentence(row, text) {
  return { sent: text.textSent, refused: row.reason || text.textRefused, locked: text.textLocked }[row.state] || text.textWaiting;
}

function receipt(row, text) {
  return [
    [text.textReference, row.answer.reference],
    [text.textCode, row.answer.code],
  ].flatMap(([label, value]) => {
    if (!value) return [];
    const line = element("p", "govuk-body", `${label}: `);
    line.append(element("strong", "by-code", value));
    return line;
  });
}

function card(queue, text, row, change) {
  const box = element("div", "by-card");
  box.dataset.state = row.state;
  if (row.title) box.append(element("h2", "govuk-heading-m", row.title));
  box.append(element("p", "govuk-body", sentence(row, text)));
  if (row.state === "sent") box.append(...receipt(row, text), element("p", "govuk-body", text.textKeep));
  const group = element("div", "govuk-button-group");
  if (row.state === "refused") group.append(button(text.textChange, () => change(row)));
  group.append(button(row.state === "sent" ? text.textNoted : text.textDelete, () => queue.remove(row.key)));
  box.append(group);
  return box;
}

// What was turned away goes back into the form, to be put right; its photos are chosen again.
function back(form, queue, row) {
  for (const [name, value] of Object.entries(row.fields)) {
    const field = form.elements.namedItem(name);
    if (field && !OF_THE_PAGE.has(name)) field.value = value;
  }
  queue.remove(row.key);
  form.scrollIntoView();
}

async function page(box) {
  const list = box.querySelector("[data-by-waiting]");
  const form = box.querySelector("form");
  const change = (row) => back(form, queue, row);
  const show = (rows) => list.replaceChildren(...rows.map((row) => card(queue, box.dataset, row, change)));
  const queue = await queueOf(box.dataset);
  if (!queue) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const title = form.elements.category.selectedOptions[0].textContent.trim();
    await queue.add({ kind: "report", title, fields: said(form), files: filesOf(form) });
    form.reset();
    list.scrollIntoView();
  });
  queue.addEventListener("change", async () => show(await queue.list()));
  box.hidden = false;
  show(await queue.list());
}

document.querySelectorAll("[data-by-later-page]").forEach(page);
