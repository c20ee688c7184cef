/* The fields of a form: how each sort is typed, offered and told what is wrong. Texts from the store are set as text,
   never as markup. The form that holds them is entry_form.js. */

function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') made.textContent = value;
    else if (name === 'class') made.className = value;
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'value') made.value = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const empty = value => value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);

/* ---- one list under an input, worked by mouse, touch and keyboard (ARIA combobox) ---------------------------- */

class Offers {
  constructor(input, id, take) {
    this.input = input; this.take = take; this.items = []; this.at = -1;
    this.list = el('ul', { class: 'entry-offers', id: `${id}-offers`, role: 'listbox', 'aria-label': input.getAttribute('aria-label') ?? '' });
    this.list.hidden = true;
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.list.id, 'aria-autocomplete': 'list', autocomplete: 'off' })) input.setAttribute(name, value);
    input.addEventListener('keydown', event => this.key(event));
    input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
  }

  show(items) {
    this.items = items; this.at = -1;
    this.list.replaceChildren(...items.map((item, i) => {
      const line = el('li', { role: 'option', id: `${this.list.id}-${i}`, 'aria-selected': 'false' }, el('span', { text: item.label }), item.note && el('span', { class: 'quiet', text: ` ${item.note}` }));
      line.addEventListener('pointerdown', event => { event.preventDefault(); this.choose(i); });
      return line;
    }));
    this.list.hidden = !items.length;
    this.input.setAttribute('aria-expanded', String(items.length > 0));
    this.input.removeAttribute('aria-activedescendant');
  }

  close() { this.show([]); }

  choose(i) { const item = this.items[i]; this.close(); if (item) this.take(item); }

  key(event) {
    if (!this.items.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.at = (this.at + step + this.items.length) % this.items.length;
      [...this.list.children].forEach((line, i) => line.setAttribute('aria-selected', String(i === this.at)));
      this.list.children[this.at].scrollIntoView({ block: 'nearest' });
      this.input.setAttribute('aria-activedescendant', this.list.children[this.at].id);
    } else if (event.key === 'Escape') { event.stopPropagation(); this.close(); }
    else if (event.key === 'Enter' || (event.key === 'Tab' && this.at >= 0)) {
      if (event.key === 'Enter') event.preventDefault();
      this.choose(Math.max(this.at, 0));
    }
  }
}

/* ---- fields -------------------------------------------------------------------------------------------------- */

class Field {
  constructor(form, declared, prefix = '') {
    this.form = form; this.declared = declared; this.prefix = prefix;
    this.name = prefix + declared.name;
    this.id = `entry-${this.name.replace('.', '-')}`;
    this.problem = el('p', { class: 'entry-problem', id: `${this.id}-problem`, role: 'alert' });
    this.problem.hidden = true;
    this.box = el('div', { class: `entry-field entry-${declared.draw}`, 'data-field': this.name });
    this.draw();
    this.box.append(this.problem);
  }

  get value() { return this.form.values[this.name]; }

  set(value) { this.form.set(this.name, value); }

  label(target) {
    const { label, required, private: secret, help } = this.declared;
    const head = el('div', { class: 'entry-label' },
      target ? el('label', { for: target, text: label }) : el('span', { id: `${this.id}-label`, text: label }),
      required && el('span', { class: 'entry-required', text: ' *', title: this.form.words.required, 'aria-hidden': 'true' }),
      secret && el('span', { class: 'entry-private', text: this.form.words.private }));
    return help ? [head, el('p', { class: 'entry-help', id: `${this.id}-help`, text: help })] : [head];
  }

  described(input) {
    input.setAttribute('aria-describedby', `${this.id}-problem${this.declared.help ? ` ${this.id}-help` : ''}`);
    if (this.declared.required) input.setAttribute('aria-required', 'true');
    return input;
  }

