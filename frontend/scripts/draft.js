// The report form on the phone itself. Without this file, or where the browser cannot, the form is sent as ever.
//   * A draft is kept only while its box is ticked. The first page then offers to go on or to delete it; after seven
//     days, or once the report is sent, it is gone.
//   * Without a network the first page leads to the report on one page, and the other two keep what is on them, sealed,
//     to be sent later. That script (later.js) comes only to whom it is of use.
const SLOT = "binh-yen-ban-nhap";
const WAITING = "binh-yen-hang-cho";
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

// Shown while there is no network. On a page with answers, going on or sending then leads here instead of into nothing.
function offline(box) {
  const form = document.getElementById(box.dataset.form);
  const button = box.querySelector("button");
  const show = () => {
    box.hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  if (!button) return;
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    box.scrollIntoView();
    button.focus();
  });
  button.addEventListener("click", async () => {
    const { keep } = await import(box.dataset.byLater);
    if (await keep(box.dataset, form)) {
      forget();
      location.assign(box.dataset.page);
    }
  });
}

// What was written without a network is sent by the script that keeps it; it comes only where something may wait.
async function waiting(box) {
  const known = indexedDB.databases ? await indexedDB.databases().catch(() => []) : [{ name: WAITING }];
  if (!known.some(({ name }) => name === WAITING)) return;
  const { watch } = await import(box.dataset.byLater);
  await watch(box.dataset, (rows) => {
    box.hidden = !rows.length;
  });
}

if (document.querySelector("[data-by-draft-done]")) forget();
document.querySelectorAll("[data-by-draft-offer]").forEach(offer);
document.querySelectorAll("[data-by-draft]").forEach(keeper);
document.querySelectorAll("[data-by-offline]").forEach(offline);
document.querySelectorAll("[data-by-any]").forEach(waiting);
