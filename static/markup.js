/* HTML that the server made of escaped text, with things to pick in it: [data-pick]. Hovering one shows it on the map. */

function fill(root, html) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.pick : null;
  const open = new Set([...root.querySelectorAll('details[open][data-fold]')].map(d => d.dataset.fold));
  root.innerHTML = html;
  root.querySelectorAll('details[data-fold]').forEach(d => { if (open.has(d.dataset.fold)) d.open = true; });
  if (focused) root.querySelector(`[data-pick="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/* what has just been opened, [data-open], comes into sight wherever the list was scrolled to */
function reveal(root) {
  const opened = root.querySelector('[data-open]');
  const before = root.opened;
  root.opened = opened?.dataset.open ?? '';
  if (!opened || before === undefined || before === root.opened) return;
  const panel = root.closest('.st-key-results');
  const top = opened.getBoundingClientRect().top;
  if (panel && panel.scrollHeight > panel.clientHeight + 1) panel.scrollTop += top - panel.getBoundingClientRect().top;
  else if (top < 0 || top > window.innerHeight) opened.scrollIntoView({ block: 'start' });
}

/* where what is picked is told to another component, that one says what is selected */
function marking(root, told) {
  root.dataset.told = told;
  root.mark = () => {
    const key = window.intreccioMarked?.[told];
    root.querySelectorAll('[data-pick]').forEach(e => {
      if (key && e.dataset.pick === key) e.setAttribute('aria-current', 'true');
      else e.removeAttribute('aria-current');
    });
  };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.markup-root');
  if (data.told && !root.mark) marking(root, data.told);
  if (root.html !== data.html) {
    root.html = data.html;
    fill(root, data.html);
    reveal(root);
    root.mark?.();
  }
  root.onclick = event => {
    const picked = event.target.closest('[data-pick]');
    if (!picked) return;
    root.querySelectorAll('[aria-current]').forEach(e => e.removeAttribute('aria-current'));
    picked.setAttribute('aria-current', 'true');
    const key = picked.dataset.pick;
    const elsewhere = data.told && !key.startsWith('+') && window.intreccioTell?.[data.told];
    (elsewhere || setTriggerValue)('picked', key);
  };
  const hover = event => {
    const key = event.target.closest?.('[data-pick]')?.dataset.pick ?? null;
    Object.values(window.intreccioMaps ?? {}).forEach(map => map.hover(key));
  };
  root.onmouseover = hover;
  root.onmouseleave = () => Object.values(window.intreccioMaps ?? {}).forEach(map => map.hover(null));
}
