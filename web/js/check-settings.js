// What a region sets about the checks: read, changed in a form, and put back as a whole.

import * as api from './api.js';
import { ApiError } from './api.js';
import { t } from './i18n/i18n.js';

/** @typedef {import('./types.js').RuleInRegion} RuleInRegion */

/** @typedef {'off' | import('./types.js').Severity} Standing */

/**
 * The form while it is open.
 * @typedef {object} SettingsForm
 * @property {import('./panel/section.js').Loadable<import('./types.js').CheckSettings>} stored
 * @property {Record<string, string>} draft what has been typed or chosen, by the JSON pointer of its place; typing changes it in place
 * @property {Record<string, string>} problems what is wrong, by pointer
 * @property {string} problem what is wrong with the whole
 * @property {'' | 'saving' | 'saved'} progress
 */

/** The form before anything is changed. @param {SettingsForm['stored']} stored @returns {SettingsForm} */
const formOf = (stored) => ({ stored, draft: {}, problems: {}, problem: '', progress: '' });

/** Place of a rule's standing in the form: whether it is checked, and how grave its findings are. @param {RuleInRegion} rule */
export const standingAt = (rule) => `/${rule.code}/severity`;

/** Place of a number, for one class where it is set so. @param {RuleInRegion} rule @param {string} setting @param {string} [ofClass] */
export const numberAt = (rule, setting, ofClass) => (ofClass === undefined ? `/${rule.code}/${setting}` : `/${rule.code}/classes/${ofClass.replaceAll('~', '~0').replaceAll('/', '~1')}/${setting}`);

/** How a rule stands. @param {RuleInRegion} rule @param {Record<string, string>} draft @returns {Standing} */
export const standingOf = (rule, draft) => /** @type {Standing} */ (draft[standingAt(rule)] ?? (rule.off ? 'off' : rule.severity));

/** A number as it stands in the form; empty where it is the default. @param {RuleInRegion} rule @param {import('./types.js').SettingInRegion} setting @param {Record<string, string>} draft @param {string} [ofClass] */
export function numberIn(rule, setting, draft, ofClass) {
  const value = ofClass === undefined ? setting.value : setting.classes[ofClass];
  return draft[numberAt(rule, setting.name, ofClass)] ?? (value === undefined || (ofClass === undefined && value === setting.default) ? '' : String(value));
}

/** The configuration that a form comes to: what differs from the defaults. What is no number is left to the server to refuse. @param {readonly RuleInRegion[]} rules @param {Record<string, string>} draft */
export function written(rules, draft) {
  /** @type {Record<string, import('./types.js').RuleSettings>} */
  const settings = {};
  for (const rule of rules) {
    const standing = standingOf(rule, draft);
    if (standing === 'off') {
      settings[rule.code] = 'off';
      continue;
    }
    /** @type {Record<string, any>} */
    const own = standing === rule.defaultSeverity ? {} : { severity: standing };
    /** @type {Record<string, Record<string, any>>} */
    const classes = {};
    for (const setting of rule.settings) {
      const number = numberIn(rule, setting, draft).trim();
      if (number !== '') own[setting.name] = numberOrText(number);
      for (const ofClass of Object.keys(setting.classes)) {
        const there = numberIn(rule, setting, draft, ofClass).trim();
        if (there !== '') (classes[ofClass] ??= {})[setting.name] = numberOrText(there);
      }
    }
    if (Object.keys(classes).length > 0) own.classes = classes;
    if (Object.keys(own).length > 0) settings[rule.code] = own;
  }
  return settings;
}

/** @param {string} text */
const numberOrText = (text) => (Number.isFinite(Number(text)) ? Number(text) : text);

/** @param {import('./state.js').Store} store @param {() => void} answered called when a save has been answered */
export function createCheckSettings(store, answered) {
  let abort = new AbortController();

  /** @param {Partial<SettingsForm>} changes */
  function set(changes) {
    const { checkSettings } = store.get();
    if (checkSettings) store.set({ checkSettings: { ...checkSettings, ...changes } });
  }

  /** Reads what is stored; what has been typed stays where it is asked to. @param {boolean} keepDraft */
  async function read(keepDraft) {
    const { region, checkSettings } = store.get();
    if (!region) return;
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    store.set({ checkSettings: { ...formOf({ state: 'loading' }), ...(keepDraft && { draft: checkSettings?.draft ?? {} }) } });
    try {
      const value = await api.checkSettings(region.id, signal);
      if (!signal.aborted) set({ stored: { state: 'ready', value } });
    } catch (error) {
      if (!signal.aborted) set({ stored: { state: 'failed', problem: messageOf(error) } });
    }
  }

  return {
    open: () => read(false),

    /** In another language; nothing where the form is not open. */
    translate() {
      if (store.get().checkSettings) void read(true);
    },

    close() {
      abort.abort();
      store.set({ checkSettings: null });
    },

    /** Keeps what is typed without disturbing the one who types. @param {string} at @param {string} text */
    typed(at, text) {
      const { checkSettings } = store.get();
      if (checkSettings) checkSettings.draft[at] = text;
    },

    /** Keeps what is chosen and shows what follows. @param {string} at @param {string} value */
    chosen(at, value) {
      const { checkSettings } = store.get();
      if (checkSettings) set({ draft: { ...checkSettings.draft, [at]: value }, progress: '' });
    },

    async save() {
      const { region, checkSettings } = store.get();
      if (!region || !checkSettings || checkSettings.progress === 'saving' || checkSettings.stored.state !== 'ready') return;
      const { rules, version } = checkSettings.stored.value;
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      set({ progress: 'saving', problem: '', problems: {} });
      try {
        const value = await api.saveCheckSettings(region.id, written(rules, checkSettings.draft), version, signal);
        if (signal.aborted || store.get().region?.id !== region.id) return;
        store.set({ checkSettings: { ...formOf({ state: 'ready', value }), progress: 'saved' } });
      } catch (error) {
        if (signal.aborted || store.get().region?.id !== region.id) return;
        const places = error instanceof ApiError ? error.places : [];
        set({ progress: '', problem: places.length > 0 ? t('settings.refused', { count: places.length }) : messageOf(error), problems: Object.fromEntries(places.map((place) => [place.pointer, place.detail])) });
      }
      answered();
    },
  };
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @typedef {ReturnType<typeof createCheckSettings>} CheckSettingsActions */
