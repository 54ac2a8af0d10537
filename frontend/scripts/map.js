// The map of the report form: boundary lines from our own server, a pin set by tapping, dragging, keyboard or the
// phone's own position. No tile server is asked unless the operator names one in data-tiles.
import { divIcon, geoJSON, latLng, latLngBounds, map as makeMap, marker as makeMarker, tileLayer } from "leaflet";

const DECIMALS = 5; // about one metre

class MapField {
  constructor(box) {
    this.box = box;
    this.text = box.dataset;
    this.canvas = box.querySelector("[data-by-canvas]");
    this.found = box.querySelector("[data-by-found]");
    this.lat = document.getElementById(box.dataset.lat);
    this.lon = document.getElementById(box.dataset.lon);
    this.asked = 0;
  }

  async open(byHand) {
    await style(this.text.css);
    for (const part of this.box.querySelectorAll("[data-by-body]")) part.hidden = false;
    this.map = makeMap(this.canvas, { attributionControl: Boolean(this.text.tiles), zoomSnap: 0.5, minZoom: 6 });
    this.map.zoomControl.remove();
    this.zoom();
    this.map.setView(this.start(), Number(this.text.zoom || 13));
    if (this.text.tiles) tileLayer(this.text.tiles, { attribution: this.text.tilesBy || "", maxZoom: 18 }).addTo(this.map);
    this.map.on("click", (event) => this.place(event.latlng));
    this.listen("[data-by-centre]", () => this.place(this.map.getCenter()));
    this.listen("[data-by-here]", () => this.here());
    this.listen("[data-by-clear]", () => this.clear());
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.canvas) return;
      event.preventDefault();
      this.place(this.map.getCenter());
    });
    await this.boundary();
    if (this.lat.value && this.lon.value) this.place(latLng(this.lat.value, this.lon.value));
    else this.found.textContent = this.text.textNone;
    if (byHand) this.canvas.focus({ preventScroll: true });
  }

  listen(selector, act) {
    const button = this.box.querySelector(selector);
    if (button) button.addEventListener("click", act);
  }

  // Leaflet's own buttons are 30 px and cannot be translated: ours stand outside the map.
  zoom() {
    this.listen("[data-by-nearer]", () => this.map.zoomIn(1));
    this.listen("[data-by-farther]", () => this.map.zoomOut(1));
  }

  start() {
    const [lat, lon] = (this.text.centre || "16,106.5").split(",").map(Number);
    return latLng(lat, lon);
  }

  async boundary() {
    if (!this.text.boundary) return;
    const answer = await fetch(this.text.boundary);
    if (!answer.ok) return;
    const lines = geoJSON(await answer.json(), { interactive: false, style: { className: "by-map__line" } });
    lines.addTo(this.map);
    const bounds = lines.getBounds();
    if (bounds.isValid()) {
      this.map.fitBounds(bounds, { padding: [12, 12] });
      this.map.setMaxBounds(latLngBounds(bounds).pad(1));
    }
  }

  place(point) {
    if (!this.pin) {
      const icon = divIcon({ className: "", html: '<span class="by-map__pin"></span>', iconSize: [0, 0] });
      this.pin = makeMarker(point, { icon, draggable: true, alt: this.text.textPin, title: this.text.textPin });
      this.pin.on("dragend", () => this.place(this.pin.getLatLng()));
      this.pin.addTo(this.map);
    }
    this.pin.setLatLng(point);
    this.lat.value = point.lat.toFixed(DECIMALS);
    this.lon.value = point.lng.toFixed(DECIMALS);
    this.clearable(true);
    this.name();
  }

  clearable(on) {
    const button = this.box.querySelector("[data-by-clear]");
    if (button) button.hidden = !on;
  }

  clear() {
    if (this.pin) this.pin.remove();
    this.pin = null;
    this.lat.value = "";
    this.lon.value = "";
    this.asked += 1;
    this.found.textContent = this.text.textNone;
    this.clearable(false);
    this.canvas.focus();
  }

  // Answers may come in another order than they were asked for: only the last one counts.
  async name() {
    const turn = ++this.asked;
    this.found.textContent = this.text.textChosen;
    if (!this.text.atUrl) return;
    try {
      // In the body and not in the address: a position must not stand in the log of a server on the way.
      const body = new URLSearchParams({ lat: this.lat.value, lon: this.lon.value });
      const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const answer = await fetch(this.text.atUrl, { method: "POST", body, headers });
      const { text } = await answer.json();
      if (turn === this.asked && text) this.found.textContent = text;
    } catch {
      // The point itself is kept; only its name is missing.
    }
  }

  // Called only by the button that stands under the sentence saying what the position is used for.
  here() {
    if (!navigator.geolocation) {
      this.found.textContent = this.text.textNoPosition;
      return;
    }
    this.found.textContent = this.text.textSearching;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = latLng(coords.latitude, coords.longitude);
        this.map.setMaxBounds(null);
        this.map.setView(point, Math.max(this.map.getZoom(), 15));
        this.place(point);
      },
      () => {
        this.found.textContent = this.text.textNoPosition;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }
}

function style(href) {
  return new Promise((done) => {
    if (!href || document.querySelector(`link[href="${CSS.escape(href)}"]`)) return done();
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}

export function open(box, byHand) {
  return new MapField(box).open(byHand);
}
