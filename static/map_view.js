/* The map in the page: runs the frame that folium rendered, draws dots, counted circles and names on it, says what
   was picked. Texts from the store are set as text, never as markup. Moving the map tells the server nothing. */

const ACTION = '#0B5E6B';
const LANDMARKS = 3;
const maps = (window.intreccioMaps ??= {});
const waiting = (window.intreccioWaiting ??= {});

/* ---- signs: a shape goes with every colour ------------------------------------------------------------------ */

function outline(context, shape, { x, y }, r) {
  const corners = (n, turn, inner) => {
    for (let i = 0; i < n; i += 1) {
      const length = inner && i % 2 ? r * inner : r * 1.25;
      const angle = turn + (i * 2 * Math.PI) / n;
      context[i ? 'lineTo' : 'moveTo'](x + length * Math.cos(angle), y + length * Math.sin(angle));
    }
    context.closePath();
  };
  context.beginPath();
  if (shape === 'square') context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (shape === 'triangle') corners(3, -Math.PI / 2);
  else if (shape === 'diamond') corners(4, -Math.PI / 2);
  else if (shape === 'star') corners(10, -Math.PI / 2, 0.6);
  else context.arc(x, y, r, 0, 2 * Math.PI);
}

let Dot;
function defineDot() {
  Dot ??= L.CircleMarker.extend({
    _updatePath() {
      const renderer = this._renderer;
      if (!renderer._drawing || this._empty()) return;
      outline(renderer._ctx, this.options.shape, this._point, this._radius);
      renderer._fillStroke(renderer._ctx, this);
    },
  });
  return Dot;
}

const radius = zoom => (zoom < 9 ? 3 : zoom < 11 ? 4.5 : zoom < 14 ? 6 : 7.5);

/* ---- one map ------------------------------------------------------------------------------------------------ */

class TerritoryMap {
  constructor(root, data, tell) {
    this.root = root;
    this.tell = tell;
    this.words = data.words;
    this.pending = [];
    this.towns = [];
    root.innerHTML = '';
    const place = document.createElement('div');
    place.id = data.frame.name;
    place.className = 'map';
    root.append(place);
    this.map = runFrame(data.frame, (...a) => this.pending.push(addBorders(...a)), (map, towns) => { this.towns = towns; });
    place.focus = () => HTMLElement.prototype.focus.call(place, { preventScroll: true }); // or a click moves the page
    place.setAttribute('role', 'application');
    place.setAttribute('aria-label', data.words.map);
    this.pane('lines', 420, false);
    this.pane('dots', 430, true);
    this.pane('ring', 440, false);
    this.pane('names', 450, false);
    this.lines = L.layerGroup().addTo(this.map);
    this.ring = null;
    this.controls(data.words);
    this.map.on('moveend zoomend', () => this.names());
    this.map.on('zoomend', () => this.resize());
    this.map.on('dragend', () => this.offer());
    this.watch = new ResizeObserver(() => { if (place.isConnected) this.map.invalidateSize({ pan: false }); });
    this.watch.observe(place);
  }

  pane(name, height, events) {
    const pane = this.map.createPane(name);
    pane.style.zIndex = height;
    if (!events) pane.style.pointerEvents = 'none';
    return pane;
  }

  controls(words) {
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.map.attributionControl.setPrefix(false).addAttribution(words.source);
    if (!words.here) return;
    this.here = L.DomUtil.create('button', 'map-here', this.map.getContainer());
    this.here.type = 'button';
    this.here.textContent = words.here;
    this.here.hidden = true;
    L.DomEvent.disableClickPropagation(this.here);
    this.here.onclick = () => {
      const { lat, lng } = this.map.getCenter();
      this.here.hidden = true;
      this.tell('here', [Number(lat.toFixed(4)), Number(lng.toFixed(4)), this.map.getZoom()]);
    };
  }

  offer() { if (this.here) this.here.hidden = false; }

  show(data) {
    if (data.stamp !== this.stamp) {
      this.stamp = data.stamp;
      this.dots(data);
      this.circles(data.circles);
    }
    const view = JSON.stringify(data.view);
    if (view !== this.view) {
      this.view = view;
      if (data.view.bounds) this.map.fitBounds(data.view.bounds, { animate: false, padding: [24, 24], maxZoom: 14 });
      else this.map.setView(data.view.center, data.view.zoom, { animate: false });
    }
    this.names();
  }

