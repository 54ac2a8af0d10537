// Copy the words beside a button. Without this script one marks and copies them by hand: the button is not shown.
async function copy(words) {
  try {
    await navigator.clipboard.writeText(words.innerText);
  } catch {
    // no clipboard without HTTPS: mark the words and copy what is marked
    getSelection().selectAllChildren(words);
    if (!document.execCommand("copy")) throw new Error("nothing was copied");
  }
}

for (const button of document.querySelectorAll("[data-by-copy]")) {
  const words = document.getElementById(button.dataset.byCopy);
  const told = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", () =>
    copy(words).then(
      () => (told.textContent = button.dataset.textCopied),
      () => (told.textContent = button.dataset.textFailed),
    ),
  );
}
