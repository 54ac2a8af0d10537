// Phone intake: keys, a suggestion taken over without sending, and a question before half-written words are left.
// The page works without this file; nothing typed is kept in the browser.
const KEYS = "binhyen.intake.keys";
const form = document.querySelector("[data-by-intake]");
const keys = form.querySelector("[data-by-keys]");
const first = () => document.querySelector("#da-biet button[name=attach]");
let written = false;
let leaving = false;

function on() {
  return keys.checked;
}

keys.checked = localStorage.getItem(KEYS) !== "off";
keys.addEventListener("change", (event) => {
  localStorage.setItem(KEYS, on() ? "on" : "off");
  event.stopPropagation();
});

form.addEventListener("input", (event) => {
  if (event.target !== keys) written = true;
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (on() && event.key === "F2" && first()) {
    event.preventDefault();
    first().focus();
  } else if (on() && event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-by-send]"));
  } else if (event.key === "Enter" && event.target.matches("[data-by-intake] input")) {
    // Return while typing would reload the page under the officer's hands.
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-by-fill]");
  if (!button) return;
  event.preventDefault();
  const field = document.getElementById(button.dataset.byFill);
  field.value = button.value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

form.addEventListener("submit", () => {
  leaving = true;
});

window.addEventListener("beforeunload", (event) => {
  if (written && !leaving) event.preventDefault();
});
