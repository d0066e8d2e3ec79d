// Quota: granted, allocated, used and left, account by account.

import { bar, el } from '../dom.js';
import { t } from '../i18n/i18n.js';
import { formatArea } from '../units.js';
import { empty, section, whenReady } from './section.js';

/**
 * @param {import('./section.js').Loadable<import('../types.js').Run | null>} run
 * @param {import('../units.js').AreaUnit} unit
 * @param {() => void} retry
 */
export function quotasSection(run, unit, retry) {
  return section('quotas', t('quota.title'), [el('span', { class: 'unit' }, t(`unit.${unit}`))], whenReady(run, (value) => {
    if (!value) return empty(t('quota.noRun'));
    const quotas = [...(value.quotas ?? [])].sort((a, b) => (b.grantedM2 ?? 0) - (a.grantedM2 ?? 0));
    return quotas.length === 0 ? empty(t('quota.empty')) : [quotas.map((quota) => account(quota, unit)), el('p', { class: 'key' }, t('bar.allocated'))];
  }, retry));
}

/** @param {import('../types.js').Quota} quota @param {import('../units.js').AreaUnit} unit */
function account(quota, unit) {
  const granted = quota.grantedM2 ?? 0;
  return el('div', { class: 'account' },
    el('h3', {}, quota.account),
    granted > 0 && bar((quota.allocatedM2 ?? 0) / granted, (quota.allocatedM2 ?? 0) > granted ? 'over' : 'allocated', quota.usedM2 === null ? undefined : (quota.usedM2 ?? 0) / granted),
    el('dl', { class: 'quota' },
      amount('granted', quota.grantedM2, unit), amount('allocated', quota.allocatedM2, unit), amount('unallocated', quota.unallocatedM2, unit),
      amount('used', quota.usedM2, unit), amount('unused', quota.unusedM2, unit)));
}

/** @param {string} name @param {number | null} areaM2 @param {import('../units.js').AreaUnit} unit */
function amount(name, areaM2, unit) {
  const over = areaM2 !== null && areaM2 < 0;
  return el('div', { class: over ? 'over' : '' }, el('dt', {}, t(`quota.${name}`)), el('dd', {}, formatArea(areaM2, unit), over && el('span', { class: 'differs' }, ` ${t('quota.exceeded')}`)));
}