  dots({ dots, kinds, words }) {
    this.dotLayer?.remove();
    this.byKey = new Map();
    const Sign = defineDot();
    const layer = L.featureGroup();
    const size = radius(this.map.getZoom());
    dots.key.forEach((key, i) => {
      const look = kinds[dots.kind[i]];
      const faint = dots.candidate[i];
      const dot = new Sign([dots.lat[i], dots.lon[i]], {
        pane: 'dots', radius: size, shape: look.shape, fillColor: faint ? '#fff' : look.colour,
        color: faint ? look.colour : '#fff', weight: faint ? 1.6 : 1.2, fillOpacity: 0.95, opacity: 1,
        key, name: dots.name[i], label: look.label, bubblingMouseEvents: false,
      });
      this.byKey.set(key, dot);
      layer.addLayer(dot);
    });
    layer.bindTooltip(dot => this.text(dot.options.name, dot.options.label), { direction: 'top', offset: [0, -6] });
    layer.on('click', event => this.clicked(event, words));
    this.dotLayer = layer.addTo(this.map);
    this.stand(this.focus ?? []);
  }

  text(name, quiet) {
    const box = document.createElement('span');
    box.append(Object.assign(document.createElement('b'), { textContent: name }));
    if (quiet) box.append(document.createElement('br'), quiet);
    return box;
  }

  clicked(event, words) {
    const at = event.layer._point;
    const here = [...this.byKey.values()].filter(d => d._point && Math.hypot(d._point.x - at.x, d._point.y - at.y) < 5);
    if (here.length > 1 && this.map.getZoom() >= 14) this.choose(here, words);
    else if (here.length > 4) this.map.setView(event.layer.getLatLng(), Math.min(this.map.getZoom() + 2, 18));
    else if (here.length > 1) this.choose(here, words);
    else this.pick(event.layer.options.key);
  }

