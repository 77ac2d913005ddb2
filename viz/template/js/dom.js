// Elements are made here and nowhere else; text goes in as text, so no name of a report can become markup.
function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  if (name === 'button') element.type = 'button';
  return fill(element, attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  add(element, ...children);
  return element;
}

function add(parent, ...children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

function refill(parent, ...children) {
  parent.replaceChildren();
  return add(parent, ...children);
}

// An icon of the tool bar: strokes on a 24 by 24 field.
const ICONS = {
  search: 'M11 4a7 7 0 1 1 0 14a7 7 0 1 1 0-14M16.2 16.2L21 21',
  fit: 'M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15',
  plus: 'M12 5V19M5 12H19',
  minus: 'M5 12H19',
  back: 'M10 5L4 12L10 19M4 12H20',
  path: 'M5 18A2 2 0 1 0 5 18.01M19 6A2 2 0 1 0 19 6.01M7 18H14A4 4 0 0 0 14 10H10A4 4 0 0 1 10 4H17',
  freeze: 'M12 3V21M4.2 7.5L19.8 16.5M19.8 7.5L4.2 16.5M9.5 4.5L12 6.5L14.5 4.5M9.5 19.5L12 17.5L14.5 19.5',
  full: 'M8 3H3V8M16 3H21V8M21 16V21H16M3 16V21H8',
  more: 'M5 12H5.01M12 12H12.01M19 12H19.01',
  theme: 'M12 3A9 9 0 1 0 12 21ZM12 3A9 9 0 0 1 12 21',
  close: 'M6 6L18 18M18 6L6 18',
  down: 'M12 4V15M7 11L12 16L17 11M5 20H19',
  link: 'M10 14A4 4 0 0 1 10 8L13 5A4 4 0 0 1 19 11L17.5 12.5M14 10A4 4 0 0 1 14 16L11 19A4 4 0 0 1 5 13L6.5 11.5',
  print: 'M7 8V3H17V8M7 17H4V9H20V17H17M7 14H17V21H7Z',
  keys: 'M3 7H21V17H3ZM7 10.5H7.01M11 10.5H11.01M15 10.5H15.01M17.5 10.5H17.51M8 14H16',
  chevron: 'M6 9L12 15L18 9',
};

function icon(name) {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }));
}

function iconButton(name, label, onclick, attributes = {}) {
  return h('button.tool', { onclick, title: label, 'aria-label': label, ...attributes }, icon(name));
}

// The shape of a class, in its colour, as it is drawn in the graph.
function glyph(kind, size = 12) {
  const look = D.palette.kinds[kind] || D.palette.kinds.Area;
  return svg('svg', { class: 'glyph', width: size, height: size, viewBox: '-1.3 -1.3 2.6 2.6', 'aria-hidden': 'true' },
    svg('path', { d: D.palette.glyphs[look.glyph], fill: kindColor(kind), 'fill-rule': 'evenodd' }));
}

function tell(text) {
  $('live').textContent = text;
}

let toastTimer = 0;
function toast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  tell(text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, 2600);
}
