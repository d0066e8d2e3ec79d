// The site check: a red line, drawn, pasted or opened, and what the plans say about it. The text of the red line is the one truth; drawing and files only fill it.

import * as api from './api.js';
import { t } from './i18n/i18n.js';
import { noSite } from './state.js';

/** Files above this are no red line. */
const largestFileBytes = 8 * 1024 * 1024;

/** @param {import('./state.js').Store} store @param {{show: (geometry: import('geojson').Geometry) => void}} view @param {() => void} told called when there is an answer */
export function createSiteCheck(store, view, told) {
  let abort = new AbortController();

  /** @param {Partial<import('./state.js').Site>} changes */
  const set = (changes) => store.set({ site: { ...store.get().site, ...changes } });

  // Another region may have been chosen while something was on its way.
  /** @param {string | undefined} id */
  const isStill = (id) => store.get().region?.id === id;

  async function check() {
    const { region, site } = store.get();
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    if (!region) return;
    if (site.text.trim() === '') {
      set({ drawing: null, result: { state: 'failed', problem: t('site.empty') } });
      told();
      return;
    }
    set({ drawing: null, result: { state: 'loading' } });
    try {
      const value = await api.siteCheck(region.id, site.text, signal);
      if (signal.aborted || !isStill(region.id)) return;
      set({ result: { state: 'ready', value }, checked: site.text });
      view.show(value.site);
      told();
    } catch (error) {
      if (signal.aborted || !isStill(region.id)) return;
      set({ result: { state: 'failed', problem: error instanceof Error ? error.message : String(error) } });
      told();
    }
  }

  return {
    check,

    /** Keeps what is typed without disturbing the one who types. @param {string} text */
    typed(text) {
      store.get().site.text = text;
    },

    draw() {
      abort.abort();
      set({ drawing: [], result: null, checked: '' });
    },

    /** @param {[number, number]} at longitude, latitude */
    addPoint(at) {
      const { drawing } = store.get().site;
      if (drawing) set({ drawing: [...drawing, at] });
    },

    undo() {
      const { drawing } = store.get().site;
      if (drawing) set({ drawing: drawing.slice(0, -1) });
    },

    cancel: () => set({ drawing: null }),

    finish() {
      const { drawing } = store.get().site;
      if (!drawing || drawing.length < 3) return;
      set({ text: drawing.map(([x, y]) => `${x.toFixed(7)}, ${y.toFixed(7)}`).join('\n') });
      void check();
    },

    /** @param {File} file */
    async open(file) {
      abort.abort();
      if (file.size > largestFileBytes) {
        set({ drawing: null, result: { state: 'failed', problem: t('site.fileTooLarge') } });
        return;
      }
      const id = store.get().region?.id;
      const text = textOf(await file.arrayBuffer());
      if (!isStill(id)) return;
      set({ text, drawing: null });
      await check();
    },

    clear() {
      abort.abort();
      store.set({ site: noSite() });
    },
  };
}

/** A file as text: UTF-8, or what Chinese systems wrote before it. @param {ArrayBuffer} bytes */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** @typedef {ReturnType<typeof createSiteCheck>} SiteActions */
