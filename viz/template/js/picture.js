// The graph as a picture: one SVG made from the scene, which PNG and print are made from too.
function pictureOf() {
  layLines();
  const all = bounds();
  const pad = 28;
  const [x, y] = [Math.floor(all.left - pad), Math.floor(all.top - pad - 34)];
  const [width, height] = [Math.ceil(all.right - all.left + 2 * pad), Math.ceil(all.bottom - all.top + 2 * pad + 34)];
  const spots = [...scene.spots.values()].filter((spot) => !spotHidden(spot));
  return svg('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `${x} ${y} ${width} ${height}`, width, height, 'font-family': FONT, role: 'img', 'aria-label': D.title },
    svg('title', {}, D.title),
    svg('rect', { x, y, width, height, fill: ink.paper }),
    svg('text', { x: x + pad, y: y + 34, 'font-family': SERIF, 'font-size': 20, 'font-weight': 700, fill: ink.text }, D.title),
    svg('g', { fill: 'none' }, scene.lines.filter((line) => line.d && !lineHidden(line)).map(pictureLine)),
    svg('g', {}, spots.map(pictureSpot)),
    svg('g', {}, spots.map(pictureLabel)));
}

function pictureLine(line) {
  const look = relationLook(line.relation);
  const stroke = svg('path', { d: line.d, stroke: relationColor(line.relation), 'stroke-width': look.width, 'stroke-dasharray': look.dash.join(' ') || null, 'stroke-opacity': baseAlpha() });
  if (scene.shape !== 'net' && scene.shape !== 'path') return stroke;
  const { x, y, angle } = lineEnds(line);
  return [stroke, svg('path', { d: 'M0 0L-7 -3L-7 3Z', fill: relationColor(line.relation), transform: `translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})` })];
}

function pictureSpot(spot) {
  if (spot.role === 'caption') return null;
  const color = kindColor(spot.kind);
  if (solidHead(spot)) {
    const filled = spot.ref >= 0 || spot.role === 'root';
    return svg('circle', { cx: spot.x, cy: spot.y, r: spot.size, fill: filled ? color : ink.paper, stroke: color, 'stroke-width': 1.6 });
  }
  const name = spot.role === 'more' ? 'plus' : (D.palette.kinds[spot.kind] || D.palette.kinds.Area).glyph;
  return svg('path', { d: D.palette.glyphs[name], fill: color, 'fill-rule': 'evenodd', transform: `translate(${round(spot.x)} ${round(spot.y)}) scale(${spot.size})` });
}

const ANCHOR = { center: 'middle', left: 'start', right: 'end' };
function pictureLabel(spot) {
  const label = placeLabel(spot);
  const filled = label.inside && solidHead(spot) && (spot.ref >= 0 || spot.role === 'root');
  const color = filled ? ink.on : label.inside && spot.role === 'head' ? kindColor(spot.kind) : ink.text;
  const write = (text, x, y, size, anchor, fill, weight = 400, family = FONT) => svg('text', { x: round(x), y: round(y), 'font-size': size, 'text-anchor': ANCHOR[anchor], fill, 'font-weight': weight,
    'font-family': family, 'dominant-baseline': 'central', stroke: filled ? null : ink.paper, 'stroke-width': filled ? null : 3, 'paint-order': 'stroke', 'stroke-linejoin': 'round' }, text);
  const count = spot.count && spot.role !== 'more' && (spot.count > 1 || label.inside || spot.role === 'head') ? countPart(spot, label) : null;
  return [
    spot.caption && write(said(spot.caption), spot.x - spot.side * (spot.size + 6), spot.y, 11, spot.side > 0 ? 'right' : 'left', kindColor(spot.kind), 500),
    label.lines.map((line, n) => write(line, label.x, label.top + label.leading * (n + 0.5), label.size, label.anchor, color, label.weight, label.family)),
    count && write(count.text, count.x, count.y, count.size, count.anchor, count.solid ? kindColor(spot.kind) : ink.soft, count.weight),
  ];
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
}

const fileName = (ending) => `${D.title.replace(/[\\/:*?"<>|\s]+/g, '-').slice(0, 60)}-${scene.id}.${ending}`;
const svgText = () => new XMLSerializer().serializeToString(pictureOf());
const saveSvg = () => save(new Blob([svgText()], { type: 'image/svg+xml' }), fileName('svg'));

function savePng() {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svgText()], { type: 'image/svg+xml' }));
  image.onload = () => {
    const grow = Math.min(2, 12000 / Math.max(image.width, image.height));
    const canvas = h('canvas', { width: Math.round(image.width * grow), height: Math.round(image.height * grow) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, fileName('png')));
    URL.revokeObjectURL(url);
  };
  image.src = url;
}

// Relations of the scene; a leading = + - @ is made harmless for spreadsheets.
function saveCsv() {
  const cell = (value) => `"${String(value).replace(/^([=+\-@\t\r])/, "'$1").replace(/"/g, '""')}"`;
  const shown = new Set(scene.lines.filter((line) => line.ref >= 0 && !lineHidden(line)).map((line) => line.ref));
  const lines = [[t('table.from'), t('table.relation'), t('table.to'), t('confidence'), t('evidence')].map(cell).join(',')];
  for (const e of shown) {
    const edge = edgeAt(e);
    lines.push([nodeName(edge.s), edgeName(e), nodeName(edge.t), edge.f ?? '', edge.e.map(sentenceText).join(' | ')].map(cell).join(','));
  }
  save(new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], { type: 'text/csv' }), fileName('csv'));
}

let printing = false; // lists are then given whole

// What is printed: the title, the picture of the scene in light colours, what is chosen, and the legend.
function preparePrint() {
  const theme = S.theme;
  S.theme = 'light';
  applyTheme();
  const picture = pictureOf();
  picture.removeAttribute('width');
  picture.removeAttribute('height');
  picture.querySelector('rect').setAttribute('fill', '#fff');
  picture.querySelector('text').remove(); // the title stands above
  printing = true;
  const { kinds, relations } = counted();
  refill($('paper'), h('h1', {}, D.title), h('p', {}, $('lead').textContent), picture,
    h('p.key', {}, [...kinds.keys()].map((kind) => h('span', {}, glyph(kind, 11), kindName(kind))), [...relations.keys()].map((name) => h('span', {}, stroke(name), relationName(name)))),
    S.node >= 0 && nodeDetail(S.node), S.edge >= 0 && edgeDetail(S.edge), h('p.foot', {}, t('print.foot')));
  printing = false;
  S.theme = theme;
  applyTheme();
}
