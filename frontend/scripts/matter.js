// Keys on a matter and on the pages of its acts: every link and button that has one says so in aria-keyshortcuts.
import { help, listen } from "./shortcuts.js";

// Back to the list as this window left it, also after an act led from page to page; the row is found by its reference.
const LIST = "binh-yen-danh-sach";
const back = document.querySelector("[data-by-back]");
if (back) {
  const from = document.referrer && new URL(document.referrer);
  if (from && from.origin === location.origin && from.pathname === back.pathname) {
    sessionStorage.setItem(LIST, from.search);
  }
  back.search = sessionStorage.getItem(LIST) || "";
  back.hash = back.hash.replace("#chon-", "#");
}

const open = help(document);
if (document.querySelector("[data-keys]")) {
  const named = [...document.querySelectorAll("main [aria-keyshortcuts]")];
  const acts = named.map((one) => [one.getAttribute("aria-keyshortcuts"), () => one.click()]);
  listen({ ...Object.fromEntries(acts), "?": open });
}

// Ctrl+Enter sends what is written, with the form's own button; it is no single key and needs no switch.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest("form[data-by-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[type=submit]:not([formaction])"));
});
