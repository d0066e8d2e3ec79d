// Elements from code. Text is always set as text, so nothing that data brings can become markup.

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Child | Children[]} Children */

/**
 * An element with attributes and children. `on` holds listeners; `false`, `null` and `undefined` leave an attribute out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{on?: Record<string, (event: any) => void>, [attribute: string]: any}} [attributes]
 * @param {...Children} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') for (const [event, told] of Object.entries(value)) element.addEventListener(event, told);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...kept(children));
  return element;
}

/** Children without the empty ones. @param {Children[]} children @returns {(Node | string)[]} */
function kept(children) {
  const flat = /** @type {Child[]} */ (/** @type {unknown[]} */ (children).flat(Infinity));
  return flat
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * Replaces what a container holds, keeping the keyboard where it was (by `data-key`). The new content is made here, not before:
 * an element that is used again leaves its old place, and the keyboard with it, as soon as it is put into the new one.
 * @param {Element} container
 * @param {() => Children} make
 */
export function fill(container, make) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && container.contains(active) ? active.dataset.key : undefined;
  container.replaceChildren(...kept([make()]));
  if (key) /** @type {HTMLElement | null} */ (container.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus({ preventScroll: true });
}

/**
 * A row of choices of which one is taken: native radio buttons, so arrows and screen readers work.
 * @param {string} name
 * @param {{value: string, label: string, title?: string}[]} choices
 * @param {string} chosen
 * @param {(value: string) => void} choose
 */
export function segments(name, choices, chosen, choose) {
  return choices.map(({ value, label, title }) => el('label', { class: 'segment', title },
    el('input', { type: 'radio', name, value, checked: value === chosen, 'data-key': `${name}-${value}`, on: { change: () => choose(value) } }),
    el('span', {}, label)));
}

/**
 * A bar from 0 to 1, with a mark where given. Widths are set by script, since style attributes are not allowed.
 * @param {number} filled
 * @param {string} kind class of the fill
 * @param {number} [mark]
 */
export function bar(filled, kind, mark) {
  const inner = el('span', { class: `bar-fill ${kind}` });
  inner.style.width = `${clamp(filled) * 100}%`;
  const box = el('span', { class: 'bar-box', 'aria-hidden': 'true' }, inner);
  if (mark !== undefined) {
    const tick = el('span', { class: 'bar-mark' });
    tick.style.left = `${clamp(mark) * 100}%`;
    box.append(tick);
  }
  return box;
}

/** @param {number} share */
function clamp(share) {
  return Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0;
}

const shapes = {
  error: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM5.5 5.5l5 5m0-5-5 5',
  warning: 'M8 1.5 15.2 14.5H.8zM8 6v4m0 1.7v.6',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM8 7.2v4.3M8 4.3v.7',
};

/** The sign of a severity: its own shape as well as its colour. @param {import('./types.js').Severity} severity */
export function severitySign(severity) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `sign ${severity}`);
  svg.setAttribute('aria-hidden', 'true');
  const outline = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const [body = '', ...strokes] = shapes[severity].split(/(?<=z)/i);
  outline.setAttribute('d', body);
  outline.setAttribute('class', 'body');
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  mark.setAttribute('d', strokes.join(''));
  mark.setAttribute('class', 'mark');
  svg.append(outline, mark);
  return svg;
}

/** A swatch in a colour of the code lists, as pale as patches are on the map. @param {string} color @param {number} share of the colour @param {string} [kind] */
export function swatch(color, share, kind = '') {
  const box = el('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' });
  box.style.backgroundColor = `color-mix(in srgb, ${color} ${share * 100}%, white)`;
  return box;
}
