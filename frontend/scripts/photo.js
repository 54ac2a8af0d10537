// Photos are made small before they are sent: 1600 px, JPEG, no position inside. Where the browser cannot, or the
// result is not smaller, the original goes and the server does the same work again.
const SIDE = 1600;
const QUALITY = 0.72;

async function shrink(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
  } catch {
    return file;
  }
}

export function watch(box) {
  const input = box.querySelector("input[type=file]");
  const status = box.querySelector("[role=status]");
  if (!input || input.dataset.byWatched) return;
  input.dataset.byWatched = "1";
  let own = false;
  input.addEventListener("change", async () => {
    if (own) return;
    const picked = [...input.files];
    const chosen = picked.slice(0, Number(input.dataset.most) || undefined);
    status.textContent = chosen.length ? box.dataset.textBusy : "";
    const held = new DataTransfer();
    for (const file of chosen) held.items.add(await shrink(file));
    own = true;
    input.files = held.files;
    own = false;
    const kilobytes = Math.round([...held.files].reduce((sum, file) => sum + file.size, 0) / 1000);
    status.textContent = chosen.length
      ? box.dataset.textReady.replace("{count}", chosen.length).replace("{size}", kilobytes)
      : "";
    // Too many would be turned away as a whole, and what was written with them.
    if (chosen.length < picked.length) {
      status.textContent += `. ${box.dataset.textMost.replace("{most}", chosen.length)}`;
    }
  });
}
