// Opens the map, or says why it cannot be opened.

import('./app.js').then(({ open }) => open()).then(
  () => document.getElementById('start')?.remove(),
  (error) => {
    console.error(error);
    const box = document.getElementById('start');
    if (!box) return;
    box.setAttribute('role', 'alert');
    box.replaceChildren(
      sentence('zh', '地图无法打开：网页库缺失或不完整。请在服务器上重新运行 bash src/run.sh，然后刷新此页。'),
      sentence('en', 'The map could not be opened: the web libraries are missing or incomplete. Run bash src/run.sh on the server again, then reload this page.'),
    );
  });

/** @param {string} lang @param {string} text */
function sentence(lang, text) {
  const p = document.createElement('p');
  p.lang = lang;
  p.textContent = text;
  return p;
}