  /* several at one address: a small menu instead of a guess */
  choose(dots, words) {
    const box = document.createElement('div');
    box.className = 'map-choice';
    box.append(Object.assign(document.createElement('div'), { className: 'quiet', textContent: words.sameAddress }));
    dots.slice(0, 30).forEach(dot => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: dot.options.name });
      button.style.borderLeftColor = dot.options.fillColor;
      button.onclick = () => { this.map.closePopup(); this.pick(dot.options.key); };
      box.append(button);
    });
    L.popup({ maxHeight: 240, closeButton: false }).setLatLng(dots[0].getLatLng()).setContent(box).openOn(this.map);
  }

  pick(key) {
    const dot = this.byKey.get(key);
    if (dot) this.mark(dot.getLatLng());
    this.lines.clearLayers();
    this.tell('picked', key);
  }

  circles(rows) {
    this.circleLayer?.remove();
    const sum = cluster => cluster.getAllChildMarkers().reduce((total, marker) => total + marker.options.count, 0);
    const layer = L.markerClusterGroup({
      maxClusterRadius: 46, disableClusteringAtZoom: 12, showCoverageOnHover: false, spiderfyOnMaxZoom: false,
      animate: false, chunkedLoading: false,
      iconCreateFunction: cluster => this.circleIcon(sum(cluster), this.words.towns.replace('{n}', cluster.getChildCount())),
    });
    layer.addLayers(rows.map(([istat, name, lat, lon, count]) => {
      const label = `${name}: ${this.words.coarse.replace('{n}', count)}`;
      const marker = L.marker([lat, lon], { icon: this.circleIcon(count, label), title: label, alt: label, count, istat });
      marker.on('click', () => this.tell('place', istat));
      return marker;
    }));
    this.circleLayer = layer.addTo(this.map);
  }

  circleIcon(count, label) {
    const size = Math.round(26 + Math.min(26, Math.log10(count + 1) * 9));
    const circle = document.createElement('span');
    circle.className = 'map-circle';
    circle.textContent = count >= 10000 ? `${Math.round(count / 1000)}k` : String(count);
    circle.append(Object.assign(document.createElement('span'), { className: 'unseen', textContent: ` ${label}` }));
    return L.divIcon({ html: circle, className: 'map-circle-place', iconSize: [size, size] });
  }

  resize() {
    const size = radius(this.map.getZoom());
    this.byKey?.forEach(dot => { if (dot.options.radius !== size) dot.setRadius(size); });
  }

  /* ---- what is selected: a ring, and lines to those it works with ---- */

  mark(point) {
    this.ring?.remove();
    this.ring = point ? L.circleMarker(point, { pane: 'ring', radius: 13, color: ACTION, weight: 3, fill: false }) : null;
    this.ring?.addTo(this.map);
  }

  select({ point, lines = [], follow, focus = [] }) {
    this.lines.clearLayers();
    this.mark(point);
    this.stand(focus);
    lines.forEach(({ from, to, weight, dotted, colour }) => {
      L.polyline([from || point, to], {
        pane: 'lines', color: ACTION, weight, opacity: dotted ? 0.95 : 0.75, dashArray: dotted ? '2 7' : null,
        interactive: false,
      }).addTo(this.lines);
      if (!colour) return;
      L.circleMarker(to, { pane: 'lines', radius: 4, color: ACTION, weight: 1.5, fillColor: colour, fillOpacity: 1, interactive: false })
        .addTo(this.lines);
    });
    if (follow && point) this.follow([point, ...lines.map(line => line.to)]);
    this.root.dataset.selected = point ? String(point) : '';
  }

  /* those that stand out keep their colour, all other dots grey */
  stand(focus) {
    this.focus = focus;
    const only = focus.length ? new Set(focus) : null;
    this.byKey?.forEach((dot, key) => {
      const greyed = Boolean(only && !only.has(key));
      if (Boolean(dot.greyed) === greyed) return;
      dot.greyed = greyed;
      dot.setStyle({ opacity: greyed ? 0.25 : 1, fillOpacity: greyed ? 0.12 : 0.95 });
    });
  }

  /* what was picked in the list, with those it works with: brought into sight, not too small to tell apart */
  follow(points) {
    const bounds = L.latLngBounds(points);
    const [a, b] = [bounds.getSouthWest(), bounds.getNorthEast()].map(p => this.map.latLngToContainerPoint(p));
    const small = Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) < 140 && this.map.getZoom() < 12;
    if (small || !this.map.getBounds().pad(-0.05).contains(bounds)) {
      this.map.fitBounds(bounds, { padding: [50, 50], maxZoom: 13 });
    }
  }

  hover(key) {
    this.glow?.remove();
    const dot = key && this.byKey?.get(key);
    this.glow = dot
      ? L.circleMarker(dot.getLatLng(), { pane: 'ring', radius: 11, color: ACTION, weight: 2, opacity: 0.5, fill: false }).addTo(this.map)
      : null;
  }

  /* ---- names of towns: the larger first, none over another, over a dot or a circle ---- */

  names() {
    const pane = this.map.getPane('names');
    const zoom = this.map.getZoom();
    const least = [150000, 60000, 25000, 12000, 5000][Math.max(0, Math.floor(zoom) - 7)] ?? 0;
    const size = this.map.getSize();
    const taken = new Set();
    const cell = 10;
    const cells = (x0, y0, x1, y1) => {
      const found = [];
      for (let x = Math.floor(x0 / cell); x <= x1 / cell; x += 1) {
        for (let y = Math.floor(y0 / cell); y <= y1 / cell; y += 1) found.push(x * 10000 + y);
      }
      return found;
    };
    const take = (p, w, h) => cells(p.x - w, p.y - h, p.x + w, p.y + h).forEach(c => taken.add(c));
    const bounds = this.map.getBounds();
    this.byKey?.forEach(dot => {
      if (bounds.contains(dot.getLatLng())) take(this.map.latLngToContainerPoint(dot.getLatLng()), 3, 3);
    });
    this.root.querySelectorAll('.map-circle-place').forEach(icon => {
      const p = L.DomUtil.getPosition(icon);
      const half = parseFloat(icon.style.width) / 2; // not offsetWidth, which lays the page out again for each
      if (p) take(this.map.layerPointToContainerPoint(p), half, half);
    });
    const drawn = [];
    for (const [name, lat, lon, residents] of this.towns) {
      if (residents < least || drawn.length > 90) break; // sorted by residents
      if (!bounds.contains([lat, lon])) continue;
      const p = this.map.latLngToContainerPoint([lat, lon]);
      const half = name.length * 3 + 4;
      const fits = [0, 16, -16, 28].map(dy => ({ dy, used: cells(p.x - half, p.y + dy - 7, p.x + half, p.y + dy + 7) }))
        .find(({ used }) => !used.some(c => taken.has(c)));
      if (p.x < half || p.x > size.x - half) continue;
      if (!fits && drawn.length >= LANDMARKS) continue; // but the largest are always named: people are lost without
      (fits?.used ?? []).forEach(c => taken.add(c));
      const label = document.createElement('span');
      label.className = residents > 60000 ? 'map-name map-name-large' : 'map-name';
      label.textContent = name;
      L.DomUtil.setPosition(label, this.map.containerPointToLayerPoint([p.x, p.y + (fits?.dy ?? 20)]));
      drawn.push(label);
    }
    pane.replaceChildren(...drawn);
  }

  remove() {
    this.watch.disconnect();
    this.map.off();
    this.map.remove();
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.map-root');
  const tell = (name, value) => (window.intreccioTell?.[data.name] ?? setTriggerValue)(name, value);
  root.latest = data;
  if (root.territory) {
    root.territory.tell = tell;
    root.territory.show(data);
  } else if (!root.started) {
    root.started = true;
    assets(data.frame).then(async () => {
      const territory = new TerritoryMap(root, root.latest, tell);
      root.territory = maps[data.name] = territory;
      territory.show(root.latest);
      if (waiting[data.name]) territory.select(waiting[data.name]);
      await Promise.all(territory.pending);
      territory.names();
      requestAnimationFrame(() => { root.dataset.ready = '1'; });
    }).catch(error => {
      root.started = false;
      root.textContent = `${data.words.failed} (${error.message})`;
    });
  }
  return () => setTimeout(() => { // after the page has taken the element away, if that is why
    if (root.isConnected || !root.territory) return;
    if (maps[data.name] === root.territory) delete maps[data.name];
    root.territory.remove();
    root.territory = null;
  });
}
