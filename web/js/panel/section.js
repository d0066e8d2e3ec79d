// A section of the panel: a heading that folds it, and states that never leave it blank.

import { el } from '../dom.js';
import { t } from '../i18n/i18n.js';

/** @typedef {import('../dom.js').Child} Child */

/**
 * Something that is fetched: on its way, there, or refused.
 * @template T
 * @typedef {{state: 'loading'} | {state: 'ready', value: T} | {state: 'failed', problem: string}} Loadable
 */

/** @type {Set<string>} */
const folded = new Set();

/**
 * @param {string} id
 * @param {string} title
 * @param {Child[]} aside what stands beside the title
 * @param {...import('../dom.js').Children} body
 */
export function section(id, title, aside, ...body) {
  const content = el('div', { class: 'section-body', id: `${id}-body`, hidden: folded.has(id) }, ...body);
  const button = el('button', { type: 'button', class: 'section-fold', 'aria-expanded': String(!folded.has(id)), 'aria-controls': `${id}-body`, 'data-key': `fold-${id}`, on: { click: fold } },
    el('span', { class: 'chevron', 'aria-hidden': 'true' }), title);
  function fold() {
    if (folded.has(id)) folded.delete(id);
    else folded.add(id);
    content.hidden = folded.has(id);
    button.setAttribute('aria-expanded', String(!folded.has(id)));
  }
  return el('section', { class: 'section', id, 'aria-labelledby': `${id}-title` }, el('div', { class: 'section-head' }, el('h2', { id: `${id}-title` }, button), ...aside), content);
}

/**
 * The body for something that is fetched.
 * @template T
 * @param {Loadable<T>} loadable
 * @param {(value: T) => import('../dom.js').Children} ready
 * @param {() => void} [retry]
 * @returns {import('../dom.js').Children}
 */
export function whenReady(loadable, ready, retry) {
  if (loadable.state === 'loading') return loading();
  if (loadable.state === 'failed') return failed(loadable.problem, retry);
  return ready(loadable.value);
}

export const loading = () => el('p', { class: 'state loading' }, t('state.loading'));

/** @param {string} problem @param {() => void} [retry] */
export function failed(problem, retry) {
  return el('div', { class: 'state failed', role: 'alert' }, el('p', {}, problem), retry && el('button', { type: 'button', class: 'action small', on: { click: retry } }, t('state.retry')));
}

/** @param {string} text */
export const empty = (text) => el('p', { class: 'state' }, text);
