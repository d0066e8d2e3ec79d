// Basic farmland is hatched. A canvas pattern is a colour to the canvas, so layers need no renderer of their own.

/** @type {CanvasPattern | string | undefined} */
let pattern;

/** Diagonal lines, 45°, 7 px apart. */
export function hatch() {
  pattern ??= draw() ?? '#9ab83f';
  return pattern;
}

function draw() {
  const size = 7;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.strokeStyle = '#4d7c0f';
  pen.lineWidth = 1.1;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return pen.createPattern(canvas, 'repeat');
}
