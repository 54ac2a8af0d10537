// The clock of the house, as far as a phone knows it: the phone's own may be wrong, and in the demo the house's stands in
// its story. Asked for while there is a network, remembered for when there is none.
const KEPT = "binh-yen-gio-nha";

// By how many milliseconds the house's clock is ahead of the phone's; 0 where that was never heard.
export function ahead() {
  try {
    return Number(localStorage.getItem(KEPT)) || 0;
  } catch {
    return 0;
  }
}

// Says whether the house could be asked. What it answers was true about halfway between asking and hearing.
export async function askHouse(url) {
  try {
    const asked = Date.now();
    const answer = await fetch(url, { cache: "no-store", credentials: "same-origin" });
    const { now } = await answer.json();
    localStorage.setItem(KEPT, String(Math.round(Date.parse(now) - (asked + Date.now()) / 2)));
    return true;
  } catch {
    return false;
  }
}