  draw() {
    const long = this.declared.draw === 'long';
    const { mode, type, placeholder } = this.declared;
    this.input = this.described(el(long ? 'textarea' : 'input', {
      id: this.id, class: 'entry-input', type: long ? null : (type ?? 'text'), inputmode: mode, placeholder, rows: long ? 3 : null, autocomplete: 'off', maxlength: long ? 20000 : 2000,
      oninput: () => { this.set(this.declared.many ? this.input.value.split(/[;\n]/).map(v => v.trim()).filter(Boolean) : this.input.value); this.typed(); },
      onchange: () => this.form.asked(this.declared.asks),
    }));
    this.box.append(...this.label(this.id), this.input);
    if (this.declared.quick) this.box.append(this.quick(this.declared.quick));
  }

  typed() { if (this.declared.asks) this.form.ask(this.declared.asks); }

  quick(days) {
    return el('div', { class: 'entry-pills' }, ...days.map(([label, value]) =>
      el('button', { type: 'button', class: 'entry-pill', text: label, onclick: () => { this.set(value); this.show(); } })));
  }

  show() { this.input.value = Array.isArray(this.value) ? this.value.join('; ') : (this.value ?? ''); }

  wrong(text) {
    this.problem.textContent = text ?? '';
    this.problem.hidden = !text;
    this.box.classList.toggle('entry-wrong', Boolean(text));
    this.focusable().setAttribute('aria-invalid', String(Boolean(text)));
  }

  focusable() { return this.input; }
}

/* one of a few: pills; one of many: a list */
class Choice extends Field {
  draw() {
    const { options } = this.declared;
    if (options.length > 6) {
      this.input = this.described(el('select', { id: this.id, class: 'entry-input', onchange: () => this.set(this.input.value) },
        el('option', { value: '', text: '–' }), ...options.map(([value, label]) => el('option', { value, text: label }))));
      this.box.append(...this.label(this.id), this.input);
      return;
    }
    this.pills = options.map(([value, label]) => el('button', {
      type: 'button', class: 'entry-pill', 'aria-pressed': 'false', 'data-value': value, text: label,
      onclick: () => { this.set(this.value === value ? '' : value); this.show(); },
    }));
    this.input = this.pills[0];
    this.box.append(...this.label(null), el('div', { class: 'entry-pills', role: 'group', 'aria-labelledby': `${this.id}-label` }, ...this.pills));
  }

  show() {
    if (this.pills) this.pills.forEach(pill => pill.setAttribute('aria-pressed', String(pill.dataset.value === (this.value ?? ''))));
    else this.input.value = this.value ?? '';
  }
}

/* several of a closed list: what is common by one touch, the rest by a few letters */
class Several extends Field {
  draw() {
    const { list, common, label } = this.declared;
    this.options = this.form.lists[list] ?? this.declared.options;
    this.names = new Map(this.options.map(([code, name]) => [code, name]));
    this.chips = el('div', { class: 'entry-chips' });
    this.input = this.described(el('input', { id: this.id, class: 'entry-input', type: 'text', 'aria-label': label, placeholder: this.form.words.fewLetters,
      oninput: () => this.look(), onblur: () => this.left() }));
    this.offers = new Offers(this.input, this.id, item => this.add(item.value));
    this.input.addEventListener('keydown', event => this.key(event));
    this.common = (common ?? []).map(code => el('button', { type: 'button', class: 'entry-pill', 'aria-pressed': 'false', 'data-value': code, text: this.names.get(code) ?? code,
      onclick: () => (this.chosen.includes(code) ? this.drop(code) : this.add(code)) }));
    this.box.append(...this.label(this.id), this.chips, el('div', { class: 'entry-typing' }, this.input, this.offers.list),
      this.common.length && el('div', { class: 'entry-pills', role: 'group', 'aria-label': `${label}: ${this.form.words.frequent}` }, ...this.common));
  }

  get chosen() { return Array.isArray(this.value) ? this.value : []; }

  look() {
    const text = plain(this.input.value.trim());
    if (!text) return this.offers.close();
    const rank = words => { const at = words.findIndex(w => w.startsWith(text)); return at === 0 ? 0 : at > 0 ? 1 : words.some(w => w.includes(text)) ? 2 : 9; };
    const found = this.options.filter(([code]) => !this.chosen.includes(code))
      .map(([value, label, other]) => ({ value, label, rank: rank([label, ...(other ?? [])].map(plain)) }))
      .filter(option => option.rank < 9).sort((a, b) => a.rank - b.rank || a.label.localeCompare(b.label));
    return this.offers.show(found.slice(0, 8));
  }

