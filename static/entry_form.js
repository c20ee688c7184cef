/* The form of one record: fields as the server declares them, what is typed kept in this browser until it is saved.
   It is drawn once; what the server answers comes through entry_answers.js, so that typing never draws it again. */

const PAUSE = 180; // ms without a key before the server is asked
const AGAIN = 2500; // ms after which what was not answered is said again
const WAIT = 12000; // ms after which a save without an answer is said to be late
const KEPT_DAYS = 14;
const PREFIX = 'intreccio.entry:';

/* the draft: in this browser only, gone when it is saved */
const drafts = {
  read(name) {
    try {
      const draft = JSON.parse(localStorage.getItem(PREFIX + name));
      return draft && Date.now() - draft.at < KEPT_DAYS * 864e5 ? draft : null;
    } catch { return null; }
  },
  write(name, draft) {
    try { localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, at: Date.now() })); return true; } catch { return false; }
  },
  drop(name) { try { localStorage.removeItem(PREFIX + name); } catch { /* nothing was kept */ } },
  sweep() {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX) && !this.read(key.slice(PREFIX.length))) localStorage.removeItem(key);
    } catch { /* no storage, no drafts */ }
  },
};

class EntryForm {
  constructor(root, data) {
    Object.assign(this, { root, words: data.words, lists: data.lists, kinds: data.kinds, frame: data.frame, name: data.draft });
    this.key = data.key; this.started = data.seen;
    this.begin(data);
    this.draw();
    if (this.touched) this.keep();
    addEventListener('offline', this.offline = () => this.status(this.words.offline, true));
    addEventListener('online', this.online = () => { this.status(''); if (this.unsaved) this.save(); });
  }

  /* what is stored, then what was typed and not saved: over it, or beside it when it came from another record */
  begin(data) {
    const fresh = { kind: data.kind, values: { ...data.values }, codes: { ...data.codes }, seen: data.seen, apart: [], pin: { state: 'found', point: data.point ?? null }, touched: false };
    const carried = window.intreccioCarried;
    window.intreccioCarried = null;
    const draft = drafts.read(this.name);
    Object.assign(this, fresh, draft && draft.touched ? draft : {});
    this.resumed = Boolean(draft && draft.touched);
    if (carried && !this.resumed) this.carry(carried);
    this.stored = data.point ?? null;
  }

  carry({ values, codes }) {
    for (const [name, value] of Object.entries(values)) {
      if (empty(value)) continue;
      const there = this.values[name];
      if (empty(there)) { this.values[name] = value; if (codes[name]) this.codes[name] = codes[name]; }
      else if (Array.isArray(there) && Array.isArray(value)) this.values[name] = [...new Set([...there, ...value])];
    }
    this.touched = true;
  }

  remove() { removeEventListener('offline', this.offline); removeEventListener('online', this.online); for (const timer of [this.pause, this.late, this.again]) clearTimeout(timer); }

  /* ---- drawing ---- */

