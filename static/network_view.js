/* A network in the page: vis-network draws nodes and ties at fixed places, we draw names, groups and what is selected.
   Names from the store are drawn on a canvas or set as text, never as markup. Moving it tells the server nothing. */

const ACTION = '#0B5E6B', TIE = '#9FB4B8', INK = '#1F2A30', PAPER = '#FBFAF7';
const networks = (window.intreccioNetworks ??= {});
const chosen = (window.intreccioChosen ??= {});
let library;

function load(url) {
  library ??= new Promise((done, failed) => {
    if (window.vis) { done(); return; }
    const script = Object.assign(document.createElement('script'), { src: url, onload: done });
    script.onerror = () => { library = undefined; failed(new Error(url)); };
    document.head.append(script);
  });
  return library;
}

/* ---- signs, as on the map ------------------------------------------------------------------------------------ */

function outline(context, shape, x, y, r) {
  const corners = (n, turn, inner) => {
    for (let i = 0; i < n; i += 1) {
      const length = inner && i % 2 ? r * inner : r * 1.2;
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

function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = list => {
    const kept = [];
    for (const point of list) {
      while (kept.length > 1 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/* what of the picture is taken already, in a grid of cells so that looking is quick */
class Blocks {
  constructor(width, height) { this.columns = Math.ceil(width / 40) + 4; this.height = height; this.cells = new Map(); }

  *around({ l, r, t, b }) {
    for (let y = Math.floor(t / 40); y <= Math.floor(b / 40); y += 1) {
      for (let x = Math.floor(l / 40); x <= Math.floor(r / 40); x += 1) yield y * this.columns + x;
    }
  }

  take(owner, box) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push([owner, box]);
    }
  }

  free(owner, box) {
    for (const cell of this.around(box)) {
      for (const [other, taken] of this.cells.get(cell) ?? []) {
        if (other !== owner && box.l < taken.r && box.r > taken.l && box.t < taken.b && box.b > taken.t) return false;
      }
    }
    return true;
  }
}

/* ---- one network ---------------------------------------------------------------------------------------------- */

class Picture {
  constructor(root, data, tell) {
    this.root = root;
    this.tell = tell;
    root.replaceChildren();
    this.place = document.createElement('div');
    this.place.className = 'network-place';
    this.place.setAttribute('role', 'img');
    this.tip = Object.assign(document.createElement('div'), { className: 'network-tip', hidden: true });
    root.append(this.place, this.tip, this.buttons(data.words));
    this.renderer = ({ ctx, id }) => {
      const scale = this.vis.getScale(), side = 2 * this.radius(id, scale);
      return { drawNode: () => this.sign(ctx, id, scale), nodeDimensions: { width: side, height: side } };
    };
    this.vis = new window.vis.Network(this.place, {}, {
      physics: false, layout: { improvedLayout: false }, autoResize: false,
      interaction: { dragNodes: false, selectable: false, hover: false, hideEdgesOnDrag: false, keyboard: false },
      edges: { smooth: false, color: { inherit: false } },
    });
    this.vis.on('beforeDrawing', context => this.under(context));
    this.vis.on('afterDrawing', context => this.over(context));
    this.vis.on('click', event => this.clicked(event));
    this.place.addEventListener('mousemove', event => this.hinted(event));
    this.place.addEventListener('mouseleave', () => { this.tip.hidden = true; });
    new ResizeObserver(() => this.resized()).observe(this.place);
  }

  buttons(words) {
    const box = Object.assign(document.createElement('div'), { className: 'network-buttons' });
    const add = (text, label, act) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text, onclick: act });
      button.setAttribute('aria-label', label);
      button.title = label;
      box.append(button);
    };
    const zoom = by => this.vis.moveTo({ scale: Math.min(4, Math.max(0.05, this.vis.getScale() * by)) });
    add('+', words.zoomIn, () => zoom(1.4));
    add('−', words.zoomOut, () => zoom(1 / 1.4));
    add('⤢', words.fit, () => this.fit());
    return box;
  }

  show(data) {
    if (data.stamp === this.stamp) return;
    this.stamp = data.stamp;
    this.data = data;
    this.root.dataset.ready = '';
    this.place.setAttribute('aria-label', data.words.picture);
    this.row = new Map(data.keys.map((key, i) => [key, i]));
    this.nodes = data.nodes;
    this.near = new Map();
    data.edges.forEach((edge, i) => {
      for (const [a, b] of [[edge.from, edge.to], [edge.to, edge.from]]) {
        if (!this.near.has(a)) this.near.set(a, []);
        this.near.get(a).push([b, i]);
      }
    });
    this.order = data.nodes.map((_, i) => i).sort((a, b) => data.nodes[b].size - data.nodes[a].size || a - b);
    this.vis.setData({
      nodes: data.nodes.map(({ id, x, y, size }) => ({ id, x, y, size, shape: 'custom', ctxRenderer: this.renderer })),
      edges: data.edges,
    });
    this.vis.once('afterDrawing', () => { this.root.dataset.ready = data.stamp; });
    this.select(chosen[data.name] ?? {});
    this.home();
  }

  box(rows) {
    const xs = rows.map(i => this.nodes[i].x), ys = rows.map(i => this.nodes[i].y);
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  }

  fit(rows = this.nodes.map((_, i) => i)) {
    const { clientWidth: width, clientHeight: height } = this.place;
    if (!rows.length || !width) { this.vis.redraw(); return; }
    const { left, right, top, bottom } = this.box(rows);
    const room = Math.min(44, width / 12);
    const scale = Math.min((width - 2 * room) / (right - left + 1), (height - 2 * room) / (bottom - top + 1), 1.3);
    this.vis.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }

  /* where the picture starts from: all of it, or what is in focus */
  home() {
    if (!this.key || !this.focus) { this.fit(); return; }
    if (this.way.length) { this.fit(this.way); return; }
    const { centres, partners, outer, ghosts } = this.egoRows();
    this.fit([...centres, ...partners, ...outer, ...ghosts]);
  }

  resized() {
    const { clientWidth: width, clientHeight: height } = this.place;
    if (!width || (width === this.width && height === this.height)) return;
    const first = !this.width;
    [this.width, this.height] = [width, height];
    this.vis.setSize(`${width}px`, `${height}px`);
    this.vis.redraw();
    if (this.nodes && (first || this.vis.getScale() < 0.02)) this.home();
  }

  /* ---- picking ---- */

  at(point) {
    let best = null, least = Infinity;
    const reach = matchMedia('(pointer: coarse)').matches ? 26 : 12;
    const scale = this.vis.getScale();
    this.nodes?.forEach((node, i) => {
      const at = this.vis.canvasToDOM(node);
      const away = Math.hypot(at.x - point.x, at.y - point.y) - this.radius(i, scale) * scale;
      if (away < least) [best, least] = [i, away];
    });
    return least <= reach ? best : null;
  }

  clicked({ pointer }) {
    const row = this.at(pointer.DOM);
    const key = row === null ? '' : this.data.keys[row];
    if (row === null && (!this.key || this.waits)) return;
    if (!this.waits) this.select({ key, ghosts: [] });
    this.tell('picked', key || '-');
  }

  hinted(event) {
    const frame = this.place.getBoundingClientRect();
    const point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const row = this.at(point);
    this.tip.hidden = row === null;
    this.place.style.cursor = row === null ? 'grab' : 'pointer';
    if (row === null) return;
    this.tip.textContent = this.nodes[row].label;
    if (this.data.hints[row]) this.tip.append(document.createElement('br'), this.data.hints[row]);
    this.tip.style.left = `${Math.min(point.x + 14, frame.width - 180)}px`;
    this.tip.style.top = `${point.y + 14}px`;
  }

  /* ghosts: whom it could work with, dotted; pair: the first of them is shown with its own partners too;
     lines, rings: what is around it, drawn or not; way: the keys of the way to another one */
  select({ key = '', ghosts = [], pair = false, focus = false, alone = false, lines = [], rings = [], way = [], waits = false }) {
    this.key = this.row?.has(key) ? key : '';
    Object.assign(this, { ghosts, pair, focus, alone, waits });
    const rows = keys => keys.map(k => this.row?.get(k)).filter(i => i !== undefined);
    this.rings = rings.map(rows);
    this.way = rows(way);
    const top = Math.max(...lines.map(line => line[2]), 1e-9);
    this.lines = lines.map(([a, b, strength]) => [this.row?.get(a), this.row?.get(b), 1 + 4 * Math.sqrt(strength / top)])
      .filter(([a, b]) => a !== undefined && b !== undefined);
    this.root.dataset.selected = this.key;
    if (!this.data) return;
    if (this.key && focus) {
      this.home();
    } else if (this.key) {
      const at = this.vis.canvasToDOM(this.nodes[this.row.get(this.key)]);
      const inside = at.x > 20 && at.y > 20 && at.x < this.place.clientWidth - 20 && at.y < this.place.clientHeight - 20;
      if (!inside) this.vis.moveTo({ position: this.nodes[this.row.get(this.key)], animation: false });
    }
    this.vis.redraw();
  }

  hover(key) {
    this.glow = key && this.row?.has(key) ? key : '';
    this.vis.redraw();
  }

  /* ---- drawing ---- */

  /* in the drawing's units; past a point signs grow less than the distances between them */
  radius(i, scale) {
    const zoomed = scale > 0.55 ? (0.55 / scale) ** 0.65 : 1;
    return Math.max(this.nodes[i].size * zoomed, 3.2 / scale);
  }

  under(context) {
    for (const { rows, colour } of this.data?.hulls ?? []) {
      const corners = hull(rows.map(i => this.nodes[i]));
      if (corners.length < 3) continue;
      context.beginPath();
      corners.forEach(({ x, y }, i) => context[i ? 'lineTo' : 'moveTo'](x, y));
      context.closePath();
      context.lineJoin = 'round';
      context.lineWidth = 46;
      context.globalAlpha = 0.09;
      context.strokeStyle = context.fillStyle = colour;
      context.stroke();
      context.fill();
      context.globalAlpha = 1;
    }
  }

  over(context) {
    if (!this.data) return;
    const scale = this.vis.getScale();
    const ego = this.key ? this.egoRows() : null;
    if (ego) this.fade(context, scale, ego);
    if (this.glow) this.ring(context, this.row.get(this.glow), scale, 2, 0.6);
    this.names(context, scale, ego);
  }

  egoRows() {
    const ghosts = this.ghosts.map(key => this.row.get(key)).filter(i => i !== undefined);
    const centres = [this.row.get(this.key), ...(this.pair ? ghosts.slice(0, 1) : [])];
    const drawn = centre => (this.near.get(centre) ?? []).map(([other, edge]) => [centre, other, this.data.edges[edge].width]);
    const lines = this.rings.length && !this.pair ? this.lines : centres.flatMap(drawn);
    const own = lines.filter(([a, b]) => centres.includes(a) || centres.includes(b));
    const partners = [...new Set(own.flatMap(([a, b]) => [a, b]))].filter(i => !centres.includes(i));
    const outer = (this.rings[1] ?? []).filter(i => !partners.includes(i) && !centres.includes(i));
    const between = lines.filter(line => !own.includes(line));
    return { centres, own, between, partners, outer, ghosts: ghosts.filter(i => this.pair || !partners.includes(i)) };
  }

  fade(context, scale, { centres, own, between, partners, outer, ghosts }) {
    const { clientWidth: width, clientHeight: height } = this.place;
    const from = this.vis.DOMtoCanvas({ x: 0, y: 0 }), to = this.vis.DOMtoCanvas({ x: width, y: height });
    context.fillStyle = PAPER;
    context.globalAlpha = this.alone || this.way.length ? 0.93 : 0.78;
    context.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    context.globalAlpha = 1;
    context.lineCap = 'round';
    if (this.way.length) { this.drawWay(context, scale); return; }
    const at = this.nodes;
    context.strokeStyle = TIE;
    for (const [a, b] of between) this.line(context, at[a], at[b], 1 / scale, []);
    context.strokeStyle = ACTION;
    for (const [a, b, wide] of own) this.line(context, at[a], at[b], Math.max(wide, 1.4 / scale), []);
    [...outer, ...ghosts, ...partners, ...centres].forEach(i => this.sign(context, i, scale));
    for (const other of ghosts) {
      context.strokeStyle = '#fff';
      this.line(context, at[centres[0]], at[other], 5 / scale, []);
      context.strokeStyle = ACTION;
      this.line(context, at[centres[0]], at[other], 2.6 / scale, [0.5 / scale, 6 / scale]);
    }
    [centres[0], ...ghosts].forEach(i => this.sign(context, i, scale));
    centres.forEach(i => this.ring(context, i, scale, 3, 1));
  }

  drawWay(context, scale) {
    context.strokeStyle = ACTION;
    this.way.slice(1).forEach((row, i) => this.line(context, this.nodes[this.way[i]], this.nodes[row], 4 / scale, []));
    this.way.forEach(i => this.sign(context, i, scale));
    [this.way[0], this.way.at(-1)].forEach(i => this.ring(context, i, scale, 3, 1));
  }

  line(context, a, b, width, dash) {
    context.beginPath();
    context.setLineDash(dash);
    context.lineWidth = width;
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
    context.stroke();
    context.setLineDash([]);
  }

  sign(context, i, scale) {
    const node = this.nodes[i], r = this.radius(i, scale);
    outline(context, node.shape, node.x, node.y, r);
    context.fillStyle = node.color;
    context.fill();
    context.lineWidth = Math.min(1.2 / scale, r / 5);
    context.lineJoin = 'round';
    context.strokeStyle = '#fff';
    context.stroke();
    context.strokeStyle = ACTION;
  }

  ring(context, i, scale, width, alpha) {
    const node = this.nodes[i];
    context.beginPath();
    context.arc(node.x, node.y, this.radius(i, scale) + 6 / scale, 0, 2 * Math.PI);
    context.globalAlpha = alpha;
    context.lineWidth = width / scale;
    context.strokeStyle = ACTION;
    context.stroke();
    context.globalAlpha = 1;
  }

  /* names: the selected one and its partners, else the largest first; none over another, nor over a node */
  names(context, scale, ego) {
    const { clientWidth: width, clientHeight: height } = this.place;
    const seen = new Map();
    this.nodes.forEach((node, i) => {
      const at = this.vis.canvasToDOM(node), r = this.radius(i, scale) * scale;
      if (at.x > -20 && at.y > -20 && at.x < width + 20 && at.y < height + 20) seen.set(i, { ...at, r });
    });
    const shown = ego && (this.way.length ? this.way : [...ego.centres, ...ego.ghosts, ...ego.partners, ...ego.outer]);
    const drawnRows = shown ?? this.order.filter(i => scale > 0.75 || this.near.has(i));
    const blocks = new Blocks(width, height);
    blocks.take(-1, { l: 0, r: 58, t: 0, b: 3 * (width < 500 ? 46 : 38) + 12 }); // the buttons
    (ego ? drawnRows : [...seen.keys()]).forEach(i => {
      const at = seen.get(i);
      if (at) blocks.take(i, { l: at.x - at.r, r: at.x + at.r, t: at.y - at.r, b: at.y + at.r });
    });
    if (!ego) this.titles(context, scale, blocks);
    const most = ego ? 60 : Math.round((width * height) / 11000);
    let drawn = 0;
    for (const i of drawnRows) {
      const at = seen.get(i);
      if (!at || drawn >= most) continue;
      drawn += this.name(context, scale, blocks, i, at, Boolean(ego?.centres.includes(i)));
    }
    this.root.dataset.names = String(drawn);
  }

  name(context, scale, blocks, i, at, strong) {
    const { clientWidth: width, clientHeight: height } = this.place;
    const { label } = this.nodes[i];
    const size = strong ? 14 : 12;
    const words = label.length > 28 && !strong ? `${label.slice(0, 27).trimEnd()}…` : label;
    context.font = `${strong ? 700 : 500} ${size}px "Source Sans", sans-serif`;
    const half = context.measureText(words).width / 2 + 2, tall = size + 2;
    const places = [
      [at.x, at.y + at.r + 2], [at.x, at.y - at.r - 2 - tall], [at.x + at.r + 3 + half, at.y - tall / 2], [at.x - at.r - 3 - half, at.y - tall / 2],
    ];
    for (const [x, y] of places) {
      const box = { l: x - half, r: x + half, t: y, b: y + tall };
      if (!strong && (box.l < 2 || box.r > width - 2 || box.b > height || !blocks.free(i, box))) continue;
      blocks.take(-1, box);
      const to = this.vis.DOMtoCanvas({ x, y });
      this.text(context, words, to.x, to.y, size / scale, strong ? 700 : 500, INK);
      return 1;
    }
    return 0;
  }

  /* names of groups, over them or else under them, and of the rows of those alone */
  titles(context, scale, blocks) {
    const box = (words, weight, x, y) => {
      context.font = `${weight} 13px "Source Sans", sans-serif`;
      const at = this.vis.canvasToDOM({ x, y }), half = context.measureText(words).width / 2 + 3;
      return { l: at.x - half, r: at.x + half, t: at.y, b: at.y + 15 };
    };
    const taken = new Blocks(this.place.clientWidth, this.place.clientHeight);
    const title = (words, weight, colour, x, ...heights) => {
      const fits = among => heights.find(height => among.free(-2, box(words, weight, x, height)));
      const y = fits(blocks) ?? fits(taken); // over a node rather than not at all, but never over another title
      if (y === undefined) return;
      [blocks, taken].forEach(among => among.take(-1, box(words, weight, x, y)));
      this.text(context, words, x, y, 13 / scale, weight, colour);
    };
    for (const { name, rows } of this.data.hulls ?? []) {
      const { left, right, top, bottom } = this.box(rows);
      const words = name.length > 40 ? `${name.slice(0, 39).trimEnd()}…` : name;
      const over = [18, 34, 50].map(up => top - 24 - up / scale), below = [2, 18, 34].map(down => bottom + 26 + down / scale);
      title(words, 700, INK, (left + right) / 2, over[0], below[0], over[1], below[1], over[2], below[2], top);
    }
    const alone = this.nodes.map((_, i) => i).filter(i => !this.near.has(i));
    if (alone.length > 2 && this.data.alone) {
      const { left, right, top } = this.box(alone);
      title(this.data.alone, 600, '#5C6B73', (left + right) / 2, top - 10 - 18 / scale);
    }
  }

  text(context, words, x, y, size, weight, colour) {
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.font = `${weight} ${size}px "Source Sans", sans-serif`;
    context.lineJoin = 'round';
    context.lineWidth = size / 4;
    context.strokeStyle = '#fffffff0';
    context.strokeText(words, x, y);
    context.fillStyle = colour;
    context.fillText(words, x, y);
  }

  remove() { this.vis.destroy(); }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.network-root');
  const tell = (name, value) => (window.intreccioTell?.[data.name] ?? setTriggerValue)(name, value);
  root.latest = data;
  if (root.picture) {
    root.picture.tell = tell;
    root.picture.show(data);
  } else if (!root.started) {
    root.started = true;
    load(data.library).then(() => {
      root.picture = networks[data.name] = new Picture(root, root.latest, tell);
      root.picture.show(root.latest);
    }).catch(error => {
      root.started = false;
      root.textContent = `${data.words.failed} (${error.message})`;
    });
  }
  return () => {
    if (!root.isConnected && root.picture) {
      if (networks[data.name] === root.picture) delete networks[data.name];
      root.picture.remove();
      root.picture = null;
    }
  };
}