  key(event) {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
    if (event.key === 'Backspace' && !this.input.value && this.chosen.length) this.drop(this.chosen.at(-1));
    if ((event.key === ',' || event.key === ';') && this.offers.items.length) { event.preventDefault(); this.offers.choose(0); }
  }

  /* what was typed and not chosen is not lost: the server reads it, or says why it cannot */
  left() {
    const text = this.input.value.trim();
    if (!text) return;
    const exact = this.options.find(([, label, other]) => [label, ...(other ?? [])].some(w => plain(w) === plain(text)));
    this.add(exact ? exact[0] : text);
  }

  add(code) { this.input.value = ''; if (!this.chosen.includes(code)) this.set([...this.chosen, code]); this.wrong(''); this.show(); }

  drop(code) { this.set(this.chosen.filter(one => one !== code)); this.show(); }

  show() {
    const shown = this.chosen.filter(code => !this.common.some(pill => pill.dataset.value === code));
    this.chips.replaceChildren(...shown.map(code => {
      const name = this.names.get(code) ?? code;
      return el('button', { type: 'button', class: 'entry-chip', 'aria-label': `${this.form.words.remove} ${name}`, onclick: () => { this.drop(code); this.input.focus(); } },
        el('span', { text: name }), el('span', { 'aria-hidden': 'true', text: ' ×' }));
    }));
    this.common.forEach(pill => pill.setAttribute('aria-pressed', String(this.chosen.includes(pill.dataset.value))));
  }
}

/* a municipality or an address: offered by the server */
class Asked extends Field {
  draw() {
    super.draw();
    this.offers = new Offers(this.input, this.id, item => this.take(item));
    this.input.replaceWith(this.typing = el('div', { class: 'entry-typing' }));
    this.typing.append(this.input, this.offers.list);
    this.said = el('p', { class: 'entry-said', 'aria-live': 'polite' });
    this.box.append(this.said);
    this.input.addEventListener('keydown', event => { // the list may still be on its way
      if (event.key !== 'Enter' || event.ctrlKey || this.offers.items.length || this.form.codes[this.name]) return;
      event.preventDefault();
      this.hurried = this.input.value;
    });
  }

  typed() {
    delete this.form.codes[this.name];
    super.typed();
  }

  offer(items) {
    const hurried = this.hurried && this.hurried === this.input.value && items.length;
    this.hurried = null;
    if (hurried) this.take(items[0]);
    else this.offers.show(document.activeElement === this.input ? items : []);
  }

  take(item) {
    this.set(item.value ?? item.label);
    if (item.code) this.form.codes[this.name] = item.code;
    this.form.keep();
    this.show();
    this.wrong('');
    this.form.asked('place');
  }
}

class Name extends Field {
  draw() {
    super.draw();
    this.like = el('div', { class: 'entry-like', 'aria-live': 'polite' });
    this.box.append(this.like);
  }

  suggest(items) {
    const { words } = this.form;
    const open = items.filter(item => !this.form.apart.includes(item.key));
    this.like.dataset.drawn = String(Number(this.like.dataset.drawn ?? 0) + 1);
    if (!open.length) return this.like.replaceChildren();
    return this.like.replaceChildren(el('p', { class: 'entry-like-head', text: words.perhaps }), el('ul', {}, ...open.map(item => el('li', { 'data-key': item.key },
      el('div', { class: 'entry-like-text' }, el('b', { text: item.name }), el('span', { class: 'quiet', text: item.line }), el('span', { class: 'entry-why', text: item.why })),
      el('div', { class: 'entry-like-do' },
        el('button', { type: 'button', class: 'entry-same', text: words.same, 'aria-label': `${words.same}: ${item.name}`, onclick: () => this.form.take(item.key) }),
        el('button', { type: 'button', class: 'entry-other', text: words.other, 'aria-label': `${words.other}: ${item.name}`, onclick: () => this.form.another(item.key, items) }))))));
  }
}

const DRAWN = { name: Name, choice: Choice, several: Several, asked: Asked };
const field = (form, declared, prefix) => new (DRAWN[declared.draw] ?? Field)(form, declared, prefix);
