// Light and dark: colours of classes from palette.json, of paper and ink from the style sheet.
const darkQuery = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (S.theme ? S.theme === 'dark' : darkQuery.matches);
const tone = () => (isDark() ? 'dark' : 'light');
const kindColor = (kind) => (D.palette.kinds[kind] || D.palette.kinds.Area)[tone()];
const relationLook = (relation) => D.palette.relations[relation] || D.palette.relations.locatedIn;
const relationColor = (relation) => kindColor(relationLook(relation).like);

let ink = {};
function readInk() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  ink = { paper: get('--paper'), text: get('--text'), soft: get('--soft'), line: get('--line'), pill: get('--pill'),
    on: get('--on-solid'), accent: get('--accent') };
}

function applyTheme() {
  document.documentElement.dataset.theme = tone();
  readInk();
}

function setTheme(theme) {
  S.theme = theme;
  try { localStorage.setItem('kg-theme', theme); } catch { /* private mode or a sandboxed frame */ }
  applyTheme();
  renderAll();
}

function storedTheme() {
  try { return localStorage.getItem('kg-theme') || ''; } catch { return ''; }
}

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei",'
  + '"Noto Sans SC",system-ui,sans-serif';
const SERIF = '"Noto Serif CJK SC","Source Han Serif SC","Songti SC",STSong,SimSun,serif';
const isNarrow = () => matchMedia('(max-width: 760px)').matches; // a phone: graphs stand in one column
const isSheet = () => matchMedia('(max-width: 980px)').matches; // the panel covers the graph from below
