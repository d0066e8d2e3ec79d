// The words of the page in 中文 and English.

import { enAccount } from './en-account.js';
import { enTerms } from './en-terms.js';
import { en } from './en.js';
import { zhAccount } from './zh-account.js';
import { zhTerms } from './zh-terms.js';
import { zh } from './zh.js';

/** @typedef {import('../types.js').Language} Language */

/** @type {Record<Language, Record<string, string>>} */
export const dictionaries = { zh: { ...zh, ...zhAccount, ...zhTerms }, en: { ...en, ...enAccount, ...enTerms } };

/** Takes in the words of the server: names of rules, quantities, units and subjects. @param {Record<Language, Record<string, string>>} words */
export function learn(words) {
  Object.assign(dictionaries.zh, words.zh);
  Object.assign(dictionaries.en, words.en);
}

const remembered = 'geozones.language';

/** @type {Language} */
let current = 'zh';

/** The language that the page speaks now. */
export const language = () => current;

/**
 * The language to open with: the link's, else the one chosen before, else the browser's first that we have.
 * @param {string | null | undefined} linked
 * @param {string | null} chosen
 * @param {readonly string[]} preferred
 * @returns {Language}
 */
export function firstLanguage(linked, chosen, preferred) {
  for (const wish of [linked, chosen, ...preferred]) {
    const word = wish?.toLowerCase().split('-')[0];
    if (word === 'zh' || word === 'en') return word;
  }
  return 'en';
}

/** @returns {string | null} */
export function rememberedLanguage() {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null; // a browser that keeps nothing still shows the map
  }
}

/** Speaks another language from here on. @param {Language} next @param {boolean} [remember] */
export function speak(next, remember = false) {
  current = next;
  document.documentElement.lang = next;
  if (!remember) return;
  try {
    localStorage.setItem(remembered, next);
  } catch {
    // as above
  }
}

/**
 * The text for a key, `{name}` replaced by its parameter.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function t(key, params) {
  const text = dictionaries[current][key] ?? key;
  return params ? text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole)) : text;
}

/** The text for a key where there is one, else the word itself: for words that data may bring. @param {string} prefix @param {string} word */
export const termFor = (prefix, word) => dictionaries[current][`${prefix}.${word}`] ?? word;

/** The member of a record in the current language. @param {string | null | undefined} zhText @param {string | null | undefined} enText */
export const either = (zhText, enText) => (current === 'zh' ? zhText : enText) ?? zhText ?? enText ?? '';

/** Puts the current language into the page's fixed elements. @param {ParentNode} root */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-i18n]')) element.textContent = t(/** @type {HTMLElement} */ (element).dataset.i18n ?? '');
  for (const element of root.querySelectorAll('[data-i18n-label]')) element.setAttribute('aria-label', t(/** @type {HTMLElement} */ (element).dataset.i18nLabel ?? ''));
}
