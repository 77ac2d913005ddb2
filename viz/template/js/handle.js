// What a page around this one, or a test, may ask: where things are on screen. It reads and changes nothing.
function onScreen(x, y) {
  const box = $('canvas').getBoundingClientRect();
  const at = network.canvasToDOM({ x, y });
  return { x: box.left + at.x, y: box.top + at.y };
}

const handle = {
  scene: () => scene.id,
  chosen: () => (S.node >= 0 ? nodeAt(S.node).l : S.edge >= 0 ? edgeSentence(S.edge) : ''),
  // The middle of a node's name (or of its shape) on screen, by label; null if this scene does not draw it.
  where: (label) => {
    const spot = [...scene.spots.values()].find((one) => one.ref >= 0 && one.role !== 'more' && nodeAt(one.ref).l === label && !spotHidden(one));
    if (!spot) return null;
    const { box } = spot;
    return box && spot.role !== 'root' ? onScreen((box.left + box.right) / 2, (box.top + box.bottom) / 2) : onScreen(spot.x, spot.y);
  },
  // A point on the line between two labels.
  whereLine: (from, to) => {
    const name = (id) => { const { ref } = scene.spots.get(id); return ref >= 0 ? nodeAt(ref).l : ''; };
    const line = scene.lines.find((one) => !lineHidden(one) && one.ref >= 0 && nodeAt(edgeAt(one.ref).s).l === from && nodeAt(edgeAt(one.ref).t).l === to && name(one.to));
    if (!line) return null;
    const path = svg('path', { d: line.d });
    const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.5);
    return onScreen(x, y);
  },
  // Boxes of the names that are drawn, in pixels, and the names for which there was no room.
  names: () => {
    const shown = [];
    const missing = [];
    for (const spot of scene.spots.values()) {
      if (spotHidden(spot)) continue;
      const name = labelLines(spot).join('');
      if (!name) continue;
      if (!spot.box) { missing.push(name); continue; }
      const [a, b] = [onScreen(spot.box.left, spot.box.top), onScreen(spot.box.right, spot.box.bottom)];
      shown.push({ name, left: a.x, top: a.y, right: b.x, bottom: b.y, size: labelStyle(spot).size * scaleNow });
    }
    return { shown, missing };
  },
};
Object.defineProperty(window, 'policyGraph', { value: Object.freeze(handle) });
