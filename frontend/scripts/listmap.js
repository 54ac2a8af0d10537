// The map beside the list: each filters the other. Boundaries from our own server, clusters counted in the database.
import { circleMarker, divIcon, geoJSON, latLngBounds, map as makeMap, marker } from "leaflet";

const WAIT = 250;
const DECIMALS = 5;

class ListMap {
  constructor(box, inbox, changed) {
    this.box = box;
    this.inbox = inbox;
    this.changed = changed;
    this.text = box.dataset;
    this.canvas = box.querySelector("[data-canvas]");
    this.pins = [];
    this.asked = 0;
    this.byHand = false;
  }

  async open() {
    await style(this.text.css);
    this.canvas.hidden = false;
    this.box.querySelector("[data-map-keys]").hidden = false;
    this.box.querySelector("[data-drawn]")?.remove();
    this.map = makeMap(this.canvas, { attributionControl: false, zoomSnap: 0.5, minZoom: 5, maxZoom: 18 });
    this.map.zoomControl.remove();
    this.whole = await this.boundary();
    const [west, south, east, north] = (this.params().get("khung") || "").split(",").map(Number);
    if (north) this.map.fitBounds([[south, west], [north, east]]);
    else this.fit();
    this.listen("[data-nearer]", () => this.move(() => this.map.zoomIn(1)));
    this.listen("[data-farther]", () => this.move(() => this.map.zoomOut(1)));
    this.listen("[data-whole]", () => {
      this.move(() => this.fit());
      this.narrow("");
    });
    this.map.on("dragstart", () => (this.byHand = true));
    this.map.on("moveend", () => this.settled());
    this.canvas.addEventListener("wheel", () => (this.byHand = true), { passive: true });
    this.canvas.addEventListener("keydown", () => (this.byHand = true));
    this.canvas.addEventListener("dblclick", () => (this.byHand = true));
    this.inbox.addEventListener("by:point", (event) => this.point(event.detail));
    await this.draw();
  }

  listen(selector, act) {
    this.box.querySelector(selector).addEventListener("click", act);
  }

  move(act) {
    this.byHand = true;
    act();
  }

  fit() {
    const middle = (this.text.centre || "16,106.5").split(",").map(Number);
    if (this.whole?.isValid()) this.map.fitBounds(this.whole, { padding: [8, 8] });
    else this.map.setView(middle, this.text.centre ? 12 : 6);
  }

  async boundary() {
    if (!this.text.boundary) return null;
    const answer = await fetch(this.text.boundary);
    if (!answer.ok) return null;
    const lines = geoJSON(await answer.json(), { interactive: false, style: { className: "by-map__line" } });
    lines.addTo(this.map.setView([16, 106.5], 6));
    return latLngBounds(lines.getBounds());
  }

  params() {
    return new URLSearchParams(location.search);
  }

  khung() {
    const bounds = this.map.getBounds();
    const degrees = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return degrees.map((each) => each.toFixed(DECIMALS)).join(",");
  }

  settled() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      if (this.byHand) this.narrow(this.khung());
      this.byHand = false;
      this.draw();
    }, WAIT);
  }

  async draw() {
    const turn = ++this.asked;
    const params = this.params();
    params.set("khung", this.khung());
    params.set("phong", String(Math.round(this.map.getZoom())));
    const answer = await fetch(`${this.text.url}?${params}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || turn !== this.asked) return;
    const { cells } = await answer.json();
    for (const pin of this.pins) pin.remove();
    this.pins = cells.map((cell) => this.pin(cell).addTo(this.map));
  }

  pin(cell) {
    const many = cell.n > 1 || !cell.url;
    const html = many ? `<span class="by-map__many">${cell.n}</span>` : '<span class="by-map__pin"></span>';
    const words = many ? this.text.textMany.replace("{n}", cell.n) : cell.title;
    const icon = divIcon({ className: "", html, iconSize: [0, 0] });
    const one = marker([cell.lat, cell.lon], { icon, title: words, alt: words, riseOnHover: true });
    one.on("click", () => {
      if (!many) return this.show(cell);
      this.move(() => this.map.setView([cell.lat, cell.lon], Math.min(18, this.map.getZoom() + 2)));
    });
    if (!many) one.on("mouseover", () => this.row(cell)?.classList.add("by-rows__here"));
    if (!many) one.on("mouseout", () => this.row(cell)?.classList.remove("by-rows__here"));
    return one;
  }

  row(cell) {
    return this.inbox.querySelector(`[data-row="${CSS.escape(cell.ref)}"]`);
  }

  // What is in the list is shown there; what is on another page opens.
  show(cell) {
    const link = this.row(cell)?.querySelector(".by-rows__what a");
    if (link) link.focus();
    else location.href = cell.url;
  }

  point(row) {
    this.ring?.remove();
    if (!row?.lat) return;
    this.ring = circleMarker([row.lat, row.lon], { radius: 16, interactive: false, className: "by-map__ring" });
    this.ring.addTo(this.map);
  }

  async narrow(khung) {
    const params = this.params();
    params.delete("sau");
    if (khung) params.set("khung", khung);
    else params.delete("khung");
    history.replaceState(null, "", `?${params}`);
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-list]");
    this.inbox.querySelector("[data-list]").replaceWith(fresh);
    this.changed();
  }
}

function style(href) {
  return new Promise((done) => {
    if (!href || document.querySelector(`link[href="${CSS.escape(href)}"]`)) return done();
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}

export function open(box, inbox, changed) {
  return new ListMap(box, inbox, changed).open().catch(() => {
    box.querySelector("[data-said]").textContent = box.dataset.textFailed;
  });
}
