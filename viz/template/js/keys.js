// Everything that a pointer can do, by keys.
const KEYS = [
  ['← → ↑ ↓', 'keys.arrows'], ['Enter', 'keys.enter'], ['F', 'keys.focus'], ['E', 'keys.expand'], ['P', 'keys.path'], ['/', 'keys.search'],
  ['1 – 5', 'keys.views'], ['+  −  0', 'keys.zoom'], ['T', 'keys.text'], ['Esc', 'keys.back'], ['?', 'keys.help'],
];

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest('input, select, textarea');
  if (event.key === 'Escape') { escape(); return; }
  if (typing) return;
  const inCanvas = $('canvas').contains(event.target);
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (inCanvas && arrows[event.key]) { step(...arrows[event.key]); event.preventDefault(); return; }
  if (inCanvas && event.key === 'Enter') {
    if (S.node >= 0) { choose({ node: S.node }); $('page-detail').focus(); }
    event.preventDefault();
    return;
  }
  const act = { '/': () => $('search').focus(), '?': openHelp, '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => frame(),
    f: () => S.node >= 0 && showFocus(S.node), e: () => S.node >= 0 && expand(S.node), p: () => openPicker(), t: () => openTab('report') }[event.key.toLowerCase()];
  const view = baseViews()[Number(event.key) - 1];
  if (act) { act(); event.preventDefault(); } else if (view) { openView(view.id); event.preventDefault(); }
}

function escape() {
  if (picking) closePicker();
  else if (S.node >= 0 || S.edge >= 0) choose({ look: false });
  else if (history.length && stack.length) goBack();
}

function openHelp() {
  const dialog = $('help');
  refill(dialog, h('h2', {}, t('keys.title')), h('dl', {}, KEYS.map(([key, what]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, t(what))))),
    h('button.action', { onclick: () => dialog.close() }, t('close')));
  dialog.showModal();
}
