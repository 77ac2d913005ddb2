// The state of the page in the part of the address behind #, so that a link opens what the sender saw.
let stack = []; // scenes to come back to: the fragments that open them
let applying = false;

function fragment() {
  const part = new URLSearchParams();
  const id = (i) => D.nodes[i].i;
  if (scene.id === 'focus') part.set('f', id(scene.root));
  else if (scene.id === 'path') part.set('p', `${id(scene.from)}~${id(scene.to)}`);
  else if (scene.id === 'group') part.set('g', `${scene.of}~${scene.head}`);
  else if (scene.id !== D.views[0].id) part.set('v', scene.id);
  if (S.node >= 0 && !(scene.id === 'focus' && scene.root === S.node)) part.set('n', id(S.node));
  if (S.edge >= 0) part.set('e', edgeKey(S.edge));
  if (S.hiddenKinds.size) part.set('x', [...S.hiddenKinds].join(','));
  if (S.hiddenRelations.size) part.set('r', [...S.hiddenRelations].join(','));
  if (S.tab !== 'overview') part.set('t', S.tab);
  if (S.lang !== 'zh') part.set('lang', S.lang);
  return part.toString().replace(/%2F/g, '/').replace(/%7E/g, '~');
}

function saveState(push = false) {
  if (applying) return;
  const next = '#' + fragment();
  if (next === location.hash || (next === '#' && !location.hash)) return;
  try { history[push ? 'pushState' : 'replaceState'](null, '', next); } catch { /* a frame without an address */ }
}

const remember = () => { if (scene.id) stack.push(fragment()); };

function goBack() {
  const last = stack.pop();
  if (last === undefined) return;
  applyState(last);
  saveState(true);
}

function applyState(text) {
  const part = new URLSearchParams(text.replace(/^#/, ''));
  const find = (key) => (indexOf.has(key) ? indexOf.get(key) : -1);
  const list = (key, known) => new Set((part.get(key) || '').split(',').filter((name) => Object.hasOwn(known, name)));
  applying = true;
  S.lang = part.get('lang') === 'en' ? 'en' : 'zh';
  S.hiddenKinds = list('x', D.palette.kinds);
  S.hiddenRelations = list('r', D.palette.relations);
  S.node = find(part.get('n'));
  S.edge = part.get('e') ? edgeOfKey(part.get('e')) : -1;
  const root = find(part.get('f'));
  const [from, to] = (part.get('p') || '~').split('~').map(find);
  const edges = from >= 0 && to >= 0 ? shortestPath(from, to) : null;
  const [of, head] = (part.get('g') || '~').split('~');
  const grouped = D.views.find((view) => view.id === of && view.nodes.some((node) => node.id === head && node.members));
  if (root >= 0) { if (S.node < 0) S.node = root; showScene(focusScene(root)); }
  else if (grouped) showScene(groupScene(grouped, head));
  else if (edges) showScene(pathScene(from, to, edges));
  else showScene(sceneOf(D.views.find((view) => view.id === part.get('v')) || D.views[0]));
  const tab = TABS.includes(part.get('t')) ? part.get('t') : 'overview';
  renderAll();
  openTab(tab, tab !== 'overview');
  if (S.node >= 0 && isSheet()) centerOn(S.node);
  applying = false;
}
