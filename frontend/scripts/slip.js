// The code of a partner's link stands behind the "#", which the browser sends to nobody: it is written into the field and
// taken out of the address at once. Without this file it is typed from the slip.
const CODE = /^#([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2})$/i;

function take() {
  const found = CODE.exec(location.hash);
  if (!found) return;
  document.querySelector("main input[name=code]").value = found[1].toUpperCase();
  history.replaceState(null, "", location.pathname);
}

addEventListener("hashchange", take);
take();
