// Single keys, for the pages that have them; the officer can switch them off (WCAG 2.1.4), and then nobody calls this.

// `acts` says what each key does. Never while something is typed, and never with a key that means something to the browser.
export function listen(acts) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyped(event.target)) return;
    const act = acts[event.shiftKey ? event.key : event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function isTyped(on) {
  if (on.closest("dialog, textarea, select, [contenteditable], [role=application]")) return true;
  return on.matches("input") && !["checkbox", "radio"].includes(on.type);
}

// The button that opens the help stands there only when a script can open it.
export function help(box) {
  const dialog = box.querySelector("[data-keys-dialog]");
  const button = box.querySelector("[data-help]");
  const open = () => dialog?.showModal();
  if (dialog && button) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  return open;
}