  draw() {
    this.fields = new Map();
    const { words } = this;
    this.note = el('p', { class: 'entry-note', role: 'status' });
    this.body = el('div', { class: 'entry-body' });
    this.state = el('span', { class: 'entry-state', role: 'status' });
    this.button = el('button', { type: 'button', class: 'entry-save', text: words.save, onclick: () => this.save() });
    this.conflict = el('section', { class: 'entry-conflict', 'aria-label': words.changed });
    this.conflict.hidden = true;
    this.root.replaceChildren(this.note, this.conflict, this.body, el('div', { class: 'entry-bar' }, this.button, this.state));
    this.root.onkeydown = event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.save(); } };
    if (this.resumed) this.note.replaceChildren(el('span', { text: words.resumed }), el('button', { type: 'button', class: 'link', text: words.discard, onclick: () => this.discard() }));
    this.drawKind();
    this.root.dataset.ready = '1';
  }

  drawKind() {
    this.fields.clear();
    const { sections, place } = this.kinds[this.kind];
    const [first, ...rest] = sections.map(section => this.section(section));
    this.body.replaceChildren(...[this.kindPills(), first, this.contactSection(), ...rest, this.evidence()].filter(Boolean));
    if (!place) this.map = null;
    this.fields.forEach(one => one.show());
    this.body.querySelectorAll('details').forEach(fold => { if ([...this.fields.values()].some(f => fold.contains(f.box) && this.filled(f))) fold.open = true; });
    if (!empty(this.values.municipality)) this.asked('place');
    if (!empty(this.values.name) && !this.key) this.asked('bodies');
  }

  filled(one) { return !empty(one.value) && (one.name.startsWith('contact.') ? !['contact.date', 'contact.channel'].includes(one.name) : !this.key || this.touched); }

  kindPills() {
    const own = Object.entries(this.kinds);
    if (own.length < 2) return null;
    const pill = ([name, { label }]) => el('button', { type: 'button', class: 'entry-pill', 'aria-pressed': String(name === this.kind), text: label,
      onclick: () => { this.kind = name; this.touch(); this.drawKind(); this.body.querySelector('.entry-kind button[aria-pressed=true]')?.focus(); } });
    const first = own.filter(([name, { first }]) => first || name === this.kind), rest = own.filter(one => !first.includes(one));
    const more = rest.length ? el('button', { type: 'button', class: 'entry-pill', text: this.words.otherKinds, 'aria-expanded': 'false', onclick: () => more.replaceWith(...rest.map(pill)) }) : null;
    return el('div', { class: 'entry-pills entry-kind', role: 'group', 'aria-label': this.words.kind }, ...first.map(pill), more);
  }

  section({ label, note, folded, fields }) {
    const inside = fields.flatMap(declared => {
      const one = field(this, declared, '');
      this.fields.set(one.name, one);
      return declared.name === this.kinds[this.kind].place ? [one.box, this.mapBox()] : [one.box];
    });
    return folded ? this.fold(label, note, inside) : el('div', { class: 'entry-section' }, ...inside);
  }

  fold(label, note, inside, extra = '') {
    return el('details', { class: `entry-section entry-fold ${extra}` }, el('summary', { text: label }), note && el('p', { class: 'entry-help', text: note }), ...inside);
  }

  contactSection() {
    const { contact } = this.kinds[this.kind];
    if (!contact) return null;
    const inside = contact.map(declared => {
      const one = field(this, declared, 'contact.');
      this.fields.set(one.name, one);
      if (!(one.name in this.values) && declared.initial) this.values[one.name] = declared.initial;
      return one.box;
    });
    return this.fold(this.words.contact, this.words.contactNote, inside, 'entry-contact');
  }

  evidence() {
    const one = field(this, { name: '_known_from', label: this.words.knownFrom, help: this.words.knownFromHelp, draw: 'text' }, '');
    this.fields.set(one.name, one);
    return el('div', { class: 'entry-section' }, one.box);
  }

  mapBox() {
    const { words } = this;
    const box = el('div', { class: 'entry-map' });
    this.map = new PinMap(box, this.frame, words, point => this.put(point));
    this.place = el('p', { class: 'entry-place', 'aria-live': 'polite' });
    this.unpin = el('button', { type: 'button', class: 'link', text: words.unpin, onclick: () => this.put(null) });
    this.mapFold = el('div', { class: 'entry-where' }, this.place, this.unpin, box, el('p', { class: 'entry-help', text: words.tapMap }));
    this.mapFold.hidden = true;
    return this.mapFold;
  }

  /* ---- what is typed ---- */

  set(name, value) { this.values[name] = value; this.touch(); }

  touch() { this.touched = true; this.keep(); }

  keep() {
    const { kind, values, codes, seen, apart, pin, touched } = this;
    if (touched && !drafts.write(this.name, { kind, values, codes, seen, apart, pin, touched })) this.status(this.words.noDraft, true);
    else if (touched) this.status(this.words.kept);
  }

  discard() { drafts.drop(this.name); this.send('open', { key: this.key, fresh: true }); }

  put(point) {
    this.pin = point ? { state: 'set', point } : { state: 'none', point: null };
    this.map.pin(point, Boolean(point));
    this.tellPlace(point ? this.words.pinSet : this.words.pinGone, Boolean(point));
    this.touch();
  }

  tellPlace(text, sure) {
    this.place.textContent = text;
    this.place.classList.toggle('entry-place-sure', sure);
    this.unpin.hidden = !this.map?.point;
  }

  /* ---- asking ---- */

  send(what, value) {
    this.number = (this.number ?? Date.now()) + 1; // never a number that this browser has used before
    this.tell(what, { ...value, draft: this.name, n: this.number });
  }

  /* what is said while the server still answers can get lost: it is said again until it is answered */
  tell(what, value, times = 4) {
    clearTimeout(this.again);
    window.intreccioEntryTell?.(what, value);
    if (times > 1) this.again = setTimeout(() => this.tell(what, value, times - 1), AGAIN);
  }

  ask(what) { clearTimeout(this.pause); this.pause = setTimeout(() => this.asked(what), PAUSE); }

  asked(what) {
    if (!what) return;
    clearTimeout(this.pause);
    window.intreccioAskedAt = performance.now();
    const { kind, key, codes, map } = this;
    const values = { ...this.values, ...codes };
    this.send('ask', { what, kind, key, values, typing: document.activeElement?.id ?? '', town: map?.istat ?? '', pin: this.pin });
  }

  answer(data) {
    if (data.draft !== this.name || data.n === this.answered) return;
    this.answered = data.n;
    if (data.n === this.number) clearTimeout(this.again);
    setTimeout(() => this.heard(data)); // not while it is being told: what it sets off may ask again
  }

  heard(data) {
    if (data.bodies) this.fields.get('name')?.suggest?.(data.bodies);
    if (data.towns) this.fields.get('municipality')?.offer?.(data.towns);
    if (data.streets) this.fields.get('address')?.offer?.(data.streets);
    if (data.place) this.found(data.place);
    if (data.save) this.saved(data.save);
  }

  found({ town, text, point, sure, said }) {
    const where = this.fields.get('municipality');
    if (where?.said) where.said.textContent = said ?? '';
    if (!this.map || !town) return;
    this.mapFold.hidden = false;
    this.map.town(town);
    this.map.draw();
    if (this.pin.state !== 'found') return this.pin.point ? (this.map.pin(this.pin.point, true), this.tellPlace(this.words.pinSet, true)) : this.tellPlace(this.words.pinGone, false);
    this.map.pin(point, sure);
    this.tellPlace(text, Boolean(point));
  }

  /* this is it: the record is opened, what was typed goes with it */
  take(key) {
    const { values, codes } = this;
    window.intreccioCarried = { values: Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'name')), codes };
    drafts.drop(this.name);
    this.send('open', { key });
  }

  /* this is another one: remembered when it is saved */
  another(key, items) { this.apart = [...new Set([...this.apart, key])]; this.touch(); this.fields.get('name').suggest(items); this.fields.get('name').input.focus(); }

  /* ---- saving ---- */

  save() {
    if (this.button.disabled) return;
    this.fields.forEach(one => { one.left?.(); one.wrong(''); });
    this.unsaved = true;
    this.busy(true);
    const { kind, key, seen, apart, pin } = this;
    const all = { ...this.values, ...this.codes };
    const own = Object.fromEntries([...this.fields.keys()].filter(name => name in all).map(name => [name, all[name] ?? '']));
    this.send('save', { kind, key, seen, apart, pin, values: own });
    this.late = setTimeout(() => { this.busy(false); this.status(this.words.late, true); }, WAIT);
  }

  busy(on) { this.button.disabled = on; if (on) this.status(this.words.saving); else clearTimeout(this.late); }

  status(text, bad = false) { this.state.textContent = text; this.state.classList.toggle('entry-bad', bad); }

  saved({ done, errors, message, changed, seen, offered }) {
    this.busy(false);
    this.unsaved = false;
    if (done) {
      drafts.drop(this.name);
      this.touched = false;
      this.root.replaceChildren();
      this.root.dataset.saved = '1';
      return;
    }
    this.status(message ?? '', true);
    if (offered) this.fields.get('name').suggest(offered);
    if (changed) this.decide(changed, seen);
    const wrong = Object.entries(errors ?? {});
    wrong.forEach(([name, text]) => this.fields.get(name)?.wrong(text));
    const first = [...this.fields.values()].find(one => errors?.[one.name]);
    if (first) {
      first.box.closest('details')?.setAttribute('open', '');
      first.focusable().focus();
      first.box.scrollIntoView({ block: 'center' });
    }
  }

  /* someone else changed the record meanwhile: field by field, theirs or mine */
  decide(changed, seen) {
    const { words } = this;
    const picked = new Map(changed.map(one => [one.name, one.untouched ? 'theirs' : null]));
    const keep = el('button', { type: 'button', class: 'entry-save', text: words.goOn, onclick: () => {
      changed.forEach(one => this.settle(one, picked.get(one.name)));
      this.seen = seen; this.conflict.hidden = true; this.touch();
      this.fields.forEach(one => one.show());
      this.save();
    } });
    const ready = () => { keep.disabled = [...picked.values()].some(choice => !choice); };
    const line = one => el('fieldset', { class: 'entry-contested', 'data-field': one.name },
      el('legend', { text: one.label }), el('p', { class: 'quiet', text: `${words.was}: ${one.was}` }),
      ...[['theirs', words.theirs, one.theirs], ['mine', words.mine, one.mine]].map(([side, who, text]) => el('label', { class: 'entry-side' },
        el('input', { type: 'radio', name: `contested-${one.name}`, value: side, checked: picked.get(one.name) === side, onchange: () => { picked.set(one.name, side); ready(); } }),
        el('span', {}, el('b', { text: `${who}: ` }), el('span', { text })))));
    this.conflict.replaceChildren(el('h2', { text: words.changed }), el('p', { text: words.changedHow }), ...changed.map(line), keep);
    ready();
    this.conflict.hidden = false;
    this.conflict.scrollIntoView({ block: 'start' });
    this.conflict.querySelector('input')?.focus({ preventScroll: true });
  }

  settle(one, side) {
    if (one.name === 'point') { if (side === 'theirs') this.pin = { state: 'found', point: one.value }; return; }
    if (side !== 'theirs') return;
    this.values[one.name] = one.value;
    if (one.code) this.codes[one.name] = one.code; else delete this.codes[one.name];
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.entry-root');
  const stamp = `${data.draft} ${data.turn}`;
  if (root.stamp === stamp) return undefined;
  root.stamp = stamp;
  delete root.dataset.saved;
  drafts.sweep();
  root.form?.remove();
  root.form = window.intreccioEntry = new EntryForm(root, data);
  if (!data.key && !root.form.resumed && matchMedia('(min-width: 641px)').matches) root.form.fields.get('name')?.input.focus({ preventScroll: true });
  return () => setTimeout(() => { if (!root.isConnected) root.form?.remove(); });
}
