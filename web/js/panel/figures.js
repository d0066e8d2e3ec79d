// The figures that the documents declare, as stated: with their qualifier, their decimals and their blanks.

import { el } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { subjectName } from '../names.js';
import { formatNumber } from '../units.js';
import { empty, section, whenReady } from './section.js';

/**
 * @param {import('./section.js').Loadable<readonly import('../types.js').Figure[]>} figures
 * @param {() => void} retry
 */
export function figuresSection(figures, retry) {
  const count = figures.state === 'ready' && figures.value.length > 0 ? [el('span', { class: 'unit' }, String(figures.value.length))] : [];
  return section('figures', t('figure.title'), count, whenReady(figures, (value) => (value.length === 0 ? empty(t('figure.empty')) : el('ul', { class: 'rows figures' }, value.map(row))), retry));
}

/** @param {import('../types.js').Figure} figure */
function row(figure) {
  return el('li', { class: 'figure' },
    el('span', { class: 'row-main' },
      el('span', {}, subjectName(figure.subject), ' · ', termFor('quantity', figure.quantity), figure.account ? ` · ${figure.account}` : '', figure.synthetic && el('span', { class: 'badge synthetic' }, t('synthetic.short'))),
      figure.phrase && el('q', { class: 'phrase', lang: 'zh' }, figure.phrase)),
    el('span', { class: 'row-number' },
      figure.qualifier && el('span', { class: 'qualifier', lang: 'zh' }, figure.qualifier),
      figure.value === null ? el('span', { class: 'differs' }, t('figure.blank')) : formatNumber(figure.value, figure.decimals),
      figure.value !== null && figure.unit && el('span', { class: 'unit' }, ` ${termFor('unit', figure.unit)}`)));
}
