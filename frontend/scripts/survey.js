// A resident's answers to a survey that cannot be sent now: they wait sealed on the phone (queue.js) and are sent once.
// Without this file, or where the browser cannot seal, the form is sent as ever.
import { openQueue } from "./queue.js";

const DAYS = 14;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "go", "key"]);

// The answers, and the key of this very form: the house counts it once, however often it comes.
function said(form) {
  const fields = { form: form.elements.key.value };
  for (const [name, value] of new FormData(form)) {
    if (!LEFT_OUT.has(name)) fields[name] = name in fields ? [fields[name], value].flat() : value;
  }
  return fields;
}

function sentence(row, text) {
  if (row.state === "sent") return text.textSent;
  return row.state === "refused" ? row.reason || text.textRefused : text.textWaiting;
}

// Going back in this tab finds the same form, which counts once; opened anew it is another. The key stays in the tab and
// goes with it. Whoever holds the phone after sending does not see the answers.
function sameForm(form) {
  const { key } = form.elements;
  const slot = `khao-sat:${location.pathname}`;
  const [came] = performance.getEntriesByType("navigation");
  try {
    if (["back_forward", "reload"].includes(came?.type)) key.value = sessionStorage.getItem(slot) || key.value;
    sessionStorage.setItem(slot, key.value);
  } catch {
    // A browser that keeps nothing: what it has of the page itself must do.
  }
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  addEventListener("pageshow", (event) => event.persisted && isSent && form.reset());
}

async function offline(box) {
  const form = document.getElementById(box.dataset.form);
  sameForm(form);
  const queue = await openQueue({ name: "khao-sat", url: box.dataset.url, tokenUrl: box.dataset.tokenUrl, keepDays: DAYS });
  if (!queue) return;
  let mine = "";
  const show = async () => {
    const row = (await queue.list()).find(({ key }) => key === mine);
    box.hidden = !row;
    if (row) box.firstElementChild.textContent = sentence(row, box.dataset);
  };
  queue.addEventListener("change", show);
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    mine = await queue.add({ kind: "survey", title: document.title, fields: said(form) });
    form.hidden = true; // one page is one form: a second person opens the page anew
    await show();
    box.scrollIntoView();
  });
}

document.querySelectorAll("[data-by-survey]").forEach(offline);
