// The frame around the graph: views, tools, hint; and the start.
const baseViews = () => D.views.filter((view) => !/-\d+$/.test(view.id) && view.id !== 'all');
const stories = () => D.views.filter((view) => view.id.startsWith('story'));

function openView(id) {
  const view = D.views.find((one) => one.id === id);
  if (!view) return;
  stack = [];
  closePicker();
  showScene(sceneOf(view));
  if (S.node >= 0 && !scene.byRef.has(S.node)) S.node = -1;
  S.edge = -1;
  renderAll();
  saveState(true);
}

const nodesOf = (id) => D.views.find((view) => view.id === id).nodes.length;
const hasEngines = () => D.edges.some((edge) => edge.r === 'hasEngine');
const viewName = (id) => (id === 'story' && !hasEngines() ? t('view.story.plain') : t(`view.${id}`));

function renderViews() {
  const now = scene.id === 'all' ? 'full' : scene.id.replace(/-\d+$/, '');
  refill($('views'), baseViews().map((view) => h('button.tab', { 'aria-current': now === view.id ? 'page' : null, 'data-view': view.id, onclick: () => openView(view.id) }, viewName(view.id))));
}

function renderHint() {
  const base = scene.id.replace(/-\d+$/, '');
  const words = { group: () => t('hint.group', scene.title), focus: () => t('hint.focus', scene.title), path: () => t('hint.path', scene.lines.length),
    story: () => t(scene.narrow ? 'hint.narrow' : hasEngines() ? 'hint.story' : 'hint.story.plain'), full: () => (summary() ? t('hint.summary', scene.spots.size) : t('hint.full')) };
  const many = stories();
  refill($('hint'),
    stack.length > 0 && h('button.back', { onclick: goBack }, icon('back'), t('back')),
    base === 'story' && many.length > 1 && h('select', { 'aria-label': t('area'), onchange: (event) => openView(event.target.value) },
      many.map((view) => h('option', { value: view.id, selected: view.id === scene.id }, view.title))),
    h('p', {}, (words[base] || (() => t(`hint.${base}`)))(), scene.leftOut > 0 && base === 'full' && [' ', !summary() && t('loose', scene.leftOut), ' ', h('button.inline', { onclick: () => openView('all') }, t('seeAll', nodesOf('all')))],
      scene.leftOut > 0 && base === 'story' && [' ', h('button.inline', { onclick: () => openView('full') }, t('leftOut', scene.leftOut))]));
  $('canvas').setAttribute('aria-label', t('canvas', `${D.title} ${W.ui[`view.${base}`] ? viewName(base) : scene.title}`, scene.spots.size, scene.lines.length));
}

function renderTools() {
  refill($('tools'),
    iconButton('path', t('path'), () => openPicker(), { 'data-tool': 'path' }),
    iconButton('freeze', t(floating ? 'freeze' : 'unfreeze'), () => setFloating(!floating), { 'aria-pressed': String(floating), 'data-tool': 'freeze' }),
    iconButton('full', t('fullscreen'), fullScreen, { 'data-tool': 'full' }),
    menu(),
    iconButton('theme', t('theme'), () => setTheme(isDark() ? 'light' : 'dark'), { 'data-tool': 'theme' }),
    h('button.tool.lang', { onclick: () => setLang(S.lang === 'zh' ? 'en' : 'zh'), 'data-tool': 'lang', lang: S.lang === 'zh' ? 'en' : 'zh-CN' }, t('language')));
  refill($('zoom'), iconButton('plus', t('zoomIn'), () => zoomBy(1.3)), iconButton('minus', t('zoomOut'), () => zoomBy(1 / 1.3)),
    iconButton('fit', t('fit'), () => { S.touchedCamera = false; frame(); }));
}

function menu() {
  const item = (name, label, act) => h('button', { onclick: () => { box.open = false; act(); }, 'data-tool': name }, icon(name.startsWith('download') ? 'down' : name), label);
  const box = h('details.menu', {}, h('summary.tool', { 'aria-label': t('menu'), title: t('menu') }, icon('more')),
    h('div.items', {}, item('download.png', t('download.png'), savePng), item('download.svg', t('download.svg'), saveSvg), item('download.csv', t('download.csv'), saveCsv),
      item('link', t('link'), copyLink), item('print', t('print'), () => window.print()), item('keys', t('help'), openHelp)));
  box.addEventListener('focusout', (event) => { if (!box.contains(event.relatedTarget)) box.open = false; });
  return box;
}

function copyLink() {
  saveState();
  navigator.clipboard?.writeText(location.href).then(() => toast(t('link.done')), () => toast(location.hash));
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function setLang(lang) {
  S.lang = lang;
  if (scene.id === 'focus') showScene(focusScene(scene.root, scene.most), true);
  renderAll();
  saveState();
}

function renderWords() {
  document.documentElement.lang = S.lang === 'en' ? 'en' : 'zh-CN';
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
  for (const element of document.querySelectorAll('[data-placeholder]')) element.setAttribute('placeholder', t(element.dataset.placeholder));
}

function renderAll() {
  renderWords();
  renderViews();
  renderHint();
  renderTools();
  renderLegend();
  renderTabs();
  renderOverview();
  renderDetail();
  if (reportShown >= 0) showReport(reportShown);
  if ($('page-table').children.length) renderTable();
  refresh();
}

S.theme = storedTheme();
applyTheme();
startCanvas();
startSearch();
startPanel();
startReport();
applyState(location.hash);
addEventListener('keydown', onKey);
addEventListener('popstate', () => {
  if (stack.length && stack.at(-1) === location.hash.slice(1)) stack.pop();
  applyState(location.hash);
});
addEventListener('hashchange', () => { if ('#' + fragment() !== location.hash) applyState(location.hash); });
addEventListener('beforeprint', preparePrint);
matchMedia('print').addEventListener('change', (event) => { if (event.matches) preparePrint(); });
darkQuery.addEventListener('change', () => { applyTheme(); renderAll(); });
matchMedia('(max-width: 760px)').addEventListener('change', () => { legendOpen = null; applyState(location.hash); });
document.fonts?.ready.then(() => { widths.clear(); refresh(); });
document.documentElement.dataset.ready = 'yes';
