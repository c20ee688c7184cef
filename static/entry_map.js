/* The small map of a form: a click puts the point, nothing else does. Known places near by are there to find one's way. */

class PinMap {
  constructor(box, frame, words, put) {
    this.box = box; this.frame = frame; this.words = words; this.put = put; this.point = null; this.sure = false; this.near = [];
  }

  async draw() {
    if (this.started) return this.started;
    this.started = assets(this.frame).then(() => {
      const place = el('div', { class: 'map entry-map-place', role: 'application', 'aria-label': this.words.mapLabel });
      place.id = this.frame.name;
      this.box.replaceChildren(place);
      this.map = runFrame(this.frame, (...given) => { addBorders(...given); }, (map, towns) => { this.names = towns; });
      place.removeAttribute('id'); // another map of the page may want the name
      L.control.zoom({ zoomInTitle: this.words.zoomIn, zoomOutTitle: this.words.zoomOut }).addTo(this.map);
      L.control.scale({ imperial: false }).addTo(this.map);
      this.map.attributionControl.setPrefix(false);
      this.layer = L.layerGroup().addTo(this.map);
      this.pinLayer = L.layerGroup().addTo(this.map);
      this.map.on('click', ({ latlng }) => this.put([Number(latlng.lat.toFixed(6)), Number(latlng.lng.toFixed(6))]));
      new ResizeObserver(() => { if (place.isConnected) this.map.invalidateSize({ pan: false }); }).observe(place);
      this.show();
      this.box.dataset.ready = '1';
    }).catch(error => { this.started = null; this.box.textContent = `${this.words.mapFailed} (${error.message})`; });
    return this.started;
  }

  town(town) {
    if (!town || this.istat === town.istat) return;
    this.istat = town.istat; this.middle = town.point; this.near = town.near ?? [];
    this.moved = false;
    this.show();
  }

  pin(point, sure) {
    const far = point && this.map && !this.map.getBounds().pad(-0.1).contains(point);
    this.point = point; this.sure = sure;
    if (far || !this.moved) this.moved = false;
    this.show();
  }

  show() {
    if (!this.map) return;
    this.layer.clearLayers();
    for (const [name, lat, lon, colour] of this.near) {
      L.circleMarker([lat, lon], { radius: 5, color: '#fff', weight: 1, fillColor: colour, fillOpacity: 0.75, bubblingMouseEvents: true })
        .bindTooltip(() => el('span', { text: name }), { direction: 'top' }).addTo(this.layer);
    }
    this.pinLayer.clearLayers();
    if (this.point) {
      const html = el('span', { class: this.sure ? 'entry-pin' : 'entry-pin entry-pin-found' });
      L.marker(this.point, { icon: L.divIcon({ html, className: 'entry-pin-place', iconSize: [28, 28], iconAnchor: [14, 26] }), alt: this.words.pin, keyboard: false, interactive: false }).addTo(this.pinLayer);
    }
    const to = this.point ?? this.middle;
    if (to && !this.moved) { this.map.setView(to, this.point ? 16 : 13, { animate: false }); this.moved = true; }
  }
}

